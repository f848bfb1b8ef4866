"""The form from tablets that this app takes: the site survey."""

from __future__ import annotations

from assessments.services.assessment_rows import locked_assessment
from assessments.services.field_survey import settle_survey_conflict, write_survey
from jobs.models import SubmissionKind
from jobs.tablet.services.takers import Taker, takes

takes(SubmissionKind.SURVEY, Taker(write=write_survey, settle=settle_survey_conflict, lock=locked_assessment))
