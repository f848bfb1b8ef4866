"""What this app records once one of the utility's papers is signed."""

from __future__ import annotations

from jobs.models import SignedPaper
from jobs.signing.services.recorders import records
from utility_requests.services.signed_papers import record_signed_online

for paper in (SignedPaper.CUSTOMER_AGREEMENT, SignedPaper.AUTHORIZATION):
    records(paper, record_signed_online)
