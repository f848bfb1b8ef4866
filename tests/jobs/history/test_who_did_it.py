"""Who did an act stands with the act: a second person is told of the first, and older rows are filled."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, models

from assessments.models import Assessment
from assessments.services import survey
from jobs.installation.services import adapter as adapters
from jobs.installation.services import dig_tickets
from jobs.models import Adapter, Claim, Coverage, DigTicket, Job
from jobs.warranty.services import warranties
from kilowire.floor.refusals import Refused
from kilowire.models import User
from tests.builders import utility_requests, whole_road
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago, opened_job
from tests.builders.records import ev_adapter
from utility_requests.models import FeePayment, VisitFailure
from utility_requests.services import fees, mending

pytestmark = pytest.mark.django_db

MIGRATIONS = (
    "jobs.migrations.0010_who_did_it",
    "utility_requests.migrations.0002_who_did_it",
    "assessments.migrations.0003_who_did_it",
)
Act = Callable[[User], object]


def _claim() -> Claim:
    job = whole_road.closed_job()
    facts = {"what": "Charger trips", "reported_by": "Hana Ito", "reported_on": days_ago(0)}
    return warranties.open_claim(job=job, by=someone("owen"), **facts)


def _settled() -> tuple[Act, models.Model, str]:
    claim, facts = _claim(), {"outcome": "Loose lug tightened", "settled_on": days_ago(0)}
    return lambda by: warranties.settle_claim(claim=claim, by=by, **facts), claim, "settled_by"


def _registered() -> tuple[Act, models.Model, str]:
    coverage = Coverage.objects.of(whole_road.commissioned_job()).exclude(kind="workmanship")[0]
    facts = {"registered_on": days_ago(0), "number": "R-1", "proof": None}
    return (
        lambda by: warranties.register_with_maker(coverage=coverage, by=by, **facts),
        coverage,
        "registered_by",
    )


def _ticket() -> DigTicket:
    job, owen = opened_job(), someone("owen")
    return dig_tickets.record_dig_ticket(job=job, number="A-1", notified_on=days_ago(9), by=owen)


def _answered() -> tuple[Act, models.Model, str]:
    ticket = _ticket()
    return (
        lambda by: dig_tickets.record_answers(ticket=ticket, answered_on=days_ago(5), by=by),
        ticket,
        "answered_by",
    )


def _closed() -> tuple[Act, models.Model, str]:
    ticket = _ticket()
    return (
        lambda by: dig_tickets.close_dig_ticket(ticket=ticket, closed_on=days_ago(0), by=by),
        ticket,
        "closed_by",
    )


def _adapter(job: Job | None = None) -> Adapter:
    job, owen = job or whole_road.contracted_job(), someone("owen")
    return adapters.order_adapter(job=job, model=ev_adapter(), ordered_on=days_ago(9), by=owen)


def _received() -> tuple[Act, models.Model, str]:
    adapter, facts = _adapter(), {"serial": "CD-1", "received_on": days_ago(8)}
    return lambda by: adapters.receive_adapter(adapter=adapter, by=by, **facts), adapter, "received_by"


def _title_passed() -> tuple[Act, models.Model, str]:
    adapter = adapters.receive_adapter(
        adapter=_adapter(), serial="CD-1", received_on=days_ago(8), by=someone("owen")
    )
    return (
        lambda by: adapters.pass_title(
            adapter=adapter, passed_on=days_ago(7), invoice=paper("invoice"), by=by
        ),
        adapter,
        "title_passed_by",
    )


def _retired() -> tuple[Act, models.Model, str]:
    adapter = _adapter()
    return (
        lambda by: adapters.retire_adapter(adapter=adapter, because="Damaged", on=days_ago(0), by=by),
        adapter,
        "retired_by",
    )


def _seal_reported() -> tuple[Act, models.Model, str]:
    job = opened_job()
    survey.record_place(job=job, seal="cut", by=someone("owen"))
    facts = {"told_on": days_ago(0), "told_whom": "Rosa"}
    return (
        lambda by: survey.report_seal(job=job, by=by, **facts),
        Assessment.objects.get(job=job),
        "seal_reported_by",
    )


def _fee_undone() -> tuple[Act, models.Model, str]:
    utility_requests.submitted_job()
    payment = FeePayment.objects.get()
    return (
        lambda by: fees.withdraw_fee_payment(payment=payment, because="Another job's", by=by),
        payment,
        "withdrawn_by",
    )


def _mended() -> tuple[Act, models.Model, str]:
    failure = VisitFailure.objects.of(utility_requests.visit_failed(reasons=["F8"])).get()
    return (
        lambda by: mending.record_fix(failure=failure, mended_on=days_ago(0), note="Dried", by=by),
        failure,
        "mended_by",
    )


def _fill_older_rows() -> None:
    """Deposits have a table of their own since; the other rows are as they were then."""
    for migration in map(import_module, MIGRATIONS):
        if hasattr(migration, "ACTS"):
            migration.ACTS = [act for act in migration.ACTS if act[0] != "Agreement"]
        migration.fill_from_the_history(apps, connection.schema_editor())


@pytest.mark.parametrize(
    "ready",
    [
        _settled,
        _registered,
        _answered,
        _closed,
        _received,
        _title_passed,
        _retired,
        _seal_reported,
        _fee_undone,
        _mended,
    ],
)
def test_the_act_keeps_who_did_it_and_the_history_fills_older_rows(
    ready: Callable[[], tuple[Act, models.Model, str]],
) -> None:
    act, row, column = ready()
    act(someone("olive"))
    row.refresh_from_db()
    assert getattr(row, column) == someone("olive")
    with pytest.raises(Refused, match=r"^Olive already .* on \w+ \d+, \d{4}\.$"):
        act(someone("owen"))
    type(row)._default_manager.filter(pk=row.pk).update(**{column: None})
    _fill_older_rows()
    row.refresh_from_db()
    assert getattr(row, column) == someone("olive")


def test_of_whoever_the_history_does_not_know_nobody_is_told() -> None:
    ticket = _ticket()
    DigTicket.objects.filter(pk=ticket.pk).update(closed_on=days_ago(0))
    _fill_older_rows()
    with pytest.raises(Refused, match="Somebody already closed ticket A-1"):
        dig_tickets.close_dig_ticket(ticket=ticket, closed_on=days_ago(0), by=someone("olive"))


def test_what_is_undone_forgets_who_did_it() -> None:
    act, row, _column = _seal_reported()
    act(someone("olive"))
    assert isinstance(row, Assessment)
    survey.record_place(job=row.job, seal="intact", by=someone("owen"))
    row.refresh_from_db()
    assert (row.seal_reported_on, row.seal_reported_by) == (None, None)
