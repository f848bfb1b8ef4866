"""Views on inspections: ask, schedule, cancel, result, card, corrections done, revoked, undo."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.fields import ReasonForm
from permits.forms.inspections import (
    AskForm,
    CallOffForm,
    CardForm,
    FailForm,
    MendedForm,
    OtherDayForm,
    PassForm,
    RevokeForm,
)
from permits.models import Inspection, Permit
from permits.services import inspections, mending, results, revoking
from permits.views.cards import kind_to_ask_for, remark_on_asking
from permits.views.rows import permit_tab, visible_inspection, visible_permit


@permit_tab.act_on(visible_permit, office_only)
def ask(page: ActPage, permit: Permit) -> Act:
    rows = list(Inspection.objects.visible_to(page.user).filter(permit=permit))
    return Act(
        title=f"Inspection asked for under {permit}",
        form=partial(AskForm, permit=permit, initial={"kind": kind_to_ask_for(permit, rows)}),
        does=partial(inspections.ask_for_inspection, permit=permit),
        submit="Record it",
        note=remark_on_asking(page.job, permit, rows),
    )


@permit_tab.act_on(visible_inspection, office_only)
def scheduled(page: ActPage, inspection: Inspection) -> Act:
    stands = {"scheduled_on": inspection.scheduled_on, "window": inspection.window}
    return Act(
        title=f"{inspection}: the day that the city gave",
        form=partial(OtherDayForm, initial=stands),
        does=partial(inspections.schedule_inspection, inspection=inspection),
        submit="Record the day",
    )


@permit_tab.act_on(visible_inspection, office_only)
def called_off(page: ActPage, inspection: Inspection) -> Act:
    return Act(
        title=f"{inspection} called off",
        form=CallOffForm,
        does=partial(inspections.cancel_inspection, inspection=inspection),
        submit="Record it",
        danger=True,
    )


@permit_tab.act_on(visible_inspection, office_only)
def passed(page: ActPage, inspection: Inspection) -> Act:
    finals = Inspection.objects.visible_to(page.user).filter(permit=inspection.permit).finals().passed()
    return Act(
        title=f"{inspection} passed",
        form=partial(PassForm, inspection=inspection, finals_passed=finals.count()),
        does=partial(results.pass_inspection, inspection=inspection),
        submit="Record that it passed",
    )


@permit_tab.act_on(visible_inspection, office_only)
def failed(page: ActPage, inspection: Inspection) -> Act:
    return Act(
        title=f"{inspection} failed",
        form=FailForm,
        does=partial(results.fail_inspection, inspection=inspection),
        submit="Record what to mend",
    )


@permit_tab.act_on(visible_inspection, staff_only)
def mended(page: ActPage, inspection: Inspection) -> Act:
    return Act(
        title=f"{inspection}: corrections done",
        form=MendedForm,
        does=partial(mending.record_mended, inspection=inspection),
        submit="Record it",
        note=inspection.corrections,
    )


@permit_tab.act_on(visible_inspection, staff_only)
def card(page: ActPage, inspection: Inspection) -> Act:
    return Act(
        title=f"{inspection}: file the signed card",
        form=CardForm,
        does=partial(results.file_card, inspection=inspection),
        submit="File it",
    )


@permit_tab.act_on(visible_inspection, office_only)
def revoked(page: ActPage, inspection: Inspection) -> Act:
    return Act(
        title=f"The city took the {inspection.get_kind_display().lower()} back",
        form=RevokeForm,
        does=partial(revoking.revoke_inspection, inspection=inspection),
        submit="Record it",
        note="Until another final passes, nobody may say that the homeowner may charge.",
        danger=True,
    )


@permit_tab.act_on(visible_inspection, office_only)
def undo_result(page: ActPage, inspection: Inspection) -> Act:
    result = inspection.get_result_display().lower()
    return Act(
        title=f"Undo “{inspection} {result}”: this did not happen",
        form=ReasonForm,
        does=partial(revoking.undo_result, inspection=inspection),
        submit="Undo it",
        danger=True,
    )
