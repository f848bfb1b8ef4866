"""Record answers with their sources, record what nobody can tell and why, and choose the adapter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import facts, survey_form
from assessments.fact_table import Fact, FactError
from assessments.facts import FactValue
from assessments.models import Answer, Assessment, Source
from assessments.services.assessment_rows import locked_assessment, refuse_if_over
from assessments.services.open_items import bring_up_to_date
from assessments.services.reading import OF_THE_JOB, known_of, latest_verdict
from assessments.services.survey_paper import issue_survey_report
from jobs.history.services import history
from jobs.models import AdapterModel, EventKind, Job, Photo
from jobs.road.stages import Kind, Milestone
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason
from kilowire.models import User

JUDGED_FOR_THE_ADAPTER = ("socket_fits_device", "comms_cable", "comms_conduit_liquidtight")


@dataclass(frozen=True)
class Given:
    """One answer as given: a value, or why nobody can tell."""

    fact: str
    source: str
    value: object = None
    cannot_tell: str = ""
    photo: Photo | None = None


@transaction.atomic
def record_answers(*, job: Job, given: Iterable[Given], by: User, on: date | None = None) -> list[Answer]:
    """Record answers and return those that are new; an answer equal to the current one is skipped.

    If one is not valid, all are refused. After the survey is complete, its paper is issued again. Refused on
    a job that is cancelled or closed out.
    """
    on = on or timezone.localdate()
    assessment = locked_assessment(job)
    refuse_if_over(assessment.job)
    day_has_come(on, field="on")
    read = [_read(each, assessment.job) for each in given]
    known = known_of(assessment.job, assessment)
    changed = [each for each in read if _differs(each, known.answers.get(each.fact))]
    if not changed:
        return []
    written = [_write(each, assessment, known.answers.get(each.fact), by, on) for each in changed]
    _record_event(assessment.job, written, known.answers, by, on)
    follow_up(assessment, by, on)
    return written


def cannot_tell(
    *, job: Job, fact: str, because: str, source: str, by: User, on: date | None = None
) -> Answer:
    """Record that nobody can tell a fact, and why; refused without a reason."""
    needs_reason(because, _("Say why it cannot be told."), field=f"{fact}__cannot_tell")
    answer = Given(fact=fact, source=source, cannot_tell=because)
    new = record_answers(job=job, given=[answer], by=by, on=on)
    return new[0] if new else Answer.objects.of(job).current().get(fact=fact)


@transaction.atomic
def choose_adapter(*, job: Job, adapter: AdapterModel, by: User, on: date | None = None) -> Assessment:
    """Choose the adapter with which the job is judged; refused on a removal, where no adapter is set."""
    assessment = locked_assessment(job)
    refuse_if_over(assessment.job)
    if assessment.job.kind == Kind.REMOVAL:
        raise Refused("A removal places nothing: no adapter is chosen.", field="adapter")
    if assessment.adapter_id == adapter.pk:
        return assessment
    before = assessment.adapter
    assessment.adapter = adapter
    assessment.untold = {name: why for name, why in assessment.untold.items() if name != "adapter"}
    assessment.save(update_fields=["adapter", "untold"])
    if before:
        retire_adapter_answers(assessment)
    history.record(
        job=assessment.job,
        kind=EventKind.EDITED if before else EventKind.DESK,
        sentence=f"Adapter chosen: {adapter}",
        on=on,
        by=by,
        before={"adapter": str(before)} if before else {},
        after={"adapter": str(adapter), "approval": adapter.approval},
    )
    follow_up(assessment, by, on or timezone.localdate())
    return assessment


def retire_adapter_answers(assessment: Assessment) -> None:
    """Retire the answers that were judged for another adapter, so that they are asked again."""
    for answer in Answer.objects.of(assessment.job).current().filter(fact__in=JUDGED_FOR_THE_ADAPTER):
        answer.replaced_at = timezone.now()
        answer.save(update_fields=["replaced_at"])


def follow_up(assessment: Assessment, by: User, on: date) -> None:
    """After a change of facts, update the open items and reissue the survey report if one is in force."""
    known = known_of(assessment.job, assessment)
    bring_up_to_date(known, latest_verdict(assessment.job), by, on)
    if Milestone.SURVEYED in assessment.job.standing:
        issue_survey_report(known, by, on)


def _read(given: Given, job: Job) -> Given:
    """Return the answer with its value typed; refused at its field if not valid."""
    fact = facts.load().by_name.get(given.fact)
    if fact is None:
        raise Refused(f"{given.fact[:60]} is nothing that is asked.", field=given.fact)
    _refuse_what_is_not_asked(fact)
    if given.source not in fact.sources:
        words = {source.value: source.label.lower() for source in Source}
        lawful = " or ".join(words[name] for name in fact.sources)
        raise Refused(f"{fact.label}: this is {lawful}.", field=f"{fact.name}__source")
    _refuse_another_standard(given, fact)
    if given.photo and (given.photo.job_id != job.pk or given.source != Source.PHOTO):
        raise Refused(f"{fact.label}: this photo does not show it.", field=f"{fact.name}__source")
    reason = given.cannot_tell.strip()
    if (given.value is None) is not bool(reason):
        raise Refused(
            f"{fact.label}: give the answer, or say why it cannot be told.",
            field=f"{fact.name}__cannot_tell" if reason else fact.name,
        )
    return Given(fact.name, given.source, _typed(fact, given.value), reason[:240], given.photo)


def _refuse_another_standard(given: Given, fact: Fact) -> None:
    """Refuse the source "standard build" for a value that is not our standard build."""
    build = survey_form.current().set_by(Source.STANDARD)
    if given.source == Source.STANDARD and build.get(fact.name) != given.value:
        raise Refused(f"{fact.label}: our standard build is another.", field=f"{fact.name}__source")


def _typed(fact: Fact, value: object) -> FactValue | None:
    try:
        return None if value is None else fact.read(value)
    except FactError as error:
        raise Refused(f"{fact.label} {error.sentence}", field=fact.name) from None


def _refuse_what_is_not_asked(fact: Fact) -> None:
    if fact.from_product:
        raise Refused(f"{fact.label} comes with the chosen adapter and is not asked.", field=fact.name)
    if fact.name == OF_THE_JOB:
        raise Refused("What is asked of the utility is the kind of the job: change that.", field=fact.name)


def _differs(given: Given, current: Answer | None) -> bool:
    if current is None:
        return True
    photo_id = given.photo.pk if given.photo else None
    was = (current.value, current.cannot_tell, current.source, current.photo_id)
    return was != (given.value, given.cannot_tell, given.source, photo_id)


def _write(given: Given, assessment: Assessment, current: Answer | None, by: User, on: date) -> Answer:
    if current:
        current.replaced_at = timezone.now()
        current.save(update_fields=["replaced_at"])
    return Answer.objects.create(
        assessment=assessment,
        fact=given.fact,
        value=given.value,
        cannot_tell=given.cannot_tell,
        source=given.source,
        photo=given.photo,
        answered_on=on,
        by=by,
    )


def _record_event(job: Job, written: list[Answer], earlier: dict[str, Answer], by: User, on: date) -> None:
    labels = [str(facts.load()[answer.fact].label) for answer in written]
    more = f" and {len(labels) - 4} more" if len(labels) > 5 else ""
    named = ", ".join(labels[:4] if more else labels)
    replaced = {answer.fact: earlier[answer.fact].plain for answer in written if answer.fact in earlier}
    history.record(
        job=job,
        kind=EventKind.EDITED if replaced else EventKind.DESK,
        sentence=f"{'Answers changed' if replaced else 'Answers recorded'}: {named}{more}",
        on=on,
        by=by,
        before=replaced,
        after={answer.fact: answer.plain for answer in written},
    )
