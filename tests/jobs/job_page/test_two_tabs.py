"""One thing edited in two tabs: neither overwrites the other unseen, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from jobs.models import InstallationRecord, Jurisdiction, Person, PersonRole
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.builders.permits import permitted_job
from tests.builders.records import installation_facts
from tests.two_tabs import OpenTab

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return accepted_job().people.get()


def tab_of(person: Person, who: str = "olive") -> OpenTab:
    return OpenTab(reverse("jobs:edit_person", args=[person.job.number, person.pk]), who)


def errors_of(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422
    return {name: errors[0] for name, errors in answer.context["form"].errors.items()}


def test_what_one_left_alone_is_shown_as_the_other_wrote_it(person: Person) -> None:
    mine, theirs = tab_of(person), tab_of(person, "owen")
    assert theirs.save(phone="562-555-0199").status_code == 302
    assert errors_of(mine.save(name="Hana Ito-Vega")) == {
        "phone": "Somebody else changed this meanwhile: here is what it is now. Look again, then save."
    }
    assert (mine.shows["name"], mine.shows["phone"]) == ("Hana Ito-Vega", "(562) 555-0199")
    person.refresh_from_db()
    assert person.name != "Hana Ito-Vega"
    assert mine.save().status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Hana Ito-Vega", "(562) 555-0199")


def test_what_both_changed_keeps_what_was_typed_and_says_what_stands(person: Person) -> None:
    mine, theirs = tab_of(person), tab_of(person, "owen")
    theirs.save(email="hana@work.test")
    assert errors_of(mine.save(email="ito@home.test")) == {
        "email": "Somebody else changed this meanwhile: it is now “hana@work.test”. Look again, then save."
    }
    assert mine.shows["email"] == "ito@home.test"
    assert mine.save().status_code == 302
    person.refresh_from_db()
    assert person.email == "ito@home.test"


def test_the_same_change_twice_is_no_quarrel(person: Person) -> None:
    mine, theirs = tab_of(person), tab_of(person, "owen")
    theirs.save(phone="562-555-0199")
    assert mine.save(phone="562-555-0199").status_code == 302


def test_a_third_change_is_told_again(person: Person) -> None:
    mine, theirs = tab_of(person), tab_of(person, "owen")
    theirs.save(phone="562-555-0199")
    mine.save(phone="562-555-0111")
    tab_of(person, "owen").save(phone="562-555-0122")
    assert "(562) 555-0122" in errors_of(mine.save())["phone"]


def test_choices_are_said_in_words(person: Person) -> None:
    mine, theirs = tab_of(person), tab_of(person, "owen")
    theirs.save(roles=[PersonRole.HELPER, PersonRole.PAYER], language="es")
    told = errors_of(mine.save(roles=[PersonRole.HELPER], language="en", name="Hana"))
    assert f"{PersonRole.PAYER.label}, {PersonRole.HELPER.label}" in told["roles"]
    assert "here is what it is now" in told["language"]
    assert mine.shows["language"] == "es"


def test_places_and_days_are_said_in_words() -> None:
    job = accepted_job()
    address = reverse("jobs:edit_site", args=[job.number])
    mine, theirs = OpenTab(address), OpenTab(address, "owen")
    other, third = (Jurisdiction.objects.create(key=key, name=key) for key in ("Brea", "Yorba Linda"))
    assert theirs.save(jurisdiction=other.pk, gate_note="Code 4411").status_code == 302
    told = errors_of(mine.save(jurisdiction=third.pk))
    assert "“Brea”" in told["jurisdiction"]
    assert (mine.shows["jurisdiction"], mine.shows["gate_note"]) == (str(third.pk), "Code 4411")


def test_an_appointment_moved_in_two_tabs_is_moved_once_unseen() -> None:
    appointment = booked(accepted_job())
    address = reverse("jobs:move_appointment", args=[appointment.job.number, appointment.pk])
    mine, theirs = OpenTab(address), OpenTab(address, "owen")
    assert theirs.save(starts_at="13:00", ends_at="15:00", anyway="on").status_code == 302
    told = errors_of(mine.save(on="2031-03-04"))
    assert set(told) == {"starts_at", "ends_at"}
    appointment.refresh_from_db()
    assert appointment.starts_at.year != 2031
    assert mine.save().status_code == 302
    appointment.refresh_from_db()
    assert (appointment.starts_at.year, appointment.ends_at - appointment.starts_at) == (
        2031,
        timedelta(hours=2),
    )


def test_a_record_begun_in_two_tabs_is_not_written_over() -> None:
    job = permitted_job()
    address = reverse("jobs:record_installation", args=[job.number])
    mine, theirs = OpenTab(address), OpenTab(address, "owen")
    work = {
        **installation_facts(days_ago(3)),
        "lead": someone("cruz").pk,
        "torque_readings": "Breaker L1, 45, 45",
    }
    assert theirs.save(**work, note="By Owen").status_code == 302
    assert set(errors_of(mine.save(**work, note="By Olive"))) == {"note"}
    assert InstallationRecord.objects.get().note == "By Owen"
    assert mine.save().status_code == 302
    assert InstallationRecord.objects.get().note == "By Olive"
