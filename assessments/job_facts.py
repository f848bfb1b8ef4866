"""The facts of this app that must agree with others: whether the verdict still is one."""

from __future__ import annotations

from assessments.services.verdict_facts import verdict_facts
from jobs.agreeing.services.facts import hands_over

hands_over("verdict", verdict_facts)
