"""The gate and the plain cookies of the browser tests, for other engines too."""

from __future__ import annotations

from tests.browser.conftest import (  # noqa: F401 - fixtures
    _bundle_of_the_scripts_as_they_are,
    _cookies_over_plain_http,
    gate,
)
