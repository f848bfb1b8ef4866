"""Days of our own acts that lie before the job was opened, or before the company began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from jobs.models import CompanyRecord, Job
from kilowire.floor.days import spoken_day
from kilowire.floor.forms.fields import OwnDayField
from kilowire.floor.refusals import Refused


def early_days(form: forms.BaseForm, job: Job) -> Callable[[dict[str, Any]], list[str]] | None:
    """Return what finds the days of our own acts that are earlier than the job; None if the form has none.

    A day before the company began is ``Refused``: the directory says since when its own facts hold.
    """
    own = {name: field for name, field in form.fields.items() if isinstance(field, OwnDayField)}

    def found(given: dict[str, Any]) -> list[str]:
        early = {name: day for name in own if (day := _new_day(form, given, name)) and day < job.opened_on}
        if early:
            _refuse_before_the_company(early)
        return [f"{own[name].label}: {_before_the_job(day, job)}" for name, day in early.items()]

    return found if own else None


def _new_day(form: forms.BaseForm, given: dict[str, Any], name: str) -> date | None:
    """Return the day that was typed; None where it is the one on file already."""
    day = given.get(name)
    return day if day != form.initial.get(name) else None


def _before_the_job(day: date, job: Job) -> str:
    return f"{spoken_day(day)} is before the job was opened, on {spoken_day(job.opened_on)}."


def _refuse_before_the_company(days: dict[str, date]) -> None:
    began = CompanyRecord.objects.order_by("effective_from").values_list("effective_from", flat=True).first()
    for name, day in days.items():
        if began and day < began:
            raise Refused(f"That is before the company began, on {spoken_day(began)}.", field=name)
