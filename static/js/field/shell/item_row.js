// One item of the queue as a row: what it is, why it waits, and every way out where it needs the person.
import { button, el, link, mark, once } from "../base/dom.js";
import { stepRoute, toSignRoute } from "../base/router.js";
import { KINDS, STATES } from "../base/words.js";
import { formOf } from "../device/packs.js";
import { retry, waitsFor } from "../send/queue.js";
import { status } from "../send/sender.js";
import { discard, putAside, sendWithout } from "../send/ways_out.js";
import { holdButton } from "./hold_button.js";
import { detailsOf, lossOf, nameOf, whyWaiting } from "./item_words.js";

const OFTEN = 3; // tries after which a person may decide, although the item still goes by itself

/** The row of an item among all `items`. */
export async function itemRow(item, items) {
  const state = STATES[item.state];
  const why = whyWaiting(item, waitsFor(item, items), status());
  return el(
    "li",
    { "data-item": item.id, "data-state": item.state },
    el(
      "div",
      { class: "row-main" },
      el("b", {}, nameOf(item)),
      el("small", {}, detailsOf(item)),
      why ? el("p", { class: item.state === "blocked" ? "reason" : "soft" }, why) : null,
    ),
    el("div", { class: "row-acts" }, mark(state.mark, state.word), await acts(item, items)),
  );
}

async function acts(item, items) {
  if (item.type === "draft") return link("Open", stepRoute(item.job, item.kind), "btn btn-quiet");
  const isStuck = item.state === "queued" && item.attempts >= OFTEN && !item.aside;
  if (item.state !== "blocked" && !isStuck) return null;
  const press = (work) => (event) => once(event.currentTarget, work);
  const forms = items.filter((each) => waitsFor(each, items).includes(item));
  return [
    await mend(item),
    forms.length ? button(`Send the ${KINDS[forms[0].kind].toLowerCase()} without it`, press(() => sendWithout(item)), "btn btn-quiet", { "data-act": "without" }) : null,
    button(item.state === "blocked" ? "Send as it is" : "Try now", press(() => retry(item.id)), "btn btn-quiet", { "data-act": "again" }),
    button("Put aside for the office", press(() => putAside(item)), "btn btn-quiet", { "data-act": "put-aside" }),
    item.state === "blocked" ? holdButton(`Hold to discard ${lossOf(item)}`, () => discard(item), { "data-act": "discard" }) : null,
  ];
}

// the way to what the refusal is about: the question, the photo's slot, the signature
async function mend(item) {
  if (item.state !== "blocked" || item.kind === "step") return null;
  const look = { "data-act": "mend" };
  if (item.type === "photo") return link("Take it again", `${stepRoute(item.job, item.kind, "photo")}?q=${encodeURIComponent(`photo:${item.slot}`)}`, "btn btn-primary", look);
  if (item.type === "signature") return link("Sign again", stepRoute(item.job, item.kind, "sign"), "btn btn-primary", look);
  if (item.kind === "signing") return link("Open the paper", toSignRoute(item.job, item.request), "btn btn-primary", look);
  const form = await formOf(JSON.parse(item.body).form_version);
  const section = form?.sections.find((each) => each.items.includes(item.field));
  return link(section ? "To the question" : "Open the form", stepRoute(item.job, item.kind, section?.name, section ? item.field : ""), "btn btn-primary", look);
}
