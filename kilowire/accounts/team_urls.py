"""URLs of the page *Team*."""

from __future__ import annotations

from django.urls import path

from kilowire.accounts import digest_page, team

urlpatterns = [
    path("digest/", digest_page.digest, name="digest"),
    path("team/", team.team, name="team"),
    path("team/invite/", team.invite_person, name="invite_person"),
    path("team/invites/<int:pk>/withdraw/", team.withdraw_invite, name="withdraw_invite"),
    path("team/devices/<int:pk>/end/", team.end_one_session, name="end_one_session"),
    path("team/<int:pk>/end/", team.end_all_sessions, name="end_all_sessions"),
    path("team/<int:pk>/second-step/reset/", team.reset_factor, name="reset_factor"),
]
