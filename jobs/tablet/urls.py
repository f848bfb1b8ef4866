"""URLs where the office manages tablets and settles conflicts."""

from __future__ import annotations

from django.urls import path

from jobs.tablet.views import conflicts, not_filed, tablets

urlpatterns = [
    path("jobs/<str:job_number>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("jobs/<str:job_number>/conflicts/<int:pk>/", conflicts.settle, name="settle_conflict"),
    path("jobs/<str:job_number>/not-filed/<int:pk>/", not_filed.settle, name="settle_not_filed"),
    path("jobs/<str:job_number>/not-filed/<int:pk>/file/", not_filed.file_now, name="file_not_filed"),
    path("tablets/", tablets.tablets, name="tablets"),
    path("tablets/<uuid:pk>/forget/", tablets.forget, name="forget_tablet"),
    path("tablets/<uuid:pk>/keep/", tablets.keep, name="keep_tablet"),
]
