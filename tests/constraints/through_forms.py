"""The constraints that a form can reach: who sends what where, and what the form then says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from jobs.models import (
    AdapterModel,
    Appointment,
    ChangeOrder,
    Claim,
    Conflict,
    Document,
    Payment,
    Photo,
    SignatureRequest,
    Tablet,
    Upload,
)
from permits.models import Correction, Inspection, Permit
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper, photo
from tests.days import Ago
from utility_requests.models import FeeTariff

UNKNOWN = "nonsense"
NO_CHOICE = "Select a valid choice"
MISSING = "This field is required."


@dataclass(frozen=True)
class Sent:
    """What is typed into the form of an act, beside what stands there, and a part of the sentence it gets."""

    act: str
    typed: dict[str, Any]
    says: str
    row: type[models.Model] | None = None


def unknown(act: str, name: str, row: type[models.Model] | None = None, **typed: Any) -> Sent:
    """A word that no list has."""
    return Sent(act, {**typed, name: UNKNOWN}, NO_CHOICE, row)


def missing(act: str, name: str, row: type[models.Model] | None = None, **typed: Any) -> Sent:
    """A field left empty."""
    return Sent(act, {**typed, name: "  "}, MISSING, row)


def _answer(name: str, act: str = "answers") -> Sent:
    return unknown(f"assessments:{act}", name)


ACCEPTED: dict[str, Sent] = {
    "job_has_a_known_kind": unknown("jobs:change_kind", "kind"),
    "job_is_not_for_its_own_second_meter": unknown("jobs:second_meter", "second_meter_of"),
    "job_cancelled_for_a_known_reason": unknown("jobs:cancel", "because"),
    "cancelled_job_has_a_reason": Sent("jobs:cancel", {"because": ""}, MISSING),
    "held_job_has_a_reason": missing("jobs:hold", "because"),
    "surveyed_rests_on_own_acts": Sent("assessments:complete", {}, "Not yet"),
    "eligible_rests_on_own_acts": Sent("assessments:decide", {}, "Not yet"),
    "agreed_rests_on_own_acts": Sent(
        "jobs:record_contract",
        {
            "price_usd": "4950",
            "scope": "Adapter",
            "signed_on": Ago(2),
            "notices_given_on": Ago(2),
            "contract": paper,
        },
        "Not yet",
    ),
    "circuit_installed_rests_on_own_acts": Sent("jobs:finish_installation", {}, "record first"),
    "closed_out_rests_on_own_acts": Sent("jobs:close_out", {}, "Not yet"),
    "upload_kind_is_known": unknown("jobs:file_paper", "kind"),
    "upload_is_of_an_accepted_type": Sent(
        "jobs:file_paper", {"kind": "other", "file": not_a_paper}, "“card.pdf” is a program"
    ),
    "appointment_kind_is_known": unknown("jobs:book", "kind"),
    "appointment_ends_after_it_starts": Sent(
        "jobs:book",
        {
            "kind": "survey",
            "on": Ago(-3),
            "starts_at": "10:00",
            "ends_at": "09:00",
            "technicians": lambda: [someone("asa").pk],
        },
        "longer than one working day",
    ),
    "person_has_a_name": missing("jobs:add_person", "name"),
    "person_speaks_a_known_language": unknown("jobs:add_person", "language"),
    "role_on_job_is_known": unknown("jobs:add_person", "roles"),
    "open_item_is_on_a_known_party": unknown("jobs:add_open_item", "party", what="Consent"),
    "open_item_blocks_a_known_milestone": unknown("jobs:add_open_item", "blocks", what="Consent"),
    "open_item_stake_is_not_negative": Sent(
        "jobs:add_open_item", {"party": "other", "what": "Consent", "stake_usd": "-5"}, "0"
    ),
    "photo_slot_is_known": unknown("jobs:add_photo", "slot", file=photo),
    "withdrawn_photo_says_why": missing("jobs:withdraw_photo", "because", Photo),
    "withdrawn_upload_says_why": missing("jobs:withdraw_upload", "because", Upload),
    "withdrawn_document_says_why": missing("jobs:withdraw_paper", "because", Document),
    "asked_photo_slot_is_known": unknown("jobs:ask_for_photo", "slot"),
    "asked_photo_says_what_for": missing("jobs:ask_for_photo", "because", slot="other"),
    "dig_ticket_days_are_in_order": Sent(
        "jobs:record_dig_ticket", {"number": "A-7", "notified_on": Ago(-3)}, "day"
    ),
    "permit_kind_is_known": unknown("permits:apply", "kind"),
    "permit_fee_is_not_negative": Sent("permits:apply", {"fee_usd": "-1", "applied_on": Ago(1)}, "0"),
    **{
        f"{name}_is_a_known_word": _answer(name, act)
        for act, names in {
            "place": (
                "seal",
                "socket_ring",
                "parking",
                "smoke_co_alarms",
                "meter_form",
                "panel_make",
                "panel_place",
                "ac_disconnect",
                "conduit_rest",
            ),
        }.items()
        for name in names
    },
    "answer_comes_from_a_known_source": unknown("assessments:answers", "main_breaker_amps__source"),
    "contract_has_a_price": Sent("jobs:record_contract", {"price_usd": "-1", "scope": "A"}, "price_usd: "),
    "fee_tariff_has_an_amount": Sent(
        "utility_requests:tariffs", {"amount_usd": "0", "source": "Advice letter"}, "amount_usd"
    ),
    "fee_tariff_names_its_source": missing("utility_requests:tariffs", "source", amount_usd="279.22"),
}
"""On a job that was taken on and not surveyed."""

APPLIED: dict[str, Sent] = {
    "complete_application_says_by_whom": unknown("permits:complete", "how", Permit),
    "application_is_complete_after_it_was_made": Sent(
        "permits:complete", {"how": "city", "complete_on": Ago(900)}, "applied for", Permit
    ),
    "issued_permit_has_number_and_expiry": missing("permits:issued", "number", Permit),
    "permit_is_applied_for_then_issued_then_expires": Sent(
        "permits:issued", {"number": "E-1", "issued_on": Ago(900)}, "applied for", Permit
    ),
    "permit_that_ended_says_how_and_why": missing("permits:end", "because", Permit),
    "correction_says_what": missing("permits:correction", "text", Permit),
    "one_live_permit_of_a_kind": Sent(
        "permits:apply", {"kind": "electrical", "applied_on": Ago(1)}, "already"
    ),
}
"""On a job whose permit was applied for."""

AWAITED: dict[str, Sent] = {
    "inspection_kind_is_known": unknown("permits:ask", "kind", Permit),
    "inspection_is_asked_for_then_held": Sent(
        "permits:scheduled", {"scheduled_on": Ago(900)}, "asked for", Inspection
    ),
    "inspection_result_has_day_and_recorder": Sent(
        "permits:passed", {"inspector": "R. Alvarez", "passed_on": Ago(900)}, "asked for", Inspection
    ),
    "held_inspection_has_an_inspector": missing("permits:passed", "inspector", Inspection),
    "failed_inspection_says_what_to_mend": missing(
        "permits:failed", "corrections", Inspection, inspector="R. A."
    ),
    "cancelled_or_taken_back_inspection_says_why": missing("permits:called_off", "because", Inspection),
    "one_awaited_inspection_of_a_kind": Sent(
        "permits:ask", {"kind": "final", "asked_on": Ago(1)}, "already asked", Permit
    ),
    "work_begins_after_the_permit": Sent("permits:began", {"began_on": Ago(900)}, "issued", Permit),
    "open_issued_permit_has_a_clock": Sent(
        "permits:edit", {"expires_on": "", "because": "A typing error"}, MISSING, Permit
    ),
}
"""On a job whose final inspection is asked for."""

CLOSED: dict[str, Sent] = {
    "removal_has_only_its_own_milestones": Sent(
        "jobs:change_kind", {"kind": "removal", "because": "A slip"}, "verdict"
    ),
    "retired_adapter_says_why": missing("jobs:retire_adapter", "because"),
    "dig_ticket_number_is_unique": Sent(
        "jobs:record_dig_ticket", {"number": "A-1", "notified_on": Ago(3)}, "already on"
    ),
    "charger_is_at_most_80_percent_of_circuit": Sent(
        "jobs:record_installation", {"charger_amps": "60", "circuit_amps": "60"}, "80 percent"
    ),
    "installed_after_start": Sent(
        "jobs:record_installation", {"work_started_on": Ago(1), "installed_on": Ago(9)}, "before it began"
    ),
    "comms_conduit_only_with_a_comms_cable": Sent(
        "jobs:record_installation", {"comms_cable": False, "comms_liquidtight": "true"}, "no conduit"
    ),
    "commissioning_measured_a_voltage": Sent("jobs:record_test", {"volts_l1_l2": "0"}, "volts_l1_l2: "),
    "charging_amps_is_not_negative": Sent("jobs:record_test", {"charging_amps": "-1"}, "charging_amps: "),
    "rejected_photo_says_why": missing("jobs:reject_photo", "because", Photo),
    "appointment_that_failed_says_why": missing("jobs:could_not", "because", Appointment),
    "tablet_forgets_in_a_known_way": unknown("jobs:forget_tablet", "how", Tablet),
    "conflict_ends_with_a_known_choice": Sent(
        "jobs:settle_conflict", {"chosen": UNKNOWN}, "Choose one of the two", Conflict
    ),
    "settled_claim_has_an_outcome": Sent(
        "jobs:settle_claim",
        {"outcome": "Breaker replaced", "settled_on": Ago(900)},
        "before it is reported",
        Claim,
    ),
    "adapter_approval_is_known_word": unknown("assessments:approve", "approval", AdapterModel),
    "product_check_names_its_source": Sent(
        "assessments:approve",
        {"approval": "approved", "source": "", "checked_on": Ago(1)},
        "Name the list",
        AdapterModel,
    ),
    "only_a_passed_inspection_is_taken_back": Sent(
        "permits:revoked", {"revoked_on": Ago(900), "because": "A mistake"}, "passed on", Inspection
    ),
    "stopped_charging_has_a_reason": missing("permits:revoked", "because", Inspection),
    "upload_that_no_longer_holds_says_why": missing("permits:undo_result", "because", Inspection),
    "flagged_coverage_says_why": missing("utility_requests:adapter_came_off", "because"),
    "only_an_adapter_that_was_set_comes_off": Sent(
        "utility_requests:adapter_came_off", {"came_off_on": Ago(900), "because": "A storm"}, "was set on"
    ),
    "visit_outcome_is_known": unknown("utility_requests:record_outcome", "outcome"),
    "failure_reason_is_known": unknown("utility_requests:record_outcome", "reasons"),
    "visit_fee_answer_is_known": unknown("utility_requests:answer_fee", "fee_answer"),
    "fee_is_paid_by_a_known_party": unknown("utility_requests:record_fee", "paid_by"),
    "withdrawn_fee_payment_says_why": missing("utility_requests:undo_fee", "because"),
    "visit_is_paid_once": Sent(
        "utility_requests:record_fee", {"paid_by": "homeowner", "receipt": paper}, "already"
    ),
    "request_ended_in_a_known_way": unknown("utility_requests:answered", "ended_as"),
    "ended_request_has_day_and_reason": missing("utility_requests:answered", "because"),
    "signature_is_on_a_known_paper": unknown("utility_requests:sign", "papers"),
    "one_standing_signature_per_paper": Sent(
        "utility_requests:sign",
        {"papers": ["authorization"], "name_as_signed": "Hana Ito", "signed_on": Ago(1), "file": photo},
        "already signed",
    ),
    "paper_to_sign_is_known": unknown("utility_requests:send_to_sign", "papers"),
    "ended_signing_says_when_and_why": missing("jobs:withdraw_request", "because", SignatureRequest),
    "interconnection_says_what_for": missing("utility_requests:open_interconnection", "why"),
    "answered_correction_says_when_who_and_what": missing("permits:answer", "answer", Correction),
    "only_a_failed_inspection_is_mended": Sent(
        "permits:mended", {"mended_on": Ago(0), "note": "Bonded"}, "Only what a failed", Inspection
    ),
    "utility_has_one_fee_per_day": Sent(
        "utility_requests:tariffs",
        {
            "utility": lambda: FeeTariff.objects.get().utility_id,
            "effective_from": lambda: FeeTariff.objects.get().effective_from,
            "amount_usd": "300",
            "source": "Advice letter",
        },
        "effective_from: ",
    ),
    "change_order_says_why": missing("jobs:change_order", "because"),
    "change_order_price_is_not_negative": Sent("jobs:change_order", {"price_usd": "-1"}, "price_usd: "),
    "one_change_order_waits_for_its_signature": Sent(
        "jobs:change_order", {"price_usd": "5500", "because": "More"}, "still waits"
    ),
    "ended_change_order_says_why": missing("jobs:drop_change_order", "because", ChangeOrder),
    "payment_kind_is_known": unknown("jobs:record_repayment", "kind"),
    "payment_means_is_known": unknown("jobs:record_repayment", "means"),
    "payment_has_an_amount": Sent("jobs:record_repayment", {"amount_usd": "0"}, "amount_usd: "),
    "withdrawn_payment_says_why": missing("jobs:withdraw_payment", "because", Payment),
    "decision_says_why": missing("assessments:settle", "because"),
    "override_says_why": missing("assessments:override", "because"),
}
"""On a job that is closed out, with a row of each kind beside it."""

ORDERED: dict[str, Sent] = {
    "job_has_one_live_adapter": Sent("jobs:order_adapter", {}, "already ordered"),
    "deposit_is_within_the_law": Sent(
        "jobs:record_contract",
        {
            "price_usd": "4950",
            "deposit_usd": "1500",
            "scope": "Adapter",
            "signed_on": Ago(0),
            "notices_given_on": Ago(0),
            "contract": paper,
        },
        "deposit",
    ),
    "adapter_serial_is_unique": Sent(
        "jobs:receive_adapter", {"serial": "CD-1", "received_on": Ago(1)}, "serial: "
    ),
}
"""On a job whose adapter is ordered, beside another job's adapter CD-1."""

