// Signatures drawn on the screen: stored and queued like photos, with the version of the text that was shown.
import { emit } from "../base/changes.js";
import { sha256 } from "../base/hashes.js";
import { newId, now } from "../device/ids.js";
import { currentPerson } from "../device/person.js";
import { byIndex, transaction } from "../device/store.js";

/** Stores a signature (a PNG) and queues it; `person` is who signed, `name` as they wrote it. */
export async function keepSignature({ job, kind, paper, person, name, text_version, language, blob }) {
  const here = await currentPerson();
  if (!here) throw new Error("Nobody is signed in on this device.");
  const bytes = await blob.arrayBuffer();
  const signed = { paper, signer: person, name_as_signed: name, text_version, language, signed_at: now() };
  const item = {
    id: newId(), type: "signature", person: here.id, job, kind, ...signed,
    sha256: await sha256(bytes), size: bytes.byteLength, content_type: "image/png",
    state: "queued", attempts: 0, not_before: 0, reason: "", made_at: signed.signed_at,
  };
  await transaction(["items", "blobs"], async (tx) => {
    await tx.objectStore("blobs").put({ bytes, type: "image/png" }, item.id);
    await tx.objectStore("items").put(item);
  });
  emit("queue", { saved: true });
  return item;
}

/** The current person's signatures of a job's form on this device. */
export async function signaturesOf(job, kind) {
  const here = await currentPerson();
  const items = await byIndex("items", "job", job);
  return items.filter((item) => item.type === "signature" && item.kind === kind && item.person === here?.id);
}
