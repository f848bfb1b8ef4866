"""Names, in a migration, the row that each number on file is from."""

from kilowire.floor.normal.numbers import number_key

BATCH = 500


def name_sources(apps, rows, column, kind, source):
    """Write a number of these rows under their source, in place of the number without one.

    ``source`` is a format that takes the row's ``pk``.
    """
    references = apps.get_model('jobs', 'Reference').objects
    for batch in batches(rows.exclude(**{column: ''}).order_by('pk')):
        numbers = [(row.job_id, getattr(row, column).strip()[:80], source.format(pk=row.pk)) for row in batch]
        numbers = [each for each in numbers if each[1]]
        references.bulk_create(
            [
                references.model(job_id=job, kind=kind, value=value, normal=number_key(value)[:80], source=named)
                for job, value, named in numbers
            ],
            ignore_conflicts=True,
        )
        known = {(job, value) for job, value, _ in numbers}
        unnamed = references.filter(kind=kind, source='', job__in={job for job, _, _ in numbers})
        stale = [pk for pk, job, value in unnamed.values_list('pk', 'job', 'value') if (job, value) in known]
        references.filter(pk__in=stale).delete()


def batches(rows):
    """Yield the rows, which are ordered by their key, in lists of a limited length."""
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
