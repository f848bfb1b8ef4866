"""Views on the survey: answers, the place, the adapter, photos, and completing it."""

from __future__ import annotations

from functools import partial

from django.forms.models import model_to_dict
from django.http import Http404

from assessments.forms.acts import AdapterForm, CompleteWithPhotosForm, SlotPhotoForm
from assessments.forms.answers import AnswersForm
from assessments.forms.place import PlaceForm
from assessments.models import Source
from assessments.services.answers import choose_adapter, record_answers
from assessments.services.reading import missing_photos
from assessments.services.survey import complete_with_photos, record_place
from assessments.views.assessment import assessment_tab, current_of
from jobs.job_page.acts import Act, ActPage
from jobs.models import Job, Photo, PhotoSlot
from jobs.photos.services.photos import file_photo
from kilowire.floor.access import staff_only
from kilowire.models import User


@assessment_tab.act(staff_only)
def answers(page: ActPage, job: Job) -> Act:
    on_file = Photo.objects.visible_to(page.user).of(job).on_file().order_by("filed_at")
    form = partial(
        AnswersForm,
        known=current_of(job),
        usual_source=Source.CALLER if page.user.is_office else Source.SITE,
        photos={photo.slot: photo for photo in on_file},
    )
    return Act(
        title="Answers",
        form=form,
        does=partial(record_answers, job=job),
        submit="Save the answers",
        template="assessments/answers.html",
    )


@assessment_tab.act(staff_only)
def place(page: ActPage, job: Job) -> Act:
    assessment = current_of(job).assessment
    stands = model_to_dict(assessment) if assessment else {}
    return Act(
        title="Place",
        form=partial(PlaceForm, kind=job.kind, initial=stands, assessment=assessment),
        does=partial(record_place, job=job),
        submit="Save",
        template="assessments/place.html",
    )


@assessment_tab.act(staff_only)
def adapter(page: ActPage, job: Job) -> Act:
    return Act(
        title="Choose the adapter",
        form=partial(AdapterForm, initial={"adapter": current_of(job).adapter}),
        does=partial(choose_adapter, job=job),
        submit="Choose it",
        note="The job is judged with this model. What was judged for another model is asked again.",
    )


def _slot(user: User, job: Job, slot: str) -> PhotoSlot:
    if slot not in PhotoSlot.values:
        raise Http404
    return PhotoSlot(slot)


@assessment_tab.act_on(_slot, staff_only)
def photo(page: ActPage, slot: PhotoSlot) -> Act:
    return Act(
        title=f"Photo: {slot.label.lower()}",
        form=SlotPhotoForm,
        does=partial(file_photo, job=page.job, slot=slot),
        submit="File it",
    )


@assessment_tab.act(staff_only)
def complete(page: ActPage, job: Job) -> Act:
    return Act(
        title="Complete the survey",
        form=partial(CompleteWithPhotosForm, slots=missing_photos(current_of(job))),
        does=partial(complete_with_photos, job=job),
        submit="It is complete",
        note="The survey's paper is issued, and the answers are judged by the program's rules at once.",
    )
