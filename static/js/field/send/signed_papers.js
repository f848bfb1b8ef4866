// Papers signed on this device: each signer's part is queued as a form of its own and goes after the part before it.
import { emit } from "../base/changes.js";
import { newId, now, tabletId } from "../device/ids.js";
import { currentPerson } from "../device/person.js";
import { byIndex, put } from "../device/store.js";
import { formItem } from "./submit.js";

/**
 * Queues what a signer did with the version of a paper that they had before them; resolves when that is on disk. `did` holds
 * `word`, `consented_at` and `consent_version`, and `marks` or `declined_because`.
 */
export async function submitSigned(job, asked, signer, did) {
  const person = await currentPerson();
  if (!person) throw new Error("Nobody is signed in on this device.");
  const before = (await signedHere(job, asked)).at(-1);
  const body = {
    id: newId(), job, kind: "signing", tablet: await tabletId(), person: person.id, form_version: "", rules_version: "", made_at: now(),
    signer: signer.id, version: asked.version, shown_sha256: asked.paper.sha256, signed_at: now(), agent: navigator.userAgent, ...did,
  };
  const item = await formItem(body, []);
  await put("items", { ...item, named: asked.named.en, who: signer.name, request: asked.id, version: asked.version, signer: signer.id, declined: Boolean(did.declined_because), after: before?.id ?? "" });
  emit("queue", { saved: true });
}

/** What was signed or declined here of the version that is shown, in order, without what the office could not count. */
export async function signedHere(job, asked) {
  const items = await byIndex("items", "job", job);
  const own = items.filter((item) => item.kind === "signing" && item.request === asked.id && item.version === asked.version);
  return own.filter((item) => !item.receipt?.not_filed?.length).sort((one, other) => one.made_at.localeCompare(other.made_at));
}

/** Whose turn it is, or undefined; nobody's once somebody does not sign. */
export function nextSigner(asked, signed) {
  const here = new Set(signed.map((item) => item.signer));
  return signed.some((item) => item.declined) ? undefined : asked.signers.find((each) => !each.has_signed && !here.has(each.id));
}
