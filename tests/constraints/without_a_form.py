"""The constraints that no form of ours can run into, by the reason why not."""

from __future__ import annotations

WITHOUT_A_FORM: dict[str, str] = {
    "The service works the value out and no form carries it.": """
        one_open_invite_for_an_address
        answer_names_its_fact answer_is_replaced_after_it_was_given one_current_answer_a_fact
        browser_proves_itself_once_for_a_link failures_are_counted_once_an_hour
        appointment_outcome_has_an_instant appointment_outcome_is_known booking_ends_after_it_starts
        card_belongs_to_a_held_inspection changed_upload_keeps_its_original chosen_conflict_says_who_and_when
        city_owes_an_answer_only_before_it_issued completed_survey_says_who_and_when
        coverage_ends_after_it_starts coverage_kind_is_known our_own_coverage_has_a_last_day
        one_live_coverage_of_a_kind dropped_visit_never_was evaluation_has_a_known_purpose
        evaluation_has_a_known_verdict evaluation_names_its_rules event_kind_is_known
        job_counts_each_visit_once job_has_each_reference_once job_has_each_search_word_once
        job_has_one_visit_to_come job_number_counter_is_one_row jobs_job.number one_open_item_per_key
        only_a_broken_seal_is_reported only_a_cancelled_job_is_settled only_a_completed_survey_has_a_verdict
        only_a_passed_final_closes_a_permit only_an_issued_permit_is_worked_under
        only_an_open_issued_permit_can_lapse only_review_and_info_are_settled open_item_keeps_its_first_date
        photo_clock_is_known
        permit_is_closed_after_it_was_issued photo_is_accepted_or_rejected_not_both reference_kind_is_known
        request_kind_is_known right_to_cancel_ends_after_signing signature_method_is_known
        right_to_cancel_begins_with_the_notices change_order_has_its_number
        signed_change_order_has_its_signature jobs_changeorder.signature_id
        stage_is_what_the_stamps_say unannounced_visit_came_on_its_day visit_fee_answer_has_a_day
        visit_outcome_has_a_day visits_are_counted_from_one warranty_over_rests_on_own_acts
        window_is_over_in_a_known_way window_that_is_over_has_a_day fee_payment_has_an_amount
        tablet_to_forget_says_since_when settled_answer_says_who_when_and_how
        person_is_told_by_a_known_channel quiet_hours_are_of_a_day
        signing_is_in_a_known_state sealed_paper_has_its_file paper_to_sign_has_numbered_versions
        signers_have_an_order signer_consented_before_signing person_signs_a_paper_once
        signer_signs_each_paper_once jobs_signaturemark.signature_id jobs_signaturerequest.result_id
        put_aside_is_of_a_known_kind put_aside_ends_in_a_known_way discarded_thing_says_why
        today_mark_is_of_a_known_line line_of_today_is_marked_once person_has_one_view_of_a_name
    """,
    "A worker writes it, and nobody waits at a form.": """
        canary_is_one_row document_being_made_is_leased document_does_not_supersede_itself
        document_kind_is_known document_status_is_known each_page_of_an_upload_is_drawn_once
        jobs_document.supersedes_id notice_being_sent_is_leased notice_status_is_known
        notice_goes_by_a_known_channel notice_delivery_is_known inbound_channel_is_known
        inbound_is_settled_in_a_known_way inbound_is_taken_once
        one_paper_of_a_kind_in_force page_is_a_picture_or_says_why_not ready_document_has_its_file
        usual_time_stands_once
        sent_notice_has_an_instant staff_mail_status_is_known staff_mail_being_sent_is_leased
        signing_status_is_known signing_at_work_is_leased
        staff_mail_has_what_it_says kilowire_staffmail.invite_id tablet_zip_status_is_known
        lead_source_is_known lost_lead_has_a_reason_and_no_job jobs_lead.came_as jobs_lead.job_id
        job_list_status_is_known job_came_from_a_known_source jobs_importedrow.key jobs_importedrow.job_id
    """,
    "The same act again writes the row that is there, or ends it before it makes another.": """
        assessments_recommendationoverride.evaluation_id job_has_one_person_per_role jobs_agreement.job_id
        jobs_commissioningrecord.job_id jobs_installationrecord.job_id jobs_makesaferecord.job_id
        jobs_utilityaccount.job_id one_decision_a_finding person_has_each_role_once person_has_one_live_link
        technician_is_booked_once_per_appointment visit_fails_once_for_each_reason
        visit_has_one_window_at_a_time job_has_one_live_interconnection
    """,
}

