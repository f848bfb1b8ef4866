"""The facts of this app that must agree with others: the adapter on file, its warranty and the test."""

from __future__ import annotations

from jobs.agreeing.services.facts import hands_over
from jobs.installation.services.adapter_facts import adapter_facts

hands_over("adapter", adapter_facts)
