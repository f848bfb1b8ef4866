"""The settings of a worker that a test kills while it seals, which takes longer than making a paper."""

from tests.faults.worker_settings import *  # noqa: F403 - all of them, and the product's own lease

PAPER_LEASE_SECONDS = 90
