"""URLs of the office pages."""

from __future__ import annotations

from django.urls import path

from jobs.office.views import board, calendar, listing, overview, today

urlpatterns = [
    path("", today.today, name="today"),
    path("today/count/", today.today_count, name="today_count"),
    path("board/", board.board, name="board"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("jobs/", listing.listing, name="list"),
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
]
