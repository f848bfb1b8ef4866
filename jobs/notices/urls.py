"""URLs of the messages to people of jobs, and what became of each."""

from __future__ import annotations

from django.urls import path

from jobs.notices.views import messages

urlpatterns = [
    path("messages/", messages.all_messages, name="all_messages"),
    path("jobs/<str:job_number>/messages/", messages.messages, name="messages"),
    path("jobs/<str:job_number>/messages/<int:pk>/again/", messages.send_again, name="send_again"),
]
