from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0006_conflict_without_before'),
    ]

    operations = [
        migrations.AlterField(
            model_name='searchword',
            name='word',
            field=models.CharField(max_length=80),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(
                fields=['word', 'job'],
                name='search_word_of_job',
                opclasses=['varchar_pattern_ops', 'int8_ops'],
            ),
        ),
    ]
