"""URLs of the intake."""

from __future__ import annotations

from django.urls import path

from jobs.intake.views import acts, first_call, leads, lost

urlpatterns = [
    path("jobs/new/", first_call.new_job, name="new"),
    path("jobs/new/alike/", first_call.alike, name="alike"),
    path("jobs/new/place/", first_call.place, name="place"),
    path("jobs/new/check/", first_call.check, name="first_check"),
    path("leads/", leads.lead_list, name="leads"),
    path("leads/<int:pk>/close/", leads.close_lead, name="close_lead"),
    path("jobs/lost/", lost.lost_leads, name="lost_leads"),
    path("jobs/<str:job_number>/accept/", acts.accept, name="accept"),
    path("jobs/<str:job_number>/kind/", acts.change_kind, name="change_kind"),
    path("jobs/<str:job_number>/claim-answered/", acts.link_claim, name="link_claim"),
    path("jobs/<str:job_number>/second-meter/", acts.second_meter, name="second_meter"),
]
