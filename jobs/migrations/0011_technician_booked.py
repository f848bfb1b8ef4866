from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One word for one thing: a person is one of the job; a technician is booked, a user has the tablet."""

    dependencies = [
        ('jobs', '0010_who_did_it'),
    ]

    operations = [
        migrations.RemoveConstraint('booking', 'person_is_booked_once_per_appointment'),
        migrations.RemoveIndex('booking', 'booking_live'),
        migrations.RenameField('booking', 'person', 'technician'),
        migrations.AddIndex(
            'booking',
            models.Index(
                fields=['technician', 'starts_at'], name='booking_live', condition=Q(released_at=None)
            ),
        ),
        migrations.AddConstraint(
            'booking',
            models.UniqueConstraint(
                fields=['appointment', 'technician'], name='technician_is_booked_once_per_appointment'
            ),
        ),
        migrations.RenameField('tablet', 'person', 'user'),
    ]
