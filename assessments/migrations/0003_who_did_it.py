import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill_from_the_history(apps, schema_editor):
    """Whoever wrote the act's line last did it; where the history does not say, nobody is known."""
    Event = apps.get_model('jobs', 'Event')
    Assessment = apps.get_model('assessments', 'Assessment')
    for row in Assessment.objects.exclude(seal_reported_on=None).filter(seal_reported_by=None):
        lines = Event.objects.filter(
            job=row.job_id, on=row.seal_reported_on, sentence__startswith='Seal found '
        )
        latest = lines.exclude(by=None).order_by('-id').first()
        if latest:
            row.seal_reported_by = latest.by
            row.save(update_fields=['seal_reported_by'])
    # The new columns' indexes come after this: PostgreSQL makes none while a check of the table waits.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    """Who told the utility of a seal stands with it, no longer only in the words of the history."""

    dependencies = [
        ('assessments', '0002_tablet_survey'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            'assessment',
            'seal_reported_by',
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='+',
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(fill_from_the_history, migrations.RunPython.noop),
    ]
