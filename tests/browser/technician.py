"""A technician at the tablet: presses what a person presses, types what they type, and counts both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.tablet import camera_file

# what a person needs for each, in gloves and beside a wall: to find and press, to type, to frame and take
SECONDS_A_PRESS, SECONDS_A_KEY, SECONDS_A_PHOTO = 2.0, 0.6, 15.0
PRESSES_OF_A_CAMERA = 2  # the shutter, and "use this photo"

HOUSE: dict[str, Any] = {
    "sce_account_verified": "Yes",
    "premises": "Residential",
    "utility": "SCE (Edison)",
    "account_holder": "Owner",
    "medical_equipment": "No",
    "adapter": "EV",
    "wants_dedicated_circuit": "Yes",
    "meter_number": "222-014-7781",
    "meter_type": "Self-contained",
    "meter_class_amps": "200",
    "phase": "Single-phase",
    "wires": "3",
    "seal": "Intact",
    "lock_ring": "No",
    "meter_adapter_in_socket": "Nothing",
    "heat_marks": "No",
    "meter_loose": "No",
    "socket_fits_device": "Yes",
    "esr_violations": "Checked: nothing found",
    "panel_bus_amps": "125",
    "spare_breaker_slots": "0",
    "main_breaker_amps": "100",
    "generation_present": "No",
    "energized_conduit_liquidtight": "Yes",
    "outlet_240v_at_parking": "No",
}
# what may stay open, and what a careful technician writes down all the same
BESIDE: dict[str, dict[str, str]] = {
    "people": {"people_note": "Hana, mornings", "smoke_co_alarms": "Smoke and CO", "alarm_or_gate": "No"},
    "wishes": {"vehicle": "the first", "daily_miles": "40"},
    "meter": {"meter_form": "2S"},
    "socket": {"socket_make": "Milbank", "socket_ring": "Ringless", "cover_clearance_in": "6"},
    "space": {
        "space_depth_in": "42",
        "space_width_in": "36",
        "space_height_in": "80",
        "door_opens_90": "Yes",
        "meter_height_in": "62",
        "hazards": "Dog",
    },
    "panel": {
        "panel_make": "Square D",
        "panel_place": "Separate",
        "split_bus": "No",
        "bonding_seen": "Yes",
    },
    "conduit": {"conduit_rest": "EMT"},
    "parking": {"parking": "Garage", "photo:charger_location": "", "charger_location": "Garage, left wall"},
    "route": {
        "photo:conduit_route": "",
        "route": "Side wall, 1 m up",
        "route_length_ft": "30",
        "trench_length_ft": "0",
        "bag_spot": "Hook beside the meter",
    },
    "note": {"photo:other": ""},
}
READINGS = {"volts_l1_l2": "2413", "volts_l1_n": "1208", "volts_l2_n": "1205"}  # the point comes by itself
READABLE = ("meter_face", "seal", "main_breaker")
IDS = "rows => rows.map((row) => row.dataset.photo)"
NEW_PHOTO = """([ask, before]) => {
  const shown = [...document.querySelectorAll(`#${ask} .taken li:has(img[src])`)];
  return shown.map((row) => row.dataset.photo).find((id) => !before.includes(id));
}"""
ASKED = """(before) => {
  if (/finish$/.test(location.hash)) return "finish";
  const id = document.activeElement?.closest(".ask")?.id ?? "";
  const name = id.replace("ask-", "").replace(/^(photo|card)-/, "$1:");
  return name && name !== before ? name : null;
}"""


class Technician:
    """Drives one page; ``presses``, ``keys`` and ``photos`` tell what it took."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.presses = self.keys = self.photos = 0

    @property
    def seconds(self) -> float:
        return self.presses * SECONDS_A_PRESS + self.keys * SECONDS_A_KEY + self.photos * SECONDS_A_PHOTO

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def press_named(self, words: str, role: Any = "button") -> None:
        self.press(self.page.get_by_role(role, name=words, exact=True).first)

    def type(self, target: Locator, words: str) -> None:
        self.press(target)
        target.press_sequentially(words)
        self.keys += len(words)

    def choose(self, name: str, words: str) -> None:
        self.press(self.page.locator(f"#ask-{name} label", has_text=words).first)

    def asked(self, before: str = "") -> str:
        """Wait for where the guide leads; the question's name, or "finish" where nothing is open."""
        return self.page.wait_for_function(ASKED, arg=before).json_value()

    def take(self, slot: str) -> None:
        """A photo, and what is asked about it."""
        ask = self.page.locator(f"#ask-photo-{slot}")
        self.shoot(ask, ask.locator(".btn-camera"))
        if slot in READABLE:
            self.judge(ask)

    def shoot(self, ask: Locator, opens: Locator) -> str:
        """The button, the camera's own presses, and the wait until it is on the device; the photo's id."""
        before = ask.locator(".taken li").evaluate_all(IDS)
        with self.page.expect_file_chooser() as camera:
            self.press(opens)
        camera.value.set_files(self.picture())
        self.photos += 1
        self.presses += PRESSES_OF_A_CAMERA
        named = [ask.get_attribute("id"), before]
        return str(self.page.wait_for_function(NEW_PHOTO, arg=named).json_value())

    def judge(self, ask: Locator) -> None:
        """Whether what must be read on the photo can be read."""
        self.press(self.page.locator(".viewer").get_by_role("button", name="Yes, it can"))

    def picture(self) -> Path:
        """What the camera takes, no two alike."""
        return camera_file(self.folder, self.photos)

    def read(self, **readings: str) -> None:
        for name, value in readings.items():
            self.type(self.page.locator(f"#ask-{name}-typed"), value)

    def write_down(self, section: str) -> None:
        """Everything beside what is required, from the list of sections."""
        self.press(self.page.locator(f"[data-section={section}]"))
        self.page.locator(".asks").wait_for()
        for name, said in BESIDE[section].items():
            ask = self.page.locator(f"#ask-{name.replace(':', '-')}")
            chip = ask.locator(".chips-row").first.get_by_role("button", name=said, exact=True)
            if name.startswith("photo:"):
                self.take(name.removeprefix("photo:"))
            elif said == "the first":
                self.press(ask.locator("label.pick").first)
            elif said and chip.count():
                self.press(chip)
            elif ask.locator("label", has_text=said).count():
                self.choose(name, said)
            else:
                self.type(ask.locator("input.form-control:visible").first, said)
        self.press(self.page.locator(".btn-back"))
        self.page.locator(".sections").wait_for()

    def answer(self, name: str) -> None:
        """Answer what is asked as the house has it."""
        ask = self.page.locator(f"#ask-{name.replace(':', '-')}")
        if name.startswith("photo:"):
            self.take(name.removeprefix("photo:"))
        elif name.startswith("card:"):
            self.press(ask.locator(".btn-primary"))
        elif name == "voltage":
            self.read(**READINGS)
            self.choose(name, "120/240 V")
        elif ask.locator(".chips-usual").count():
            self.press(ask.locator(".chips-usual").get_by_role("button", name=HOUSE[name], exact=True))
        elif ask.locator("[data-typed-first]").count():
            self.type(ask.locator("[data-typed-first]"), HOUSE[name])
            self.press(self.page.locator(".btn-next"))
        else:
            self.choose(name, HOUSE[name])
