// Records what became of an item after it was sent: received, blocked with the office's reason, or queued again.
import { backoff } from "../base/backoff.js";
import { emit } from "../base/changes.js";
import { now } from "../device/ids.js";
import { updateItems } from "../device/item_states.js";
import { recordActivity } from "./sender_lock.js";
import { keys, transaction } from "../device/store.js";

const MOST_MISSES = 3;

/** Marks the item as sending, sends it with `send`, and records the outcome. */
export async function sendAndRecord(item, send) {
  await recordActivity();
  const [fresh] = await updateItems([item.id], { state: "sending", attempts: item.attempts + 1 }, (it) => it.state === "queued");
  if (!fresh) return { result: "gone" };
  Object.assign(item, fresh);
  const outcome = await send();
  await RECORD[outcome.result](item, outcome);
  item.state = "queued";
  return outcome;
}

const RECORD = {
  held: (item, outcome) => held(item, outcome, "acked"),
  conflict: (item, outcome) => held(item, outcome, "conflict"),
  refused: (item, { said }) => updateItems([item.id], { state: "blocked", reason: said }),
  unreached: (item) => updateItems([item.id], { state: "queued" }),
  sign_in: (item) => updateItems([item.id], { state: "queued" }),
  later: (item, { said, wait }) => retryLater(item, said, Math.max(backoff(item.attempts), wait * 1000)),
  missing,
};

async function held(item, { answer }, state) {
  await updateItems([item.id], { state, acked_at: now(), receipt: answer, reason: "", said: answer.said ?? "" });
  if (!item.draft) return;
  await transaction(["drafts"], async ({ store }) => {
    const draft = await store.get(item.draft);
    if (!draft) return;
    for (const [name, base] of Object.entries(answer.bases ?? {})) {
      if (draft.fields[name]) draft.fields[name].base = base; // the server's value is now our own
    }
    await store.put(draft);
  });
  emit("draft", { key: item.draft });
}

function retryLater(item, said, milliseconds) {
  return updateItems([item.id], { state: "queued", reason: said, not_before: Date.now() + milliseconds });
}

async function missing(item, { answer, said }) {
  const here = new Set(await keys("blobs"));
  const gone = answer.missing.filter((id) => !here.has(id));
  const misses = (item.misses ?? 0) + 1;
  if (gone.length || misses >= MOST_MISSES) return updateItems([item.id], { state: "blocked", reason: said, misses });
  await updateItems(answer.missing, { state: "queued", not_before: 0 });
  return updateItems([item.id], { state: "queued", misses });
}
