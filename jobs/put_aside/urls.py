"""URLs where the office settles what tablets put aside."""

from __future__ import annotations

from django.urls import path

from jobs.put_aside.views import office

urlpatterns = [
    path("jobs/<str:job_number>/put-aside/", office.put_aside_of_job, name="put_aside_of_job"),
    path("tablets/put-aside/", office.put_aside, name="put_aside"),
    path("tablets/put-aside/<uuid:pk>/", office.file, name="file_put_aside"),
    path("tablets/put-aside/<uuid:pk>/discard/", office.discard, name="discard_put_aside"),
    path("tablets/put-aside/<uuid:pk>/item/", office.item, name="put_aside_item"),
    path("tablets/put-aside/<uuid:pk>/bytes/", office.content, name="put_aside_bytes"),
]
