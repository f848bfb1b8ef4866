// Sends one item and says what came of it: "held", "conflict", "missing", "later", "sign_in", "refused" or "unreached".
import { now } from "../device/ids.js";
import { tabletUrl, post } from "../device/net.js";
import { isReceiptFor } from "../device/receipts.js";
import { get } from "../device/store.js";

const LATER = new Set([408, 425, 429]);
const URL_PARTS = { photo: "photos", signature: "signatures", step: "steps" };

/** `{came, said, answer, wait}` of one item sent with this token. */
export async function sendItem(item, csrf) {
  const made = item.type === "form" ? jsonBody(item, csrf) : await fileBody(item, csrf);
  if (!made) return { came: "refused", said: "This device no longer has the file." };
  const url = tabletUrl(`jobs/${item.job}/${URL_PARTS[item.type] ?? URL_PARTS[item.kind] ?? item.kind}/${item.id}/`);
  const { status, answer, wait } = await post(url, made.body, made);
  return { answer, wait, ...outcomeOf(status, answer, item) };
}

function jsonBody(item, csrf) {
  return { body: item.body, csrf, headers: { "Content-Type": "application/json", "X-Sent-At": now() } };
}

async function fileBody(item, csrf) {
  const held = await get("blobs", item.id);
  if (!held) return null;
  const names = { photo: ["slot", "sha256", "camera_sha256", "taken_at", "caption", "replaces"],
    signature: ["sha256", "paper", "name_as_signed", "text_version", "language", "signed_at"] }[item.type];
  const body = new FormData();
  const ending = { "image/png": "png", "image/heic": "heic" }[held.type] ?? "jpg";
  body.append("file", new Blob([held.bytes], { type: held.type }), `${item.id}.${ending}`);
  for (const name of names) body.append(name, item[name] ?? "");
  if (item.type === "signature") body.append("person", item.signer ?? "");
  body.append("sent_at", now());
  return { body, csrf };
}

function outcomeOf(status, answer, item) {
  const said = answer?.said ?? "";
  if (status === 0) return { came: "unreached", said };
  if (status === 200 || status === 409) {
    if (!isReceiptFor(answer, item)) return { came: "later", said: "The office's receipt does not name all of it." };
    return { came: status === 409 ? "conflict" : "held", said };
  }
  if (status === 401 || status === 403) return { came: "sign_in", said };
  if (status >= 500 || LATER.has(status)) return { came: "later", said, busy: status !== 408 };
  if (status === 422 && answer.missing?.length) return { came: "missing", said };
  return { came: "refused", said: said || `The office's server refused it (${status}).` };
}
