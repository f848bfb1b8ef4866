"""What happens at the utility: the packet, its answer, the windows that it gives, visits and fees."""

from __future__ import annotations

from datetime import date, timedelta

from jobs.models import PhotoSlot, SignedPaper
from kilowire.demo.sheets import sheet
from kilowire.demo.tale import Act, Tale, workdays_from
from kilowire.floor import calendars
from utility_requests.models import InterconnectionRequest, SiteVisit, UtilityRequest, VisitFailure
from utility_requests.services import (
    answers,
    fees,
    interconnection,
    open_items,
    requests,
    signed_papers,
    visits,
    windows,
)

BOTH = (SignedPaper.CUSTOMER_AGREEMENT, SignedPaper.AUTHORIZATION)
ONE_DAY = timedelta(days=1)
HOURS = ("8–12", "12–16", "9–13")
SCE = "Southern California Edison"


def papers_signed(tale: Tale, on: date) -> None:
    rows = [("Account holder", tale.house.name), ("Service account", tale.house.account)]
    file = sheet("agreement", title="Customer agreement", issuer=SCE, rows=rows, signed=tale.house.name)
    signed_papers.file_signed_papers(
        job=tale.job, papers=BOTH, signed_on=on, name_as_signed=tale.house.name, file=file, by=tale.office
    )


def prepared(tale: Tale, on: date) -> None:
    requests.prepare_request(job=tale.job, by=tale.office, meter_face_number=tale.house.meter, on=on)


def fee_paid(tale: Tale, on: date) -> None:
    """The fee of the visit to come is paid in the utility's portal."""
    visit = SiteVisit.objects.of(tale.job).to_come().select_related("tariff").get()
    rows = [
        ("Paid", f"${visit.tariff.amount_usd:,.2f}"),
        ("For", f"Site visit {visit.ordinal}"),
        ("Job", tale.job.number),
    ]
    receipt = sheet("receipt", title="Payment receipt", issuer=SCE, rows=rows)
    fees.record_fee_payment(visit=visit, paid_on=on, paid_by="homeowner", receipt=receipt, by=tale.office)


def submitted(tale: Tale, on: date) -> None:
    """Prepared if that was not done, paid, and sent."""
    if not UtilityRequest.objects.of(tale.job).live().exists():
        prepared(tale, on)
    if (
        not SiteVisit.objects.of(tale.job)
        .to_come()
        .filter(payments__withdrawn_on=None, payments__isnull=False)
        .exists()
    ):
        fee_paid(tale, on)
    request = UtilityRequest.objects.of(tale.job).live().get()
    requests.submit_request(request=request, submitted_on=on, by=tale.office, number=tale.number("MSA-"))
    tale.fresh()


def approved(tale: Tale, on: date) -> None:
    rows = [("House", tale.house.street), ("Request", _request(tale).number)]
    paper = sheet("approval", title="Approval", issuer=SCE, rows=rows)
    answers.approve_request(request=_request(tale), approved_on=on, by=tale.office, paper=paper)
    tale.fresh()


def approved_by_telephone(tale: Tale, on: date) -> None:
    """The paper of the approval is still to come."""
    answers.approve_request(request=_request(tale), approved_on=on, by=tale.office)
    tale.fresh()


def approval_waived(tale: Tale, _on: date) -> None:
    answers.waive_approval(
        request=_request(tale),
        because="SCE gave its window without a letter of approval.",
        by=tale.cast.owner,
    )
    tale.fresh()


def refused(ended_as: str, because: str) -> Act:
    """The utility returned or denied the application."""

    def act(tale: Tale, on: date) -> None:
        letter = sheet("letter", title=f"Application {ended_as}", issuer=SCE, rows=[("Reason", because)])
        answers.end_request(
            request=_request(tale), ended_as=ended_as, on=on, because=because, by=tale.office, letter=letter
        )
        tale.fresh()

    return act


def sent_again(tale: Tale, on: date) -> None:
    submitted(tale, on)


def window_given(tale: Tale, on: date) -> None:
    """The utility gives the day on which it comes."""
    day = _visit_day(tale, on)
    windows.record_window(
        visit=_visit(tale), starts_on=day, given_on=on, by=tale.office, hours=HOURS[tale.place % len(HOURS)]
    )
    tale.fresh()


