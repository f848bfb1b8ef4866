from django.db import migrations

from jobs.migrations._number_sources import name_sources


def write_sources(apps, schema_editor):
    """Name the permit that each number on file is from."""
    permits = apps.get_model('permits', 'Permit').objects.exclude(ended_how='mistake')
    for column in ('number', 'application_number'):
        name_sources(apps, permits, column, 'permit', f'permit:{{pk}}:{column}')


class Migration(migrations.Migration):
    """The permit that each number by which a job is found is from."""

    dependencies = [
        ('permits', '0001_permit_desk'),
        ('jobs', '0014_numbers_in_one_form'),
    ]

    operations = [migrations.RunPython(write_sources, migrations.RunPython.noop)]
