"""URLs of the intake."""

from __future__ import annotations

from django.urls import path

from jobs.intake import views

urlpatterns = [
    path("jobs/new/", views.new_job, name="new"),
    path("jobs/new/alike/", views.alike, name="alike"),
    path("jobs/<str:job_number>/accept/", views.accept, name="accept"),
    path("jobs/<str:job_number>/kind/", views.change_kind, name="change_kind"),
    path("jobs/<str:job_number>/claim-answered/", views.link_claim, name="link_claim"),
    path("jobs/<str:job_number>/second-meter/", views.second_meter, name="second_meter"),
]
