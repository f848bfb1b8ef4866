// Reports to the server what this device still holds, and erases the device if the office orders it.
import { flush } from "../drafts/drafts.js";
import { now, tabletId } from "../device/ids.js";
import { isHeld } from "../device/item_states.js";
import { tabletUrl, post } from "../device/net.js";
import { eraseAll } from "../device/retention.js";
import { all, get, put } from "../device/store.js";
import { storageSpace } from "../device/storage_space.js";

/** Reports what this device holds; returns the office's order to erase it: "" or when to. */
export async function contact(csrf) {
  const erased = Boolean(await get("settings", "forgot"));
  const { status, answer } = await postReport(csrf, erased);
  if (status !== 200) return "";
  await put("settings", now(), "last_contact_at");
  if (erased) await put("settings", false, "forgot");
  return answer.forget ?? "";
}

/** Erases everything if the order says so and it was not done already; true if it did. */
export async function eraseIfOrdered(order) {
  if (!order || (await get("settings", "forgot"))) return false;
  await flush().catch(() => {}); // what was typed just now counts as unsent
  return eraseAll(order === "at_once");
}

async function postReport(csrf, erased) {
  const { free_mb, persistent } = await storageSpace();
  const said = {
    tablet: await tabletId(), label: (await get("settings", "label")) ?? deviceName(), app: document.body.dataset.version,
    room_mb: free_mb, keeps_storage: persistent, held: await held(), forgot: erased,
  };
  const headers = { "Content-Type": "application/json", "X-Sent-At": now() };
  return post(tabletUrl("contact/"), JSON.stringify(said), { csrf, headers });
}

async function held() {
  const items = (await all("items")).filter((item) => !isHeld(item));
  const drafts = (await all("drafts")).filter((draft) => draft.change > draft.submitted_change);
  return [
    ...items.map((item) => ({ job: item.job, kind: item.kind, what: what(item), since: item.made_at, state: item.state })),
    ...drafts.map((draft) => ({ job: draft.job, kind: draft.kind, what: "draft", since: draft.started_at, state: "draft" })),
  ];
}

const what = (item) => ({ photo: item.slot, signature: `signature: ${item.paper}` })[item.type] ?? item.step ?? "form";

function deviceName() {
  const agent = navigator.userAgent;
  return /iPad|iPhone|Android|CrOS|Macintosh|Windows|Linux/.exec(agent)?.[0] ?? "Device";
}
