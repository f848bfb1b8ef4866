"""The kinds of notices to people of a job: what each is about, how soon it goes, who may stop it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from jobs.road.stages import Milestone


class NoticeKind(StrEnum):
    """Kinds of notices; ``templates/notices/<kind>.txt`` holds the subject and the words of each."""

    STATUS_LINK = "status_link"
    ONE_TIME_CODE = "one_time_code"
    ANSWER = "answer"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CALLED_OFF = "appointment_called_off"
    APPOINTMENT_NOT_DONE = "appointment_not_done"
    APPOINTMENT_TOMORROW = "appointment_tomorrow"
    PAPER_TO_SIGN = "paper_to_sign"
    PAPER_TO_SIGN_AGAIN = "paper_to_sign_again"
    PAPER_WITHDRAWN = "paper_withdrawn"
    PAPER_SIGNED = "paper_signed"
    PERMIT_ISSUED = "permit_issued"
    APPLICATION_SENT = "application_sent"
    APPLICATION_RETURNED = "application_returned"
    APPLICATION_APPROVED = "application_approved"
    APPLICATION_DENIED = "application_denied"
    VISIT_GIVEN = "visit_given"
    VISIT_MOVED = "visit_moved"
    VISIT_CALLED_OFF = "visit_called_off"
    VISIT_TOMORROW = "visit_tomorrow"
    VISIT_FAILED = "visit_failed"
    VISIT_MISSED = "visit_missed"
    INSPECTION_BOOKED = "inspection_booked"
    INSPECTION_PASSED = "inspection_passed"
    INSPECTION_FAILED = "inspection_failed"
    MAY_CHARGE = "may_charge"
    STOP_CHARGING = "stop_charging"
    CHARGE_AGAIN = "charge_again"
    PAPER_READY = "paper_ready"
    CLAIM_RECEIVED = "claim_received"
    CLAIM_VISIT = "claim_visit"
    CLAIM_RESOLVED = "claim_resolved"
    WARRANTY_ENDS = "warranty_ends"
    ASKED_OF_YOU = "asked_of_you"


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """``about``: what it is about, in words for the office and the reader.

    ``at_once``: it goes alone, at any hour; every other waits a minute, so that several go as one message,
    and does not go in the person's quiet hours. ``may_stop``: the person may say that they do not want it.
    ``on_its_way``: it tells of what is to come, and is not sent while the job is on hold. ``on_sundays``:
    whether it goes on a Sunday.
    """

    kind: NoticeKind
    about: str
    at_once: bool = False
    may_stop: bool = True
    on_its_way: bool = False
    on_sundays: bool = True


K, M = NoticeKind, Milestone
_ALL = (
    NoticeSpec(K.STATUS_LINK, _("the address of your page"), at_once=True, may_stop=False),
    NoticeSpec(K.ONE_TIME_CODE, _("your one-time code"), at_once=True, may_stop=False),
    NoticeSpec(K.ANSWER, _("our answer to you"), at_once=True, may_stop=False),
    NoticeSpec(K.APPOINTMENT_BOOKED, _("an appointment with us"), on_its_way=True),
    NoticeSpec(K.APPOINTMENT_MOVED, _("a moved appointment"), on_its_way=True),
    NoticeSpec(K.APPOINTMENT_CALLED_OFF, _("an appointment called off")),
    NoticeSpec(K.APPOINTMENT_NOT_DONE, _("an appointment without its work done")),
    NoticeSpec(K.APPOINTMENT_TOMORROW, _("our appointment tomorrow"), on_its_way=True),
    NoticeSpec(K.PAPER_TO_SIGN, _("a paper to sign"), at_once=True, may_stop=False),
    NoticeSpec(K.PAPER_TO_SIGN_AGAIN, _("a paper still to sign"), may_stop=False, on_sundays=False),
    NoticeSpec(K.PAPER_WITHDRAWN, _("a paper not to be signed any more"), at_once=True, may_stop=False),
    NoticeSpec(K.PAPER_SIGNED, _("a paper signed by all"), may_stop=False),
    NoticeSpec(K.PERMIT_ISSUED, _("the city's permit")),
    NoticeSpec(K.APPLICATION_SENT, _("the application sent")),
    NoticeSpec(K.APPLICATION_RETURNED, _("the application returned")),
    NoticeSpec(K.APPLICATION_APPROVED, _("the application approved")),
    NoticeSpec(K.APPLICATION_DENIED, _("the application denied")),
    NoticeSpec(K.VISIT_GIVEN, _("the date of the utility's visit"), on_its_way=True),
    NoticeSpec(K.VISIT_MOVED, _("another date of the utility's visit"), on_its_way=True),
    NoticeSpec(K.VISIT_CALLED_OFF, _("a date of the utility's visit that does not hold")),
    NoticeSpec(K.VISIT_TOMORROW, _("the utility's visit tomorrow"), on_its_way=True),
    NoticeSpec(K.VISIT_FAILED, _("the utility's visit without its work done")),
    NoticeSpec(K.VISIT_MISSED, _("the utility's visit that did not take place")),
    NoticeSpec(K.INSPECTION_BOOKED, _("the day of the city's inspection"), on_its_way=True),
    NoticeSpec(K.INSPECTION_PASSED, _("the inspection passed")),
    NoticeSpec(K.INSPECTION_FAILED, _("the inspection not passed")),
    NoticeSpec(K.MAY_CHARGE, _("you may charge")),
    NoticeSpec(K.STOP_CHARGING, _("please do not charge"), at_once=True, may_stop=False),
    NoticeSpec(K.CHARGE_AGAIN, _("you may charge again")),
    NoticeSpec(K.PAPER_READY, _("a paper ready for you")),
    NoticeSpec(K.CLAIM_RECEIVED, _("your warranty claim received")),
    NoticeSpec(K.CLAIM_VISIT, _("an appointment for your warranty claim")),
    NoticeSpec(K.CLAIM_RESOLVED, _("your warranty claim resolved")),
    NoticeSpec(K.WARRANTY_ENDS, _("the end of our warranty")),
    NoticeSpec(K.ASKED_OF_YOU, _("what we ask of you"), on_its_way=True, on_sundays=False),
)
NOTICES: dict[str, NoticeSpec] = {spec.kind.value: spec for spec in _ALL}

TOLD_BY_MILESTONE: dict[Milestone, NoticeKind] = {
    M.PERMIT_ISSUED: K.PERMIT_ISSUED,
    M.UTILITY_SUBMITTED: K.APPLICATION_SENT,
    M.UTILITY_APPROVED: K.APPLICATION_APPROVED,
    M.INSPECTION_PASSED: K.INSPECTION_PASSED,
    M.COMMISSIONED: K.MAY_CHARGE,
}
"""What is told as soon as a milestone is recorded."""
NEWS_FOR_DAYS = 14
"""What happened longer ago is recorded late, and is no news to anybody."""
