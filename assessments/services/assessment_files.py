"""What rests on a file: the survey on its photos, an answer on one, a decided finding on a paper."""

from __future__ import annotations

from collections.abc import Iterator

from assessments import facts
from assessments.models import Answer, Assessment, FindingDecision
from assessments.services.reading import known_of, latest_verdict
from jobs.models import Photo, Upload
from jobs.papers.services.file_uses import Filed, RestsOn, steps_to_undo
from jobs.road.stages import Milestone


def rests_on(filed: Filed) -> Iterator[RestsOn]:
    """Yield what rests on a photo or an upload, each with the page that undoes it."""
    if isinstance(filed, Photo):
        yield from _on_photo(filed)
    elif isinstance(filed, Upload):
        yield from _on_upload(filed)


def _on_photo(photo: Photo) -> Iterator[RestsOn]:
    assessment = Assessment.objects.filter(job=photo.job).first()
    if assessment is None:
        return
    for answer in Answer.objects.of(photo.job).current().filter(photo=photo):
        yield RestsOn(f"“{facts.load()[answer.fact].label}” was read off it", "assessments:answers")
    others = Photo.objects.of(photo.job).on_file().filter(slot=photo.slot).exclude(pk=photo.pk)
    counts = photo.rejected_on is None and photo.replaced_by_id is None
    if counts and photo.slot in known_of(photo.job, assessment).required_photos and not others.exists():
        yield from steps_to_undo(photo.job, Milestone.SURVEYED)


def _on_upload(upload: Upload) -> Iterator[RestsOn]:
    """Yield the verdict on record that was decided by this paper, or the evaluation to be made again."""
    decided = FindingDecision.objects.filter(document=upload)
    assessment = Assessment.objects.filter(job=upload.job).first()
    if assessment is None or not decided.exists():
        return
    if decided.filter(evaluation=assessment.verdict_id).exists():
        yield from steps_to_undo(upload.job, Milestone.ELIGIBLE)
    latest = latest_verdict(upload.job)
    if latest and decided.filter(evaluation=latest).exists():
        yield RestsOn("A finding of the last evaluation was decided by it: judge again", "assessments:judge")
