"""URLs of a job's appointments, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.appointments import views

urlpatterns = [
    path("appointments/new/", views.book, name="book"),
    path("appointments/<int:pk>/move/", views.move, name="move_appointment"),
    path("appointments/<int:pk>/cancel/", views.cancel, name="cancel_appointment"),
    path("appointments/<int:pk>/done/", views.finish, name="finish_appointment"),
    path("appointments/<int:pk>/undo-done/", views.undo_done, name="undo_done"),
    path("appointments/<int:pk>/could-not/", views.could_not, name="could_not"),
]
