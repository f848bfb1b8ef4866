"""URLs of the permits app, for the office and the field."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from permits.views import applications, inspections, issuing, leading, listing, tab

app_name = "permits"
of_permit = [
    path("complete/", applications.complete, name="complete"),
    path("correction/", applications.correction, name="correction"),
    path("issued/", issuing.issued, name="issued"),
    path("document/", issuing.document, name="document"),
    path("extend/", issuing.extend, name="extend"),
    path("began/", issuing.began, name="began"),
    path("edit/", issuing.edit, name="edit"),
    path("end/", issuing.end, name="end"),
    path("undo-issued/", issuing.undo_issued, name="undo_issued"),
    path("undo-complete/", issuing.undo_complete, name="undo_complete"),
    path("undo-began/", issuing.undo_began, name="undo_began"),
    path("inspection/", inspections.ask, name="ask"),
]
of_inspection = [
    path("scheduled/", inspections.scheduled, name="scheduled"),
    path("called-off/", inspections.called_off, name="called_off"),
    path("passed/", inspections.passed, name="passed"),
    path("failed/", inspections.failed, name="failed"),
    path("mended/", inspections.mended, name="mended"),
    path("card/", inspections.card, name="card"),
    path("revoked/", inspections.revoked, name="revoked"),
    path("undo/", inspections.undo_result, name="undo_result"),
]
of_job: list[URLPattern | URLResolver] = [
    path("", tab.permit, name="permit"),
    path("next/", leading.next_at_the_city, name="next"),
    path("apply/", applications.apply, name="apply"),
    path("<int:pk>/", include(of_permit)),
    path("correction/<int:pk>/answer/", applications.answer, name="answer"),
    path("inspection/<int:pk>/", include(of_inspection)),
]
urlpatterns = [
    path("permits/", listing.listing, name="list"),
    path("jobs/<str:job_number>/permit/", include(of_job)),
]
