// Photos: each is stored when it is taken, as an item of its own, and queued at once.
import { emit } from "../base/changes.js";
import { flush } from "../drafts/drafts.js";
import { newId, now } from "../device/ids.js";
import { isHeld } from "../device/item_states.js";
import { leaveOut } from "../send/form_files.js";
import { discard } from "../send/ways_out.js";
import { resize } from "./resize_client.js";
import { timeTaken } from "./time_taken.js";
import { currentPerson } from "../device/person.js";
import { freeSpace } from "../device/retention.js";
import { byIndex, get, isFull, transaction } from "../device/store.js";
import { storageSpace } from "../device/storage_space.js";

const FULL = { edge: 2048, quality: 0.85 };
const SMALL = { edge: 1280, quality: 0.7 };
const SMALLEST = { edge: 800, quality: 0.6 };
const addresses = new Map();

/** A file that nobody can open; its message is for the person. */
export class DamagedPhoto extends Error {}

/** Why a photo was not stored, for the person who took it. */
export const whyNotKept = (error) =>
  error instanceof DamagedPhoto ? error.message : `The photo is not stored: ${error.message}. Take it again.`;

/** Stores a photo and queues it; resolves when it is on disk. Fails with `DamagedPhoto`, or where the device is full. */
export async function keepPhoto({ job, kind, slot, file, replaces = "", caption = "" }) {
  const person = await currentPerson();
  if (!person) throw new Error("Nobody is signed in on this device.");
  await flush().catch(() => {}); // reported already, and no reason to lose the photo
  const old = replaces ? await get("items", replaces) : null;
  const known = isLetGo(old) ? old.replaces : replaces; // what the office never took is replaced by nobody there
  const said = { id: newId(), type: "photo", person: person.id, job, kind, slot, replaces: known, caption };
  const item = await storedSmallEnough(file, said);
  if (old && !isHeld(old)) await replaceIn(old, item);
  emit("queue", { saved: true });
  return item;
}

// a form waits for the new photo in place of the old one; an old one that the office refused is let go
async function replaceIn(old, item) {
  await leaveOut(old, item);
  if (isLetGo(old)) await discard(old);
}

const isLetGo = (old) => old?.state === "blocked";

async function storedSmallEnough(file, said) {
  const sizes = (await storageSpace()).low ? [SMALL, SMALLEST] : [FULL, SMALL, SMALLEST];
  for (const [at, wanted] of sizes.entries()) {
    const made = await resize(file, wanted);
    if (made.damaged) throw new DamagedPhoto("This is not a picture the office can open. Take it again.");
    try {
      return await stored(made, file, said);
    } catch (error) {
      if (!isFull(error) || at === sizes.length - 1) throw error;
      await freeSpace();
    }
  }
}

async function stored({ bytes, type, exif, ...made }, file, said) {
  const states = { state: "queued", attempts: 0, not_before: 0, reason: "", made_at: now() };
  const facts = { size: bytes.byteLength, content_type: type || "application/octet-stream", taken_at: timeTaken(exif, file) };
  const item = { ...said, ...made, ...states, ...facts };
  await transaction(["items", "blobs"], async (tx) => {
    await tx.objectStore("blobs").put({ bytes, type }, item.id);
    await tx.objectStore("items").put(item);
  });
  return item;
}

/** The current person's photos of a job's form, oldest first, replaced ones included. */
export async function photosOf(job, kind) {
  const person = await currentPerson();
  const items = await byIndex("items", "job", job);
  const own = items.filter((item) => item.type === "photo" && item.kind === kind && item.person === person?.id);
  return own.sort((one, other) => one.made_at.localeCompare(other.made_at));
}

/** The address of a photo's or signature's image on this device, or "" when it was deleted. */
export async function blobUrl(id) {
  if (!addresses.has(id)) {
    const held = await get("blobs", id);
    if (!held) return "";
    addresses.set(id, URL.createObjectURL(new Blob([held.bytes], { type: held.type })));
  }
  return addresses.get(id);
}
