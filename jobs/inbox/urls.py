"""URLs of what people wrote to us."""

from __future__ import annotations

from django.urls import path

from jobs.inbox.views import inbox

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/", inbox.place_message, name="place_message"),
    path("inbox/<int:pk>/discard/", inbox.discard_message, name="discard_message"),
    path("jobs/<str:job_number>/inbox/<int:pk>/", inbox.answer_message, name="answer_message"),
]
