"""Read the facts about the packet: account, signatures, fee and adapter, and the survey's readings."""

from __future__ import annotations

from jobs.models import Adapter, PersonRole, RoleOnJob, Signature, SignedPaper, UtilityAccount
from kilowire.floor.days import spoken_day
from kilowire.floor.normal.numbers import same_number
from utility_requests.packet import PacketAdapter, PacketFacts, PacketItem, Signed, checklist
from utility_requests.services.reading import RequestRows


def packet_items(on_file: RequestRows) -> tuple[PacketItem, ...]:
    """Return the packet's current checklist."""
    return checklist(packet_facts(on_file))


def packet_facts(on_file: RequestRows) -> PacketFacts:
    """Return the facts about the packet."""
    job, request = on_file.job, on_file.request
    account: UtilityAccount | None = getattr(job, "utility_account", None)
    holder = RoleOnJob.objects.of(job).filter(role=PersonRole.ACCOUNT_HOLDER).first()
    holder_id = holder.person_id if holder else None
    signed = on_file.signatures
    visit = on_file.coming or on_file.done
    payment = on_file.payments.get(visit.pk) if visit else None
    face, read = (request.meter_face_number if request else ""), on_file.meter_read
    return PacketFacts(
        kind=job.kind,
        utility=job.site.utility.short_name,
        eligible_on=job.eligible_on,
        agreed_on=job.agreed_on,
        holder_name=account.holder_name if account else "",
        account_number=account.account_number if account else "",
        bill_meter_number=account.meter_number if account else "",
        account_read=_bill_check(account) if account else "",
        meter_face_number=face or read.number,
        meter_read=read.in_words if same_number(face or read.number, read.number) else "",
        agreement=_signed(signed.get(SignedPaper.CUSTOMER_AGREEMENT), holder_id),
        authorization=_signed(_on_the_utilitys_form(signed.get(SignedPaper.AUTHORIZATION)), holder_id),
        fee_paid_on=payment.paid_on if payment else None,
        fee_not_charged_on=visit.fee_answered_on if visit and visit.fee_answer == "not_charged" else None,
        adapter=_adapter(on_file.adapter),
    )


def _bill_check(account: UtilityAccount) -> str:
    """Who compared the account with the bill and when, in words; empty where nobody did."""
    if account.bill_checked_on is None:
        return ""
    who = account.bill_checked_by.name if account.bill_checked_by else ""
    return ", ".join(filter(None, (who, spoken_day(account.bill_checked_on))))


def _on_the_utilitys_form(signature: Signature | None) -> Signature | None:
    """Return the signature if it is on the utility's own form; one made on a tablet is on our own wording."""
    return None if signature and signature.sent_as else signature


def _signed(signature: Signature | None, holder_id: int | None) -> Signed | None:
    if signature is None:
        return None
    return Signed(signature.name_as_signed, signature.signed_on, signature.person_id == holder_id)


def _adapter(adapter: Adapter | None) -> PacketAdapter | None:
    if adapter is None:
        return None
    model = adapter.model
    return PacketAdapter(str(model), adapter.serial, model.approval, model.approval_checked_on)