def looked_again(tale: Tale, _on: date) -> None:
    """The desk looks at the visit to come, as it does every night."""
    open_items.look_again(job=tale.job, by=None)


def window_moved(tale: Tale, on: date) -> None:
    day = _visit_day(tale, on + ONE_DAY)
    windows.move_window(
        visit=_visit(tale),
        told_on=on,
        by=tale.office,
        starts_on=day,
        hours="8–12",
        note="Storm work came first.",
    )
    tale.fresh()


def nobody_came(tale: Tale, on: date) -> None:
    windows.miss_window(
        visit=_visit(tale), on=on, by=tale.office, note="Waited until 13:00; SCE had no crew."
    )
    tale.fresh()


def staged(tale: Tale, on: date) -> None:
    """The adapter is left in its bag beside the panel, and photographed, some days before the visit."""
    tale.photo(PhotoSlot.ADAPTER_UNBOXED, on, words=_serial(tale), hour=9)
    tale.photo(PhotoSlot.ADAPTER_STAGED, on, words=_serial(tale), hour=9)


def unboxed(tale: Tale, on: date) -> None:
    """Only the adapter is photographed; the bag does not hang yet."""
    tale.photo(PhotoSlot.ADAPTER_UNBOXED, on, words=_serial(tale), hour=9)


def adapter_set(tale: Tale, on: date) -> None:
    """The utility came; our technician photographs its seal before the office hears of it."""
    tale.photo(PhotoSlot.SEAL_AFTER, on, hour=14)
    if tale.story.kind != "removal":
        tale.photo(PhotoSlot.ADAPTER_SET, on, words=tale.house.meter, hour=14)
    _came(tale, on, "removed" if tale.story.kind == "removal" else "set")


def came_unannounced(tale: Tale, on: date) -> None:
    """No window was given, and the adapter is in."""
    _came(tale, on, "set", note="Nobody told us; the homeowner rang when the lights went out.")


def visit_failed(tale: Tale, on: date) -> None:
    _came(tale, on, "failed", reasons=("F1", "F2"), note="Rain got into the box.")


def no_access(tale: Tale, on: date) -> None:
    _came(tale, on, "no_access", note="Side gate locked, nobody at home.")


def failures_mended(tale: Tale, on: date) -> None:
    for failure in VisitFailure.objects.of(tale.job).to_mend():
        visits.mend_failure(
            failure=failure, mended_on=on, by=tale.technician, note="New bag, adapter dried and checked"
        )


def rule_21_sent(tale: Tale, on: date) -> None:
    interconnection.record_interconnection(
        interconnection=InterconnectionRequest.objects.of(tale.job).live().get(),
        by=tale.office,
        number=tale.number("NEM-", 6),
        submitted_on=on,
        approved_on=None,
        permission_on=None,
    )


VISITS = ("adapter_set", "visit_failed", "no_access", "nobody_came", "window_moved")


def _came(tale: Tale, on: date, outcome: str, note: str = "", reasons: tuple[str, ...] = ()) -> None:
    visits.record_visit_outcome(
        visit=_visit(tale),
        outcome=outcome,
        happened_on=on,
        by=tale.office,
        reasons=reasons,
        serial_seen=_serial(tale) if outcome == "set" else "",
        note=note,
    )
    tale.fresh()


def _visit_day(tale: Tale, on: date) -> date:
    """The day of the next visit in the story; one still to come is counted as the utility counts its days."""
    ahead: int = tale.told.get("visit_in", 6)
    return tale.next_day(on, *VISITS) or workdays_from(tale.today, ahead, calendars.SCE)


def _visit(tale: Tale) -> SiteVisit:
    return SiteVisit.objects.of(tale.job).to_come().get()


def _request(tale: Tale) -> UtilityRequest:
    return UtilityRequest.objects.of(tale.job).live().get()


def _serial(tale: Tale) -> str:
    unit = tale.job.adapter_units.filter(retired_on=None).first()
    return unit.serial if unit else ""
