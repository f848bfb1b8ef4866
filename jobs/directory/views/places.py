"""All utilities and building departments, fetched once for a page's jobs and its filters."""

from __future__ import annotations

from collections.abc import Iterable

from jobs.models import Job, Jurisdiction, Utility


class Places:
    """Two queries, whatever the number of jobs; the same rows serve the filters and the jobs' sites."""

    def __init__(self) -> None:
        self.utilities = {utility.pk: utility for utility in Utility.objects.all()}
        self.cities = {city.pk: city for city in Jurisdiction.objects.all()}

    def utility_word(self, key: str) -> str:
        """Return the utility's name for headings: the chosen one, else SCE, which nearly every job has."""
        chosen = self.utilities.get(int(key)) if key else None
        return chosen.short_name if chosen else "SCE"

    def attach_to(self, jobs: Iterable[Job]) -> list[Job]:
        """Return the same jobs, each with its site's utility and building department set, without a query."""
        jobs = list(jobs)
        for job in jobs:
            job.site.utility = self.utilities[job.site.utility_id]
            job.site.jurisdiction = self.cities[job.site.jurisdiction_id]
        return jobs
