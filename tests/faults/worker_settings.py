"""The product's own settings for a worker that a test kills; only its times are shorter."""

from kilowire.settings import *  # noqa: F403 - all of them, and two others

PAPER_LEASE_SECONDS = 3
RING_AGAIN_SECONDS = 3
