// The steps of an appointment on its card: on my way, arrived; and apart from them, done or could not.
import { button, el, fill, link, mark, once } from "../base/dom.js";
import { clock, companyNow, corrected, dayOf, today, when } from "../base/company_time.js";
import { isHeld } from "../device/item_states.js";
import { submitStep } from "../send/submit.js";

const OUTCOMES = { done: "Done", could_not: "Could not be done", cancelled: "Cancelled" };
const ENDINGS = new Set(["done", "could_not", "undo_done"]);
const asking = new Set(); // appointments whose *Done* was pressed once and not confirmed yet

/** Which steps are done, by the server or by a step that it has received since, or not yet; `fetched_at` is the pack's. */
export function progressOf(appointment, items, fetched_at = "") {
  const isNews = (item) => !isHeld(item) || item.acked_at > fetched_at;
  const own = items.filter((item) => item.kind === "step" && item.appointment === appointment.id && item.state !== "blocked" && isNews(item));
  const at = (step) => corrected(own.find((item) => item.step === step)?.made_at);
  const ended = own.findLast((item) => ENDINGS.has(item.step));
  return {
    on_my_way: appointment.on_my_way_at ?? at("on_my_way"),
    arrived: appointment.arrived_at ?? at("arrived"),
    outcome: ended ? (ended.step === "undo_done" ? "" : ended.step) : appointment.outcome,
    may_undo: ended ? ended.step === "done" && dayOf(corrected(ended.made_at)) === today() : Date.parse(appointment.undo_until ?? "") > companyNow(),
  };
}

/** The buttons of the steps; `unsent` is a sentence about a form of this visit that the office does not have, or "". */
export function visitSteps(appointment, steps, unsent) {
  const press = (step) => (event) => once(event.currentTarget, () => submitStep({ job: appointment.job, appointment: appointment.id, step }));
  if (steps.outcome) return ending(steps, press("undo_done"));
  const said = [steps.on_my_way && `On my way ${clock(steps.on_my_way)}`, steps.arrived && `Arrived ${clock(steps.arrived)}`].filter(Boolean);
  const next = steps.arrived ? "" : steps.on_my_way ? "arrived" : "on_my_way";
  const step = (name, words) => button(words, press(name), next === name ? "btn btn-primary" : "btn btn-quiet", { "data-step": name });
  return [
    said.length ? el("p", { class: "appointment-state" }, said.map((words) => mark("done", words))) : null,
    steps.arrived ? null : el("div", { class: "acts steps" }, steps.on_my_way ? null : step("on_my_way", "On my way"), step("arrived", "Arrived")),
    closing(appointment, press("done"), unsent),
  ];
}

function ending(steps, undo) {
  const { outcome, may_undo } = steps;
  const isUndoable = outcome === "done" && may_undo;
  return [
    el("p", { class: "appointment-state" }, mark(outcome === "done" ? "done" : "off", OUTCOMES[outcome] ?? outcome)),
    isUndoable ? el("div", { class: "acts" }, button("Not done after all", undo, "btn btn-quiet", { "data-step": "undo_done" })) : null,
  ];
}

function closing(appointment, done, unsent) {
  const from = appointment.done_from ?? appointment.starts_at;
  const node = el("div", { class: "acts steps-end" });
  const draw = () => {
    const isAsked = asking.has(appointment.id);
    const couldNot = link("Could not", `/${appointment.job}/could-not/${appointment.id}`, "btn btn-quiet", { "data-step": "could_not" });
    const first = button("Done …", () => ask(true), "btn btn-quiet", { "data-step": "done" });
    if (Date.parse(from) > companyNow()) fill(node, couldNot, el("small", { class: "soft" }, `Done from ${when(from)} on`));
    else fill(node, isAsked ? question((event) => done(event).then(() => asking.delete(appointment.id)), unsent, () => ask(false)) : [first, couldNot]);
  };
  const ask = (isAsked) => {
    if (isAsked) asking.add(appointment.id);
    else asking.delete(appointment.id);
    draw();
  };
  draw();
  return node;
}

function question(done, unsent, back) {
  return el(
    "div",
    { class: "warn-card", role: "group", "data-asks": "done" },
    el("p", {}, [unsent, "Is everything of this visit done?"].filter(Boolean).join(" ")),
    el("div", { class: "acts" }, button("Yes, done", done, "btn btn-primary", { "data-step": "done-sure" }), button("Not yet", back)),
  );
}
