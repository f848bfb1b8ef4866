"""Encrypt the keys of authenticator apps and the seeds of recovery codes that were stored as they are."""

from django.db import migrations

from kilowire.accounts.encryption import decrypt, under_first_key, with_secrets


def _change(apps, change):
    for row in apps.get_model("mfa", "Authenticator").objects.all():
        row.data = with_secrets(row.data, change)
        row.save(update_fields=["data"])


def encrypt_all(apps, schema_editor):
    _change(apps, under_first_key)


def decrypt_all(apps, schema_editor):
    _change(apps, decrypt)


class Migration(migrations.Migration):

    dependencies = [
        ("kilowire", "0003_tries"),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [migrations.RunPython(encrypt_all, decrypt_all)]
