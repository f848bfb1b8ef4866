"""URLs of Today, of its lines, and of the sweep."""

from __future__ import annotations

from django.urls import include, path

from jobs.today.views import sweep, today, today_acts

_line = [
    path("snooze/", today_acts.snooze, name="snooze_line"),
    path("back/", today_acts.bring_back, name="bring_line_back"),
    path("assign/", today_acts.assign, name="assign_line"),
]
urlpatterns = [
    path("", today.today, name="today"),
    path("today/count/", today.today_count, name="today_count"),
    path("sweep/", sweep.sweep, name="sweep"),
    path("sweep/<int:pk>/nothing-new/", sweep.nothing_new, name="nothing_new"),
    path("jobs/<str:job_number>/today/<str:line>/", include(_line)),
]
