"""The visits and fees of a job as rows of the tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.models import Job
from jobs.road.hours import spoken_hours
from jobs.road.stages import Milestone
from kilowire.floor.days import short_day
from kilowire.floor.normal.numbers import same_number
from utility_requests.failure_reasons import REASONS
from utility_requests.ledger import FeeState, Ledger
from utility_requests.models import SiteVisit, VisitWindow
from utility_requests.models.visit import DONE
from utility_requests.services.reading import RequestRows, spelled

FEE_TONES = {
    FeeState.PAID: ("ok", "paid"),
    FeeState.DUE: ("warn", "due"),
    FeeState.MAY_BE_CHARGED: ("warn", "may be charged"),
    FeeState.NOT_CHARGED: ("", "not charged"),
}


def visit_rows(on_file: RequestRows, today: date, *, may_act: bool) -> list[dict[str, Any]]:
    """Return every visit with its windows and outcome; the coming visit and the last one made carry acts."""
    made = [visit for visit in on_file.visits if visit.outcome]
    return [
        {
            "ordinal": visit.ordinal,
            "windows": [_window(window, today) for window in on_file.windows.get(visit.pk, [])],
            "outcome": _outcome(on_file.job, visit),
            "tone": _tone(visit),
            "on": short_day(visit.happened_on, today) if visit.happened_on else "",
            "unannounced": visit.unannounced_on is not None,
            "came_out": visit.outcome == "removed",
            "serial": spelled(visit.serial_seen, on_file.adapter),
            "bought": _another_bought(on_file, visit),
            "note": visit.note,
            "came_off": _came_off(visit, today),
            "failures": [*_failures(on_file.job, visit, today, may_act)],
            "acts": [*_acts(on_file, visit, made[-1:])] if may_act else [],
        }
        for visit in on_file.visits
    ]


def _outcome(job: Job, visit: SiteVisit) -> str:
    if visit.outcome:
        return visit.get_outcome_display()
    return "to come"


def _tone(visit: SiteVisit) -> str:
    if not visit.outcome:
        return "wait"
    return "ok" if visit.outcome in DONE and not visit.came_off_on else "bad"


def _came_off(visit: SiteVisit, today: date) -> str:
    if not visit.came_off_on:
        return ""
    return f"Came off the wall {short_day(visit.came_off_on, today)}: {visit.came_off_because}"


def _window(window: VisitWindow, today: date) -> dict[str, str]:
    last = f" to {short_day(window.ends_on, today)}" if window.ends_on != window.starts_on else ""
    over = window.get_over_as_display().lower() if window.over_as not in ("", "kept") else ""
    return {
        "when": f"{window.starts_on:%a}, {short_day(window.starts_on, today)}{last}",
        "hours": spoken_hours(window.hours),
        "given": short_day(window.given_on, today),
        "over": over,
        "note": window.over_note if over else "",
    }


def _failures(job: Job, visit: SiteVisit, today: date, may_act: bool) -> Iterator[dict[str, str]]:
    for row in visit.failures.all():
        if row.undone_on:
            continue
        reason = REASONS[row.reason]
        mended = f"mended {short_day(row.mended_on, today)}" if row.mended_on else ""
        url = reverse("utility_requests:mended", args=[job.number, row.pk])
        yield {
            "found": reason.found,
            "mend": reason.mend,
            "code": row.reason,
            "mended": mended,
            "note": row.mended_note,
            "url": "" if row.mended_on or not may_act else url,
        }


def _acts(on_file: RequestRows, visit: SiteVisit, last_made: list[SiteVisit]) -> Iterator[dict[str, str]]:
    job, name = on_file.job, on_file.job.site.utility.short_name

    def act(label: str, page: str, kind: str = "quiet", numbered: bool = True) -> dict[str, str]:
        args = [job.number, visit.ordinal] if numbered else [job.number]
        return {"label": label, "url": reverse(f"utility_requests:{page}", args=args), "kind": kind}

    window = on_file.open_window(visit)
    if not visit.outcome:
        yield act(f"Record {name} visit", "record_outcome", "primary" if window else "quiet")
        if window:
            yield act(f"{name} moved it", "move_window")
            yield act("Undo the date", "undo_window", "danger", numbered=False)
        else:
            ready = Milestone.UTILITY_APPROVED in job.standing
            yield act(f"{name} gave a date", "record_window", "primary" if ready else "quiet")
    elif visit in last_made:
        yield from _acts_on_last(act, visit)
    if Milestone.OUTAGE_CONFIRMED not in job.standing and not window and visit.outcome in DONE:
        yield act("No window was given", "waive_window")
    elif job.outage_confirmed_waived_on and (visit.outcome in DONE or not visit.outcome):
        yield act("Undo “no window was given”", "undo_window", "danger", numbered=False)


def _another_bought(on_file: RequestRows, visit: SiteVisit) -> str:
    """Return the serial number on file where it is another one than was set, or ``none``; else ""."""
    bought = on_file.adapter.serial if on_file.adapter else ""
    differs = visit.outcome == "set" and not visit.came_off_on and not same_number(bought, visit.serial_seen)
    return (bought or "none") if differs else ""


def _acts_on_last(act: Callable[..., dict[str, str]], visit: SiteVisit) -> Iterator[dict[str, str]]:
    if visit.came_off_on:
        yield act("Undo: it did not come off", "undo_came_off", "danger")
        return
    if visit.outcome == "set":
        yield act("Correct the serial number", "correct_serial")
        yield act("It came off the wall", "adapter_came_off", "danger")
    yield act("Undo: this did not happen", "undo_visit", "danger", numbered=False)


def fee_rows(on_file: RequestRows, ledger: Ledger, today: date, *, may_act: bool) -> list[dict[str, Any]]:
    """Return one line per visit: what it costs, whether it is paid, by whom, with its receipt."""
    visits = {visit.ordinal: visit for visit in on_file.visits}
    rows = []
    for fee in ledger.fees:
        visit = visits[fee.ordinal]
        payment = on_file.payments.get(visit.pk)
        rows.append(
            {
                "ordinal": fee.ordinal,
                "amount": fee.amount_usd if fee.paid_usd is None else fee.paid_usd,
                "tone": FEE_TONES[fee.state][0],
                "word": FEE_TONES[fee.state][1],
                "paid": short_day(fee.paid_on, today) if fee.paid_on else "",
                "paid_by": payment.get_paid_by_display() if payment else "",
                "receipt": payment.receipt_id if payment else None,
                "since": short_day(visit.tariff.effective_from, today),
                "due": short_day(visit.due_on, today),
                "said": _fee_answer(visit, today),
                "acts": [*_fee_acts(on_file.job, visit, paid=payment is not None)] if may_act else [],
            }
        )
    return rows


def _fee_answer(visit: SiteVisit, today: date) -> str:
    if not visit.fee_answered_on:
        return ""
    return f"{visit.get_fee_answer_display().lower()}, said {short_day(visit.fee_answered_on, today)}"


def _fee_acts(job: Job, visit: SiteVisit, *, paid: bool) -> Iterator[dict[str, str]]:
    pages = (
        [("Undo the payment", "undo_fee", "danger")]
        if paid
        else [
            ("Record the payment", "record_fee", "quiet"),
            (f"{job.site.utility.short_name}'s word on it", "answer_fee", "quiet"),
        ]
    )
    for label, page, kind in pages:
        yield {
            "label": label,
            "url": reverse(f"utility_requests:{page}", args=[job.number, visit.ordinal]),
            "kind": kind,
        }
