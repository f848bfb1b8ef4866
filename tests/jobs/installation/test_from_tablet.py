"""The installation record from a tablet: written by field, never over what the office changed meanwhile."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.installation import field_forms
from jobs.installation.services import installations as installation
from jobs.installation.services.from_tablet import COLUMNS
from jobs.milestones.services import milestones
from jobs.models import (
    Conflict,
    Event,
    InstallationRecord,
    Job,
    NotFiled,
    OpenItem,
    Submission,
    SubmissionKind,
)
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from jobs.tablet.answer_values import cleaned, plain
from jobs.tablet.services import conflicts, submissions
from jobs.tablet.services.filing_again import file_again
from kilowire.floor.bases import base_of
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.from_tablets import field, form_body, named, on_site, sent_photo
from tests.builders.jobs import accepted_job, company, days_ago
from tests.days import Ago, on_the_day

pytestmark = pytest.mark.django_db
TORQUE = [{"terminal": "Breaker L1", "specified": 45, "measured": 45.5}]


def ready_job() -> Job:
    """Signed long ago, with its permit; Asa is there."""
    company()
    job = accepted_job()
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(45), by=someone("olive"))
    job = milestones.stamp(
        job=records.signed(job), milestone=Milestone.PERMIT_ISSUED, on=days_ago(30), by=someone("olive")
    )
    on_site(job, "installation")
    return job


def answers(**new: Any) -> dict[str, Any]:
    """Every required answer as a technician gives it."""
    given = {
        name: plain(value)
        for name, value in records.installation_facts(days_ago(1)).items()
        if name != "lead"
    }
    return {**given, "breaker": "60 A two-pole", "torque_readings": TORQUE, "comms_cable": False, **new}


def send(
    job: Job, values: dict[str, Any], bases: dict[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    pk, bases = uuid.uuid4(), bases or {}
    fields = {name: field(value, bases.get(name, "")) for name, value in values.items()}
    body = form_body(job, "installation", pk, fields=fields, **more)
    kind = SubmissionKind.INSTALLATION
    return submissions.take(job=job, kind=kind, pk=pk, body=body, by=someone("asa")).receipt


def bases_now() -> dict[str, str]:
    record = InstallationRecord.objects.get()
    return {name: base_of(plain(getattr(record, name))) for name in COLUMNS}


def by_the_office(job: Job, **new: Any) -> None:
    record = InstallationRecord.objects.get()
    facts = {name: getattr(record, name) for name in COLUMNS} | {"lead": record.lead} | new
    installation.record_installation(job=job, by=someone("olive"), **facts)


def test_the_first_form_begins_the_record() -> None:
    job = ready_job()
    receipt = send(job, answers())
    record = InstallationRecord.objects.get()
    assert (receipt["said"], receipt["conflicts"]) == ("Recorded.", [])
    assert (record.lead, record.recorded_by) == (someone("asa"), someone("asa"))
    assert (record.circuit_amps, record.breaker, record.installed_on) == (60, "60 A two-pole", days_ago(1))
    assert record.torque_readings == [["Breaker L1", "45", "45.5"]]
    assert receipt["bases"] == {name: bases_now()[name] for name in answers()}
    sentences = (
        Event.objects.of(job).filter(by=someone("asa")).order_by("id").values_list("sentence", flat=True)
    )
    assert list(sentences) == [
        "Installation recorded: 60 A, charger 48 A",
        "Installation record came from Asa's tablet",
    ]


def test_a_record_that_the_job_does_not_take_yet_is_kept_as_sent() -> None:
    job = ready_job()
    open_items.add(
        job=job, party="other", what="Panel repair", blocks="circuit_installed", by=someone("olive")
    )
    receipt = send(job, answers())
    assert receipt["said"] == "Held. Not yet: “Panel repair” is still open (somebody else)."
    assert not InstallationRecord.objects.exists()
    assert job.submissions.count() == 1


def test_until_all_is_answered_the_form_itself_is_kept() -> None:
    job, values = ready_job(), answers()
    del values["wire"], values["charger_serial"]
    receipt = send(job, {**values, "torque_readings": []})
    assert receipt["said"] == (
        "Held. The record is begun when this is there: wire, charger's serial number, torque readings."
    )
    assert not InstallationRecord.objects.exists()
    assert Submission.objects.get().body["fields"]["circuit_amps"]["value"] == 60
    assert receipt["bases"] == {}
    assert send(job, answers())["said"] == "Recorded."


def test_finished_with_its_photos_it_is_stamped() -> None:
    job = ready_job()
    photos = [named(sent_photo(job, slot)) for slot in installation.NEEDED_PHOTOS]
    receipt = send(job, answers(), photos=photos, finish=True)
    assert receipt["said"] == "Recorded. The installation is finished."
    assert len(receipt["files"]) == 3
    assert Job.objects.get().circuit_installed_on == days_ago(1)
    again = send(job, answers(), receipt["bases"], photos=photos, finish=True)
    assert again["said"] == "Recorded. It was finished before."


def test_where_it_cannot_be_finished_it_is_recorded_and_says_why() -> None:
    job = ready_job()
    receipt = send(job, answers(), finish=True)
    assert receipt["said"].startswith("Recorded. Not finished: Not yet: no photo of conduit as built")
    assert InstallationRecord.objects.exists()
    assert Job.objects.get().circuit_installed_on is None


def test_a_field_that_the_office_left_alone_is_written() -> None:
    job = ready_job()
    first = send(job, answers())
    send(job, {"charger_serial": "WB-9", "wire": "8 AWG"}, first["bases"])
    record = InstallationRecord.objects.get()
    assert (record.charger_serial, record.wire, record.circuit_amps) == ("WB-9", "8 AWG", 60)


def test_two_forms_queued_before_any_answer_are_no_conflict() -> None:
    job = ready_job()
    send(job, answers())
    receipt = send(job, answers(charger_serial="WB-9"))
    assert receipt["conflicts"] == []
    assert InstallationRecord.objects.get().charger_serial == "WB-9"


def test_what_both_changed_alike_needs_nobody() -> None:
    job = ready_job()
    first = send(job, answers())
    by_the_office(job, wire="8 AWG")
    assert send(job, {"wire": "8 AWG"}, first["bases"])["conflicts"] == []


def conflict_of(job: Job) -> Conflict:
    """The office wrote 8 AWG, the tablet 4 AWG, both from 6 AWG; the tablet also counted 50 A."""
    first = send(job, answers())
    by_the_office(job, wire="8 AWG")
    receipt = send(job, {"wire": "4 AWG", "circuit_amps": 70}, first["bases"])
    assert receipt["conflicts"] == ["Wire"]
    return Conflict.objects.get()


def test_what_both_changed_apart_is_kept_twice_and_put_before_the_office() -> None:
    job = ready_job()
    conflict = conflict_of(job)
    record = InstallationRecord.objects.get()
    assert (record.wire, record.circuit_amps) == ("8 AWG", 70)
    assert (conflict.field, conflict.office_value, conflict.tablet_value) == ("wire", "8 AWG", "4 AWG")
    assert (conflict.office_shown, conflict.tablet_shown) == ("8 AWG", "4 AWG")
    item = OpenItem.objects.of(job).open().get()
    assert (item.party, item.key, item.act) == ("office", "jobs.conflicts", "jobs:conflicts")
    assert item.what == "Choose between office and tablet: 1 value"


@pytest.mark.parametrize(("chosen", "stands"), [("tablet", "4 AWG"), ("office", "8 AWG")])
def test_the_office_chooses_and_both_values_stay_in_the_history(chosen: str, stands: str) -> None:
    job = ready_job()
    conflict = conflicts.settle_conflict(conflict=conflict_of(job), chosen=chosen, by=someone("olive"))
    assert InstallationRecord.objects.get().wire == stands
    assert (conflict.chosen, conflict.chosen_by) == (chosen, someone("olive"))
    assert not OpenItem.objects.of(job).open().exists()
    event = Event.objects.of(job).get(sentence__startswith="Wire: the ")
    assert event.before == {"office": "8 AWG", "tablet": "4 AWG"}
    assert event.after == {"chosen": stands}
    with pytest.raises(Refused, match="Olive already chose"):
        conflicts.settle_conflict(conflict=conflict, chosen="office", by=someone("owen"))


def test_only_one_of_two_can_be_chosen() -> None:
    conflict = conflict_of(ready_job())
    with pytest.raises(Refused, match="one of the two"):
        conflicts.settle_conflict(conflict=conflict, chosen="both", by=someone("olive"))


def test_the_same_disagreement_is_asked_once() -> None:
    job = ready_job()
    conflict = conflict_of(job)
    old = base_of("6 AWG copper THHN")
    assert send(job, {"wire": "4 AWG"}, {"wire": old})["conflicts"] == ["Wire"]
    assert Conflict.objects.get() == conflict
    assert send(job, {"wire": "2 AWG"}, {"wire": old})["conflicts"] == ["Wire"]
    assert OpenItem.objects.of(job).open().get().what == "Choose between office and tablet: 2 values"


def test_what_the_office_chose_is_not_asked_again() -> None:
    job = ready_job()
    conflicts.settle_conflict(conflict=conflict_of(job), chosen="office", by=someone("olive"))
    old = base_of("6 AWG copper THHN")
    assert send(job, {"wire": "4 AWG"}, {"wire": old})["conflicts"] == []
    assert InstallationRecord.objects.get().wire == "8 AWG"
    assert send(job, {"wire": "2 AWG"}, {"wire": old})["conflicts"] == ["Wire"]


def test_what_was_once_the_tablets_is_asked_again_where_the_office_took_it_back() -> None:
    job = ready_job()
    conflicts.settle_conflict(conflict=conflict_of(job), chosen="tablet", by=someone("olive"))
    by_the_office(job, wire="8 AWG")
    old = base_of("6 AWG copper THHN")
    assert send(job, {"wire": "4 AWG"}, {"wire": old})["conflicts"] == ["Wire"]
    assert InstallationRecord.objects.get().wire == "8 AWG"


UNLAWFUL = {
    "larger than any circuit": ({"circuit_amps": 5000}, "Circuit: from 15 to 200 A"),
    "no number": ({"circuit_amps": "sixty"}, "no whole number"),
    "too long": ({"charger_serial": "x" * 61}, "at most 60 letters"),
    "no yes and no no": ({"comms_cable": "maybe"}, "answer yes or no"),
    "no day": ({"installed_on": "2026-02-31"}, "no day"),
    "no year that is meant": ({"installed_on": "0026-11-05"}, "The year 26 cannot be meant"),
    "a day to come": ({"installed_on": Ago(-2)}, "has not come yet"),
    "torque of nothing": ({"torque_readings": [{"terminal": "L1", "specified": 0}]}, "row 1"),
    "no table": ({"torque_readings": "45"}, "no table"),
    "more than the circuit carries": ({"charger_amps": 60}, "at most 48 A"),
    "before the permit": ({"work_started_on": Ago(31)}, "no work before it"),
}


def test_what_cannot_be_is_refused_by_itself_and_the_rest_is_recorded() -> None:
    job = ready_job()
    bases = send(job, answers())["bases"]
    for case, said in UNLAWFUL.values():
        new = on_the_day(case)
        (name,) = new
        wrong = {name: plain(new[name]), "note": said}
        receipt = send(job, wrong, bases)
        bases = {**bases, **receipt["bases"]}
        (refused,) = receipt["not_filed"]
        assert (refused["field"], said in refused["because"]) == (name, True), refused
        assert InstallationRecord.objects.get().note == said
    assert NotFiled.objects.of(job).open().count() == len(UNLAWFUL)


def test_a_record_is_not_begun_without_a_required_answer_that_is_refused() -> None:
    job = ready_job()
    receipt = send(job, answers(charger_amps=60))
    assert [each["field"] for each in receipt["not_filed"]] == ["charger_amps"]
    assert receipt["said"] == "Held. The record is begun when this is there: charger set to."
    assert not InstallationRecord.objects.exists()
    assert {row.field for row in NotFiled.objects.of(job)} == {"", "charger_amps"}
    send(job, answers())
    assert InstallationRecord.objects.exists()
    assert not NotFiled.objects.of(job).open().exists()


def test_a_record_that_came_too_early_is_filed_by_one_press_once_the_job_is_ready() -> None:
    company()
    job = accepted_job()
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(45), by=someone("olive"))
    on_site(job, "survey")
    assert send(job, answers())["said"].startswith("Held. Not yet:")
    row = NotFiled.objects.of(job).get()
    assert (row.field, row.label) == ("", "Installation record")
    with pytest.raises(Refused, match="Not yet:"):
        file_again(row=row, by=someone("olive"))
    job = records.signed(job)
    milestones.stamp(job=job, milestone=Milestone.PERMIT_ISSUED, on=days_ago(30), by=someone("olive"))
    address = reverse("jobs:file_not_filed", args=[job.number, row.pk])
    assert signed_in("olive").post(address).status_code == 302
    assert InstallationRecord.objects.get(job=job).lead == someone("asa")
    row.refresh_from_db()
    assert (row.settled_by, row.note) == (someone("olive"), "Filed. Recorded.")
    assert not OpenItem.objects.of(job).open().filter(key="jobs.not_filed").exists()
    with pytest.raises(Refused, match="already settled"):
        file_again(row=row, by=someone("olive"))


def test_each_answer_that_the_tablet_offers_can_be_filed() -> None:
    for kind in field_forms.NEWEST:
        for name, item in field_forms.items_of(kind).items():
            for value in offered(item):
                cleaned(item, value)  # raises ``NotLawful`` where it cannot
                assert value is not None, name


def offered(item: Any) -> list[Any]:
    """The values that the tablet offers for an item, by its description."""
    cells = {column["name"]: "1.5" for column in item.get("columns", [])}
    suggested = [words["en"] for words in item.get("suggestions", [])]
    return {
        "bool": lambda: [True, False],
        "int": lambda: [item["least"], item["most"]],
        "text": lambda: [*suggested, "x" * item["most"]],
        "longtext": lambda: [*suggested, "x" * item["most"]],
        "day": lambda: [timezone.localdate().isoformat()],
        "rows": lambda: [[cells], [cells] * 3],
    }[item["type"]]()


def test_a_cable_that_is_not_there_has_no_conduit() -> None:
    job = ready_job()
    first = send(job, answers(comms_cable=True, comms_liquidtight=True))
    assert InstallationRecord.objects.get().comms_liquidtight is True
    send(job, {"comms_cable": False, "comms_liquidtight": True}, first["bases"])
    record = InstallationRecord.objects.get()
    assert (record.comms_cable, record.comms_liquidtight) == (False, None)


def test_a_required_answer_is_never_emptied_and_a_free_one_may_be() -> None:
    job = ready_job()
    first = send(job, answers(note="Ring twice"))
    send(job, {"wire": None, "note": ""}, first["bases"])
    record = InstallationRecord.objects.get()
    assert (record.wire, record.note) == ("6 AWG copper THHN", "")


def test_an_adapter_that_is_not_the_one_on_file_is_the_offices_to_look_into() -> None:
    job = ready_job()
    records.with_adapter(job)
    receipt = send(job, answers(adapter_serial="CD-2"))
    assert "seen CD-2, on file is CD-1" in receipt["said"]
    item = OpenItem.objects.of(job).open().get(key="jobs.adapter_seen")
    assert (item.party, item.act) == ("office", "jobs:correct_adapter_serial")
    send(job, {"adapter_serial": "cd 1"})
    assert not OpenItem.objects.of(job).open().exists()
