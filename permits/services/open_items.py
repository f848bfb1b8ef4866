"""Bring the open items of a permit up to date with the state of the permit and its inspections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils import timezone

from jobs.open_items.services import open_items
from kilowire.models import User
from permits.city_clock import warn_of_lapse_on
from permits.item_facts import CorrectionFacts, InspectionFacts, PermitFacts
from permits.models import Correction, Inspection, Permit
from permits.wanted import wanted_items


def bring_up_to_date(
    permit: Permit,
    by: User | None,
    on: date | None = None,
    *,
    wrote: Collection[Permit | Inspection],
    asks_after: Inspection | None = None,
    silent: bool = False,
    is_new: bool = False,
    is_missed: bool = False,
) -> None:
    """Bring the job's open items up to date with this permit; an act calls it once, after it saved its rows.

    ``on`` is the day of the act. ``wrote`` are the rows that the act wrote: new items are opened for
    those alone. The other arguments are facts that only one act knows: see ``PermitFacts``.
    """
    facts = replace(
        _facts(permit, wrote),
        written=permit in wrote,
        asks_after=asks_after.pk if asks_after else None,
        silent=silent,
        is_new=is_new,
        is_missed=is_missed,
    )
    open_items.bring_up_to_date(job=permit.job, wanted=wanted_items(facts), by=by, on=on)


def _facts(permit: Permit, wrote: Collection[Permit | Inspection]) -> PermitFacts:
    return PermitFacts(
        pk=permit.pk,
        named=permit.spoken,
        kind_word=permit.get_kind_display().lower(),
        today=timezone.localdate(),
        applied_on=permit.applied_on,
        is_live=permit.is_live,
        is_open=permit.is_open,
        required=permit.required,
        job_cancelled=permit.job.cancelled_on is not None,
        jurisdiction=str(permit.jurisdiction),
        numbers=tuple(filter(None, (permit.number, permit.application_number))),
        complete_on=permit.complete_on,
        answer_due_on=permit.answer_due_on,
        issued_on=permit.issued_on,
        work_started_on=permit.work_started_on,
        lapses_on=permit.lapses_on,
        warned_on=permit.lapses_on and warn_of_lapse_on(permit.lapses_on),
        ended_on=permit.ended_on,
        fee_usd=permit.fee_usd,
        has_paper=permit.document_id is not None,
        corrections=_corrections(permit),
        inspections=_inspections(permit, wrote),
    )


def _corrections(permit: Permit) -> tuple[CorrectionFacts, ...]:
    rows = Correction.objects.filter(permit=permit)
    return tuple(CorrectionFacts(row.pk, row.asked_on, row.answered_on) for row in rows)


def _inspections(permit: Permit, wrote: Collection[Permit | Inspection]) -> tuple[InspectionFacts, ...]:
    return tuple(
        InspectionFacts(
            pk=row.pk,
            kind=row.kind,
            word=row.get_kind_display().lower(),
            asked_on=row.asked_on,
            scheduled_on=row.scheduled_on,
            window=row.window,
            result=row.result,
            result_word=row.get_result_display(),
            decided_on=row.decided_on,
            mended_on=row.mended_on,
            revoked_on=row.revoked_on,
            has_card=row.card_id is not None,
            written=row in wrote,
        )
        for row in Inspection.objects.filter(permit=permit)
    )
