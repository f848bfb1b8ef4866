"""The day on which the expected day of an open item was given, beside the day on which the item began."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0020_photo_says_what_its_clock_said")]

    operations = [
        migrations.AddField(
            model_name="openitem",
            name="dated_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="The day on which the expected day was given.",
                null=True,
            ),
        ),
    ]
