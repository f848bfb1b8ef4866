"""URLs of the people, the site and the utility account of a job.

Each URL begins with ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.people import views

urlpatterns = [
    path("people/new/", views.add_person, name="add_person"),
    path("people/<int:pk>/", views.edit_person, name="edit_person"),
    path("site/", views.edit_site, name="edit_site"),
    path("account/", views.edit_account, name="edit_account"),
]
