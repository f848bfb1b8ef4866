"""The product's own settings for a worker that a test kills; only the lease is shorter."""

from kilowire.settings import *  # noqa: F403 - all of them, and one other

PAPER_LEASE_SECONDS = 3
