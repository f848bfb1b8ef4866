"""One job of Asa's with a row behind every door that names one."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from assessments.models import Evaluation
from jobs.agreement.services import change_orders, payments
from jobs.appointments.services import appointments
from jobs.homeowner.services import links as homeowner_links
from jobs.inbox.services import inbox
from jobs.installation.services import dig_tickets
from jobs.intake.services import leads
from jobs.models import (
    AdapterModel,
    Appointment,
    ChangeOrder,
    Channel,
    Claim,
    Conflict,
    Coverage,
    DigTicket,
    Document,
    HomeownerLink,
    Inbound,
    Job,
    JobList,
    Lead,
    NotFiled,
    Notice,
    OpenItem,
    PaperVersion,
    Payment,
    Person,
    Photo,
    PhotoRequest,
    PutAside,
    SavedView,
    Signature,
    SignatureRequest,
    Signer,
    Tablet,
    TabletZip,
    Upload,
)
from jobs.notices.services.notices import write_notice
from jobs.office.services import saved_views
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.photos.services import photo_requests
from jobs.put_aside.services import keeping
from jobs.signing.services import signing
from jobs.tablet.services import conflicts, submissions, tablets
from jobs.tablet.services.takers import FieldConflict
from jobs.warranty.services import warranties as warranty
from kilowire.accounts import invites
from kilowire.floor.files.uploads import sha256_of
from kilowire.models import Invite, User
from permits.models import Correction, Inspection, Permit
from permits.services.applications import record_correction
from tests.builders import permits
from tests.builders.cast import someone
from tests.builders.from_tablets import form_body
from tests.builders.jobs import days_ago
from tests.builders.signing import agreement_out
from tests.builders.whole_road import closed_job
from tests.kilowire import pdf_maker
from utility_requests.models import FeeTariff

ACTS_ON: dict[type[Model], str] = {
    Person: "jobs:edit_person jobs:reissue_link",
    OpenItem: "jobs:move_open_item jobs:end_open_item jobs:look_at_open_item jobs:see_word "
    "homeowner:say_done",
    Appointment: "from_homeowner:appointment jobs:move_appointment jobs:cancel_appointment "
    "jobs:finish_appointment jobs:undo_done jobs:could_not",
    Document: "homeowner:paper_file jobs:paper_file jobs:make_paper_again jobs:withdraw_paper",
    Upload: "homeowner:upload_file jobs:upload_file jobs:upload_original jobs:withdraw_upload",
    Photo: "jobs:photo_file jobs:retake_photo jobs:accept_photo jobs:reject_photo jobs:withdraw_photo",
    DigTicket: "jobs:dig_answers jobs:close_dig_ticket",
    Coverage: "jobs:register_warranty",
    Claim: "jobs:settle_claim",
    ChangeOrder: "jobs:sign_change_order jobs:send_change_order jobs:drop_change_order "
    "jobs:undo_change_order",
    Payment: "jobs:withdraw_payment",
    Notice: "jobs:send_again",
    Inbound: "jobs:place_message jobs:discard_message jobs:answer_message",
    HomeownerLink: "jobs:mail_link jobs:revoke_link",
    Conflict: "jobs:settle_conflict",
    PutAside: "jobs:file_put_aside jobs:discard_put_aside jobs:put_aside_item jobs:put_aside_bytes",
    NotFiled: "jobs:settle_not_filed jobs:file_not_filed",
    PhotoRequest: "jobs:withdraw_photo_request",
    SavedView: "jobs:remove_view",
    Tablet: "jobs:forget_tablet jobs:keep_tablet",
    TabletZip: "jobs:brought_in jobs:brought_in_progress",
    Lead: "jobs:close_lead",
    JobList: "jobs:job_list jobs:job_list_columns jobs:job_list_progress jobs:job_list_open "
    "jobs:job_list_refused",
    Signature: "utility_requests:withdraw_signature",
    SignatureRequest: "jobs:replace_paper jobs:withdraw_request jobs:countersign jobs:make_signing_again "
    "jobs:take_note jobs:check_seal",
    PaperVersion: "jobs:paper_to_sign",
    Signer: "jobs:ask_signer_again",
    Permit: "permits:complete permits:correction permits:issued permits:document permits:extend "
    "permits:began permits:edit permits:end permits:undo_issued permits:undo_complete permits:undo_began "
    "permits:ask",
    Inspection: "permits:scheduled permits:called_off permits:passed permits:failed permits:mended "
    "permits:card permits:revoked permits:undo_result",
    Correction: "permits:answer",
    Evaluation: "assessments:evaluation",
    AdapterModel: "assessments:approve",
    FeeTariff: "utility_requests:take_tariff_back",
    User: "end_all_sessions reset_factor",
    UserSession: "end_one_session",
    Invite: "withdraw_invite",
}
"""The doors that take the key of a row, by the row."""


class Behind(dict[str, dict[str, Any]]):
    """Arguments by door; a door without a row of its own needs the job's number and words of the trade."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.plain = {
            "job_number": job.number,
            "slot": "meter_face",
            "milestone": "closed_out",
            "rule": "utility",
            "ordinal": 1,
            "copy": "print",
            "part": "job",
            "line": f"item-{_newest(OpenItem)}",
        }
        for model, doors in ACTS_ON.items():
            for door in doors.split():
                self[door] = {**self.plain, "pk": _newest(model)}
        at_the_city = OpenItem.objects.filter(party="city").latest("pk").pk
        self["jobs:nothing_new"] = {**self.plain, "pk": at_the_city}
        self["jobs:withdraw_signature"] = {**self.plain, "pk": _owners_consent(job)}

    def get(self, name: str, default: Any = None) -> dict[str, Any]:
        return super().get(name, self.plain)


