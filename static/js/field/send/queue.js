// The queue of submitted forms and steps with their files, and how many of them are in which state.
import { emit } from "../base/changes.js";
import { flush } from "../drafts/drafts.js";
import { sha256 } from "../base/hashes.js";
import { newId, now, tabletId } from "../device/ids.js";
import { updateItems, groupOf } from "../device/item_states.js";
import { currentPerson } from "../device/person.js";
import { byIndex, get, transaction } from "../device/store.js";
import { deleteReason } from "./could_not_reasons.js";

/** Queues a draft as it is, naming all its photos and signatures; resolves when that is on disk. */
export async function submit(draft, { finish = true, answer = null } = {}) {
  await flush();
  const stored = (await get("drafts", draft.key)) ?? draft;
  const files = await filesOf(stored);
  const body = {
    id: newId(), job: stored.job, kind: stored.kind, tablet: await tabletId(), person: stored.person,
    form_version: stored.form_version, rules_version: stored.rules_version, made_at: now(), finish,
    fields: stored.fields, readings: stored.readings,
    photos: named(files, "photo", "slot"), signatures: named(files, "signature", "paper"), answer,
  };
  const item = await formItem(body, files.map(({ id, sha256: hash }) => ({ id, sha256: hash })));
  item.draft = stored.key;
  item.after = stored.last_form ?? "";
  await transaction(["items", "drafts"], async (tx) => {
    await tx.objectStore("items").put(item);
    const latest = (await tx.objectStore("drafts").get(stored.key)) ?? stored;
    await tx.objectStore("drafts").put({ ...latest, submitted_change: stored.change, last_form: item.id });
  });
  emit("draft", { key: stored.key });
  emit("queue", { saved: true });
  return item;
}

/** Queues a step of an appointment: on_my_way, arrived, done, could_not. */
export async function submitStep({ job, appointment, step, because = "", photo = null }) {
  const person = await currentPerson();
  if (!person) throw new Error("Nobody is signed in on this device.");
  const photos = photo ? [{ id: photo.id, slot: photo.slot, sha256: photo.sha256 }] : [];
  const body = {
    id: newId(), job, kind: "step", tablet: await tabletId(), person: person.id, form_version: "", rules_version: "",
    made_at: now(), step, appointment, because, photos,
  };
  const item = await formItem(body, photos.map(({ id, sha256: hash }) => ({ id, sha256: hash })));
  await transaction(["items", "settings"], async (tx) => {
    await tx.objectStore("items").put({ ...item, step, appointment });
    await deleteReason(tx, person.id, appointment);
  });
  emit("queue", { saved: true });
  return item;
}

async function formItem(body, files) {
  const text = JSON.stringify(body);
  return {
    id: body.id, type: "form", person: body.person, job: body.job, kind: body.kind, body: text, files,
    sha256: await sha256(text), state: "queued", attempts: 0, not_before: 0, reason: "", made_at: body.made_at,
  };
}

async function filesOf(draft) {
  const items = await byIndex("items", "job", draft.job);
  return items.filter((item) => item.type !== "form" && item.kind === draft.kind && item.person === draft.person);
}

const named = (files, type, what) =>
  files.filter((item) => item.type === type).map((item) => ({ id: item.id, [what]: item[what], sha256: item.sha256 }));

/** All items of the current person, drafts with unsent changes included, oldest first. */
export async function list() {
  const person = await currentPerson();
  if (!person) return [];
  const drafts = (await byIndex("drafts", "person", person.id)).filter((draft) => draft.change > draft.submitted_change);
  const open = drafts.map((draft) => ({ ...draft, id: draft.key, type: "draft", state: "draft", made_at: draft.started_at }));
  const items = [...open, ...(await byIndex("items", "person", person.id))];
  const shown = items.map((item) => ({ ...item, seen: groupOf(item.state) }));
  return shown.sort((one, other) => one.made_at.localeCompare(other.made_at));
}

/** How many items are here (on this device), sending, held (by the office), and need the person. */
export async function counts() {
  const tally = { here: 0, sending: 0, held: 0, needs: 0 };
  for (const item of await list()) tally[item.seen] += 1;
  return tally;
}

/** Queues one blocked or waiting item again, to be sent now. */
export async function retry(id) {
  await updateItems([id], { state: "queued", not_before: 0, misses: 0, reason: "" }, isOpen);
  emit("queue", { saved: true, now: true });
}

/** Queues every blocked or waiting item again, to be sent now. */
export async function retryAll() {
  const ids = (await list()).filter((item) => item.type !== "draft").map((item) => item.id);
  await updateItems(ids, { state: "queued", not_before: 0, misses: 0, reason: "" }, isOpen);
  emit("queue", { saved: true, now: true });
}

const isOpen = (item) => item.state === "blocked" || item.state === "queued";
