from django.db import migrations
from django.db.models import Q

from jobs.migrations._number_sources import batches
from jobs.search.words import note_words

BATCH = 500


def add_words_of_notes(apps, schema_editor):
    """Write the search words of the notes on file: of the call, of the site, and reasons in the history."""
    jobs, events = apps.get_model('jobs', 'Job').objects, apps.get_model('jobs', 'Event').objects
    noted = ~Q(wishes='') | ~Q(site__gate_note='') | ~Q(site__dog_note='') | ~Q(site__access_note='')
    for batch in batches(jobs.filter(noted).select_related('site').order_by('pk')):
        _add(apps, (
            (job.pk, note)
            for job in batch
            for note in (job.wishes, job.site.gate_note, job.site.dog_note, job.site.access_note)
        ))
    for batch in batches(events.exclude(because='').order_by('pk')):
        _add(apps, ((event.job_id, event.because) for event in batch))


def _add(apps, notes):
    words = apps.get_model('jobs', 'SearchWord')
    found = sorted({(job, word) for job, note in notes for word in note_words(note)})
    rows = [words(job_id=job, word=word) for job, word in found]
    words.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    """Jobs are found by the words of their notes; in the earlier state the words do no harm."""

    dependencies = [
        ("jobs", "0049_saved_views_of_the_board"),
    ]

    operations = [
        migrations.RunPython(add_words_of_notes, migrations.RunPython.noop),
    ]
