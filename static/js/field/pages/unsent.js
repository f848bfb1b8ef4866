// Everything on this device: what is unsent and why, sending it now, the zip, signing out, storage.
import { button, el, fill, mark, once } from "../base/dom.js";
import { sendNow, status } from "../send/sender.js";
import { deviceFacts, updateNotice } from "../shell/device_status.js";
import { go } from "../base/router.js";
import { counts, list, retryAll } from "../send/queue.js";
import { itemRow } from "../shell/item_row.js";
import { signOutCard } from "../shell/sign_out.js";
import { signIn } from "../base/page_data.js";
import { clock, corrected, when } from "../base/company_time.js";
import { saveZip } from "../send/save_zip.js";

const GROUPS = [
  ["needs", "Needs you", "bad"],
  ["sending", "Sending", "wait"],
  ["here", "On this device", "go"],
  ["held", "Held by the office", "done"],
];

/** The page of items on this device. */
export async function unsentPage() {
  const [items, tally] = [await list(), await counts()];
  const refresh = () => go("/unsent");
  const facts = el("div", {});
  deviceFacts(refresh).then((nodes) => fill(facts, nodes));
  return {
    title: "On this device",
    back: "/",
    page: "unsent",
    nodes: [
      el("h1", {}, "On this device"),
      el("ul", { class: "tally" }, GROUPS.map(([key, words, kind]) => el("li", { "data-count": key }, el("b", {}, String(tally[key])), mark(kind, words)))),
      el("p", { class: "reach" }, connection()),
      status().needs_sign_in ? el("a", { class: "btn btn-primary", href: signIn }, "Sign in to send") : null,
      await updateNotice(),
      el(
        "div",
        { class: "acts" },
        button("Try now", (event) => once(event.currentTarget, () => retryAll().then(sendNow)), "btn btn-primary", { "data-act": "try-now" }),
        button("Save a zip of it", (event) => once(event.currentTarget, saveZip), "btn btn-quiet", { "data-act": "export" }),
      ),
      await Promise.all(GROUPS.map(([key, words]) => group(words, key, items))),
      el("section", {}, el("h2", {}, "The device"), facts),
      await signOutCard(tally),
    ],
  };
}

function connection() {
  const { online, person, next_try_at: next, last_contact_at: last } = status();
  if (online === null) return mark("wait", "Asking whether the office can be reached.");
  if (online) return mark("done", person ? `The office is reached, as ${person.name}.` : "The office is reached; nobody is signed in.");
  const again = next ? ` It is tried again at ${clock(corrected(new Date(next).toISOString()))}.` : "";
  return mark("wait", `No network.${again}${last ? ` Last reached: ${when(corrected(last))}.` : ""}`);
}

async function group(words, key, items) {
  const own = items.filter((item) => item.seen === key);
  if (!own.length) return null;
  const shown = key === "held" ? own.slice(-20).reverse() : own;
  const rows = await Promise.all(shown.map((item) => itemRow(item, items)));
  return el("section", { class: "unsent-group", "data-group": key }, el("h2", {}, words), el("ul", { class: "rows" }, rows));
}
