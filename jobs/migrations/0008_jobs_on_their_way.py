from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0007_search_words_with_their_job'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='job',
            index=models.Index(
                fields=['id', 'opened_on'],
                name='job_on_its_way',
                condition=models.Q(
                    ('cancelled_on', None),
                    ('held_on', None),
                    (
                        'stage__in',
                        (
                            'intake',
                            'assessment',
                            'eligibility',
                            'agreement',
                            'permit',
                            'utility_application',
                            'installation',
                            'outage',
                            'inspection',
                            'commissioning',
                            'close_out',
                        ),
                    ),
                ),
            ),
        ),
    ]
