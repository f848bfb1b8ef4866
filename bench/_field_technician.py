"""The technician of the field measurement: takes a large photo and a retake where the plan says so."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from bench._field_plan import Plan
from tests.browser.technician import Technician

NEVER = sys.maxsize


class Careful(Technician):
    """A technician who types a field anew where a kill left half of it, and takes what the plan says."""

    def __init__(self, page: Page, folder: Path, plan: Plan) -> None:
        super().__init__(page, folder)
        self.plan = plan

    def type(self, target: Locator, words: str) -> None:
        target.fill("")
        super().type(target, words)

    def picture(self) -> Path:
        if self.photos < self.plan.large:
            return super().picture()
        path = self.folder / f"large-{self.photos}.jpg"
        Image.effect_noise((2400, 1800), 90).convert("RGB").save(path, quality=80)
        return path

    def shoot(self, ask: Locator, opens: Locator) -> str:
        is_large = self.photos >= self.plan.large
        kept = super().shoot(ask, opens)
        self.plan.large = NEVER if is_large else self.plan.large
        return kept

    def judge(self, ask: Locator) -> None:
        if self.photos > self.plan.retaken:
            self.shoot(ask, self.page.locator(".viewer").get_by_role("button", name="Take again"))
            self.plan.retaken = NEVER
        super().judge(ask)
