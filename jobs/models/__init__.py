"""The models of the jobs app."""

from jobs.models.adapter import Adapter
from jobs.models.agreement import Agreement
from jobs.models.appointment import Appointment, AppointmentKind, AppointmentOutcome, Booking, Crew
from jobs.models.canary import Canary
from jobs.models.change_order import ChangeOrder
from jobs.models.dig_ticket import DigTicket
from jobs.models.directory import (
    AdapterModel,
    Approval,
    CompanyRecord,
    Jurisdiction,
    Utility,
    Vehicle,
    VisitOrder,
)
from jobs.models.document import Document, DocumentStatus
from jobs.models.event import Event, EventKind, who_did
from jobs.models.homeowner_link import HomeownerLink, OneTimeCode, ProvenBrowser
from jobs.models.inbound import Inbound, Settled
from jobs.models.installation import CommissioningRecord, InstallationRecord, MakeSafeRecord
from jobs.models.job import Job, JobNumberCounter
from jobs.models.job_choices import JobKind, LeadSource, NotGoingAhead
from jobs.models.job_list import ImportedRow, JobList, ListStatus
from jobs.models.lead import Lead
from jobs.models.notice import Delivery, Notice
from jobs.models.open_item import OpenItem, Party
from jobs.models.payment import Payment, PaymentKind, PaymentMeans
from jobs.models.people import Channel, Language, Means, Person, PersonRole, RoleOnJob, UtilityAccount
from jobs.models.photo import CameraClock, Photo, PhotoSlot
from jobs.models.photo_request import PhotoRequest
from jobs.models.put_aside import PutAside, PutAsideEnd, PutAsideKind
from jobs.models.reference import OF_ONE_JOB, Reference, ReferenceKind, SearchWord
from jobs.models.saved_view import SavedView
from jobs.models.signature import MANY_ON_A_JOB, SIGNER, Signature, SignatureMethod, SignedPaper
from jobs.models.signature_request import (
    ENDED_UNSIGNED,
    LIVE,
    TO_SIGN,
    PaperVersion,
    RequestState,
    SignatureRequest,
)
from jobs.models.signer import SignatureMark, Signer
from jobs.models.site import Site, address_line
from jobs.models.submission import Chosen, Conflict, NotFiled, Submission, SubmissionKind
from jobs.models.tablet import Forget, Tablet
from jobs.models.tablet_zip import TabletZip, ZipStatus
from jobs.models.today_mark import LineKind, TodayMark
from jobs.models.upload import Upload
from jobs.models.upload_page import UploadPage
from jobs.models.usual_time import UsualTime
from jobs.models.warranty import Claim, Coverage, CoverageKind

__all__ = [
    "ENDED_UNSIGNED",
    "LIVE",
    "MANY_ON_A_JOB",
    "OF_ONE_JOB",
    "SIGNER",
    "TO_SIGN",
    "Adapter",
    "AdapterModel",
    "Agreement",
    "Appointment",
    "AppointmentKind",
    "AppointmentOutcome",
    "Approval",
    "Booking",
    "CameraClock",
    "Canary",
    "ChangeOrder",
    "Channel",
    "Chosen",
    "Claim",
    "CommissioningRecord",
    "CompanyRecord",
    "Conflict",
    "Coverage",
    "CoverageKind",
    "Crew",
    "Delivery",
    "DigTicket",
    "Document",
    "DocumentStatus",
    "Event",
    "EventKind",
    "Forget",
    "HomeownerLink",
    "ImportedRow",
    "Inbound",
    "InstallationRecord",
    "Job",
    "JobKind",
    "JobList",
    "JobNumberCounter",
    "Jurisdiction",
    "Language",
    "Lead",
    "LeadSource",
    "LineKind",
    "ListStatus",
    "MakeSafeRecord",
    "Means",
    "NotFiled",
    "NotGoingAhead",
    "Notice",
    "OneTimeCode",
    "OpenItem",
    "PaperVersion",
    "Party",
    "Payment",
    "PaymentKind",
    "PaymentMeans",
    "Person",
    "PersonRole",
    "Photo",
    "PhotoRequest",
    "PhotoSlot",
    "ProvenBrowser",
    "PutAside",
    "PutAsideEnd",
    "PutAsideKind",
    "Reference",
    "ReferenceKind",
    "RequestState",
    "RoleOnJob",
    "SavedView",
    "SearchWord",
    "Settled",
    "Signature",
    "SignatureMark",
    "SignatureMethod",
    "SignatureRequest",
    "SignedPaper",
    "Signer",
    "Site",
    "Submission",
    "SubmissionKind",
    "Tablet",
    "TabletZip",
    "TodayMark",
    "Upload",
    "UploadPage",
    "UsualTime",
    "Utility",
    "UtilityAccount",
    "Vehicle",
    "VisitOrder",
    "ZipStatus",
    "address_line",
    "who_did",
]
