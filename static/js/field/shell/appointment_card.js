// One appointment as a card: when, where, who, what to know about the site, its steps and its forms.
import { button, el, link, mark, once } from "../base/dom.js";
import { photoRequests } from "../photos/photo_requests.js";
import { openPaper } from "./open_paper.js";
import { submitStep } from "../send/queue.js";
import { stepRoute } from "../base/router.js";
import { clock, KINDS } from "../base/words.js";

const APPOINTMENT_OUTCOMES = { done: "Done", could_not: "Could not be done", cancelled: "Cancelled" };

/** The card of an appointment. */
export function appointmentCard(appointment, { day, survey, items }) {
  const job = day.jobs?.[appointment.job] ?? { number: appointment.job };
  const steps = progressOf(appointment, items);
  const id = `appointment-${appointment.id}`;
  return el(
    "article",
    { class: "appointment-card", id, "aria-labelledby": `${id}-t`, "data-outcome": steps.outcome },
    el(
      "div",
      { class: "appointment-top" },
      el("h3", { id: `${id}-t` }, `${appointment.hours} `, el("span", {}, appointment.title)),
      el("span", { class: "mono" }, appointment.job),
    ),
    el("p", { class: "appointment-who" }, el("b", {}, job.homeowner ?? ""), job.language === "es" ? el("span", { class: "tag" }, "habla español") : null),
    el("p", { class: "appointment-where" }, job.address ?? ""),
    siteFacts(job, appointment),
    contacts(job),
    photoRequests(job, day.slots, items),
    stepButtons(appointment, steps),
    forms(appointment, job, survey, items),
    papers(job),
  );
}

function siteFacts(job, appointment) {
  const lines = [["Gate", job.gate], ["Dog", job.dog], ["Access", job.access], ["Bring", listed(appointment.bring)], ["With", listed(appointment.with)], ["Permit", listed(job.permit_numbers)]];
  const said = lines.filter(([, words]) => words);
  return said.length ? el("dl", { class: "facts" }, said.map(([name, words]) => el("div", {}, el("dt", {}, name), el("dd", {}, words)))) : null;
}

const listed = (words) => (Array.isArray(words) ? words.join(", ") : words);

function contacts(job) {
  const phones = (job.phones ?? []).map((each) => el("a", { class: "btn btn-quiet", href: each.dial || `tel:${each.phone}` }, mark("phone", `Call ${each.name}`)));
  const way = job.navigation ? el("a", { class: "btn btn-quiet", href: job.navigation, target: "_blank", rel: "noopener" }, mark("way", "Navigate")) : null;
  return el("div", { class: "acts" }, way, phones);
}

/** Which steps of the appointment are done, according to the server or to a step that waits on this device. */
function progressOf(appointment, items) {
  const own = items.filter((item) => item.kind === "step" && item.appointment === appointment.id && item.state !== "blocked");
  const at = (step) => own.find((item) => item.step === step)?.made_at;
  const ended = own.findLast((item) => ["done", "could_not"].includes(item.step));
  return {
    on_my_way: appointment.on_my_way_at ?? at("on_my_way") ?? "",
    arrived: appointment.arrived_at ?? at("arrived") ?? "",
    outcome: appointment.outcome || ended?.step || "",
  };
}

function stepButtons(appointment, steps) {
  if (steps.outcome) {
    const kind = steps.outcome === "done" ? "done" : "off";
    return el("p", { class: "appointment-state" }, mark(kind, APPOINTMENT_OUTCOMES[steps.outcome] ?? steps.outcome));
  }
  const press = (step) => (event) => once(event.currentTarget, () => submitStep({ job: appointment.job, appointment: appointment.id, step }));
  const said = [steps.on_my_way && `On my way ${clock(steps.on_my_way)}`, steps.arrived && `Arrived ${clock(steps.arrived)}`].filter(Boolean);
  const next = steps.arrived ? "" : steps.on_my_way ? "arrived" : "on_my_way";
  const look = (step) => (next === step ? "btn btn-primary" : "btn btn-quiet");
  return [
    said.length ? el("p", { class: "appointment-state" }, said.map((words) => mark("done", words))) : null,
    el(
      "div",
      { class: "acts steps" },
      steps.on_my_way || steps.arrived ? null : button("On my way", press("on_my_way"), look("on_my_way"), { "data-step": "on_my_way" }),
      steps.arrived ? null : button("Arrived", press("arrived"), look("arrived"), { "data-step": "arrived" }),
      button("Done", press("done"), "btn btn-quiet", { "data-step": "done" }),
      link("Could not", `/${appointment.job}/could-not/${appointment.id}`, "btn btn-quiet", { "data-step": "could_not" }),
    ),
  ];
}

function forms(appointment, job, survey, items) {
  const kinds = [survey?.jobs?.[appointment.job] ? "survey" : "", ...Object.keys(job.forms ?? {})].filter(Boolean);
  const isOpen = (kind) => items.some((item) => item.type === "draft" && item.job === appointment.job && item.kind === kind);
  const first = kinds.includes(appointment.kind) ? appointment.kind : kinds[0];
  return el(
    "div",
    { class: "acts forms" },
    kinds.map((kind) =>
      link(isOpen(kind) ? `${KINDS[kind]}: go on` : KINDS[kind], stepRoute(appointment.job, kind), kind === first ? "btn btn-primary" : "btn btn-quiet", { "data-form": kind }),
    ),
  );
}

function papers(job) {
  if (!job.papers?.length) return null;
  return el("div", { class: "acts papers" }, job.papers.map((paper) => button(mark("paper", paper.label), () => openPaper(paper), "btn btn-quiet")));
}
