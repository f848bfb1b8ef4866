"""The only writer of an adapter model's approval: whether it is on the utility's product list."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import AdapterModel, Approval
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import not_before


@transaction.atomic
def approve_model(*, model: AdapterModel, approval: str, source: str, checked_on: date) -> AdapterModel:
    """Record a model's approval with its source and the day it was checked; refused if checked earlier.

    Earlier verdicts, orders and installed adapters do not change: their rows keep their own copy.
    """
    model = locked(model)
    if approval not in Approval.values:
        raise Refused("It is on the list, it is not, or nobody knows.", field="approval")
    if approval != Approval.UNKNOWN and not source.strip():
        raise Refused("Name the list or the letter that says so.", field="source")
    looked_up_on, so = model.approval_checked_on, _("an older look changes nothing")
    not_before(checked_on, looked_up_on, _("It was looked up"), so, field="checked_on")
    model.approval, model.approval_source = approval, source.strip()[:300]
    model.approval_checked_on, model.edited_at = checked_on, timezone.now()
    model.save(update_fields=["approval", "approval_source", "approval_checked_on", "edited_at"])
    return model
