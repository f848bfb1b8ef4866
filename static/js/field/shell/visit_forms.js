// The forms of an appointment on its card: what this visit is for, how far each is, and the others behind *More*.
import { el, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";
import { KINDS } from "../base/words.js";
import { statusFor } from "./form_status.js";

const SENT = new Set(["held"]);

/** The kinds of form of an appointment: `{first, more}`, those that the visit is for and the others of the job. */
export function kindsOf(appointment, job, survey) {
  const all = [survey?.jobs?.[appointment.job] ? "survey" : "", ...Object.keys(job.forms ?? {})].filter(Boolean);
  const offered = (appointment.offers ?? [appointment.kind]).filter((kind) => all.includes(kind));
  const first = offered.length ? offered : all.slice(0, 1);
  return { first, more: all.filter((kind) => !first.includes(kind)) };
}

/** A sentence about the first form of this visit that the office does not have yet; "" where it has all. */
export function unsentForm(appointment, job, { survey, statuses }) {
  const { first } = kindsOf(appointment, job, survey);
  const open = first.find((kind) => !SENT.has(statusFor(statuses, appointment.job, kind, survey).state));
  return open ? `The ${KINDS[open].toLowerCase()} is not sent yet.` : "";
}

/** The links to the forms; `isNext` where the first of them is what comes next. */
export function visitForms(appointment, job, { survey, statuses }, isNext) {
  const { first, more } = kindsOf(appointment, job, survey);
  const row = (kind) => formLink(job, kind, statusFor(statuses, job.number, kind, survey), isNext && first[0] === kind);
  return [
    el("div", { class: "acts forms" }, first.map(row)),
    more.length ? el("details", { class: "fold more-forms" }, el("summary", { class: "btn btn-quiet" }, "More"), el("div", { class: "acts forms" }, more.map(row))) : null,
  ];
}

function formLink(job, kind, status, isFirst) {
  const why = job.not_ready?.[kind] ?? "";
  const look = isFirst && !why && status.state !== "held" ? "btn btn-primary" : "btn btn-quiet";
  const words = status.state === "begun" ? `${KINDS[kind]}: go on` : KINDS[kind];
  return el(
    "div",
    { class: "form-way", "data-status": status.state },
    link(words, stepRoute(job.number, kind), look, { "data-form": kind }),
    mark(status.mark, status.words),
    why ? mark("warn", why, { "data-not-ready": kind }) : null,
  );
}
