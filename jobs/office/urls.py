"""URLs of the office pages."""

from __future__ import annotations

from django.urls import include, path

from jobs.office.views import board, calendar, listing, overview, saved_views, sweep, today, today_acts

_line = [
    path("snooze/", today_acts.snooze, name="snooze_line"),
    path("back/", today_acts.bring_back, name="bring_line_back"),
    path("assign/", today_acts.assign, name="assign_line"),
]
urlpatterns = [
    path("", today.today, name="today"),
    path("today/count/", today.today_count, name="today_count"),
    path("board/", board.board, name="board"),
    path("board/views/new/", saved_views.save_view, name="save_view"),
    path("board/views/<int:pk>/remove/", saved_views.remove_view, name="remove_view"),
    path("sweep/", sweep.sweep, name="sweep"),
    path("sweep/<int:pk>/nothing-new/", sweep.nothing_new, name="nothing_new"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("jobs/", listing.listing, name="list"),
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
    path("jobs/<str:job_number>/today/<str:line>/", include(_line)),
]
