"""URLs of the assessments app, for the office, the field and tablets."""

from __future__ import annotations

from django.urls import path

from assessments.views import adapters, assessment, field, leading, listing, survey, verdict

app_name = "assessments"
JOB = "jobs/<str:job_number>/assessment/"

urlpatterns = [
    path("assessments/", listing.listing, name="list"),
    path("field/survey-pack/", field.pack, name="field_pack"),
    path("field/jobs/<str:job_number>/survey/<uuid:pk>/", field.survey, name="field_survey"),
    path("adapters/", adapters.adapters, name="adapters"),
    path("adapters/<int:pk>/approval/", adapters.approve, name="approve"),
    path(JOB, assessment.assessment, name="assessment"),
    path(f"{JOB}evaluations/<int:pk>/", assessment.evaluation, name="evaluation"),
    path(f"{JOB}next/", leading.next_at_the_house, name="next"),
    path(f"{JOB}answers/", survey.answers, name="answers"),
    path(f"{JOB}place/", survey.place, name="place"),
    path(f"{JOB}adapter/", survey.adapter, name="adapter"),
    path(f"{JOB}photos/<slug:slot>/", survey.photo, name="photo"),
    path(f"{JOB}complete/", survey.complete, name="complete"),
    path(f"{JOB}precheck/", verdict.precheck, name="precheck"),
    path(f"{JOB}judge/", verdict.judge, name="judge"),
    path(f"{JOB}eligible/", verdict.decide, name="decide"),
    path(f"{JOB}findings/<slug:rule>/", verdict.settle, name="settle"),
    path(f"{JOB}override/", verdict.override, name="override"),
    path(f"{JOB}reopen/", verdict.reopen, name="reopen"),
    path(f"{JOB}undo/", verdict.undo, name="undo"),
    path(f"{JOB}seal/", verdict.seal_reported, name="seal_reported"),
    path(f"{JOB}approval/", verdict.approval, name="approval"),
]
