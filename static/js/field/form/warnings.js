// What an answer triggers: a warning, or "stop and report".
import { allTrueIn } from "../rules/conditions.js";
import { el, fill, link } from "../base/dom.js";
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { stepRoute } from "../base/router.js";

/** The warnings beside an answer, shown while their conditions are true: `{node, refresh}`. */
export function warningsFor(work, name, item, language) {
  const node = el("div", { class: "notices", "aria-live": "assertive" });
  let shown = "";
  function refresh() {
    const stops = applies(work, item.stop);
    const warns = applies(work, item.warn);
    const now = `${stops}${warns}`;
    if (now === shown) return;
    shown = now;
    fill(node, stops ? stopCard(work, item.stop, language) : null, warns ? el("p", { class: "warn-card" }, inLanguage(item.warn.said, language)) : null);
  }
  return { node, refresh };
}

/** Whether a warning or "stop and report" stands beside the answer to a question. */
export const saysSomething = (work, item) => applies(work, item.stop) || applies(work, item.warn);

/** The questions of the form whose answers say stop. */
export function stopsOf(work) {
  return Object.values(work.form.items).filter((item) => applies(work, item.stop));
}

function applies(work, warning) {
  return Boolean(warning) && (warning.when ?? []).length > 0 && allTrueIn(warning.when, work.values);
}

function stopCard(work, stop, language) {
  const company = work.day?.company;
  return el(
    "div",
    { class: "stop-card" },
    el("h3", {}, inWords("Stop and report", language)),
    el("p", {}, inLanguage(stop.said, language)),
    el(
      "div",
      { class: "acts" },
      company?.phone ? el("a", { class: "btn btn-primary", href: company.dial || `tel:${company.phone}` }, `${inWords("Call the office", language)}, ${company.phone}`) : null,
      link(inWords("Send the report now", language), stepRoute(work.number, work.kind, "finish")),
    ),
  );
}
