"""URLs of papers to sign and of the signatures of a job, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.signing import views

urlpatterns = [
    path("signing/", views.signing, name="signing"),
    path("signing/<int:pk>/replace/", views.replace_paper, name="replace_paper"),
    path("signing/<int:pk>/withdraw/", views.withdraw_request, name="withdraw_request"),
    path("signing/<int:pk>/countersign/", views.countersign, name="countersign"),
    path("signing/<int:pk>/check/", views.check_seal, name="check_seal"),
    path("signing/<int:pk>/again/", views.make_signing_again, name="make_signing_again"),
    path("signing/<int:pk>/seen/", views.take_note, name="take_note"),
    path("signing/signers/<int:pk>/again/", views.ask_signer_again, name="ask_signer_again"),
    path("signing/versions/<int:pk>/", views.paper_to_sign, name="paper_to_sign"),
    path("signatures/<int:pk>/withdraw/", views.withdraw_signature, name="withdraw_signature"),
]
