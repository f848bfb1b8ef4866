"""Staff doors of the utility desk."""

from __future__ import annotations

app_name = "utility_requests"
urlpatterns: list = []
