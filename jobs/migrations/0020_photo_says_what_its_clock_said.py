from datetime import UTC, datetime, timedelta

from django.db import migrations, models
from django.db.models import F, Q

CLOCKS = ['', 'none', 'wrong']


def mark_wrong_clocks(apps, schema_editor):
    """Mark the photos on file whose time cannot be; no more is known of them than when they were filed."""
    photos = apps.get_model('jobs', 'Photo').objects
    later = Q(taken_at__gt=F('filed_at') + timedelta(minutes=5))
    earlier = Q(taken_at__lt=datetime(2001, 1, 1, tzinfo=UTC))
    photos.filter(later | earlier).update(clock='wrong', taken_at=F('filed_at'))


class Migration(migrations.Migration):
    """Whether the camera recorded when a photo was taken, and whether that can be."""

    dependencies = [
        ('jobs', '0019_bill_checked_by_whom'),
    ]

    operations = [
        migrations.AddField(
            'photo',
            'clock',
            models.CharField(
                blank=True,
                choices=[
                    ('', 'Recorded by the camera'),
                    ('none', 'Time not recorded by the camera'),
                    ('wrong', "The camera's clock was wrong"),
                ],
                default='',
                max_length=5,
            ),
        ),
        migrations.AlterField(
            'photo',
            'taken_at',
            models.DateTimeField(help_text="When it was filed, where the camera's clock does not say."),
        ),
        migrations.AddConstraint(
            'photo', models.CheckConstraint(condition=Q(('clock__in', CLOCKS)), name='photo_clock_is_known')
        ),
        migrations.RunPython(mark_wrong_clocks, migrations.RunPython.noop),
    ]
