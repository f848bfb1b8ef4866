"""How this app uses the files of a job."""

from __future__ import annotations

from assessments.services import assessment_files
from jobs.papers.services.file_uses import FileUses, uses_files

uses_files(FileUses(rests_on=assessment_files.rests_on))
