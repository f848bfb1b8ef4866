"""What the rooms of the jobs app record once a paper is signed; other apps have a module of this name."""

from __future__ import annotations

from jobs.agreement.services.online_signing import record_signed_change_order, record_signed_contract
from jobs.models import SignedPaper
from jobs.signing.services.recorders import records

records(SignedPaper.CONTRACT, record_signed_contract)
records(SignedPaper.CHANGE_ORDER, record_signed_change_order)
