"""The utility tab of a job as plain values: application, packet, readiness, visits, fees, Rule 21."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from jobs.models import Job, Signature
from jobs.road.stages import Kind
from kilowire.floor.days import counted, long_day, short_day
from utility_requests.models import InterconnectionRequest, UtilityRequest
from utility_requests.packet import PacketItem
from utility_requests.readiness import Moment, Readiness, State
from utility_requests.services import reading
from utility_requests.services.packet_reading import packet_items
from utility_requests.services.reading import RequestRows
from utility_requests.services.signed_papers import OF_THE_UTILITY
from utility_requests.services.visit_readiness import judged
from utility_requests.views.packet_rows import packet_rows
from utility_requests.views.request_page_acts import act_url, acts_beside, acts_now
from utility_requests.views.visit_rows import fee_rows, visit_rows

MARKS = {State.OK: "done", State.RED: "bad", State.TO_LOOK_AT: "wait", State.NOT_YET: "off"}
TONES = {
    State.OK: ("ok", "ready"),
    State.RED: ("bad", "to do"),
    State.TO_LOOK_AT: ("wait", "to be looked at"),
    State.NOT_YET: ("", "not yet"),
}
MOMENTS = {
    Moment.BEFORE_FEE: "before the fee is paid",
    Moment.AT_BOOKING: "now that the visit has a day",
    Moment.BEFORE_VISIT: "two business days before the visit",
}


def readiness_in_a_sentence(job: Job) -> str:
    """Return what speaks against the visit now, for the top of a form; empty if no visit is coming."""
    readiness = judged(reading.request_rows(job), timezone.localdate())
    return readiness.summary if readiness else ""


def request_page(job: Job, today: date, *, may_act: bool) -> dict[str, Any]:
    """Return everything that the tab shows below the job's own header."""
    on_file = reading.request_rows(job)
    ledger = reading.ledger(on_file)
    packet = packet_items(on_file)
    readiness = judged(on_file, today)
    return {
        "utility": job.site.utility.short_name,
        "application": _application(on_file, today),
        "earlier": [_earlier(row, today) for row in on_file.requests if not row.is_live],
        "acts_now": [*acts_now(on_file, packet)] if may_act else [],
        "acts_beside": [*acts_beside(on_file)] if may_act else [],
        **_packet(on_file, packet, may_act),
        "readiness": _readiness(readiness, on_file, today),
        "look_url": act_url("look_again", job) if may_act else "",
        "sign_url": act_url("sign", job) if may_act else "",
        "visits": visit_rows(on_file, today, may_act=may_act),
        "fees": fee_rows(on_file, ledger, today, may_act=may_act),
        "ledger": ledger,
        "wasted": counted(ledger.wasted_visits, "visit") if ledger.wasted_visits else "",
        "rule_21": _rule_21(job, today, may_act),
        "signatures": _signatures(on_file) if may_act else [],
        "kind_note": _kind_note(job),
        "shows_rebate": job.kind != Kind.REMOVAL,
        "removal": job.kind == Kind.REMOVAL,
    }


def _packet(on_file: RequestRows, packet: tuple[PacketItem, ...], may_act: bool) -> dict[str, Any]:
    sent = (
        on_file.request is not None and on_file.request.submitted_on is not None and on_file.request.is_live
    )
    return {
        "packet": packet_rows(on_file, packet, may_act=may_act and not sent),
        "packet_missing": sum(1 for item in packet if not item.ok),
        "packet_is_sent": sent,
    }


