"""What the rooms of the jobs app rest on files; other apps declare theirs in a module of this name."""

from __future__ import annotations

from jobs.installation.services import installation_files
from jobs.milestones.services import package
from jobs.papers.services.file_uses import FileUses, uses_files, watches_photos
from jobs.photos.services import photo_files, sent_photos
from jobs.signing.services.signed_files import signatures_on
from jobs.warranty.services import warranty_files

uses_files(FileUses(rests_on=signatures_on))
uses_files(FileUses(rests_on=installation_files.rests_on, let_go=installation_files.let_go))
uses_files(FileUses(let_go=photo_files.let_go))
uses_files(FileUses(let_go=warranty_files.let_go))
uses_files(FileUses(let_go=lambda filed, by: package.ask_again(job=filed.job, by=by)))
watches_photos(sent_photos.bring_up_to_date)
