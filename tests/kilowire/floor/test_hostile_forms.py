"""Hostile values typed into whole forms: each is taken or refused in words for people."""

from __future__ import annotations

import inspect
import re
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict

from assessments.services.reading import known_of
from jobs.models import Claim, Coverage, Job, JobList, Person, PhotoSlot, PutAside, PutAsideKind, Tablet
from kilowire.models import Invite, Role, User
from tests.builders.permits import final_asked
from tests.forms_of_ours import our_forms

TYPED = ("", "-1", "1", "-9999999999999999999", "2020-02-29", "😀" * 300, "W" * 400, "\u202edrawkcab\u2066")
"""What a field may take, so that the form as a whole has to judge it; test_fields types more."""
NOT_FOR_PEOPLE = re.compile(r"constraint|Integrity|Exception|Error\b|Traceback|valid JSON|<class")


def handed_over() -> dict[str, Any]:
    """What forms are made with besides what is typed; another name that a form asks for is added here."""
    inspection = final_asked()
    job = inspection.permit.job
    return {
        "kind": job.kind,
        "job_list": JobList(headings=["Name", "Phone"]),
        "job_kind": job.kind,
        "slots": list(PhotoSlot),
        "has_contract": True,
        "is_office": True,
        "row": PutAside(kind=PutAsideKind.PHOTO, job=job),
        "people": Person.objects.all(),
        "claims": Claim.objects.all(),
        "others": Job.objects.all(),
        "papers": {"contract": "Contract"},
        "asked": {"photo-1": ("The panel", "")},
        "coverages": list(Coverage.objects.all()),
        "tablet": Tablet(),
        "by": User(role=Role.OWNER),
        "permit": inspection.permit,
        "inspection": inspection,
        "finals_passed": 0,
        "known": known_of(job, None),
        "usual_source": "site",
        "photos": {},
        "invite": Invite(name="Nia Park", email="nia@kilowire.test"),
    }


@pytest.mark.django_db
def test_nothing_typed_into_all_fields_of_a_form_breaks_it_or_names_what_is_not_for_people() -> None:
    known, wrong, made = handed_over(), [], 0
    for form in filter(_is_shown, our_forms()):
        make = partial(form, **{name: known[name] for name in _asked(form)})
        names = list(make().fields)
        made += bool(names)
        for typed in TYPED if names else ():
            filled = make(data=QueryDict("&".join(f"{name}={quote(typed)}" for name in names)))
            said = " ".join(str(each) for errors in filled.errors.values() for each in errors)
            leaked = NOT_FOR_PEOPLE.search(said.replace(typed, "") if typed else said)
            wrong += [f"{form.__name__}: {said[:200]}"] if leaked else []
    assert made > 90
    assert not wrong, "\n".join(wrong)


def _is_shown(form: Any) -> bool:
    """Not a form of no model, from which others inherit."""
    return not hasattr(form, "_meta") or form._meta.model is not None


def _asked(form: Any) -> list[str]:
    """What this form cannot be made without, by name."""
    asked = inspect.signature(form.__init__).parameters.values()
    return [each.name for each in asked if each.kind is each.KEYWORD_ONLY and each.default is each.empty]
