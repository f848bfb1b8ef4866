"""URLs of the office pages."""

from __future__ import annotations

from django.urls import path

from jobs.office.views import board, calendar, listing, overview, saved_views

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/views/new/", saved_views.save_view, name="save_view"),
    path("board/views/<int:pk>/remove/", saved_views.remove_view, name="remove_view"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("jobs/", listing.listing, name="list"),
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
]
