// Sends one item; the result is "held", "conflict", "aside", "missing", "later", "sign_in", "refused" or "unreached".
import { now, tabletId } from "../device/ids.js";
import { tabletUrl, post } from "../device/net.js";
import { isReceiptFor } from "../device/receipts.js";
import { get } from "../device/store.js";
import { sendParts } from "./send_parts.js";

const LATER = new Set([408, 425, 429]);
const ANOTHER_HELPS = new Set([413, 415, 422]);
const LARGE_BYTES = 1_000_000;
const URL_PARTS = { photo: "photos", signature: "signatures", step: "steps" };
const WORDS = {
  photo: ["slot", "sha256", "camera_sha256", "taken_at", "caption", "replaces"],
  signature: ["sha256", "paper", "name_as_signed", "text_version", "language", "signed_at"],
};

/** Sends one item with this CSRF token: `{result, said, answer, wait}`. */
export async function sendItem(item, csrf) {
  const held = item.type === "form" ? null : await get("blobs", item.id);
  if (item.type !== "form" && !held) return { result: "refused", said: "This device no longer has the file." };
  if (item.aside) return sent(item, csrf, "put-aside", asideBody({ ...item, tablet: await tabletId() }, held));
  const path = `jobs/${item.job}/${URL_PARTS[item.type] ?? URL_PARTS[item.kind] ?? item.kind}`;
  if (item.type === "form") return sent(item, csrf, path, item.body, { "Content-Type": "application/json", "X-Sent-At": now() });
  const parts = isSentByParts(item) ? await sendParts(item, held.bytes, { "X-CSRFToken": csrf, "X-Tablet": await tabletId() }) : null;
  const broke = parts && parts.status !== 200 ? outcomeOf(parts.status, parts.answer, item) : null;
  if (broke && broke.result !== "refused") return { answer: parts.answer, wait: 0, ...broke, moved: parts.moved };
  return sent(item, csrf, path, fileBody(item, held, Boolean(parts) && !broke)); // whole, also where the server takes no parts
}

const isSentByParts = (item) => item.type === "photo" && item.size > LARGE_BYTES && item.attempts > 1;

async function sent(item, csrf, path, body, headers = {}) {
  const { status, answer, wait } = await post(tabletUrl(`${path}/${item.id}/`), body, { csrf, headers });
  return { answer, wait, ...outcomeOf(status, answer, item) };
}

function fileBody(item, held, isThere) {
  const body = new FormData();
  if (isThere) body.append("parts", "1");
  else body.append("file", blobOf(held), `${item.id}.${endingOf(held)}`);
  for (const name of WORDS[item.type]) body.append(name, item[name] ?? "");
  if (item.type === "signature") body.append("person", item.signer ?? "");
  body.append("sent_at", now());
  return body;
}

function asideBody(item, held) {
  const body = new FormData();
  body.append("item", new Blob([JSON.stringify(item)], { type: "application/json" }), "item.json");
  if (held) body.append("file", blobOf(held), `${item.id}.${endingOf(held)}`);
  body.append("sha256", item.sha256);
  body.append("said", item.refused ?? "");
  body.append("sent_at", now());
  return body;
}

const blobOf = (held) => new Blob([held.bytes], { type: held.type });
const endingOf = (held) => ({ "image/png": "png", "image/heic": "heic" })[held.type] ?? "jpg";

function outcomeOf(status, answer, item) {
  const said = answer?.said ?? "";
  if (status === 0) return { result: "unreached", said };
  if (status === 200 || status === 409) {
    if (!isReceiptFor(answer, item)) return { result: "later", said: "The office's receipt does not name all of it." };
    return { result: item.aside ? "aside" : status === 409 ? "conflict" : "held", said };
  }
  if (status === 401 || status === 403) return { result: "sign_in", said };
  if (status >= 500 || LATER.has(status)) return { result: "later", said, from: answer?.from, busy: status === 429 || status >= 500 };
  if (status === 422 && answer.missing?.length && !item.aside) return { result: "missing", said };
  const retake = item.type === "photo" && (answer?.retake ?? ANOTHER_HELPS.has(status));
  return { result: "refused", said: said || `The office's server refused it (${status}).`, field: answer?.field ?? "", retake };
}
