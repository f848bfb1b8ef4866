import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = [
    ('adapter', 'received_by'),
    ('adapter', 'retired_by'),
    ('adapter', 'title_passed_by'),
    ('agreement', 'deposit_recorded_by'),
    ('claim', 'settled_by'),
    ('coverage', 'registered_by'),
    ('digticket', 'answered_by'),
    ('digticket', 'closed_by'),
]
# The day that says that the act was done, the column for who did it, and the act's line of the history.
ACTS = [
    ('Agreement', 'deposit_paid_on', 'deposit_recorded_by', lambda row: {'sentence__startswith': 'Deposit of '}),
    ('Coverage', 'registered_on', 'registered_by', lambda row: {'sentence': f'Warranty registered: {row.covers}'}),
    ('Claim', 'settled_on', 'settled_by', lambda row: {
        'sentence': 'Warranty claim settled', 'because__startswith': row.outcome[:1000],
    }),
    ('DigTicket', 'answered_on', 'answered_by', lambda row: {'sentence': f'Ticket {row.number}: all answered'}),
    ('DigTicket', 'closed_on', 'closed_by', lambda row: {'sentence': f'Ticket {row.number} closed'}),
    ('Adapter', 'received_on', 'received_by', lambda row: {
        'sentence__startswith': 'Adapter received: ', 'sentence__endswith': row.serial,
    }),
    ('Adapter', 'title_passed_on', 'title_passed_by', lambda row: {
        'sentence': "The adapter is the customer's own",
    }),
    ('Adapter', 'retired_on', 'retired_by', lambda row: {
        'sentence__startswith': 'Adapter taken off the job: ', 'sentence__endswith': row.serial,
    }),
]  # fmt: skip


def fill_from_the_history(apps, schema_editor):
    """Whoever wrote the act's line last did it; where the history does not say, nobody is known."""
    Event = apps.get_model('jobs', 'Event')
    for model, day, column, line in ACTS:
        for row in apps.get_model('jobs', model).objects.exclude(**{day: None}).filter(**{column: None}):
            lines = Event.objects.filter(job=row.job_id, on=getattr(row, day), **line(row))
            latest = lines.exclude(by=None).order_by('-id').first()
            if latest:
                setattr(row, column, latest.by)
                row.save(update_fields=[column])
    # The new columns' indexes come after this: PostgreSQL makes none while a check of the table waits.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    """Who did an act stands with the act, no longer only in the words of the history."""

    dependencies = [
        ('jobs', '0009_open_items'),
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
