// One appointment as a card: when, where, who, what to know about the site, its steps and its forms.
import { button, el, mark } from "../base/dom.js";
import { hours } from "../base/company_time.js";
import { photoRequests } from "../photos/photo_requests.js";
import { openPaper } from "./open_paper.js";
import { papersToSign } from "./papers_to_sign.js";
import { unsentForm, visitForms } from "./visit_forms.js";
import { progressOf, visitSteps } from "./visit_steps.js";

/** The card of an appointment. */
export function appointmentCard(appointment, context) {
  const { day, items, fetched_at } = context;
  const job = day.jobs?.[appointment.job] ?? { number: appointment.job };
  const steps = progressOf(appointment, items, fetched_at);
  const id = `appointment-${appointment.id}`;
  return el(
    "article",
    { class: "appointment-card", id, "aria-labelledby": `${id}-t`, "data-outcome": steps.outcome },
    el(
      "div",
      { class: "appointment-top" },
      el("h3", { id: `${id}-t` }, `${hours(appointment.starts_at, appointment.ends_at)} `, el("span", {}, appointment.title)),
      el("span", { class: "mono" }, appointment.job),
    ),
    el("p", { class: "appointment-who" }, el("b", {}, job.homeowner ?? ""), job.language === "es" ? el("span", { class: "tag" }, "habla español") : null),
    el("p", { class: "appointment-where" }, job.address ?? ""),
    siteFacts(job, appointment),
    contacts(job),
    photoRequests(job, day.slots, items),
    papersToSign(job, items),
    visitForms(appointment, job, context, Boolean(steps.arrived) && !steps.outcome),
    visitSteps(appointment, steps, unsentForm(appointment, job, context)),
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

function papers(job) {
  if (!job.papers?.length) return null;
  return el("div", { class: "acts papers" }, job.papers.map((paper) => button(mark("paper", paper.label), () => openPaper(paper), "btn btn-quiet")));
}
