"""The demonstration: every story as it is told, lawful rows, the same again, and many jobs in one go."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from assessments.models import Evaluation, FindingDecision
from jobs.history.change_words import change_lines
from jobs.models import (
    Appointment,
    Booking,
    Claim,
    Document,
    Event,
    Job,
    MakeSafeRecord,
    OpenItem,
    Party,
    Person,
    Photo,
)
from jobs.road.stages import Stage
from kilowire.demo import people, year
from kilowire.demo.more_stories import TURNS
from kilowire.demo.stories import NAMED
from kilowire.demo.year import Year
from permits.models import Correction, Inspection, Permit
from tests.broken_rows import broken_rows
from utility_requests.models import FeePayment, InterconnectionRequest, SiteVisit, UtilityRequest

LOOKED_AT = ("dog", "landlord-agrees", "anaheim", "ineligible-ended", "no-answer", "claim-settled", "trench")


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Year]:
    """The stories of the demonstration that the tests look at, played once for all of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_directory", verbosity=0)
        turns = [story for story in TURNS if story.key in LOOKED_AT]
        yield year.play([*NAMED, *turns], timezone.localdate())
        transaction.set_rollback(True)


@pytest.fixture
def year_told(told: Year, django_db_blocker: Any) -> Iterator[Year]:
    """The played year; what a test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield told
        transaction.set_rollback(True)


def job(told: Year, key: str) -> Job:
    return Job.objects.for_page().get(pk=told.tales[key].job.pk)


def items(told: Year, key: str) -> list[str]:
    return list(OpenItem.objects.of(job(told, key)).open().values_list("what", flat=True))


def test_every_stage_is_reached(year_told: Year) -> None:
    assert set(Job.objects.values_list("stage", flat=True)) == {stage.value for stage in Stage}


def test_job_numbers_follow_the_day_of_the_call(year_told: Year) -> None:
    jobs = list(Job.objects.order_by("id"))
    assert [each.number for each in jobs] == [f"KW-{1001 + place}" for place in range(len(jobs))]
    assert all(before.opened_on <= after.opened_on for before, after in pairwise(jobs))


def test_no_line_of_the_history_shows_a_name_of_the_code(year_told: Year) -> None:
    lines = [line for event in Event.objects.all() for line in change_lines(event.before, event.after)]
    written = {word for line in lines for word in (line["what"], line["was"], line["now"])}
    assert [word for word in written if re.search(r"^value |\b[a-z]+_[a-z]|^F\d$", word)] == []
    assert "EV charger (seen on site)" in written


def test_every_row_is_as_it_must_be(year_told: Year) -> None:
    connection.check_constraints()
    assert not broken_rows(without_files=True)


def test_nothing_happened_tomorrow_and_little_today(year_told: Year) -> None:
    today = timezone.localdate()
    assert not Event.objects.filter(on__gt=today).exists()
    assert Event.objects.filter(on=today).count() < Event.objects.count() / 50
    assert not OpenItem.objects.filter(ended_on__isnull=True, since_on__gt=today).exists()


def test_three_roles_may_sign_in(year_told: Year, client: Client) -> None:
    signs = people.sign_ins()
    assert {who["role"] for who in signs} == {"owner", "office", "field"}
    for who in signs:
        assert client.login(username=who["email"], password=who["password"])
        assert EmailAddress.objects.get(email=who["email"]).verified


def test_story_of_a_second_fee(year_told: Year) -> None:
    of = job(year_told, "second-fee")
    paid = FeePayment.objects.of(of).standing().values_list("amount_usd", flat=True)
    assert sum(paid) == Decimal("558.44")
    assert SiteVisit.objects.of(of).wasted().count() == 1
    assert of.stage == Stage.OUTAGE


def test_story_of_the_utility_unannounced(year_told: Year) -> None:
    of = job(year_told, "unannounced")
    assert of in Job.objects.that_do_not_add_up()
    assert SiteVisit.objects.of(of).get().unannounced_on == of.adapter_set_on


def test_story_of_a_failed_inspection(year_told: Year) -> None:
    of = job(year_told, "failed-inspection")
    assert [each.result for each in Inspection.objects.of(of).order_by("id")] == ["failed", "passed"]
    assert of.stage == Stage.WARRANTY


def test_story_of_a_final_revoked_after_close_out(year_told: Year) -> None:
    of = job(year_told, "final-revoked")
    assert (of.stage, of.may_charge) == (Stage.INSPECTION, False)
    assert of.closed_out_on
    assert Inspection.objects.of(of).get().revoked_on
    assert not Document.objects.of(of).in_force().of_kind("close_out_package").exists()


def test_story_of_a_permit_that_lapses_soon(year_told: Year) -> None:
    permit = Permit.objects.of(job(year_told, "permit-expiring")).get()
    assert permit.lapses_on
    assert 0 < (permit.lapses_on - timezone.localdate()).days <= 30
    assert any("lapse" in what or "last day" in what for what in items(year_told, "permit-expiring"))


def test_stories_of_what_comes_out_and_what_is_replaced(year_told: Year) -> None:
    removal, replacement = job(year_told, "removal"), job(year_told, "replacement")
    assert (removal.kind, removal.stage) == ("removal", Stage.DONE)
    assert MakeSafeRecord.objects.of(removal).exists()
    assert replacement.kind == "replacement"
    assert replacement.utility_submitted_on


def test_stories_of_tenants(year_told: Year) -> None:
    open_one, settled = job(year_told, "tenant-without-consent"), job(year_told, "landlord-agrees")
    assert (open_one.stage, settled.stage) == (Stage.ELIGIBILITY, Stage.AGREEMENT)
    asked = Evaluation.objects.of(open_one).verdicts().get().finding("owner-consent")
    assert asked
    assert asked["outcome"] == "review"
    assert FindingDecision.objects.of(settled).filter(rule="owner-consent").exists()


def test_story_of_a_lock_ring_names_the_utilitys_number(year_told: Year) -> None:
    assert any("800-655-4555" in what for what in items(year_told, "lock-ring"))


def test_story_of_rule_21(year_told: Year) -> None:
    assert InterconnectionRequest.objects.of(job(year_told, "rule-21")).get().submitted_on


def test_stories_that_the_rules_turn_away(year_told: Year) -> None:
    verdicts = {
        key: Evaluation.objects.of(job(year_told, key)).verdicts().get().verdict
        for key in ("ineligible", "other-utility", "anaheim", "ineligible-ended")
    }
    assert verdicts == {
        "ineligible": "fail",
        "other-utility": "other_utility",
        "anaheim": "other_utility",
        "ineligible-ended": "fail",
    }


def test_stories_of_each_order_of_final_and_visit(year_told: Year) -> None:
    before, after, two = (job(year_told, key) for key in ("closed-out", "set-before-final", "two-finals"))
    assert before.inspection_passed_on < before.adapter_set_on
    assert after.inspection_passed_on > after.adapter_set_on
    assert Inspection.objects.of(two).finals().passed().count() == 2
    assert {each.stage for each in (before, after, two)} == {Stage.WARRANTY}


def test_stories_beside_the_road(year_told: Year) -> None:
    cancelled = job(year_told, "cancelled-with-unwinding")
    assert cancelled.cancelled_on
    assert not cancelled.settled_on
    assert OpenItem.objects.of(cancelled).open().filter(unwinds=True).count() > 1
    assert job(year_told, "on-hold").held_on
    assert job(year_told, "no-answer").settled_on


def test_stories_of_the_citys_and_the_utilitys_no(year_told: Year) -> None:
    assert Correction.objects.of(job(year_told, "correction")).open().exists()
    assert UtilityRequest.objects.of(job(year_told, "denied")).get().ended_as == "denied"
    again = UtilityRequest.objects.of(job(year_told, "returned"))
    assert sorted(each.ended_as for each in again) == ["", "returned"]
    assert again.live().get().submitted_on


def test_stories_of_people(year_told: Year) -> None:
    assert Person.objects.of(job(year_told, "spanish")).get().language == "es"
    senior = job(year_told, "senior")
    assert (senior.agreement.cancellable_until_on - senior.agreed_on).days >= 5
    assert Person.objects.of(senior).filter(roles__role="helper").exists()


def test_stories_of_the_warranty(year_told: Year) -> None:
    assert Claim.objects.of(job(year_told, "claim")).open().exists()
    assert not Claim.objects.of(job(year_told, "claim-settled")).open().exists()
    assert job(year_told, "warranty-over").stage == Stage.DONE


def test_a_visit_within_days_is_not_ready(year_told: Year) -> None:
    red = OpenItem.objects.of(job(year_told, "visit-soon")).open().filter(party=Party.FIELD)
    assert red.filter(stake_usd=Decimal("279.22")).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("today", ["2026-11-26", "2026-11-25"])
def test_a_visit_within_days_is_not_ready_over_a_long_weekend(today: str) -> None:
    call_command("load_directory", verbosity=0)
    soon = [story for story in NAMED if story.key == "visit-soon"]
    with time_machine.travel(f"{today}T18:00Z"):
        told = year.play(soon, timezone.localdate())
    red = OpenItem.objects.of(job(told, "visit-soon")).open().filter(party=Party.FIELD)
    assert red.filter(stake_usd=Decimal("279.22")).count() == 2


def test_the_closed_out_job_has_every_paper_and_photo(year_told: Year) -> None:
    of = job(year_told, "closed-out")
    package = Document.objects.of(of).in_force().of_kind("close_out_package").get()
    assert len(package.context["parts"]) >= 10
    assert of.may_charge
    assert Photo.objects.of(of).on_file().count() >= 12


def test_appointments_are_past_and_to_come(year_told: Year) -> None:
    outcomes = set(Appointment.objects.values_list("outcome", flat=True))
    assert {"", "done", "could_not"} <= outcomes
    coming = Appointment.objects.upcoming().filter(starts_at__gte=timezone.now().replace(hour=0, minute=0))
    assert coming.exists()
    assert Booking.objects.filter(appointment__crew__isnull=False).exists()


def test_homeowners_pages_open(year_told: Year, client: Client) -> None:
    for path in year.homeowner_links(year_told):
        assert client.get(path, secure=True).status_code == 200


def facts_of(told: Year) -> list[Any]:
    jobs = Job.objects.filter(pk__in=[tale.job.pk for tale in told.tales.values()]).order_by(
        "opened_on", "id"
    )
    return [
        (
            each.homeowner_name,
            each.stage,
            str(each.site),
            {m: each.day_of(m) for m in each.standing},
            list(Event.objects.of(each).order_by("id").values_list("on", "kind").distinct()),
            sorted(each.references.values_list("kind", "value")),
        )
        for each in jobs
    ]


@pytest.mark.django_db
def test_the_same_day_tells_the_same_year() -> None:
    call_command("load_directory", verbosity=0)
    told = []
    for _ in range(2):
        with transaction.atomic():
            told.append(facts_of(year.play(year.stories(6), timezone.localdate())))
            transaction.set_rollback(True)
    assert told[0] == told[1]


@pytest.mark.django_db(transaction=True)
def test_the_command_leaves_the_sign_ins_for_their_reader_and_refuses_a_second_time() -> None:
    call_command("load_directory", verbosity=0)
    call_command("seed_demo", jobs=2)
    file = settings.VAR_DIR / "demo.json"
    cast = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(cast["sign_ins"][0]) == {"role", "name", "email", "password"}
    assert cast["homeowner_links"]
    with pytest.raises(CommandError, match="has jobs or people already"):
        call_command("seed_demo")
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_site_without_its_directory_is_refused() -> None:
    with pytest.raises(CommandError, match="load_directory"):
        call_command("seed_demo", jobs=1)
