from django.conf import settings
from django.db import migrations, models

BATCH = 2000


def write_serials(apps, schema_editor):
    """Write down the serial number that each maker's coverage names at the end of what it covers."""
    coverages = apps.get_model('jobs', 'Coverage').objects
    of_kind = {
        'adapter': apps.get_model('jobs', 'Adapter').objects.order_by('id').values_list('job', 'serial'),
        'charger': apps.get_model('jobs', 'InstallationRecord').objects.values_list('job', 'charger_serial'),
    }
    for kind, serials in of_kind.items():
        by_job = {}
        for job, serial in serials.iterator():
            by_job.setdefault(job, []).append(serial)
        found = []
        for row in coverages.filter(kind=kind).only('job', 'covers').iterator():
            named = [each for each in by_job.get(row.job_id, []) if each and row.covers.endswith(each)]
            if named:
                row.serial = max(named, key=len)
                found.append(row)
        coverages.bulk_update(found, ['serial'], batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ("jobs", "0021_day_of_an_expected_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='coverage',
            name='flagged_because',
            field=models.CharField(blank=True, editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='coverage',
            name='flagged_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='coverage',
            name='serial',
            field=models.CharField(blank=True, max_length=60, verbose_name='serial number'),
        ),
        migrations.AddField(
            model_name='upload',
            name='no_longer_holds_because',
            field=models.CharField(blank=True, editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='upload',
            name='no_longer_holds_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('flagged_because', ''), ('flagged_on', None)), models.Q(('flagged_on__isnull', False), models.Q(('flagged_because', ''), _negated=True)), _connector='OR'), name='flagged_coverage_says_why'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('no_longer_holds_because', ''), ('no_longer_holds_on', None)), models.Q(('no_longer_holds_on__isnull', False), models.Q(('no_longer_holds_because', ''), _negated=True)), _connector='OR'), name='upload_that_no_longer_holds_says_why'),
        ),
        migrations.RunPython(write_serials, migrations.RunPython.noop),
    ]
