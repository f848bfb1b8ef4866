"""How this app uses the files of a job."""

from __future__ import annotations

from jobs.papers.services.file_uses import FileUses, uses_files
from permits.services import permit_files

uses_files(FileUses(lock=permit_files.lock, let_go=permit_files.let_go))
