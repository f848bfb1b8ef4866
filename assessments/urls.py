"""Staff doors of the assessment desk."""

from __future__ import annotations

app_name = "assessments"
urlpatterns: list = []