SENT_BY_A_TEST: dict[str, str] = {
    "user_has_a_known_role": "tests/kilowire/accounts/test_team.py::test_what_a_change_is_refused_for",
    "kilowire_user.email": "tests/kilowire/accounts/test_team.py::test_what_a_change_is_refused_for",
    "invite_has_a_known_role": "tests/kilowire/accounts/test_team.py::test_what_an_invite_is_refused_for",
    "jobs_signature.sent_as": "tests/jobs/brought_in/test_tablet_import.py"
    "::test_a_second_time_nothing_changes",
    "one_signing_of_a_paper": "tests/jobs/signing/test_signing_on_a_screen.py::test_a_paper_is_out_once",
    "declined_signature_says_why": "tests/jobs/signing/test_signing_on_a_screen.py"
    "::test_who_declines_says_why",
    "signature_mark_has_a_name": "tests/jobs/signing/test_signing_on_a_screen.py"
    "::test_nothing_or_half_a_drawing_is_no_signature",
    "one_conflict_a_field": "tests/jobs/tablet/test_doors.py"
    "::test_what_the_office_changed_meanwhile_is_taken_with_409_again_and_again",
    "reading_is_not_less_than_nothing": "tests/assessments/test_field_readings.py"
    "::test_a_reading_that_is_no_voltage_is_refused",
    "reading_says_what_was_read": "tests/assessments/test_field_readings.py"
    "::test_readings_are_added_once_and_the_newest_stands_last",
    "submission_is_made_before_it_comes": "tests/jobs/tablet/test_submissions.py"
    "::test_nothing_is_made_after_it_came",
    "submission_kind_is_known": "tests/jobs/tablet/test_submissions.py"
    "::test_a_form_whose_address_says_otherwise_is_refused",
    "tablet_that_holds_something_says_since_when": "tests/jobs/tablet/test_doors.py"
    "::test_a_contact_that_says_nothing_is_refused",
    "upload_is_not_empty": "tests/jobs/papers/test_paperwork.py"
    "::test_a_wrong_upload_is_named_refused_and_leaves_nothing",
    "answer_is_a_value_or_a_reason": "tests/assessments/test_answers.py"
    "::test_what_cannot_be_taken_is_refused_at_its_field",
    "only_an_answer_from_a_photo_has_one": "tests/assessments/test_answers.py"
    "::test_a_photo_of_another_job_shows_nothing_here",
    "settled_info_has_document_or_source": "tests/assessments/test_findings.py"
    "::test_what_nobody_knows_also_needs_a_document_or_a_named_source",
    "sent_request_names_holder_account_and_meter": "tests/utility_requests/test_requests.py"
    "::test_submit_is_refused_in_one_sentence_that_names_all_that_is_missing",
    "sent_request_names_its_adapter": "tests/utility_requests/test_requests.py"
    "::test_submit_is_refused_in_one_sentence_that_names_all_that_is_missing",
    "utility_submitted_rests_on_own_acts": "tests/utility_requests/test_packet.py"
    "::test_what_is_missing_is_said_with_who_supplies_it",
    "interconnection_is_approved_before_permission": "tests/utility_requests/test_interconnection.py"
    "::test_days_out_of_order_or_to_come_are_refused_at_their_field",
    "interconnection_is_sent_before_approval": "tests/utility_requests/test_interconnection.py"
    "::test_days_out_of_order_or_to_come_are_refused_at_their_field",
    "only_a_sent_request_is_returned_or_denied": "tests/utility_requests/test_answers.py"
    "::test_a_return_is_refused_before_the_sending_after_the_approval_and_twice",
    "item_ended_by_word_has_its_word": "tests/jobs/holds/test_owners_cancellation.py"
    "::test_the_list_ends_by_facts_or_by_a_word_that_the_owner_sees",
    "ended_interconnection_says_why": "tests/utility_requests/test_interconnection.py"
    "::test_end_needs_a_reason_and_lets_another_be_opened",
}
"""Constraints whose row is written by more than one form, by the test that sends what it refuses."""

AS_ANOTHER_IS_FORCED: dict[str, str] = {
    "adapter_approval_has_source_and_day": "product_check_names_its_source",
    "product_check_is_a_known_word": "adapter_approval_is_known_word",
    "contract_had_a_price_when_first_signed": "contract_has_a_price",
}
"""Constraints that the same form refuses in the same sentence as another one, which is forced."""
