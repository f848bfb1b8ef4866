"""Views on the utility's visits: dates, outcomes, failures fixed, and fees."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.fields import ReasonForm
from utility_requests.failure_reasons import REASONS
from utility_requests.forms.visits import (
    CameOffForm,
    FeeAnswerForm,
    FeePaymentForm,
    MendedForm,
    MovedForm,
    OutcomeForm,
    SerialForm,
    WindowForm,
)
from utility_requests.models import FeePayment, SiteVisit, VisitFailure
from utility_requests.services import came_off, fees, mending, serials, undone_visits, visits, windows
from utility_requests.views.request_page import readiness_in_a_sentence
from utility_requests.views.rows import (
    coming_or_last_visit,
    last_visit_made,
    numbered_visit,
    payment_of_visit,
    utility_tab,
    visible_failure,
)


@utility_tab.act_on(numbered_visit, office_only)
def record_fee(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title=f"Fee of visit {visit.ordinal}: ${visit.tariff.amount_usd:,.2f}",
        form=FeePaymentForm,
        does=partial(fees.record_fee_payment, visit=visit),
        submit="Record the payment",
        note=readiness_in_a_sentence(page.job),
    )


@utility_tab.act_on(payment_of_visit, office_only)
def undo_fee(page: ActPage, payment: FeePayment) -> Act:
    return Act(
        title=f"Undo the fee of visit {payment.visit.ordinal}: this did not happen",
        form=ReasonForm,
        does=partial(fees.withdraw_fee_payment, payment=payment),
        submit="Undo it",
        danger=True,
    )


@utility_tab.act_on(numbered_visit, office_only)
def answer_fee(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title=f"{page.job.site.utility.short_name}'s word on the fee of visit {visit.ordinal}",
        form=FeeAnswerForm,
        does=partial(fees.record_fee_answer, visit=visit),
        submit="Record it",
    )


@utility_tab.act_on(numbered_visit, office_only)
def record_window(page: ActPage, visit: SiteVisit) -> Act:
    utility = page.job.site.utility.short_name
    return Act(
        title=f"{utility} gave a date",
        form=WindowForm,
        does=partial(windows.record_window, visit=visit),
        submit="Record the date",
        note=f"{utility} names the day; we never offer one. {readiness_in_a_sentence(page.job)}",
    )


@utility_tab.act_on(numbered_visit, office_only)
def move_window(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title=f"{page.job.site.utility.short_name} moved its visit",
        form=MovedForm,
        does=partial(windows.move_window, visit=visit),
        submit="Record it",
        note="No fee is lost by it. The bag by the panel is photographed again for the new day.",
    )


@utility_tab.act_on(numbered_visit, office_only)
def waive_window(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="No window was given",
        form=partial(ReasonForm, initial={"because": "No window was given."}),
        does=partial(windows.waive_window, visit=visit),
        submit="Go on without it",
        note="For a visit that came without a date. The owner sees this decision.",
        danger=True,
    )


@utility_tab.act_on(coming_or_last_visit, office_only)
def undo_window(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="Undo the date of the visit: this did not happen",
        form=ReasonForm,
        does=partial(windows.undo_window, visit=visit),
        submit="Undo it",
        danger=True,
    )


@utility_tab.act_on(numbered_visit, office_only)
def record_outcome(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title=f"{page.job.site.utility.short_name}'s visit {visit.ordinal}",
        form=partial(OutcomeForm, kind=page.job.kind),
        does=partial(visits.record_visit_outcome, visit=visit),
        submit="Record it",
        note="Record what happened on the day it happened, also where nobody was told that they would come.",
    )


@utility_tab.act_on(last_visit_made, office_only)
def undo_visit(page: ActPage, visit: SiteVisit) -> Act:
    outcome = visit.get_outcome_display().lower()
    return Act(
        title=f"Undo “{outcome}” at visit {visit.ordinal}: this did not happen",
        form=ReasonForm,
        does=partial(undone_visits.undo_visit_outcome, visit=visit),
        submit="Undo it",
        danger=True,
    )


@utility_tab.act_on(numbered_visit, office_only)
def ours_is_right(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="The serial number on file is right",
        form=ReasonForm,
        does=partial(serials.keep_ours, visit=visit),
        submit="Correct what was read",
        note=f"{visit.serial_seen} was read off the adapter in the socket. Say how it was found out.",
    )


@utility_tab.act_on(numbered_visit, office_only)
def adapter_came_off(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="The adapter came off the wall",
        form=CameOffForm,
        does=partial(came_off.record_came_off, visit=visit),
        submit="Record it",
        note="The homeowner may not charge from then on and is told so at once. "
        f"{page.job.site.utility.short_name} has to set an adapter again.",
        danger=True,
    )


@utility_tab.act_on(numbered_visit, office_only)
def undo_came_off(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="Undo “it came off the wall”: this did not happen",
        form=ReasonForm,
        does=partial(came_off.undo_came_off, visit=visit),
        submit="Undo it",
        danger=True,
    )


@utility_tab.act_on(numbered_visit, office_only)
def correct_serial(page: ActPage, visit: SiteVisit) -> Act:
    return Act(
        title="Serial number of the adapter that was set",
        form=partial(SerialForm, initial={"serial_seen": visit.serial_seen}),
        does=partial(serials.correct_serial, visit=visit),
        submit="Correct it",
    )


@utility_tab.act_on(visible_failure, staff_only)
def mended(page: ActPage, failure: VisitFailure) -> Act:
    reason = REASONS[failure.reason]
    return Act(
        title=f"Mended: {reason.found.lower()}",
        form=MendedForm,
        does=partial(mending.record_fix, failure=failure),
        submit="It is mended",
        note=f"{reason.mend}.",
    )
