"""Take a survey from a tablet: everything is kept, and the office settles what it had changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from assessments import survey_form
from assessments.models import Assessment
from assessments.services.assessment_rows import locked_assessment, refuse_if_over, spoken
from assessments.services.field_answers import Incoming, read_fields, write_down
from assessments.services.field_readings import add_readings
from assessments.services.field_verdict import compare_verdicts
from assessments.services.place import label_of, shown
from assessments.services.reading import known_of
from assessments.services.survey import complete_survey
from assessments.services.survey_fields import FieldOnFile, fields_on_file
from assessments.survey_items import SurveyForm
from jobs.history.services import history
from jobs.models import AdapterModel, Conflict, EventKind, Job, Vehicle
from jobs.road.stages import Milestone
from jobs.tablet.services.sent import Sent
from jobs.tablet.services.takers import AnswerRefused, FieldConflict, FormTaken
from kilowire.floor.bases import merge
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Refused
from kilowire.models import User


def write_survey(sent: Sent) -> FormTaken:
    """Merge fields by their base versions, add readings, compare verdicts, and complete the survey if asked.

    It locks the assessment. An answer that is refused holds up no other. A survey of a job that is over is
    kept as sent and changes nothing.
    """
    assessment = locked_assessment(sent.job)
    try:
        refuse_if_over(assessment.job)
    except Refused as refusal:
        return FormTaken(f"Kept with the job; nothing was changed. {refusal}", held=str(refusal))
    form = _form_of(sent.form.text("form_version", 40))
    conflicts, bases, refused = _write_fields(assessment, form, sent)
    refused |= add_readings(assessment, form, sent)
    _compare(sent)
    sentence = _finish(sent) if sent.finish else "Everything is kept."
    if conflicts:
        sentence = f"{sentence} The office chooses: {spoken([each.label for each in conflicts])}."
    why = {name: AnswerRefused(label_of(name, form), str(said)) for name, said in refused.items()}
    return FormTaken(sentence, conflicts, bases, why)


def settle_survey_conflict(conflict: Conflict, by: User) -> None:
    """Record the tablet's value, which the office chose, with its own source and day."""
    form, sent = _form_of(conflict.submission.form_version), dict(conflict.tablet_value or {})
    on = timezone.localtime(conflict.submission.made_at).date()
    incoming = Incoming(sent["value"], sent["cannot_tell"], sent["source"], uuid_in(sent["photo"]), on)
    refused = write_down(conflict.job, form, {conflict.field: incoming}, [conflict.field], by, on)
    for refusal in refused.values():
        raise refusal


def _write_fields(
    assessment: Assessment, form: SurveyForm, sent: Sent
) -> tuple[tuple[FieldConflict, ...], dict[str, str], dict[str, Refused]]:
    """Record what nobody else changed meanwhile; return conflicts, new base versions and refusals."""
    on_file = fields_on_file(form, assessment, known_of(assessment.job, assessment).answers)
    incoming, refused = read_fields(form, sent.fields, sent.job.kind)
    merged = merge(
        bases=sent.bases,
        on_file={name: each.plain for name, each in on_file.items()},
        sent={name: each.plain for name, each in incoming.items()},
        own=sent.own,
    )
    standing = {name: each for name, each in incoming.items() if name not in merged.conflicting}
    refused |= write_down(sent.job, form, standing, merged.write, sent.by, sent.on)
    conflicts = (
        _conflict(form, name, on_file.get(name, FieldOnFile()), incoming[name]) for name in merged.conflicting
    )
    bases = {name: base for name, base in merged.bases.items() if name not in refused}
    return tuple(conflicts), bases, refused


def _form_of(version: str) -> SurveyForm:
    return survey_form.form_named(version) or survey_form.current()


def _compare(sent: Sent) -> None:
    assessment = Assessment.objects.for_page().get(job=sent.job)
    job = Job.objects.for_page().get(pk=sent.job.pk)
    compare_verdicts(known_of(job, assessment), sent)


def _finish(sent: Sent) -> str:
    """Complete the survey and return a sentence; if it cannot be completed, say why and keep everything."""
    job = Job.objects.get(pk=sent.job.pk)
    if Milestone.SURVEYED in job.standing:
        return "Everything is kept; the survey was complete before."
    try:
        complete_survey(job=job, on=sent.on, by=sent.by)
    except Refused as refusal:
        history.record(
            job=job,
            kind=EventKind.DESK,
            sentence="Survey finished on the tablet, and not complete yet",
            because=str(refusal),
            on=sent.on,
            by=sent.by,
        )
        return f"Everything is kept. {refusal}"
    return "The survey is complete."


def _conflict(form: SurveyForm, name: str, office: FieldOnFile, tablet: Incoming) -> FieldConflict:
    names = _names(name, form)
    return FieldConflict(
        field=name,
        label=label_of(name, form),
        office_value=_kept(office),
        tablet_value={**_kept(tablet), "photo": str(tablet.photo) if tablet.photo else None},
        office_shown=_in_words(form, name, office, names),
        tablet_shown=_in_words(form, name, tablet, names),
    )


def _kept(field: FieldOnFile) -> dict[str, Any]:
    return {"value": field.value, "cannot_tell": field.cannot_tell, "source": field.source}


def _in_words(form: SurveyForm, name: str, field: FieldOnFile, names: Mapping[int, str]) -> str:
    if field.cannot_tell:
        return f"Cannot tell: {field.cannot_tell}"
    return shown(form.items[name], field.value, names) if name in form.items else "A photo can be taken"


def _names(name: str, form: SurveyForm) -> dict[int, str]:
    """Return the names of the directory rows from which a field chooses."""
    item = form.items.get(name)
    if item is None or not item.choices_from:
        return {}
    rows = AdapterModel.objects.all() if item.choices_from == "adapters" else Vehicle.objects.all()
    return {row.pk: str(row) for row in rows}
