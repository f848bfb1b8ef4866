"""Which acts on a permit, its notices and inspections this user may do now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jobs.models import Job
from kilowire.models import User
from permits.models import Correction, Inspection, InspectionKind, InspectionResult, Permit

Act = dict[str, Any]


class Acts:
    """Links to the acts on one job that this user may do."""

    def __init__(self, job: Job, user: User) -> None:
        self.job, self.office = job, user.is_office

    def act(self, name: str, label: str, pk: int, kind: str = "quiet") -> Act:
        url = reverse(f"permits:{name}", args=[self.job.number, pk])
        return {"label": label, "url": url, "kind": kind, "id": f"{name}-{pk}"}

    def of_permit(self, permit: Permit, notice_open: bool, to_ask: bool) -> list[Act]:
        """Return the acts on the permit, the next one first; the primary act is what the job waits for."""
        if permit.ended_on:
            return []
        if permit.issued_on is None:
            return self._before_issue(permit, notice_open) if self.office else []
        began = [] if permit.work_started_on or permit.finaled_on else ["began"]
        acts = [self.act("began", "Work began", permit.pk) for _ in began]
        return [*self._after_issue(permit, to_ask), *acts] if self.office else acts

    def rare_of_permit(self, permit: Permit) -> list[Act]:
        """Return the acts that correct or end the permit; they are shown separately."""
        if not self.office or permit.ended_on:
            return []
        acts = [self.act("edit", "Change what was written down", permit.pk)]
        if permit.issued_on and not permit.finaled_on:
            acts.append(self.act("extend", "Extended by the city", permit.pk))
        if permit.issued_on and permit.document_id:
            acts.append(self.act("document", "File a better copy", permit.pk))
        if permit.issued_on:
            acts.append(self.act("correction", "Notice of corrections", permit.pk))
        return [*acts, *self._undoing(permit), self.act("end", "End this permit", permit.pk, "danger")]

    def _undoing(self, permit: Permit) -> list[Act]:
        acts = []
        if permit.work_started_on:
            acts.append(self.act("undo_began", "Undo: work did not begin", permit.pk, "danger"))
        if permit.issued_on:
            acts.append(self.act("undo_issued", "Undo: it was not issued", permit.pk, "danger"))
        elif permit.complete_on:
            acts.append(self.act("undo_complete", "Undo: it was not complete", permit.pk, "danger"))
        return acts

    def _before_issue(self, permit: Permit, notice_open: bool) -> list[Act]:
        acts = [self.act("issued", "Permit issued", permit.pk, "quiet" if notice_open else "primary")]
        if permit.complete_on is None:
            acts.append(self.act("complete", "Application complete", permit.pk))
        return [*acts, self.act("correction", "Notice of corrections", permit.pk)]

    def _after_issue(self, permit: Permit, to_ask: bool) -> list[Act]:
        acts = []
        if not permit.finaled_on:
            kind = "primary" if to_ask else "quiet"
            acts.append(self.act("ask", "Ask for an inspection", permit.pk, kind))
        if permit.document_id is None:
            acts.append(self.act("document", "File the city's paper", permit.pk))
        return acts

    def of_correction(self, correction: Correction) -> list[Act]:
        if correction.answered_on or not self.office:
            return []
        return [self.act("answer", "Answer it", correction.pk, "primary")]

    def of_inspection(self, inspection: Inspection, permit: Permit) -> list[Act]:
        if permit.ended_on:
            return []
        if not inspection.result:
            return self._awaited(inspection) if self.office else []
        acts = []
        if inspection.result == InspectionResult.FAILED and inspection.mended_on is None:
            acts.append(self.act("mended", "Corrections done", inspection.pk, "primary"))
        passed_final = (
            inspection.result == InspectionResult.PASSED and inspection.kind == InspectionKind.FINAL
        )
        if passed_final and inspection.card_id is None and not inspection.revoked_on:
            acts.append(self.act("card", "File the signed card", inspection.pk, "primary"))
        return acts

    def rare_of_inspection(self, inspection: Inspection, permit: Permit, awaited: set[str]) -> list[Act]:
        if permit.ended_on or not self.office or not inspection.result or inspection.revoked_on:
            return []
        acts = []
        if inspection.result == InspectionResult.PASSED:
            acts.append(self.act("revoked", "The city took it back", inspection.pk, "danger"))
        if inspection.kind not in awaited:
            result = inspection.get_result_display().lower()
            acts.append(self.act("undo_result", f"Undo: it was not {result}", inspection.pk, "danger"))
        return acts

    def _awaited(self, inspection: Inspection) -> list[Act]:
        return [
            self.act("passed", "Passed", inspection.pk, "primary"),
            self.act("failed", "Failed", inspection.pk),
            self.act("scheduled", "The city's day", inspection.pk),
            self.act("called_off", "Called off", inspection.pk),
        ]
