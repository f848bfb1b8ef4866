"""The utilities and building departments of a page: read once, lent to every job on it and to the filters."""

from __future__ import annotations

from collections.abc import Iterable

from jobs.models import Job, Jurisdiction, Utility


class Places:
    """Two questions, whatever the number of jobs; the same rows for a select box and for fifty sites."""

    def __init__(self) -> None:
        self.utilities = {utility.pk: utility for utility in Utility.objects.all()}
        self.cities = {city.pk: city for city in Jurisdiction.objects.all()}

    def utility_word(self, key: str) -> str:
        """The name in the headings: the utility that was chosen, else the one of nearly every job."""
        chosen = self.utilities.get(int(key)) if key else None
        return chosen.short_name if chosen else "SCE"

    def lend_to(self, jobs: Iterable[Job]) -> list[Job]:
        """The same jobs, each with its site's utility and building department at hand."""
        jobs = list(jobs)
        for job in jobs:
            job.site.utility = self.utilities[job.site.utility_id]
            job.site.jurisdiction = self.cities[job.site.jurisdiction_id]
        return jobs
