"""URLs of the homeowner page."""

from __future__ import annotations

from django.urls import path

from jobs.homeowner.views import calendar, files, pages, said_done, signing, status_page

app_name = "homeowner"
urlpatterns = [
    path("h/<str:token>/", status_page.status, name="status"),
    path("h/<str:token>/prepare/<slug:name>/", status_page.prepare, name="prepare"),
    path("h/<str:token>/calendar.ics", calendar.calendar_feed, name="calendar_feed"),
    path("h/<str:token>/calendar/<slug:name>.ics", calendar.calendar_entry, name="calendar_entry"),
    path("h/<str:token>/done/<int:pk>/", said_done.say_done, name="say_done"),
    path("h/<str:token>/code/", pages.ask_code, name="ask_code"),
    path("h/<str:token>/close/", pages.close_papers, name="close_papers"),
    path("h/<str:token>/papers/", pages.papers, name="papers"),
    path("h/<str:token>/papers/<int:pk>/", files.paper_file, name="paper_file"),
    path("h/<str:token>/sign/", signing.papers_to_sign, name="papers_to_sign"),
    path("h/<str:token>/asked/<int:pk>/sign/", signing.sign_asked, name="sign_asked"),
    path("h/<str:token>/sign/<int:pk>/", signing.sign, name="sign"),
    path("h/<str:token>/sign/<int:pk>/paper/", signing.paper, name="sign_paper"),
    path("h/<str:token>/sign/<int:pk>/decline/", signing.decline, name="decline"),
    path("h/<str:token>/files/<int:pk>/", files.upload_file, name="upload_file"),
]
