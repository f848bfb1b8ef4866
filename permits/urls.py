"""Staff doors of the permit desk."""

from __future__ import annotations

app_name = "permits"
urlpatterns: list = []
