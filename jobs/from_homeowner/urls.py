"""URLs of what homeowners tell us and send us, behind the address of their page."""

from __future__ import annotations

from django.urls import path

from jobs.from_homeowner.views import charging, sending, telling, wishes

app_name = "from_homeowner"
urlpatterns = [
    path("h/<str:token>/visit/", telling.how_it_went, name="how_it_went"),
    path("h/<str:token>/visit/bag/", telling.staged, name="staged"),
    path("h/<str:token>/visit/day/", telling.know_the_day, name="know_the_day"),
    path("h/<str:token>/appointment/<int:pk>/", telling.appointment, name="appointment"),
    path("h/<str:token>/ask/", telling.ask, name="ask"),
    path("h/<str:token>/photos/", sending.photos, name="photos"),
    path("h/<str:token>/claim/", sending.claim, name="claim"),
    path("h/<str:token>/sold/", sending.sold, name="sold"),
    path("h/<str:token>/wishes/", wishes.wishes, name="wishes"),
    path("h/<str:token>/charging/", charging.charging_facts, name="charging"),
]
