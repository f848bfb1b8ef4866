"""What is written down of a house: answers, the place, the adapter, photos; and that it is complete."""

from __future__ import annotations

from functools import partial

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.forms.acts import AdapterForm, CompleteForm, SlotPhotoForm
from assessments.forms.answers import AnswersForm
from assessments.forms.place import PlaceForm
from assessments.models import Source
from assessments.services.answers import choose_adapter, record_answers
from assessments.services.reading import Known
from assessments.services.survey import complete_survey, record_place
from assessments.views.assessment import BACK, TAB, current_of
from jobs.job_page.act_page import act_page
from jobs.job_page.page import job_context, visible_job
from jobs.models import Photo, PhotoSlot
from jobs.photos.services.photos import file_photo
from kilowire.floor.access import staff_only
from kilowire.floor.forms.typed import form_page, typed
from kilowire.floor.refusals import refusals_shown_on


@form_page
@staff_only
def answers(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = _answers_form(request, current_of(job))
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form):
            record_answers(job=job, given=form.given, by=request.user)
            return redirect(BACK, job_number)
    page = {"form": form, "sections": form.sections(), "cancel_url": reverse(BACK, args=[job_number])}
    context = {**job_context(request, job, tab=TAB), **page}
    return render(request, "assessments/answers.html", context, status=422 if form.is_bound else 200)


def _answers_form(request: HttpRequest, known: Known) -> AnswersForm:
    held = Photo.objects.of(known.job).held().order_by("filed_at")
    usual = Source.CALLER if request.user.is_office else Source.SITE
    photos = {photo.slot: photo for photo in held}
    return AnswersForm(known=known, usual_source=usual, photos=photos, **typed(request))


@form_page
@staff_only
def place(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    assessment = current_of(job).assessment
    form = PlaceForm(
        initial=model_to_dict(assessment) if assessment else {}, assessment=assessment, **typed(request)
    )
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form):
            record_place(job=job, by=request.user, **form.cleaned_data)
            return redirect(BACK, job_number)
    page = {"form": form, "sections": form.sections(), "cancel_url": reverse(BACK, args=[job_number])}
    context = {**job_context(request, job, tab=TAB), **page}
    return render(request, "assessments/place.html", context, status=422 if form.is_bound else 200)


@form_page
@staff_only
def adapter(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = AdapterForm(initial={"adapter": current_of(job).adapter}, **typed(request))
    note = "The job is judged with this model. What was judged for another model is asked again."
    act = partial(choose_adapter, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Choose the adapter", submit="Choose it", note=note
    )


@form_page
@staff_only
def photo(request: HttpRequest, job_number: str, slot: str) -> HttpResponse:
    job, chosen = visible_job(request, job_number), _slot(slot)
    form = SlotPhotoForm(**typed(request))
    act = partial(file_photo, job=job, slot=chosen)
    title = f"Photo: {chosen.label.lower()}"
    return act_page(request, job, form, act, tab=TAB, back=BACK, title=title, submit="File it")


def _slot(slot: str) -> PhotoSlot:
    if slot not in PhotoSlot.values:
        raise Http404
    return PhotoSlot(slot)


@form_page
@staff_only
def complete(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = CompleteForm(**typed(request))
    act = partial(complete_survey, job=job)
    note = "The survey's paper is issued, and the answers are judged by the program's rules at once."
    return act_page(
        request,
        job,
        form,
        act,
        tab=TAB,
        back=BACK,
        title="Complete the survey",
        submit="It is complete",
        note=note,
    )
