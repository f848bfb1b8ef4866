"""Answers: what is taken, what is refused at which field, what is kept of the earlier ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Answer, Assessment
from assessments.services import answers
from assessments.services.answers import Given
from assessments.services.reading import known_of
from jobs.holds.services import holds
from jobs.models import AdapterModel, Document, Event, Job, PhotoSlot
from jobs.photos.services import photos
from kilowire.floor.refusals import Refused
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import answered, ready_to_complete, surveyed_job
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.builders.records import ev_adapter

pytestmark = pytest.mark.django_db


def record(job: Job, *given: Given, **new: Any) -> list[Answer]:
    return answers.record_answers(job=job, given=given, by=someone("olive"), **new)


def wires(value: Any = 3, source: str = "site", **new: Any) -> Given:
    return Given("wires", source, value, **new)


def test_many_answers_are_recorded_at_once_with_one_event() -> None:
    job = opened_job()
    before = last_event(job)
    record(job, wires(), Given("phase", "photo", "single_phase"), on=days_ago(3))
    assert written_since(job, before) == [("desk", "Answers recorded: Wires, Phases")]
    event = Event.objects.of(job).first()
    assert event.on == days_ago(3)
    assert (event.before, event.after) == (
        {},
        {"wires": {"value": 3, "source": "site"}, "phase": {"value": "single_phase", "source": "photo"}},
    )
    assert known_of(job, Assessment.objects.get(job=job)).facts == {
        "request_type": "installation",
        "phase": "single_phase",
        "wires": 3,
    }


def test_an_answer_replaces_the_one_before_which_is_kept() -> None:
    job = opened_job()
    record(job, wires())
    before = last_event(job)
    record(job, wires(2, "photo"))
    kept, current = Answer.objects.of(job)
    assert (kept.value, bool(kept.replaced_at), current.value, current.replaced_at) == (3, True, 2, None)
    assert written_since(job, before) == [("edited", "Answers changed: Wires")]
    event = Event.objects.of(job).first()
    assert event.before == {"wires": {"value": 3, "source": "site"}}
    assert event.after == {"wires": {"value": 2, "source": "photo"}}


def test_the_same_answer_again_writes_nothing() -> None:
    job = opened_job()
    record(job, wires())
    before = last_event(job)
    assert record(job, wires()) == []
    assert (written_since(job, before), Answer.objects.count()) == ([], 1)


def test_five_names_are_told_and_more_are_counted() -> None:
    job = accepted_job()
    before = last_event(job)
    answered(job)
    (_, adapter), (_, sentence) = written_since(job, before)
    assert adapter == "Adapter chosen: ConnectDER EV MSA"
    assert sentence.endswith("Account holder and 20 more")


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (Given("wire", "site", 3), "wire", "nothing that is asked"),
        (wires("3"), "wires", "must be a whole number"),
        (wires(True), "wires", "must be a whole number"),
        (wires(101), "wires", "from 0 to 100"),
        (wires(2.5), "wires", "must be a whole number"),
        (Given("voltage", "site", "240"), "voltage", "must be one of"),
        (Given("lock_ring", "site", "yes"), "lock_ring", "true or false"),
        (Given("esr_violations", "site", ["nul \0"]), "esr_violations", "cannot be kept"),
        (wires(3, "caller"), "wires__source", "seen on site or from a photo"),
        (Given("sce_account_verified", "site", True), "sce_account_verified__source", "from the bill"),
        (wires(None), "wires", "say why it cannot be told"),
        (wires(3, cannot_tell="Too dark"), "wires__cannot_tell", "say why it cannot be told"),
        (Given("device_approval", "site", "approved"), "device_approval", "comes with the chosen adapter"),
        (Given("request_type", "site", "removal"), "request_type", "kind of the job"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(given: Given, field: str, words: str) -> None:
    job = opened_job()
    with pytest.raises(Refused, match=words) as refusal:
        record(job, Given("phase", "site", "single_phase"), given)
    assert refusal.value.field == field
    assert not Answer.objects.exists()


def test_a_photo_of_another_job_shows_nothing_here() -> None:
    job, other = opened_job(), opened_job()
    elsewhere = photos.file_photo(job=other, slot=PhotoSlot.METER_FACE, file=photo("face"), by=someone("asa"))
    with pytest.raises(Refused, match="does not show it"):
        record(job, wires(3, "photo", photo=elsewhere))
    own = photos.file_photo(job=job, slot=PhotoSlot.METER_FACE, file=photo("own"), by=someone("asa"))
    with pytest.raises(Refused, match="does not show it"):
        record(job, wires(3, "site", photo=own))
    assert record(job, wires(3, "photo", photo=own))[0].photo == own


def test_a_fact_that_nobody_can_tell_needs_the_reason_and_stays_unknown() -> None:
    job = opened_job()
    with pytest.raises(Refused, match="Say why"):
        answers.cannot_tell(job=job, fact="wires", because=" ", source="site", by=someone("asa"))
    said = answers.cannot_tell(job=job, fact="wires", because="Too dark", source="site", by=someone("asa"))
    again = answers.cannot_tell(job=job, fact="wires", because="Too dark", source="site", by=someone("asa"))
    assert (said.value, said.cannot_tell, again.pk) == (None, "Too dark", said.pk)
    known = known_of(job, Assessment.objects.get(job=job))
    assert "wires" not in known.facts
    assert "wires" not in [fact.name for fact in known.open]
    assert Event.objects.of(job).first().after == {"wires": {"cannot_tell": "Too dark", "source": "site"}}


def test_the_database_holds_one_current_answer_that_is_a_value_or_a_reason() -> None:
    job = opened_job()
    record(job, wires())
    assessment = Assessment.objects.get(job=job)
    for lie in (
        {"fact": "wires", "value": 2},
        {"fact": "phase", "value": None},
        {"fact": "phase", "value": "single_phase", "cannot_tell": "dark"},
        {"fact": "phase", "value": "single_phase", "source": "rumour"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(
                assessment=assessment,
                answered_on=days_ago(1),
                by=someone("olive"),
                **{"source": "site", **lie},
            )


def test_a_lock_ring_opens_an_item_with_the_utilitys_number_until_it_is_off() -> None:
    job = opened_job()
    before = last_event(job)
    record(job, Given("lock_ring", "photo", True))
    what = "Ask SCE to take the lock ring off the meter: 800-655-4555; the homeowner may call too"
    assert open_items(job) == {"lock_ring": ("office", what)}
    assert written_since(job, before)[-1] == ("item_opened", f"Waiting for office: {what}")
    record(job, Given("lock_ring", "photo", True), wires())
    assert [kind for kind, _ in written_since(job, before)].count("item_opened") == 1
    record(job, Given("lock_ring", "site", False))
    assert open_items(job) == {}


def test_choosing_an_adapter_whose_approval_is_unknown_asks_the_office_to_look() -> None:
    job = opened_job()
    unknown = AdapterModel.objects.create(key="new", maker="New", model="Collar", isolating=True)
    before = last_event(job)
    answers.choose_adapter(job=job, adapter=unknown, by=someone("olive"))
    item = "Check whether SCE's product list has the New Collar"
    assert written_since(job, before) == [
        ("desk", "Adapter chosen: New Collar"),
        ("item_opened", f"Waiting for office: {item}"),
    ]
    assert answers.choose_adapter(job=job, adapter=unknown, by=someone("olive")).adapter == unknown
    assert len(written_since(job, before)) == 2
    answers.choose_adapter(job=job, adapter=ev_adapter(), by=someone("olive"))
    assert open_items(job) == {}


def test_another_adapter_asks_again_what_was_judged_for_the_first() -> None:
    job = accepted_job()
    assessment = answered(job)
    assert known_of(job, assessment).open == []
    other = AdapterModel.objects.create(key="new", maker="New", model="Collar", isolating=True)
    assessment = answers.choose_adapter(job=job, adapter=other, by=someone("olive"))
    opened = [fact.name for fact in known_of(job, assessment).open]
    assert opened == ["socket_fits_device", "comms_cable"]


def test_a_removal_has_no_adapter_to_choose() -> None:
    with pytest.raises(Refused, match="places nothing"):
        answers.choose_adapter(job=opened_job(kind="removal"), adapter=ev_adapter(), by=someone("olive"))


def test_nothing_is_recorded_on_a_cancelled_job_or_for_a_day_to_come() -> None:
    job = opened_job()
    with pytest.raises(Refused, match="has not come yet"):
        record(job, wires(), on=days_ago(-1))
    holds.cancel_job(job=job, because="price", note="", by=someone("olive"))
    with pytest.raises(Refused, match="was cancelled"):
        record(job, wires())


def test_after_the_survey_a_changed_answer_issues_its_paper_anew() -> None:
    job = surveyed_job()
    record(job, wires(2, "photo"))
    papers = Document.objects.of(job).of_kind("survey_report")
    assert [(paper.in_force, paper.context["facts"]["wires"]) for paper in papers] == [(True, 2), (False, 3)]
    assert open_items(job)["verdict"] == ("office", "Judge the survey's answers by the program's rules")


def test_before_the_survey_no_paper_is_issued() -> None:
    assert not Document.objects.of(ready_to_complete()).exists()
