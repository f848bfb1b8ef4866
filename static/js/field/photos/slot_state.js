// The photos of each slot, on this device and at the office, with the office's review of them.
import { photosOf } from "./photos.js";

/** The photos of each slot, newest last: `{slot: [{id, here, state, because, thumbnail}]}`. */
export async function stateOfSlots(work) {
  const here = await photosOf(work.number, work.kind);
  const slots = {};
  const reviewed = new Map((work.job.photos ?? []).map((photo) => [photo.id, photo]));
  for (const photo of work.job.photos ?? []) {
    if (!here.some((item) => item.id === photo.id)) addPhoto(slots, { ...photo, here: false });
  }
  for (const item of here) {
    const review = reviewed.get(item.id) ?? {};
    const replaced = here.some((other) => other.replaces === item.id);
    const isOpen = item.left_out || (item.state === "blocked" && item.retake); // the office does not have it, and another helps
    const state = replaced ? "replaced" : (review.state ?? (isOpen ? "rejected" : item.state));
    addPhoto(slots, { ...item, here: true, state, because: review.because ?? item.reason });
  }
  return slots;
}

function addPhoto(slots, photo) {
  (slots[photo.slot] ??= []).push(photo);
}

/** One slot: its photos, those in force, the rejected one to take again, and what the office asks for. */
export function photosOfSlot(work, slot) {
  const photos = work.slots[slot] ?? [];
  const standing = photos.filter((photo) => !["rejected", "replaced"].includes(photo.state));
  const rejected = photos.filter((photo) => photo.state === "rejected").at(-1) ?? null;
  const asked = (work.job.asked_photos ?? []).filter((each) => each.slot === slot);
  return { photos, standing, held: standing.length > 0, rejected: standing.length ? null : rejected, asked };
}
