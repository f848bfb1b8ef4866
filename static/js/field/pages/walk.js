// The first page of a form: its sections with their progress; they may be done in any order.
import { el, link, mark } from "../base/dom.js";
import { stopsOf } from "../form/warnings.js";
import { go, stepRoute } from "../base/router.js";
import { KINDS } from "../base/words.js";
import { verdictFoot } from "../form/verdict_foot.js";
import { nextRoute, sectionsOf } from "../form/progress.js";
import { openWork } from "../form/work.js";
import { deviceWarnings } from "../shell/device_status.js";
import { notOnDevice } from "./not_on_device.js";

const MARKS = { off: "off", ring: "ring", go: "go", done: "done" };

/** The page of a form's sections. */
export async function walkPage({ job, kind }) {
  const work = await openWork(job, kind);
  if (!work) return notOnDevice(job);
  const stop = stopsOf(work).length ? el("p", { class: "warn-card" }, "Something on this survey says stop. Report it before going on.") : null;
  const notReady = work.job.not_ready?.[kind] ?? "";
  const papers = (work.form.signatures ?? []).length > 0;
  return {
    work,
    title: [job, work.job.homeowner].filter(Boolean).join(" · "),
    back: "/",
    nodes: [
      el("h1", {}, KINDS[kind]),
      el("p", { class: "soft" }, work.job.address ?? ""),
      await deviceWarnings(),
      notReady ? el("p", { class: "warn-card", "data-not-ready": kind }, notReady) : null,
      stop,
      el("ol", { class: "sections" }, sectionsOf(work).map((section) => row(work, section))),
      papers ? link(mark("go", "Signature of the homeowner"), stepRoute(job, kind, "sign"), "section-row") : null,
      link(mark("go", "Finish and send"), stepRoute(job, kind, "finish"), "section-row"),
    ],
    foot: verdictFoot(work, () => go(nextRoute(work))),
  };
}

function row(work, section) {
  const said = section.asked === 0 ? "not needed here" : section.total ? `${section.done} of ${section.total}` : "may stay open";
  return el(
    "li",
    {},
    link(
      [mark(MARKS[section.state], section.title.en), el("span", { class: "section-count" }, said)],
      stepRoute(work.number, work.kind, section.name),
      "section-row",
      { "data-section": section.name, "data-state": section.state },
    ),
    section.total ? el("progress", { max: section.total, value: section.done, "aria-label": `${section.title.en}: ${said}` }) : null,
  );
}
