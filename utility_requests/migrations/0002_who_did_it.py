import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = [('feepayment', 'withdrawn_by'), ('visitfailure', 'mended_by')]
MENDED = {
    'F1': 'Mended: the adapter was not left by the panel, in plain sight, in a waterproof bag',
    'F2': 'Mended: the adapter was damaged, dirty or wet',
    'F3': 'Mended: the communication cable ran in liquid-tight conduit',
    'F4': 'Mended: energized wires were not in liquid-tight conduit',
    'F5': 'Mended: the meter is rated above 200 A or the service does not meet the standards',
    'F6': "Mended: the meter panel does not meet the utility's service requirements",
    'F7': 'Mended: generation feeds back more than the panel is rated for',
    'F8': 'Mended: the meter socket does not fit the adapter',
}
# The day that says that the act was done, the column for who did it, and the act's line of the history.
ACTS = [
    ('FeePayment', 'withdrawn_on', 'withdrawn_by', lambda row: {
        'sentence': f'Undone: fee of visit {row.visit.ordinal} paid', 'before__payment': row.pk,
    }),
    ('VisitFailure', 'mended_on', 'mended_by', lambda row: {
        'sentence': MENDED[row.reason], 'on': row.mended_on,
    }),
]  # fmt: skip


def fill_from_the_history(apps, schema_editor):
    """Whoever wrote the act's line last did it; where the history does not say, nobody is known."""
    Event = apps.get_model('jobs', 'Event')
    for model, day, column, line in ACTS:
        rows = apps.get_model('utility_requests', model).objects.select_related('visit')
        for row in rows.exclude(**{day: None}).filter(**{column: None}):
            lines = Event.objects.filter(job=row.visit.job_id, **line(row))
            latest = lines.exclude(by=None).order_by('-id').first()
            if latest:
                setattr(row, column, latest.by)
                row.save(update_fields=[column])
    # The new columns' indexes come after this: PostgreSQL makes none while a check of the table waits.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    """Who did an act stands with the act, no longer only in the words of the history."""

    dependencies = [
        ('utility_requests', '0001_utility_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(
                model,
                column,
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name='+',
                    to=settings.AUTH_USER_MODEL,
                ),
            )
            for model, column in COLUMNS
        ),
        migrations.RunPython(fill_from_the_history, migrations.RunPython.noop),
    ]
