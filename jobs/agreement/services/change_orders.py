"""Change orders: written, signed by the owner, dropped or undone. Unsigned, the contract stands as signed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from jobs.agreement.services import items
from jobs.agreement.services.agreements import owner_of, refuse_ended
from jobs.agreement.services.papers import issue_change_order, issue_summary
from jobs.agreement.services.sums import refuse_price
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import Agreement, ChangeOrder, EventKind, InstallationRecord, Job, Signature, SignedPaper
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Milestone
from jobs.signing.services import requests, signing
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason, not_before
from kilowire.models import User


@transaction.atomic
def write_change_order(
    *,
    agreement: Agreement,
    price_usd: Decimal,
    scope: str,
    because: str,
    by: User,
    work_begins_on: date | None = None,
) -> ChangeOrder:
    """Write a change order for the owner to sign and issue it as a paper; price in USD.

    It blocks our next work until it is signed or dropped. Refused on a cancelled job, while another one waits
    for its signature, and where nothing would change.
    """
    job = locked(agreement.job)
    agreement = locked(agreement)
    _refuse_writing(job, agreement, price_usd, because)
    before, after = history.changes(agreement, {"price_usd": price_usd, "scope": scope})
    if not before:
        raise Refused("Nothing would change: price and scope are as they were.")
    order = ChangeOrder.objects.create(
        job=job,
        number=ChangeOrder.objects.of(job).count() + 1,
        price_before_usd=agreement.price_usd,
        price_usd=price_usd,
        scope_before=agreement.scope,
        scope=scope,
        because=because.strip()[:400],
        written_on=timezone.localdate(),
        work_begins_on=work_begins_on,
        recorded_by=by,
    )
    _tell(order, "written, to be signed", by, because=because, before=before, after=after)
    issue_change_order(job, by)
    items.bring_up_to_date(job, by)
    return order


@transaction.atomic
def sign_change_order(
    *, order: ChangeOrder, signed_on: date, file: File[bytes], by: User, method: str = "ink"
) -> ChangeOrder:
    """Record the owner's signature with its file: from now on price and scope are those of the change order.

    A signature after the work that it covers began is recorded as such, and said wherever the order shows.
    """
    job = locked(order.job)
    order = locked(order)
    milestones.refuse_if_cancelled(job)
    refuse_unless_pending(order)
    agreement = locked(Agreement.objects.of(job).get())
    so = gettext("a change order is signed after it")
    not_before(signed_on, agreement.signed_on, gettext("The contract was signed"), so, field="signed_on")
    order.signature = _file_signed(order, signed_on, file, method, by)
    order.signed_on, order.signed_late = signed_on, _is_late(order, signed_on)
    order.save(update_fields=["signature", "signed_on", "signed_late"])
    _tell(order, "signed after its work began" if order.signed_late else "signed", by, on=signed_on)
    _now_stands(agreement, job, order.price_usd, order.scope, by)
    return order


@transaction.atomic
def drop_change_order(*, order: ChangeOrder, because: str, by: User) -> ChangeOrder:
    """Drop a change order that nobody signed, for a written reason; the contract stays as it was signed."""
    job = locked(order.job)
    order = locked(order)
    refuse_unless_pending(order)
    needs_reason(because)
    _end(order, because, by)
    _tell(order, "dropped", by, because=because)
    requests.withdraw_all(job=job, because=because, by=by, papers=[SignedPaper.CHANGE_ORDER])
    issue_change_order(job, by, because)
    items.bring_up_to_date(job, by)
    return order


@transaction.atomic
def undo_change_order(*, order: ChangeOrder, because: str, by: User) -> ChangeOrder:
    """Undo the change order signed last: its signature goes, and what stood before it counts again."""
    job = locked(order.job)
    order = locked(order)
    orders = ChangeOrder.objects.of(job)
    if order != orders.in_force().last() or orders.pending().exists():
        raise Refused("Only the change order that was written last can be undone.")
    needs_reason(because)
    if order.signature:
        signing.withdraw_signature(signature=order.signature, because=because, by=by)
    _end(order, because, by)
    _tell(order, "undone: it was not signed", by, because=because)
    agreement = locked(Agreement.objects.of(job).get())
    _now_stands(agreement, job, order.price_before_usd, order.scope_before, by, because)
    return order


def drop_pending(*, job: Job, because: str, by: User) -> None:
    """Drop the change order that waits for its signature, if there is one. The caller has locked the job."""
    order = ChangeOrder.objects.of(job).pending().first()
    if order:
        drop_change_order(order=order, because=because, by=by)


def _now_stands(
    agreement: Agreement, job: Job, price_usd: Decimal, scope: str, by: User, because: str = ""
) -> None:
    agreement.price_usd, agreement.scope, agreement.job = price_usd, scope, job
    agreement.save(update_fields=["price_usd", "scope"])
    if Milestone.AGREED in job.standing:
        issue_summary(agreement, by, None)
    issue_change_order(job, by, because)
    items.bring_up_to_date(job, by)


def _end(order: ChangeOrder, because: str, by: User) -> None:
    order.ended_on, order.ended_by, order.ended_because = timezone.localdate(), by, because.strip()[:400]
    order.save(update_fields=["ended_on", "ended_by", "ended_because"])


def _tell(order: ChangeOrder, did: str, by: User, **more: object) -> None:
    history.record(job=order.job, kind=EventKind.EDITED, sentence=f"{order} {did}", by=by, **more)  # type: ignore[arg-type]


def _file_signed(order: ChangeOrder, signed_on: date, file: File[bytes], method: str, by: User) -> Signature:
    job = order.job
    upload = paperwork.file_upload(
        job=job, kind=UploadKind.CHANGE_ORDER, label=str(order), file=file, by=by, on=signed_on
    )
    return signing.record_signature(
        job=job,
        paper=SignedPaper.CHANGE_ORDER,
        person=owner_of(job),
        signed_on=signed_on,
        upload=upload,
        by=by,
        method=method,
    )


def _is_late(order: ChangeOrder, signed_on: date) -> bool:
    """Return whether the work that it covers had begun: as recorded at the house, else as it was planned."""
    record = InstallationRecord.objects.of(order.job).first()
    recorded = record is not None and record.work_started_on >= order.written_on
    began_on = record.work_started_on if record and recorded else order.work_begins_on
    return began_on is not None and began_on < signed_on


def _refuse_writing(job: Job, agreement: Agreement, price_usd: Decimal, because: str) -> None:
    milestones.refuse_if_cancelled(job)
    refuse_ended(agreement)
    waiting = ChangeOrder.objects.of(job).pending().first()
    if waiting:
        raise Refused(f"{waiting} still waits for its signature: have it signed or drop it first.")
    refuse_price(job, price_usd)
    needs_reason(because)


def refuse_unless_pending(order: ChangeOrder) -> None:
    """Refuse an act on a change order that was dropped or signed."""
    if order.ended_on:
        raise Refused(f"{order} was dropped on {spoken_day(order.ended_on)}: write another.")
    if order.signed_on:
        raise Refused(f"{order} was signed on {spoken_day(order.signed_on)}.")
