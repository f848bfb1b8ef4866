"""URLs of a job's close-out, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.closeout import views

urlpatterns = [
    path("closeout/", views.closeout, name="closeout"),
    path("closeout/next/", views.next_on_closeout, name="next_on_closeout"),
    path("closeout/close/", views.close_out, name="close_out"),
    path("closeout/again/", views.close_out_again, name="close_out_again"),
    path("closeout/undo/", views.undo_close_out, name="undo_close_out"),
]
