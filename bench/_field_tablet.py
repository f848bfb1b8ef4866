"""A tablet that tells what it has been given as it is given, and is killed at a moment set beforehand."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage

from tests.browser.tablet import Item, Tablet

MARK = "given-to-the-tablet "
TELL = """addEventListener("DOMContentLoaded", async () => {
  const { base } = document.body.dataset;
  if (!base) return;
  const modules = await import(base + "bundle/modules.js");
  const { openDraft } = modules["drafts/drafts"];
  const { list } = modules["send/queue"];
  const told = new Map();
  const tell = (id, state, what) => {
    if (told.get(id) === state) return;
    told.set(id, state);
    console.debug("given-to-the-tablet " + JSON.stringify(what));
  };
  const drafts = new Map();
  setInterval(async () => {
    const job = /^#\\/([^/]+)\\/survey/.exec(location.hash)?.[1];
    if (!job || !document.querySelector(".sections, .asks")) return;
    if (!drafts.has(job)) drafts.set(job, openDraft(job, "survey"));
    const draft = await drafts.get(job);
    for (const [name, { at }] of Object.entries(draft.fields)) tell(`${job} ${name}`, at, { job, name, at });
    for (const { id, at } of draft.readings) tell(id, at, { job, name: `reading ${id}`, at });
  }, 20);
  modules["base/changes"].changes.addEventListener("queue", async () => {
    for (const { id, type, job, sha256, replaces = "", state } of await list()) {
      if (type === "photo" && state === "blocked") tell(`${id} refused`, true, { refused: id });
      if (type === "photo" || type === "form") tell(id, sha256, { id, type, job, sha256, replaces });
    }
  });
});"""
STORED = """async ({ store }) => {
  const found = [];
  for (const { job, fields, readings } of await store.all("drafts")) {
    for (const [name, { at }] of Object.entries(fields)) found.push([job, name, at]);
    for (const { id, at } of readings) found.push([job, `reading ${id}`, at]);
  }
  return { answers: found, items: (await store.all("items")).map(({ id }) => id) };
}"""


class WatchedTablet(Tablet):
    """`answers` (job, name) → when it was given, `items` id → photo or form: what the page said it holds."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.answers: dict[tuple[str, str], str] = {}
        self.items_told: dict[str, Item] = {}
        self.refused: set[str] = set()  # photos that the office refused; taken again, they are let go
        self.kills: list[float] = []
        self.is_struck = False
        self.next_life: float | None = None
        self._timer: threading.Timer | None = None

    def _opened(self) -> BrowserContext:
        self.is_struck = False
        context = super()._opened()
        context.on("console", self._hear)
        context.add_init_script(TELL)
        self.kill_in(self.next_life)
        return context

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith(MARK):
            said = json.loads(message.text.removeprefix(MARK))
            if "refused" in said:
                self.refused.add(said["refused"])
            elif "name" in said:
                key = said["job"], said["name"]
                self.answers[key] = max(said["at"], self.answers.get(key, ""))
            else:
                self.items_told[said["id"]] = said

    def kill_in(self, seconds: float | None) -> None:
        """Kill the browser after so many seconds, in whatever it is doing then; None lets it live."""
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, self._strike) if seconds is not None else None
        if self._timer:
            self._timer.start()

    def _strike(self) -> None:
        self.is_struck = True
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.kills.append(time.time())  # not before: what is given while the process is looked for counts

    def lost_answers(self) -> list[float]:
        """Compare with what is stored; the age in seconds of each lost answer at the kill that took it."""
        answers = self.run(STORED)["answers"]
        stored = {(job, name): at for job, name, at in answers}
        lost = [key for key, at in self.answers.items() if stored.get(key, "") < at]
        ages = [self._age_at_the_kill(self.answers[key]) for key in lost]
        for key in lost:
            del self.answers[key]
        self.answers.update({key: stored[key] for key in lost if key in stored})
        return ages

    def _age_at_the_kill(self, at: str) -> float:
        given = datetime.fromisoformat(at).timestamp()
        return min((kill - given for kill in self.kills if kill >= given), default=float("inf"))

    def lost_items(self) -> list[Item]:
        """Photos that were told, not refused, and are gone, and a job's last form if it is; each once."""
        here = set(self.run(STORED)["items"])
        last_forms = {item["job"]: item["id"] for item in self.items_told.values() if item["type"] == "form"}
        lost = [
            item
            for item in self.items_told.values()
            if item["id"] not in here | self.refused
            and (item["type"] == "photo" or last_forms[item["job"]] == item["id"])
        ]
        for item in lost:
            del self.items_told[item["id"]]
        return lost
