"""URLs of the open items of a job.

Each URL begins with ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.open_items import views

urlpatterns = [
    path("open-items/new/", views.add, name="add_open_item"),
    path("open-items/<int:pk>/move/", views.move, name="move_open_item"),
    path("open-items/<int:pk>/end/", views.end, name="end_open_item"),
    path("open-items/<int:pk>/seen/", views.see_word, name="see_word"),
    path("open-items/<int:pk>/looked/", views.look, name="look_at_open_item"),
]
