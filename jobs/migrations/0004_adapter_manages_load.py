from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0003_job_that_does_not_add_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='adaptermodel',
            name='manages_load',
            field=models.BooleanField(blank=True, help_text='Whether it may pause charging while the house draws much.', null=True),
        ),
    ]
