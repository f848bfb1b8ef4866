// Records what became of an item after it was sent: received, blocked with the office's reason, or queued again.
import { pauseOf } from "../base/backoff.js";
import { emit } from "../base/changes.js";
import { now } from "../device/ids.js";
import { isHeld, updateItems } from "../device/item_states.js";
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
  aside: (item, outcome) => held(item, outcome, "aside"),
  refused: (item, { said, field = "", retake = false }) => update(item, { state: "blocked", reason: said, field, retake, aside: false }),
  unreached: (item, { moved }) => (moved ? goOnSoon(item) : retryLater(item, "", pauseOf(item))),
  sign_in: (item) => update(item, { state: "queued" }),
  later: (item, { said, wait, from }) => (from ? waitUntil(item, said, from) : retryLater(item, said, Math.max(pauseOf(item), wait * 1000))),
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

// what another page has handed in meanwhile stays so
const update = (item, patch) => updateItems([item.id], patch, (stored) => !isHeld(stored));

/** Lets an item wait that was refused twice as if nobody were signed in: the others go before it is tried again. */
export const holdBack = (item, said) => retryLater(item, said, pauseOf(item));

function retryLater(item, said, milliseconds) {
  return update(item, { state: "queued", reason: said, not_before: Date.now() + milliseconds });
}

// the connection breaks and yet some of it arrived: its pause does not grow
function goOnSoon(item) {
  return update(item, { state: "queued", attempts: 1, not_before: Date.now() + pauseOf({ attempts: 1 }) });
}

function waitUntil(item, said, from) {
  return update(item, { state: "queued", reason: said, not_until: from, attempts: 0 });
}

async function missing(item, { answer, said }) {
  const here = new Set(await keys("blobs"));
  const gone = answer.missing.filter((id) => !here.has(id));
  const misses = (item.misses ?? 0) + 1;
  if (gone.length || misses >= MOST_MISSES) return update(item, { state: "blocked", reason: said, misses });
  await updateItems(answer.missing, { state: "queued", not_before: 0 });
  return update(item, { state: "queued", misses });
}
