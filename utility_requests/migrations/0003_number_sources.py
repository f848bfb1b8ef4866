from django.db import migrations

from jobs.migrations._number_sources import name_sources


def write_sources(apps, schema_editor):
    """Name the request or visit that each number on file is from."""
    requests = apps.get_model('utility_requests', 'UtilityRequest').objects.all()
    name_sources(apps, requests, 'number', 'utility_request', 'request:{pk}')
    name_sources(apps, requests, 'meter_face_number', 'meter', 'request:{pk}')
    interconnections = apps.get_model('utility_requests', 'InterconnectionRequest').objects.all()
    name_sources(apps, interconnections, 'number', 'interconnection', 'interconnection:{pk}')
    visits = apps.get_model('utility_requests', 'SiteVisit').objects.filter(outcome='set')
    name_sources(apps, visits, 'serial_seen', 'adapter_serial', 'visit:{pk}')


class Migration(migrations.Migration):
    """The request or visit that each number by which a job is found is from."""

    dependencies = [
        ('utility_requests', '0002_who_did_it'),
        ('jobs', '0014_numbers_in_one_form'),
    ]

    operations = [migrations.RunPython(write_sources, migrations.RunPython.noop)]
