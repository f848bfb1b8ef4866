// Sends one item; the result is "held", "conflict", "missing", "later", "sign_in", "refused" or "unreached".
import { now } from "../device/ids.js";
import { tabletUrl, post } from "../device/net.js";
import { isReceiptFor } from "../device/receipts.js";
import { get } from "../device/store.js";

const LATER = new Set([408, 425, 429]);
const URL_PARTS = { photo: "photos", signature: "signatures", step: "steps" };

/** Sends one item with this CSRF token: `{result, said, answer, wait}`. */
export async function sendItem(item, csrf) {
  const request = item.type === "form" ? jsonBody(item, csrf) : await fileBody(item, csrf);
  if (!request) return { result: "refused", said: "This device no longer has the file." };
  const url = tabletUrl(`jobs/${item.job}/${URL_PARTS[item.type] ?? URL_PARTS[item.kind] ?? item.kind}/${item.id}/`);
  const { status, answer, wait } = await post(url, request.body, request);
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
  if (status === 0) return { result: "unreached", said };
  if (status === 200 || status === 409) {
    if (!isReceiptFor(answer, item)) return { result: "later", said: "The office's receipt does not name all of it." };
    return { result: status === 409 ? "conflict" : "held", said };
  }
  if (status === 401 || status === 403) return { result: "sign_in", said };
  if (status >= 500 || LATER.has(status)) return { result: "later", said, busy: status !== 408 };
  if (status === 422 && answer.missing?.length) return { result: "missing", said };
  return { result: "refused", said: said || `The office's server refused it (${status}).` };
}
