"""The facts of this app that others ask for: whether the verdict still is one, and the car of a job."""

from __future__ import annotations

from assessments.services.chosen_car import chosen_car
from assessments.services.early import pre_check
from assessments.services.verdict_facts import verdict_facts
from jobs.agreeing.services.facts import hands_over
from jobs.directory.services.cars import tells_car
from jobs.road.pre_checks import judges_early

hands_over("verdict", verdict_facts)
tells_car(chosen_car)
judges_early(pre_check)
