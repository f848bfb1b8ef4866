import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A job that answers a warranty claim on an earlier job is linked to it."""

    dependencies = [
        ('jobs', '0011_technician_booked'),
    ]

    operations = [
        migrations.AddField(
            'job',
            'answers_claim',
            models.ForeignKey(
                blank=True,
                help_text='The warranty claim on an earlier job that this job answers.',
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='answering_jobs',
                to='jobs.claim',
            ),
        ),
    ]