RECEIVED: dict[str, Sent] = {
    "title_passes_after_the_order": Sent(
        "jobs:pass_title", {"passed_on": Ago(900), "invoice": paper}, "before the order"
    ),
}
"""On a job whose adapter came, and is not the customer's own yet."""

SUBMITTED: dict[str, Sent] = {
    "approval_is_not_before_the_application": Sent(
        "utility_requests:approve", {"approved_on": Ago(900)}, "was sent on"
    ),
    "job_has_one_live_request": Sent("utility_requests:prepare", {}, "already"),
}
"""On a job whose application was sent."""

WINDOW: dict[str, Sent] = {
    "window_ends_after_it_starts": Sent(
        "utility_requests:move_window", {"starts_on": Ago(-9), "ends_on": Ago(-7)}, "ends_on: "
    ),
    "window_is_given_before_it_is_over": Sent(
        "utility_requests:move_window", {"starts_on": Ago(9), "ends_on": Ago(9), "told_on": Ago(1)}, ""
    ),
    "outage_confirmed_is_done_or_waived_not_both": Sent(
        "utility_requests:waive_window", {"because": "None was given"}, ""
    ),
    "utility_approved_is_done_or_waived_not_both": Sent(
        "utility_requests:waive_approval", {"because": "None was given"}, "already"
    ),
}
"""On a job for which the utility gave a date."""

ADMIN: dict[str, tuple[str, dict[str, str], str]] = {
    "jurisdiction_has_a_known_order": ("jobs/jurisdiction", {"visit_order": UNKNOWN}, NO_CHOICE),
    "jobs_utility.key": ("jobs/utility", {"key": "sce"}, "already exists"),
    "jobs_jurisdiction.key": ("jobs/jurisdiction", {"key": "whittier"}, "already exists"),
    "jobs_adaptermodel.key": ("jobs/adaptermodel", {"key": "connectder-ev"}, "already exists"),
    "jobs_vehicle.key": ("jobs/vehicle", {"key": "bolt"}, "already exists"),
    "jobs_crew.name": ("jobs/crew", {"name": "Crew 1"}, "already exists"),
}
"""In the admin of the directory, by the owner, where these rows exist."""
