// What became of a form that was finished: on this device, under way, held by the office.
import { el, link, mark } from "../base/dom.js";
import { clock, corrected, dayOf, today, when } from "../base/company_time.js";
import { stepRoute } from "../base/router.js";
import { counted, KINDS } from "../base/words.js";
import { isFile, isHeld } from "../device/item_states.js";
import { waitsFor } from "../send/queue.js";
import { status } from "../send/sender.js";
import { whyWaiting } from "../shell/item_words.js";

/** The receipt of a form of this work, among all items of the person. */
export function receiptPage(work, form, items) {
  const isFinished = JSON.parse(form.body).finish;
  return {
    work,
    title: `${KINDS[work.kind]} ${work.number}`,
    back: stepRoute(work.number, work.kind),
    nodes: [
      el("h1", {}, isFinished ? `${KINDS[work.kind]}: finished` : `${KINDS[work.kind]}: not finished`),
      el("ol", { class: "receipt", "aria-live": "polite" }, steps(form, items)),
      form.state === "blocked" ? needsYou(form) : null,
      isHeld(form) ? answer(form.receipt ?? {}) : null,
      el("div", { class: "acts" }, link(isFinished ? "Change something" : "Go on", stepRoute(work.number, work.kind), "btn btn-quiet", { "data-act": "change" })),
    ],
    foot: [el("span", {}), link("To my day", "/", "btn btn-primary btn-next")],
  };
}

function steps(form, items) {
  const others = waitsFor(form, items);
  const isUnderWay = !isHeld(form) && form.state !== "blocked";
  const files = items.filter((item) => isFile(item) && form.files.some(({ id }) => id === item.id));
  const held = files.filter(isHeld).length;
  const photos = files.length ? `${held} of ${counted(files.length, "file")} with the office` : "";
  const why = isUnderWay ? whyWaiting(form, others, status()) : "";
  return [
    step("here", "done", `On this device since ${spoken(corrected(form.made_at))}`),
    step("sending", isHeld(form) ? "done" : isUnderWay ? "wait" : "ring", "Under way", [photos, why].filter(Boolean).join(". ")),
    step("held", isHeld(form) ? "done" : "ring", isHeld(form) ? `Held by the office ${spoken(form.receipt?.received_at ?? form.acked_at, "at ")}` : "Held by the office"),
  ];
}

const spoken = (iso, before = "") => (dayOf(iso) === today() ? `${before}${clock(iso)}` : when(iso));

function step(name, kind, words, more = "") {
  return el("li", { "data-receipt": name, "data-done": String(kind === "done") }, mark(kind, words), more ? el("small", {}, more) : null);
}

function needsYou(form) {
  return el("div", { class: "warn-card" }, el("p", {}, form.reason), link("What can be done", "/unsent", "btn btn-primary"));
}

// what the office's server said of it: what it could not take is the office's to settle, and nobody's here
function answer({ said = "", not_filed = [], off_calendar = "" }) {
  return [
    said ? el("p", {}, said) : null,
    off_calendar ? el("p", { class: "note-card" }, `This appointment is no longer on the calendar: ${off_calendar}. The office has the form all the same.`) : null,
    not_filed.length ? el("div", { class: "note-card" }, el("b", {}, "The office settles these; there is nothing left for you to do:"), el("ul", {}, not_filed.map((each) => el("li", {}, `${each.label}: ${each.because}`)))) : null,
  ];
}
