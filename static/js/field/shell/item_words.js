// What an item of the queue is, how large, and what it waits for, in words.
import { clock, corrected, when } from "../base/company_time.js";
import { dueIn } from "../base/backoff.js";
import { counted, KINDS, STATES } from "../base/words.js";

const STEPS = { on_my_way: "On my way", arrived: "Arrived", done: "Done", could_not: "Could not", undo_done: "Not done after all" };
const MB = 1_000_000;

/** The name of an item: "Site survey, finished", "Photo: meter face". */
export function nameOf(item) {
  if (item.type === "draft") return `${KINDS[item.kind]}, being filled in`;
  if (item.kind === "step" && item.type === "form") return STEPS[item.step] ?? KINDS.step;
  if (item.kind === "signing") return `${item.named}: ${item.declined ? "not signed by" : "signed by"} ${item.who}`;
  if (item.type === "form") return `${KINDS[item.kind]}, ${JSON.parse(item.body).finish ? "finished" : "not finished"}`;
  return `${KINDS[item.type]}: ${(item.type === "photo" ? item.slot : item.paper).replaceAll("_", " ")}`;
}

/** The job of an item, since when it is there, and its size. */
export const detailsOf = (item) => [item.job, `since ${when(corrected(item.made_at))}`, sizeOf(item)].filter(Boolean).join(" · ");

function sizeOf(item) {
  if (item.type === "draft") return counted(Object.keys(item.fields).length, "answer");
  const size = item.size ?? item.body?.length ?? 0;
  return size < MB / 10 ? `${Math.ceil(size / 1000)} KB` : `${(size / MB).toFixed(1)} MB`;
}

/** Why an item is not with the office yet; "" where nothing holds it up. `others` are the items that it waits for. */
export function whyWaiting(item, others, { online, needs_sign_in }) {
  if (item.state !== "queued") return item.reason ?? "";
  if (item.not_until) return `${item.reason} It goes by itself from ${when(item.not_until)} on.`;
  if (others.length) return `Waits for ${others.map(waited).join("; ")}.`;
  const said = item.aside ? "To be handed to the office as it is." : item.reason;
  if (!online) return [said, "Waits for the network."].filter(Boolean).join(" ");
  if (needs_sign_in) return [said, "Waits for you to sign in."].filter(Boolean).join(" ");
  if (!dueIn(item) || !item.attempts) return said;
  const tried = `Tried ${counted(item.attempts, "time")}; again at ${clock(corrected(new Date(item.not_before).toISOString()))}.`;
  return [said, tried].filter(Boolean).join(" ");
}

function waited(item) {
  const state = STATES[item.state].word;
  const tried = item.attempts && item.state === "queued" ? `, tried ${counted(item.attempts, "time")}` : "";
  return `${nounOf(item)} (${state}${item.reason ? `: ${item.reason.replace(/\.$/, "")}` : ""}${tried})`;
}

function nounOf(item) {
  if (item.type === "photo") return `the photo of the ${item.slot.replaceAll("_", " ")}`;
  if (item.type === "signature") return `the signature of ${item.name_as_signed}`;
  return ["step", "signing"].includes(item.kind) ? `“${nameOf(item)}”` : `the ${KINDS[item.kind].toLowerCase()} of ${item.job}`;
}

/** What would be lost with an item. */
export function lossOf(item) {
  const at = when(corrected(item.made_at));
  if (item.type !== "form") return `${nounOf(item)}, ${item.type === "photo" ? "taken" : "signed"} ${at}`;
  return ["step", "signing"].includes(item.kind) ? `${nounOf(item)}, ${at}` : `${nounOf(item)} with ${counted(Object.keys(JSON.parse(item.body).fields).length, "answer")}`;
}
