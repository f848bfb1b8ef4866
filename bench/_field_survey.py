"""One survey of the field measurement, filled in by a technician whose browser is killed meanwhile."""

from __future__ import annotations

import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from bench._field_plan import REFUSED_FOR_ITS_SIZE, TAKE_AGAIN, Life, Plan
from bench._field_tablet import WatchedTablet
from bench._field_tally import Tally
from bench._field_technician import Careful
from bench._field_unsent import NEEDS, PLACE, items_of, needing, until_let_go
from jobs.models import Job
from tests.browser.field_page import go

HELD_S = 240
READY = "async ({ readiness }) => (await readiness.readyForNoSignal()).ready"
ON_DEVICE = "async ({ packs }, job) => Boolean((await packs.surveyPack())?.jobs?.[job])"


class Survey:
    """One survey of one job, from the first start of the browser to the office's receipt."""

    def __init__(self, tablet: WatchedTablet, job: Job, plan: Plan, tally: Tally, folder: Path) -> None:
        self.tablet, self.job, self.plan, self.tally, self.folder = tablet, job, plan, tally, folder
        self.gate = tablet.gate
        self.photos = 0
        self.has_left_out = False
        self.is_on_device = False

    def run(self) -> None:
        """Live the plan's lives to the end; a survey that does not get through counts as stranded."""
        kills = len(self.tablet.kills)
        while not self._lived(self.plan.filling.pop(0) if self.plan.filling else Life(None, 0, ())):
            self.tablet.kill()
        self.tally.counts["surveys"] += 1
        self.tally.counts["kills"] += len(self.tablet.kills) - kills
        self.tally.counts["faults"] += sum(fault.times == 0 for fault in self.gate.faults)
        self.tally.counts["photos sent by parts"] += len(self._sent_by_parts())
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
            self._stranded("".join(traceback.format_exception(error)))
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
        asa = self._technician()
        before = self._led_on()
        while (name := asa.asked(before)) != "finish":
            if name.startswith("photo:") and self.plan.when_refused != TAKE_AGAIN and self._settled():
                before = self._led_on()
                continue
            try:
                asa.answer(name)
            finally:
                self.photos = asa.photos = asa.photos + name.startswith("photo:")  # no picture is used twice
            before = name

    def _technician(self) -> Careful:
        asa = Careful(self.tablet.page, self.folder, self.plan)
        asa.photos = self.photos
        return asa

    def _led_on(self) -> str:
        go(self.tablet.page, f"/{self.job.number}/survey")
        self.tablet.page.locator(".btn-next").click()
        return ""

    def _finish(self) -> None:
        page = self.tablet.page
        while self._settled():
            pass
        if not self._is_to_be_sent():
            return
        try:
            photo = self._one_more_photo() if self.plan.leaves_out and not self.has_left_out else ""
            self._is_to_be_sent()
            page.locator("[data-act=send]").click()
            page.locator("[data-receipt=here]").wait_for()
            if photo:
                self.has_left_out = True
                replace(REFUSED_FOR_ITS_SIZE, path=f"/photos/{photo}/$").put_into(self.gate)
        finally:
            self.gate.closed = False

    def _is_to_be_sent(self) -> bool:
        page = self.tablet.page
        go(page, f"/{self.job.number}/survey/finish")
        page.locator("[data-act=send], [data-receipt=here]").first.wait_for()
        return page.locator("[data-act=send]").count() > 0

    def _one_more_photo(self) -> str:
        """A photo beyond those that the form requires, taken without a network; its id."""
        self.gate.closed = True
        go(self.tablet.page, f"/{self.job.number}/survey/note")
        asa = self._technician()
        self.photos += 1
        ask = self.tablet.page.locator("#ask-photo-other")
        return asa.shoot(ask, ask.locator(".btn-camera"))

    def _settled(self) -> bool:
        """Do what the plan says with one item that needs the technician; whether there was any."""
        if not any(item["seen"] == "needs" for item in items_of(self.tablet, self.job.number)):
            return False
        page, pk = self.tablet.page, needing(self.tablet, self.job.number)
        if not pk:
            return True
        row = page.locator(f"{NEEDS[:-1]}='{pk}']")
        without = row.locator("[data-act=without]")
        if without.count() and self.plan.leaves_out:
            without.click()
            without.wait_for(state="detached")
        elif without.count() and self.plan.when_refused == TAKE_AGAIN:
            row.locator("[data-act=mend]").click()
            ask = page.locator(".ask-photo", has=page.locator(f"[data-photo='{pk}']"))
            self._technician().shoot(ask, ask.locator(".btn-camera"))
            self.photos += 1
            until_let_go(self.tablet, pk)
        else:
            row.locator("[data-act=again]").click()
            row.wait_for(state="detached")
        return True

    def _sent_by_parts(self) -> set[str]:
        ours = f"/jobs/{self.job.number}/photos/"
        passed = list(self.gate.passed)
        return {
            path for method, path, status in passed if method == "PATCH" and status == 200 and ours in path
        }

    def _until_held(self) -> None:
        deadline = time.monotonic() + HELD_S
        while True:
            items = items_of(self.tablet, self.job.number)
            if items and all(item["seen"] == "held" for item in items):
                return
            if time.monotonic() > deadline:
                self._stranded(items)
                return
            self._settled()
            self.tablet.page.wait_for_timeout(200)

    def _stranded(self, why: Any) -> None:
        self.tally.counts["surveys stranded"] += 1
        print(f"field: the survey of {self.job.number} is stranded: {why}")
        with suppress(Error):  # a page that does not answer
            print(f"field: its page is {self.tablet.page.evaluate(PLACE)}")
            print(f"field: its items are {items_of(self.tablet, self.job.number)}")
