"""The product's settings, with the reference page among its addresses."""

from kilowire.settings import *  # noqa: F403

ROOT_URLCONF = "bench._reference"