def _application(on_file: RequestRows, today: date) -> dict[str, Any] | None:
    row, job = on_file.request, on_file.job
    if row is None:
        return None
    typical = reading.typical_on(row, job)
    approved = ""
    if row.approved_on:
        approved = short_day(row.approved_on, today)
    elif job.utility_approved_waived_on:
        approved = f"proceeded without it, decided {short_day(job.utility_approved_waived_on, today)}"
    return {
        "kind": row.get_kind_display(),
        "number": row.number,
        "meter": row.meter_face_number or on_file.meter_read.number,
        "prepared": short_day(row.prepared_on, today),
        "sent": short_day(row.submitted_on, today) if row.submitted_on else "",
        "typical": long_day(typical, today) if typical and not on_file.done else "",
        "approved": approved,
        "approval_paper": row.approval_paper_id,
        "ended": f"{row.get_ended_as_display()} on {short_day(row.ended_on, today)}" if row.ended_on else "",
        "ended_because": row.ended_because,
        "tone": "bad" if row.ended_on else "ok" if row.approved_on else "wait" if row.submitted_on else "",
        "word": _word(row),
    }


def _word(row: UtilityRequest) -> str:
    if row.ended_on:
        return row.get_ended_as_display().lower()
    if row.approved_on:
        return "approved"
    return "sent" if row.submitted_on else "being prepared"


def _earlier(row: UtilityRequest, today: date) -> dict[str, str]:
    sent = f"sent {short_day(row.submitted_on, today)}, " if row.submitted_on else ""
    ended = f"{row.get_ended_as_display().lower()} {short_day(row.ended_on, today)}" if row.ended_on else ""
    return {"number": row.number, "what": f"{sent}{ended}", "because": row.ended_because}


def _readiness(readiness: Readiness | None, on_file: RequestRows, today: date) -> dict[str, Any] | None:
    if readiness is None:
        return None
    tone, word = _readiness_tag(readiness)
    return {
        "moment": MOMENTS[readiness.moment],
        "summary": readiness.summary,
        "tone": tone,
        "word": word,
        "items": [
            {
                "mark": MARKS[item.state],
                "label": item.label,
                "reason": item.reason,
                "tone": TONES[item.state][0],
                "word": TONES[item.state][1],
                "code": item.code,
            }
            for item in readiness.items
        ],
    }


def _readiness_tag(readiness: Readiness) -> tuple[str, str]:
    """Return tone and word of the whole judgment; a photo to be looked at leaves it neither ready nor red."""
    red, waits = len(readiness.in_state(State.RED)), len(readiness.in_state(State.TO_LOOK_AT))
    if red:
        return "bad", f"{red} open"
    if waits:
        return "wait", f"{waits} to be looked at"
    return ("ok", "ready") if readiness.is_worth_the_fee else ("", "nothing open yet")


def _rule_21(job: Job, today: date, may_act: bool) -> dict[str, Any]:
    row = InterconnectionRequest.objects.of(job).first()
    if row is None:
        return {"row": None, "open_url": act_url("open_interconnection", job) if may_act else ""}
    days = [
        ("Sent", row.submitted_on),
        ("Approved", row.approved_on),
        ("Permission to operate", row.permission_on),
    ]
    return {
        "row": row,
        "days": [(label, short_day(day, today) if day else "not yet") for label, day in days],
        "ended": f"Ended on {short_day(row.ended_on, today)}: {row.ended_because}" if row.ended_on else "",
        "record_url": act_url("record_interconnection", job) if may_act and not row.ended_on else "",
        "end_url": act_url("end_interconnection", job) if may_act and not row.ended_on else "",
        "open_url": act_url("open_interconnection", job) if may_act and row.ended_on else "",
    }


def _signatures(on_file: RequestRows) -> list[Signature]:
    return [on_file.signatures[paper] for paper in OF_THE_UTILITY if paper in on_file.signatures]


def _kind_note(job: Job) -> str:
    name = job.site.utility.short_name
    if job.kind == Kind.REMOVAL:
        return f"A removal: {name} takes the adapter out, nothing goes in. The fee per visit applies."
    if job.kind == Kind.REPLACEMENT:
        return (
            f"A replacement: {name} takes the older adapter out and sets the new one. Whether that is one "
            f"visit or two, {name} does not say: ask, and record a fee for each."
        )
    return ""
