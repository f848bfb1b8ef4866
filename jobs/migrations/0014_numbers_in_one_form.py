from django.db import migrations, models

import kilowire.floor.normal.columns
from jobs.search.words import search_words
from kilowire.floor.normal.numbers import number_key

from jobs.migrations._number_sources import batches as _batches
from jobs.migrations._number_sources import name_sources

BATCH = 500


def write_normal_numbers(apps, schema_editor):
    """Write the normal form of each number on file."""
    references = apps.get_model('jobs', 'Reference').objects
    for batch in _batches(references.order_by('pk')):
        for each in batch:
            each.normal = number_key(each.value)[:80]
        references.bulk_update(batch, ['normal'])


def write_sources(apps, schema_editor):
    """Name the rows of this app that have the numbers on file."""
    for model, column, kind, source in (
        ('UtilityAccount', 'account_number', 'account', 'account'),
        ('UtilityAccount', 'meter_number', 'meter', 'account'),
        ('InstallationRecord', 'charger_serial', 'charger_serial', 'installation'),
        ('DigTicket', 'number', 'dig_ticket', 'dig_ticket:{pk}'),
    ):
        name_sources(apps, apps.get_model('jobs', model).objects.all(), column, kind, source)
    adapters = apps.get_model('jobs', 'Adapter').objects.filter(retired_on=None)
    name_sources(apps, adapters, 'serial', 'adapter_serial', 'adapter:{pk}')


def write_search_words(apps, schema_editor):
    """Write the search words anew, by which a job is found in every spelling."""
    words = apps.get_model('jobs', 'SearchWord').objects
    for batch in _batches(apps.get_model('jobs', 'Job').objects.select_related('site').order_by('pk')):
        keys = [job.pk for job in batch]
        people = _by_job(apps.get_model('jobs', 'Person'), keys)
        numbers = _by_job(apps.get_model('jobs', 'Reference'), keys)
        indexed = {}
        for each in words.filter(job__in=keys):
            indexed.setdefault(each.job_id, {})[each.word] = each.pk
        stale, fresh = [], []
        for job in batch:
            wanted, held = _words(job, people.get(job.pk, ()), numbers.get(job.pk, ())), indexed.get(job.pk, {})
            stale += [key for word, key in held.items() if word not in wanted]
            fresh += [words.model(job_id=job.pk, word=word) for word in sorted(wanted - held.keys())]
        for start in range(0, len(stale), BATCH):
            words.filter(pk__in=stale[start:start + BATCH]).delete()
        words.bulk_create(fresh, batch_size=BATCH)


def forget_sources(apps, schema_editor):
    """Keep each number of a job once, since it has no source in the earlier state."""
    references = apps.get_model('jobs', 'Reference').objects
    numbers = references.values('job', 'kind', 'value').annotate(first=models.Min('pk'))
    again = references.exclude(pk__in=numbers.values('first'))
    again.delete()


def _words(job, people, numbers):
    site = job.site
    return search_words(
        names=[text for person in people for text in (person.name, person.email)],
        addresses=[f'{site.street} {site.city} {site.postal_code}'],
        phones=[person.phone for person in people],
        numbers=[job.number, *(each.value for each in numbers)],
    )


def _by_job(model, keys):
    rows = {}
    for each in model.objects.filter(job__in=keys):
        rows.setdefault(each.job_id, []).append(each)
    return rows


class Migration(migrations.Migration):
    """Numbers that others gave in one normal form, each with the row it is from; search words made of them."""

    dependencies = [
        ('jobs', '0013_charging_stopped'),
    ]

    operations = [
        migrations.RemoveConstraint('reference', 'job_has_each_reference_once'),
        migrations.AddField(
            'reference',
            'normal',
            kilowire.floor.normal.columns.NumberKeyColumn(
                blank=True, default='', editable=False, max_length=80, of='value'
            ),
        ),
        migrations.AddField(
            'reference', 'source', models.CharField(blank=True, default='', editable=False, max_length=40)
        ),
        migrations.AddIndex(
            'reference', models.Index(fields=['kind', 'normal'], name='reference_by_number')
        ),
        migrations.AddConstraint(
            'reference',
            models.UniqueConstraint(
                fields=['job', 'kind', 'value', 'source'], name='job_has_each_reference_once'
            ),
        ),
        migrations.RunPython(write_sources, migrations.RunPython.noop),
        migrations.RunPython(write_normal_numbers, migrations.RunPython.noop),
        migrations.RunPython(write_search_words, forget_sources),
    ]
