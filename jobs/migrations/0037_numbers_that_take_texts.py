"""Each person's number in E.164, read from the phone as it was typed."""

from django.db import migrations

from kilowire.floor.normal.phones import text_number

BATCH = 500


def read_numbers(apps, schema_editor):
    person = apps.get_model("jobs", "Person")
    batch = []
    for each in person.objects.exclude(phone="").only("pk", "phone").iterator(BATCH):
        each.text_number = text_number(each.phone)
        if each.text_number:
            batch.append(each)
        if len(batch) >= BATCH:
            person.objects.bulk_update(batch, ["text_number"])
            batch = []
    person.objects.bulk_update(batch, ["text_number"])


class Migration(migrations.Migration):
    dependencies = [("jobs", "0036_how_people_are_told")]
    operations = [migrations.RunPython(read_numbers, migrations.RunPython.noop)]
