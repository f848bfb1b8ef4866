// Queues what a person finished: a form with its files, or a step of an appointment.
import { emit } from "../base/changes.js";
import { flush } from "../drafts/drafts.js";
import { sha256 } from "../base/hashes.js";
import { newId, now, tabletId } from "../device/ids.js";
import { isFile, isHeld } from "../device/item_states.js";
import { currentPerson } from "../device/person.js";
import { byIndex, get, transaction } from "../device/store.js";
import { deleteReason } from "./could_not_reasons.js";

/**
 * Queues a draft as it is, naming its photos and signatures; resolves when that is on disk. What the office holds already
 * is not sent again: without a change since, nothing is queued and the answer is null. A form that never left this device is
 * replaced by the new one.
 */
export async function submit(draft, { finish = true, answer = null } = {}) {
  await flush();
  const stored = (await get("drafts", draft.key)) ?? draft;
  const own = await itemsOf(stored);
  const change = changeOf(stored, own);
  const last = own.find((item) => item.id === stored.last_form);
  if (change.isNone && JSON.parse(last.body).finish === finish) return null;
  const body = {
    id: newId(), job: stored.job, kind: stored.kind, tablet: await tabletId(), person: stored.person, appointment: stored.appointment,
    form_version: stored.form_version, rules_version: stored.rules_version, made_at: now(), finish,
    fields: change.fields, readings: change.readings,
    photos: named(change.files, "photo", "slot"), signatures: named(change.files, "signature", "paper"), answer,
  };
  const item = await formItem(body, change.files.map(({ id, sha256: hash }) => ({ id, sha256: hash })));
  item.draft = stored.key;
  item.after = isReplaceable(last) ? last.after : (stored.last_form ?? "");
  await transaction(["items", "drafts"], async (tx) => {
    const items = tx.objectStore("items");
    if (isReplaceable(last) && isReplaceable(await items.get(last.id))) await items.delete(last.id);
    await items.put(item);
    const latest = (await tx.objectStore("drafts").get(stored.key)) ?? stored;
    await tx.objectStore("drafts").put({ ...latest, submitted_change: stored.change, last_form: item.id });
  });
  emit("draft", { key: stored.key });
  emit("queue", { saved: true });
  return item;
}

// never taken by the office: refused, or not tried yet
const isReplaceable = (form) => Boolean(form) && (form.state === "blocked" || (form.state === "queued" && !form.attempts));

/**
 * What a draft on disk was submitted as: `{last, isChanged}`, the last form or undefined, and whether something was entered
 * since: an answer, a reading, a photo, a signature.
 */
export async function submittedAs(draft) {
  const stored = (await get("drafts", draft.key)) ?? draft;
  const own = await itemsOf(stored);
  return { last: own.find((item) => item.id === stored.last_form), isChanged: !changeOf(stored, own).isNone };
}

const itemsOf = async (draft) =>
  (await byIndex("items", "job", draft.job)).filter((item) => item.kind === draft.kind && item.person === draft.person);

function changeOf(draft, own) {
  const forms = own.filter((item) => !isFile(item));
  const taken = forms.filter((item) => isHeld(item) && item.state !== "aside");
  const held = taken.map((item) => JSON.parse(item.body));
  const written = taken.filter((item) => Object.keys(item.receipt?.bases ?? {}).length).map((item) => JSON.parse(item.body).fields);
  const isSent = (name, field) => written.some((fields) => fields[name]?.at === field.at);
  const sent = new Set(held.flatMap((body) => [...body.readings, ...body.photos, ...body.signatures].map(idOf)));
  const replaced = new Set(own.map((item) => item.replaces).filter(Boolean));
  const isWanted = (item) => isFile(item) && item.state !== "aside" && !item.left_out && !replaced.has(item.id);
  const files = own.filter(isWanted);
  const last = forms.find((item) => item.id === draft.last_form);
  const inLast = new Set([...sent, ...(last?.files ?? []).map(({ id }) => id)]);
  return {
    isNone: Boolean(last) && draft.change === draft.submitted_change && files.every(({ id }) => inLast.has(id)),
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([name, field]) => !isSent(name, field))),
    readings: draft.readings.filter((reading) => !sent.has(idOf(reading))),
    files: files.filter(({ id }) => !sent.has(id)),
  };
}

// a reading that was struck out after it was sent is sent once more
const idOf = ({ id, struck_at: struck }) => (struck ? `${id} struck out` : id);

const named = (files, type, what) =>
  files.filter((item) => item.type === type).map((item) => ({ id: item.id, [what]: item[what], sha256: item.sha256 }));

/** Queues a step of an appointment: on_my_way, arrived, done, could_not, undo_done. */
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

/** A form as it is stored and sent, with the files that it names. */
export async function formItem(body, files) {
  const text = JSON.stringify(body);
  return {
    id: body.id, type: "form", person: body.person, job: body.job, kind: body.kind, body: text, files,
    sha256: await sha256(text), state: "queued", attempts: 0, not_before: 0, reason: "", made_at: body.made_at,
  };
}
