import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One word for one thing: the adapter on a job is an adapter, and no unit."""

    dependencies = [
        ('jobs', '0010_who_did_it'),
    ]

    operations = [
        migrations.RenameModel('AdapterUnit', 'Adapter'),
        migrations.AlterField(
            'adapter',
            'job',
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name='adapters', to='jobs.job'
            ),
        ),
    ]
