// What an answer sets off: a word of caution, or stop and report.
import { allTrueIn } from "../rules/conditions.js";
import { el, fill, link } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { stepRoute } from "../base/router.js";

/** The words that stand beside an answer while its conditions are true. */
export function warningsFor(work, name, item, language) {
  const node = el("div", { class: "notices", "aria-live": "assertive" });
  let shown = "";
  function refresh() {
    const stops = holds(work, item.stop);
    const warns = holds(work, item.warn);
    const now = `${stops}${warns}`;
    if (now === shown) return;
    shown = now;
    fill(node, stops ? stopCard(work, item.stop, language) : null, warns ? el("p", { class: "warn-card" }, inLanguage(item.warn.said, language)) : null);
  }
  return { node, refresh };
}

/** Whether anything on the form says stop. */
export function stopsOf(work) {
  return Object.values(work.form.items).filter((item) => holds(work, item.stop));
}

function holds(work, notice) {
  return Boolean(notice) && (notice.when ?? []).length > 0 && allTrueIn(notice.when, work.values);
}

function stopCard(work, stop, language) {
  const company = work.day?.company;
  return el(
    "div",
    { class: "stop-card" },
    el("h3", {}, "Stop and report"),
    el("p", {}, inLanguage(stop.said, language)),
    el(
      "div",
      { class: "acts" },
      company?.phone ? el("a", { class: "btn btn-primary", href: `tel:${company.phone}` }, `Call the office, ${company.phone}`) : null,
      link("Send the report now", stepRoute(work.number, work.kind, "finish")),
    ),
  );
}
