// The photos of each slot: those on this device and those that the office holds, and what the office said of them.
import { photosOf } from "./photos.js";

/** Every slot's photos, the newest last: `{slot: [{id, here, state, because, thumbnail}]}`. */
export async function stateOfSlots(work) {
  const here = await photosOf(work.number, work.kind);
  const slots = {};
  const judged = new Map((work.job.photos ?? []).map((photo) => [photo.id, photo]));
  for (const photo of work.job.photos ?? []) {
    if (!here.some((item) => item.id === photo.id)) place(slots, { ...photo, here: false });
  }
  for (const item of here) {
    const verdict = judged.get(item.id) ?? {};
    const replaced = here.some((other) => other.replaces === item.id);
    const state = replaced ? "replaced" : (verdict.state ?? item.state);
    place(slots, { ...item, here: true, state, because: verdict.because ?? "" });
  }
  return slots;
}

function place(slots, photo) {
  (slots[photo.slot] ??= []).push(photo);
}

/** One slot: its photos, whether one of them stands, what the office wants again and what it asks for. */
export function photosOfSlot(work, slot) {
  const photos = work.slots[slot] ?? [];
  const standing = photos.filter((photo) => !["rejected", "replaced"].includes(photo.state));
  const rejected = photos.filter((photo) => photo.state === "rejected").at(-1) ?? null;
  const asked = (work.job.asked_photos ?? []).filter((each) => each.slot === slot);
  return { photos, standing, held: standing.length > 0, rejected: standing.length ? null : rejected, asked };
}
