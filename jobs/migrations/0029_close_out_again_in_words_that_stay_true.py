"""Open items that ask for another package say so in words that stay true once the job adds up."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BEFORE = "Close the job out again once it adds up: its package is withdrawn"
AFTER = "Close the job out again: its package is withdrawn"


def reword(apps: Any, schema_editor: Any) -> None:
    items = apps.get_model("jobs", "OpenItem").objects.filter(key="jobs.close_out_again", ended_on=None)
    items.filter(what=BEFORE).update(what=AFTER)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0028_proven_browsers")]
    operations = [migrations.RunPython(reword, migrations.RunPython.noop, elidable=True)]
