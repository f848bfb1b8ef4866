"""This desk takes the site survey from the tablets."""

from __future__ import annotations

from assessments.services.desk_rows import locked_assessment
from assessments.services.field_survey import settle_survey_conflict, write_survey
from jobs.models import SubmissionKind
from jobs.tablet.services.takers import Desk, takes

takes(SubmissionKind.SURVEY, Desk(write=write_survey, settle=settle_survey_conflict, lock=locked_assessment))
