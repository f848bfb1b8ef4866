// Photos that the office asks for, again or in addition: a list with links to their slots.
import { el, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";

/** The list on a job's card; null where nothing is asked for, or where it was taken and is being sent. */
export function photoRequests(job, slots = {}, items = []) {
  const beingSent = new Set(items.filter((item) => item.type === "photo" && item.job === job.number && ["here", "sending"].includes(item.seen) && !item.left_out).map((item) => item.slot));
  const again = new Set(items.map((item) => item.replaces).filter(Boolean));
  const rejected = (job.photos ?? []).filter((photo) => photo.state === "rejected" && !again.has(photo.id)).map((photo) => ({ ...photo, again: true }));
  const wanted = [...rejected, ...(job.asked_photos ?? [])].filter(({ slot }) => !beingSent.has(slot));
  if (!wanted.length) return null;
  return el(
    "div",
    { class: "warn-card asked-again" },
    el("b", {}, "The office asks for photos"),
    el("ul", { class: "rows" }, wanted.map((each) => el("li", {}, link(mark("warn", words(each, slots)), slotLink(job, each), "row-link")))),
  );
}

function words({ slot, because, again, label }, slots) {
  const name = label ?? slots[slot]?.label ?? slot.replaceAll("_", " ");
  return `${again ? "Take again" : "Take"}: ${name}. ${because}`;
}

function slotLink(job, { slot }) {
  const kind = job.slot_forms?.[slot] ?? "survey";
  return `${stepRoute(job.number, kind, "photo")}/?q=${encodeURIComponent(`photo:${slot}`)}`;
}
