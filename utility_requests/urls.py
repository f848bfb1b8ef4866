"""URLs of the utility_requests app, for the office and the field."""

from __future__ import annotations

from django.urls import include, path

from utility_requests.views import (
    interconnection_acts,
    leading,
    listing,
    request_acts,
    request_tab,
    signed_acts,
    visit_acts,
)

app_name = "utility_requests"
_application = [
    path("", request_tab.utility_request, name="utility_request"),
    path("next/", leading.next_at_the_utility, name="next"),
    path("prepare/", request_acts.prepare, name="prepare"),
    path("numbers/", request_acts.edit_numbers, name="edit_numbers"),
    path("signed/", signed_acts.sign, name="sign"),
    path("signed/send/", signed_acts.send_to_sign, name="send_to_sign"),
    path("signed/again/", signed_acts.replace_signed, name="replace_signed"),
    path("signed/<int:pk>/undo/", signed_acts.withdraw_signature, name="withdraw_signature"),
    path("sent/", request_acts.submit, name="submit"),
    path("sent/undo/", request_acts.undo_submission, name="undo_submission"),
    path("approved/", request_acts.approve, name="approve"),
    path("approved/paper/", request_acts.file_approval, name="file_approval"),
    path("approved/without/", request_acts.waive_approval, name="waive_approval"),
    path("approved/undo/", request_acts.undo_approval, name="undo_approval"),
    path("answered/", request_acts.answered, name="answered"),
    path("answered/undo/", request_acts.undo_answer, name="undo_answer"),
    path("withdrawn/", request_acts.withdraw, name="withdraw"),
    path("look/", request_acts.look_again, name="look_again"),
    path("date/undo/", visit_acts.undo_window, name="undo_window"),
    path("visit/undo/", visit_acts.undo_visit, name="undo_visit"),
    path("mended/<int:pk>/", visit_acts.mended, name="mended"),
    path("rule-21/open/", interconnection_acts.open_interconnection, name="open_interconnection"),
    path("rule-21/", interconnection_acts.record_interconnection, name="record_interconnection"),
    path("rule-21/end/", interconnection_acts.end_interconnection, name="end_interconnection"),
]
_visit = [
    path("", visit_acts.record_outcome, name="record_outcome"),
    path("fee/", visit_acts.record_fee, name="record_fee"),
    path("fee/undo/", visit_acts.undo_fee, name="undo_fee"),
    path("fee/answer/", visit_acts.answer_fee, name="answer_fee"),
    path("date/", visit_acts.record_window, name="record_window"),
    path("date/moved/", visit_acts.move_window, name="move_window"),
    path("date/without/", visit_acts.waive_window, name="waive_window"),
    path("serial/ours/", visit_acts.ours_is_right, name="ours_is_right"),
    path("came-off/", visit_acts.adapter_came_off, name="adapter_came_off"),
    path("came-off/undo/", visit_acts.undo_came_off, name="undo_came_off"),
    path("serial/", visit_acts.correct_serial, name="correct_serial"),
]
urlpatterns = [
    path("utility/", listing.listing, name="list"),
    path("utility/tariffs/", listing.tariffs, name="tariffs"),
    path("utility/tariffs/<int:pk>/back/", listing.take_tariff_back, name="take_tariff_back"),
    path("jobs/<str:job_number>/utility/", include(_application)),
    path("jobs/<str:job_number>/utility/visit/<int:ordinal>/", include(_visit)),
]
