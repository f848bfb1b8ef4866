"""A photo is stored when it is taken, and the office holds the same bytes (rules 2, 3, 5, 11 and 22)."""

from __future__ import annotations

from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Route

from jobs.models import Job, Photo
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import KEEP, Tablet, camera_file, sha256_of_file
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEGAPIXELS_12 = (4000, 3000)


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


@pytest.mark.parametrize("lacks", [(), ("globalThis, 'OffscreenCanvas'",)], ids=["worker", "page"])
def test_a_12_megapixel_photo_becomes_small_upright_and_dated(
    tablet: Tablet, job: Job, tmp_path: Path, lacks: tuple[str, ...]
) -> None:
    tablet.lacks = lacks
    path = camera_file(tmp_path, 1, size=MEGAPIXELS_12, turned=6)
    tablet.switch_on()
    [item] = tablet.take_photos(job.number, [("meter_face", path)])
    tablet.all_held()
    assert_office_holds([item])
    assert item["camera_sha256"] == sha256_of_file(path)
    assert (item["width"], item["height"]) == (1536, 2048)
    assert item["taken_at"] == "2026-11-20T18:01:30.000Z"
    with Photo.objects.get().original.open() as original:
        image = Image.open(original)
        assert image.size == (1536, 2048)
        assert image.getexif().get(0x0112, 1) == 1
        # held with its top to the left: what was white at the camera's top left is now at the top right
        assert image.getpixel((1500, 30)) > (240, 240, 240)
        left = image.crop((0, 0, 400, 400)).resize((1, 1)).getpixel((0, 0))
        assert left < (240, 240, 240)


def test_a_photo_is_stored_where_a_canvas_in_a_worker_has_a_to_blob_that_answers_with_a_promise(
    window: Tablet, job: Job, tmp_path: Path
) -> None:
    """As Firefox has it, besides the one that every browser has."""
    window.switch_on()
    window.context.route("**/bundle/resize_worker.js", with_the_older_to_blob)
    window.choose([camera_file(tmp_path, 1)])
    window.start_running(KEEP, {"job": job.number, "kind": "survey", "slots": ["meter_face"]})
    window.wait_until("async ({ queue }) => (await queue.list()).length")
    assert [item["content_type"] for item in window.items()] == ["image/jpeg"]


def with_the_older_to_blob(route: Route) -> None:
    answer = route.fetch()
    older = "OffscreenCanvas.prototype.toBlob = function () { return this.convertToBlob(); };\n"
    route.fulfill(response=answer, body=older + answer.text())


def test_a_file_that_the_browser_cannot_draw_is_kept_as_it_is(
    tablet: Tablet, job: Job, tmp_path: Path
) -> None:
    path = tmp_path / "camera.heic"
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 10:01:30"
    exif.get_ifd(0x8769)[0x9011] = "-08:00"
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), "teal")).save(path, exif=exif.tobytes())
    tablet.switch_on()
    [item] = tablet.take_photos(job.number, [("seal", path)])
    tablet.all_held()
    assert item["sha256"] == item["camera_sha256"] == sha256_of_file(path)
    assert item["unseen"]
    assert item["taken_at"] == "2026-11-20T18:01:30.000Z"
    assert_office_holds([item])


def test_forty_photos_of_12_megapixels_all_arrive(tablet: Tablet, job: Job, tmp_path: Path) -> None:
    paths = [camera_file(tmp_path, number, size=MEGAPIXELS_12) for number in range(40)]
    tablet.switch_on()
    items = tablet.take_photos(job.number, [("other", path) for path in paths])
    tablet.all_held()
    assert_office_holds(items)
    assert [item["camera_sha256"] for item in items] == [sha256_of_file(path) for path in paths]


def test_photos_taken_without_a_network_outlive_a_kill_and_arrive(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    items = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, n)) for n in range(5)])
    tablet.kill()
    gate.closed = False
    tablet.switch_on()
    tablet.all_held()
    assert_office_holds(items)


def test_a_kill_while_a_photo_is_stored_leaves_it_whole_or_not_at_all(
    tablet: Tablet, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    tablet.choose([camera_file(tmp_path, n, size=MEGAPIXELS_12) for n in range(3)])
    tablet.start_running(KEEP, {"job": job.number, "kind": "survey", "slots": ["seal", "seal", "seal"]})
    tablet.wait_until("async ({ store }) => (await store.all('items')).length > 0")
    tablet.kill()
    tablet.switch_on()
    tablet.all_held()
    items = tablet.items()
    assert len(items) >= 1
    assert_office_holds(items)


def test_a_retake_stands_beside_the_original(tablet: Tablet, job: Job, tmp_path: Path) -> None:
    tablet.switch_on()
    [first] = tablet.take_photos(job.number, [("panel_label", camera_file(tmp_path, 1))])
    tablet.choose([camera_file(tmp_path, 2)])
    second = tablet.run(
        """({ photos }, { job, replaces }) => {
          const [file] = document.querySelector("#camera").files;
          return photos.keepPhoto({ job, kind: "survey", slot: "panel_label", replaces, file });
        }""",
        {"job": job.number, "replaces": first["id"]},
    )
    tablet.all_held()
    assert str(Photo.objects.get(pk=first["id"]).replaced_by_id) == second["id"]
    shown = tablet.run("({ photos }, job) => photos.photosOf(job, 'survey')", job.number)
    assert [item["id"] for item in shown] == [first["id"], second["id"]]


def test_little_room_makes_smaller_photos(tablet: Tablet, job: Job, tmp_path: Path) -> None:
    tablet.room_left = 1_500_000  # less than the photo in full size needs
    tablet.switch_on()
    noise = [("seal", noisy_file(tmp_path, n)) for n in range(2)]
    assert not tablet.run(IS_LOW)
    first = tablet.take_photos(job.number, noise[:1])
    assert tablet.run(IS_LOW)
    tablet.leave_room(100_000_000)
    second = tablet.take_photos(job.number, noise[1:])
    assert [(item["width"], item["height"]) for item in first + second] == [(1280, 960), (1280, 960)]
    tablet.all_held()
    assert_office_holds(first + second)


def test_a_full_device_says_so_and_loses_nothing(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.fault("/photos/", "refuse", times=1000)
    kept = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.kill()
    tablet.room_left = 60_000
    page = tablet.switch_on()
    tablet.run(
        """({ changes }) =>
          changes.changes.addEventListener("storage", ({ detail }) => (document.title = detail.said))"""
    )
    tablet.choose([noisy_file(tmp_path, 2)])
    refused = tablet.run(
        f"(core, argument) => ({KEEP})(core, argument).then(() => '', (error) => error.name)",
        {"job": job.number, "kind": "survey", "slots": ["seal"]},
    )
    assert refused == "QuotaExceededError"
    assert "full" in page.title()
    assert [item["id"] for item in tablet.items()] == [kept[0]["id"]]
    tablet.leave_room(100_000_000)
    again = tablet.run(KEEP, {"job": job.number, "kind": "survey", "slots": ["seal"]})
    gate.faults.clear()
    tablet.all_held()
    assert_office_holds(kept + again)


IS_LOW = "async ({ storage_space }) => (await storage_space.storageSpace()).low"


def noisy_file(folder: Path, number: int) -> Path:
    """A photo that nothing makes smaller but fewer pixels."""
    path = folder / f"noise-{number}.jpg"
    Image.effect_noise((2400, 1800), 90 + number).convert("RGB").save(path, quality=60)
    return path
