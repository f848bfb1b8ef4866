"""How this app uses the files of a job."""

from __future__ import annotations

from jobs.papers.services.file_uses import FileUses, uses_files, watches_photos
from utility_requests.services import request_files
from utility_requests.services.open_items import bring_up_to_date

uses_files(FileUses(rests_on=request_files.rests_on, lock=request_files.lock, let_go=request_files.let_go))
watches_photos(lambda job, by, on: bring_up_to_date(job, by, on=on))
