from django.db import migrations, models
from django.db.models import Q

import kilowire.floor.normal.columns
from jobs.migrations._number_sources import batches
from kilowire.floor.normal.numbers import number_key


def write_keys(apps, schema_editor):
    """Write the normal form of each serial number; of live ones that are equal in it, of the first alone."""
    adapters = apps.get_model('jobs', 'Adapter').objects
    seen = set()
    for batch in batches(adapters.order_by('pk')):
        for each in batch:
            key = number_key(each.serial)[:60]
            live = (each.model_id, key) if key and not each.retired_on else None
            each.serial_key = '' if live in seen else key
            if live:
                seen.add(live)
        adapters.bulk_update(batch, ['serial_key'])


class Migration(migrations.Migration):
    """A serial number is on one job in whatever way it is typed."""

    dependencies = [
        ("jobs", "0022_what_no_longer_holds"),
    ]

    operations = [
        migrations.RemoveConstraint('adapter', 'adapter_serial_is_unique'),
        migrations.AddField(
            'adapter',
            'serial_key',
            kilowire.floor.normal.columns.NumberKeyColumn(
                blank=True, default='', editable=False, max_length=60, of='serial'
            ),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            'adapter',
            models.UniqueConstraint(
                fields=['model', 'serial_key'],
                condition=Q(retired_on=None) & ~Q(serial_key=''),
                name='adapter_serial_is_unique',
            ),
        ),
    ]
