"""The constraints that no form of ours can run into, by the reason why not."""

from __future__ import annotations

WITHOUT_A_FORM: dict[str, str] = {
    "The service works the value out and no form carries it.": """
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
        tablet_to_forget_says_since_when
    """,
    "A worker writes it, and nobody waits at a form.": """
        canary_is_one_row document_being_made_is_leased document_does_not_supersede_itself
        document_kind_is_known document_status_is_known each_page_of_an_upload_is_drawn_once
        jobs_document.supersedes_id notice_being_sent_is_leased notice_status_is_known
        one_paper_of_a_kind_in_force page_is_a_picture_or_says_why_not ready_document_has_its_file
        sent_notice_has_an_instant
    """,
    "A tablet sends it: the taker of its form checks it and answers in JSON, as its own tests hold.": """
        jobs_signature.sent_as one_conflict_a_field reading_is_not_less_than_nothing
        reading_says_what_was_read submission_is_made_before_it_comes submission_kind_is_known
        tablet_that_holds_something_says_since_when
    """,
    "The same act again writes the row that is there, or ends it before it makes another.": """
        assessments_recommendationoverride.evaluation_id job_has_one_person_per_role jobs_agreement.job_id
        jobs_commissioningrecord.job_id jobs_installationrecord.job_id jobs_makesaferecord.job_id
        jobs_utilityaccount.job_id one_decision_a_finding person_has_each_role_once person_has_one_live_link
        technician_is_booked_once_per_appointment visit_fails_once_for_each_reason
        visit_has_one_window_at_a_time job_has_one_live_interconnection
    """,
    "The same form and the same sentence as a constraint that is forced.": """
        adapter_approval_has_source_and_day product_check_is_a_known_word
        contract_had_a_price_when_first_signed item_ended_by_word_has_its_word
        only_a_sent_request_is_returned_or_denied ended_interconnection_says_why
    """,
    "A form's field refuses an empty file before it is read.": "upload_is_not_empty",
    "Read together in one place: a value or the reason, as tests/assessments/test_answers.py sends them.": """
        answer_is_a_value_or_a_reason only_an_answer_from_a_photo_has_one
    """,
    "Sent in the state that it needs by tests/assessments/test_findings.py.": """
        settled_info_has_document_or_source
    """,
    "The packet is complete or the application is not sent: tests/utility_requests sends it incomplete.": """
        sent_request_names_holder_account_and_meter sent_request_names_its_adapter
        utility_submitted_rests_on_own_acts
    """,
    "The days of Rule 21 are compared by the service: tests/utility_requests sends others.": """
        interconnection_is_approved_before_permission interconnection_is_sent_before_approval
    """,
}
