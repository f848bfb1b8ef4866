"""URLs of the staff pages for homeowner links, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.homeowner.views import links

urlpatterns = [
    path("links/", links.links, name="links"),
    path("links/<int:pk>/mail/", links.mail_link, name="mail_link"),
    path("links/<int:pk>/revoke/", links.revoke_link, name="revoke_link"),
    path("links/<int:pk>/reissue/", links.reissue_link, name="reissue_link"),
    path("links/transfer/", links.transfer, name="transfer"),
    path("as-homeowner/", links.see_as_homeowner, name="see_as_homeowner"),
]