def rows_behind_doors() -> Behind:
    """A closed job, with what a job holds only at times put beside it."""
    job, olive = closed_job(), someone("olive")
    start = timezone.now() + timedelta(days=2)
    appointments.book_appointment(
        job=job,
        kind="service",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        technicians=[someone("asa")],
        by=olive,
    )
    dig_tickets.record_dig_ticket(job=job, number="A-1", notified_on=days_ago(25), by=olive)
    warranty.open_claim(job=job, what="Trips", reported_by="Hana Ito", reported_on=days_ago(1), by=olive)
    contract = job.agreement
    change_orders.write_change_order(
        agreement=contract, price_usd=Decimal(5000), scope=contract.scope, because="Longer run", by=olive
    )
    payments.record_deposit(
        agreement=contract, amount_usd=Decimal(480), paid_on=days_ago(1), means="check", by=olive
    )
    open_items.add(job=job, party="city", what="Say when", by=olive)
    saved_views.save_view(name="Mine", query="?state=held", shared=True, by=someone("owen"))
    open_items.add(job=job, party="homeowner", what="Clear the panel", by=olive)
    homeowner_links.make_link(person=job.people.get(), by=olive)
    record_correction(permit=permits.the_permit(job), asked_on=days_ago(1), text="Load sheet", by=olive)
    photo_requests.ask_for_photo(job=job, slot="other", because="The gate", by=olive)
    paperwork.file_upload(job=job, kind="other", file=ContentFile(pdf_maker.with_junk_before()), by=olive)
    invites.invite(name="Nia Park", email="nia@kilowire.test", role="field", by=someone("owen"))
    UserSession.objects.create(user=someone("asa"), session_key="elsewhere", ip="198.51.100.1")
    TabletZip.objects.create(
        file="tablets/1.zip", name="survey.zip", size=9, handed_in_by=olive, due_at=timezone.now()
    )
    leads.take_in(came_as="page:1", source="request", name="Ivy Wong", phone="562-555-0199")
    JobList.objects.create(
        file="lists/1.list", name="jobs.csv", size=9, handed_in_by=olive, due_at=timezone.now(),
        headings=["Name", "Street", "City", "ZIP"],
    )  # fmt: skip
    agreement_out(job)
    write_notice(person=job.people.get(), template="permit_issued", by=olive)
    inbox.receive(channel=Channel.EMAIL, sender="hana@home.test", text="When?", came_as="1")
    _apart(job)
    _put_aside(job)
    tablets.record_contact(contact=_contact(job), user=someone("asa"))
    return Behind(job)


def _owners_consent(job: Job) -> int:
    """The key of the owner's consent, signed on the paper that is on file of the contract."""
    contract = Signature.objects.of(job).get(paper="contract")
    consent = signing.record_signature(
        job=job,
        paper="owner_consent",
        person=contract.person,
        signed_on=contract.signed_on,
        upload=contract.upload,
        by=someone("olive"),
    )
    return consent.pk


def _contact(job: Job) -> tablets.Contact:
    """A tablet that has held a photo and a refused form for days, on a device with little room."""
    since = (timezone.now() - timedelta(days=6)).isoformat()
    row = {"job": job.number, "kind": "survey", "since": since}
    held = [{**row, "what": "seal", "state": "queued"}, {**row, "what": "form", "state": "blocked"}]
    return tablets.Contact(uuid4(), label="Android", room_mb=90, keeps_storage=False, held=held)


def _apart(job: Job) -> None:
    """A survey that came when the job was over, and one value of it that the office does not share."""
    pk, asa = uuid4(), someone("asa")
    submissions.take(job=job, kind="survey", pk=pk, body=form_body(job, "survey", pk), by=asa)
    bus = FieldConflict("panel_bus_amps", "Panel bus rating", 125, 200, "125 A", "200 A")
    conflicts.open_conflicts(submission=job.submissions.get(), found=[bus], by=asa)


def _put_aside(job: Job) -> None:
    """A photo of the house that the office could not open."""
    record = {"type": "photo", "job": job.number, "slot": "seal"}
    broken = ContentFile(b"no photo", name="seal.jpg")
    keeping.put_aside(
        handed=keeping.Handed(
            uuid4(),
            ContentFile(json.dumps(record).encode(), name="item.json"),
            broken,
            sha256_of(broken),
            "“seal.jpg” is a text file; send a JPEG instead.",
        ),
        by=someone("asa"),
    )


def _newest(model: type[Model]) -> Any:
    """The key of the newest row: there is one job, so it is that job's."""
    return model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
