"""The installation: write and correct the record, finish it with its photos, record a make-safe."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.installation.readings import impossible_installation, refuse_impossible
from jobs.installation.services.installation_facts import InstallationFacts
from jobs.installation.services.papers import installation_context, make_safe_context
from jobs.milestones.services import milestones
from jobs.milestones.services.followers import lock_for_work, tell_work_began
from jobs.models import (
    Agreement,
    Document,
    EventKind,
    InstallationRecord,
    Job,
    MakeSafeRecord,
    Photo,
    PhotoSlot,
    ReferenceKind,
)
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Kind, Milestone
from jobs.search.services import search
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, not_before
from kilowire.models import User

NEEDED_PHOTOS = (PhotoSlot.CONDUIT_AS_BUILT, PhotoSlot.CHARGER_INSTALLED, PhotoSlot.CIRCUIT_LOCKED)
SHOWN_PHOTOS = (*NEEDED_PHOTOS, PhotoSlot.ADAPTER_UNBOXED)


@transaction.atomic
def record_installation(*, job: Job, by: User, **facts: Unpack[InstallationFacts]) -> InstallationRecord:
    """Write or correct the installation record; the values before go into the history.

    Once the installation is finished, a correction issues its paper anew. Until then it is refused as
    finishing it is: on a cancelled job, without the permit or the contract. Refused on a removal, for a
    reading that cannot be, for a charger above 80 % of the circuit, and for work before the permit or while
    the owner may still cancel. The permits take over the day on which work began.
    """
    lock_for_work(job)
    job = locked(job)
    refuse_record(job)
    refuse_impossible(impossible_installation(facts))
    _refuse_amperes(facts["circuit_amps"], facts["charger_amps"])
    _refuse_days(job, facts["work_started_on"], facts["installed_on"])
    record = InstallationRecord.objects.of(job).select_for_update().first()
    record = _correct(record, job, by, facts) if record else _write(job, by, facts)
    tell_work_began(job, by)
    return record


def refuse_record(job: Job) -> None:
    """Refuse the record on a removal, and under the conditions under which finishing it is refused."""
    if job.kind == Kind.REMOVAL:
        raise Refused("A removal has no installation: record how the circuit was made safe instead.")
    if Milestone.CIRCUIT_INSTALLED not in job.standing:
        milestones.refuse_own_act(job, Milestone.CIRCUIT_INSTALLED)


@transaction.atomic
def finish_installation(*, job: Job, by: User) -> Job:
    """Stamp the circuit as installed and issue its paper; refused while the record or a photo is missing."""
    job = locked(job)
    record = InstallationRecord.objects.of(job).first()
    if record is None:
        raise Refused("Write the installation record first.")
    missing = missing_photos(job)
    if missing:
        raise Refused(f"Not yet: no photo of {', '.join(label.lower() for label in missing)}.")
    job = milestones.stamp(job=job, milestone=Milestone.CIRCUIT_INSTALLED, on=record.installed_on, by=by)
    issue_paper(record, by, record.installed_on)
    return job


@transaction.atomic
def record_made_safe(
    *, job: Job, done_on: date, done_by: User, what: str, dead_and_locked_on: date, by: User
) -> MakeSafeRecord:
    """Record how a removal left the circuit safe, and issue the paper; refused on other kinds of job.

    Recorded once, and again where its paper was withdrawn.
    """
    job = locked(job)
    if job.kind != Kind.REMOVAL:
        raise Refused("Only a removal has a make-safe record.")
    earlier = made_safe(job)
    if earlier:
        raise already(earlier.recorded_by, _("recorded how the circuit was made safe"))
    facts = {"done_on": done_on, "done_by": done_by, "what": what, "dead_and_locked_on": dead_and_locked_on}
    record = MakeSafeRecord.objects.update_or_create(job=job, defaults={**facts, "recorded_by": by})[0]
    history.record(job=job, kind=EventKind.DESK, sentence="Circuit made safe", on=done_on, by=by)
    paperwork.issue_document(
        job=job, kind=PaperKind.MAKE_SAFE_RECORD, context=make_safe_context(record), by=by, on=done_on
    )
    return record


def made_safe(job: Job) -> MakeSafeRecord | None:
    """Return how the circuit was made safe; None where it is not recorded, or its paper was withdrawn."""
    paper = Document.objects.of(job).of_kind(PaperKind.MAKE_SAFE_RECORD).first()
    if paper and paper.withdrawn_on:
        return None
    return MakeSafeRecord.objects.of(job).select_related("done_by", "recorded_by").first()


def missing_photos(job: Job) -> list[str]:
    """Return the labels of the photos that the installation still needs."""
    return [slot.label for slot in slots_without_photo(job)]


def slots_without_photo(job: Job) -> list[PhotoSlot]:
    """Return the slots of the photos that the installation still needs."""
    held = Photo.objects.of(job).on_file().filter(slot__in=NEEDED_PHOTOS).values_list("slot", flat=True)
    return [slot for slot in NEEDED_PHOTOS if slot.value not in set(held)]


def _write(job: Job, by: User, facts: InstallationFacts) -> InstallationRecord:
    record = InstallationRecord.objects.create(job=job, recorded_by=by, **facts)
    sentence = f"Installation recorded: {record.circuit_amps} A, charger {record.charger_amps} A"
    history.record(job=job, kind=EventKind.DESK, sentence=sentence, on=record.installed_on, by=by)
    search.refer(
        job=job, kind=ReferenceKind.CHARGER_SERIAL, value=record.charger_serial, source="installation"
    )
    return record


def _correct(record: InstallationRecord, job: Job, by: User, facts: InstallationFacts) -> InstallationRecord:
    before, after = history.changes(record, facts)
    if not before:
        return record
    earlier_serial = record.charger_serial
    for field, value in facts.items():
        setattr(record, field, value)
    record.save(update_fields=list(facts))
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence="Installation record changed",
        by=by,
        before=before,
        after=after,
    )
    search.refer(
        job=job,
        kind=ReferenceKind.CHARGER_SERIAL,
        value=record.charger_serial,
        replacing=earlier_serial,
        source="installation",
    )
    if Milestone.CIRCUIT_INSTALLED in job.standing:
        issue_paper(record, by, None)
    return record


def issue_paper(record: InstallationRecord, by: User, on: date | None) -> None:
    """Issue the paper of a finished installation; its record, photos and adapter as they stand now."""
    context = installation_context(record, SHOWN_PHOTOS)
    paperwork.issue_document(
        job=record.job, kind=PaperKind.INSTALLATION_RECORD, context=context, by=by, on=on
    )


def _refuse_amperes(circuit_amps: int, charger_amps: int) -> None:
    if charger_amps * 10 > circuit_amps * 8:
        raise Refused(
            f"A {circuit_amps} A circuit carries a charger of at most {circuit_amps * 8 // 10} A: charging "
            "is a continuous load (NEC 625.41).",
            field="charger_amps",
        )


def _refuse_days(job: Job, work_started_on: date, installed_on: date) -> None:
    day_has_come(installed_on, field="installed_on")
    if installed_on < work_started_on:
        raise Refused("The installation ends after it begins.", field="installed_on")
    agreement = Agreement.objects.of(job).in_force().first()
    if agreement and agreement.may_be_cancelled_on(work_started_on):
        until = agreement.cancellable_until_on
        last_day = (
            f"until {spoken_day(until)}; work begins after it" if until else "while notices are missing"
        )
        raise Refused(f"The owner may cancel {last_day}.", field="work_started_on")
    issued, so = _("The permit was issued"), _("no work before it")
    not_before(work_started_on, job.permit_issued_on, issued, so, field="work_started_on")
