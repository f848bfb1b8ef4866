"""The facts of this app that must agree with others: contract, adapter on file, its warranty and test."""

from __future__ import annotations

from jobs.agreeing.services.facts import hands_over
from jobs.agreement.services.contract_facts import contract_facts
from jobs.installation.services.adapter_facts import adapter_facts

hands_over("contract", contract_facts)
hands_over("adapter", adapter_facts)
