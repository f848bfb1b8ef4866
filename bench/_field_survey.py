"""One survey of the field measurement, filled in by a technician whose browser is killed meanwhile."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Locator

from bench._field_plan import Life, Plan
from bench._field_tablet import WatchedTablet
from bench._field_tally import Tally
from jobs.models import Job
from tests.browser.field_page import go
from tests.browser.technician import Technician

HELD_S = 180
READY = "async ({ readiness }) => (await readiness.readyForNoSignal()).ready"
ON_DEVICE = "async ({ packs }, job) => Boolean((await packs.surveyPack())?.jobs?.[job])"
COUNTS = "({ queue }) => queue.counts()"
LIST = "({ queue }) => queue.list()"


class Retyping(Technician):
    """A technician who types a field anew where a kill left half of it."""

    def type(self, target: Locator, words: str) -> None:
        target.fill("")
        super().type(target, words)


class Survey:
    """One survey of one job, from the first start of the browser to the office's receipt."""

    def __init__(self, tablet: WatchedTablet, job: Job, plan: Plan, tally: Tally, folder: Path) -> None:
        self.tablet, self.job, self.plan, self.tally, self.folder = tablet, job, plan, tally, folder
        self.gate = tablet.gate
        self.photos = 0
        self.is_on_device = False

    def run(self) -> None:
        """Live the plan's lives to the end; a survey that does not get through counts as stranded."""
        kills = len(self.tablet.kills)
        while not self._lived(self.plan.filling.pop(0) if self.plan.filling else Life(None, 0, ())):
            self.tablet.kill()
        self.tally.counts["surveys"] += 1
        self.tally.counts["kills"] += len(self.tablet.kills) - kills
        self.tally.counts["faults"] += sum(fault.times == 0 for fault in self.gate.faults)
        for fault in self.gate.faults:
            fault.go_on.set()
        self.gate.faults.clear()
        self.tally.compare_with_the_office(self.tablet, self.job)
        self.tablet.close()

    def _lived(self, life: Life) -> bool:
        """Whether this life came to the survey's end; False where the browser was killed before."""
        self.tablet.next_life = life.seconds
        try:
            self._begin(life)
            self._fill_in()
            self._finish()
            self.tablet.kill_in(self.plan.sending.pop(0) if self.plan.sending else None)
            self._until_held()
        except Error as error:
            if self.tablet.is_struck:
                return False
            self._stranded(error)
        self.tablet.kill_in(None)
        return not self.tablet.is_struck

    def _begin(self, life: Life) -> None:
        for trouble in life.troubles:
            trouble.put_into(self.gate)
        if life.offline_s and self.is_on_device:
            self.gate.closed = True
            self.tally.counts["times offline"] += 1
            threading.Timer(life.offline_s, setattr, (self.gate, "closed", False)).start()
        self.tablet.switch_on(start=False)
        self.tally.compare_after_a_start(self.tablet)
        if not self.is_on_device:
            self.tablet.wait_until(READY)
            self.tablet.wait_until(ON_DEVICE, self.job.number)
            self.is_on_device = True

    def _fill_in(self) -> None:
        """Follow the guide from wherever the kill left the survey to its last page."""
        asa = Retyping(self.tablet.page, self.folder)
        asa.photos = self.photos
        before = self._led_on()
        while (name := asa.asked(before)) != "finish":
            if name.startswith("photo:") and self._send_what_was_refused():
                before = self._led_on()
                continue
            try:
                asa.answer(name)
            finally:
                self.photos = asa.photos = asa.photos + name.startswith("photo:")  # no picture is used twice
            before = name

    def _led_on(self) -> str:
        go(self.tablet.page, f"/{self.job.number}/survey")
        self.tablet.page.locator(".btn-next").click()
        return ""

    def _finish(self) -> None:
        page = self.tablet.page
        self._send_what_was_refused()
        go(page, f"/{self.job.number}/survey/finish")
        page.locator("[data-act=send], [data-receipt=here]").first.wait_for()
        if page.locator("[data-act=send]").count():
            page.locator("[data-act=send]").click()

    def _send_what_was_refused(self) -> bool:
        """Press *Send as it is* for each item that needs the technician; whether there was any."""
        page = self.tablet.page
        if not self.tablet.run(COUNTS)["needs"]:
            return False
        go(page, "/unsent")
        page.locator("[data-group=needs] [data-act=again]").first.click()
        page.locator("[data-group=needs]").wait_for(state="detached")
        return True

    def _until_held(self) -> None:
        deadline = time.monotonic() + HELD_S
        while True:
            counts = self.tablet.run(COUNTS)
            if counts["held"] and not counts["here"] + counts["sending"] + counts["needs"]:
                return
            if time.monotonic() > deadline:
                self._stranded(self.tablet.run(LIST))
                return
            self._send_what_was_refused()
            self.tablet.page.wait_for_timeout(200)

    def _stranded(self, why: Any) -> None:
        self.tally.counts["surveys stranded"] += 1
        print(f"field: the survey of {self.job.number} is stranded: {why}")
