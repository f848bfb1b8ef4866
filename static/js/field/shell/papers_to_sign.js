// The papers of a job that are to be signed: each a link to the page on which its next signer signs.
import { el, link, mark } from "../base/dom.js";
import { toSignRoute } from "../base/router.js";

/** The links on a job's card; null where nothing is to be signed. */
export function papersToSign(job, items) {
  const asked = job.to_sign ?? [];
  if (!asked.length) return null;
  return el("div", { class: "acts to-sign" }, asked.map((each) => way(job, each, items)));
}

function way(job, asked, items) {
  const here = new Set(items.filter((item) => item.request === asked.id && item.version === asked.version && !item.receipt?.not_filed?.length).map((item) => item.signer));
  const left = asked.signers.filter((each) => !each.has_signed && !here.has(each.id)).map((each) => each.name);
  const words = left.length ? `To sign: ${asked.named.en}` : `${asked.named.en}: signed here`;
  return el("div", { class: "form-way" }, link(mark("paper", words), toSignRoute(job.number, asked.id), "btn btn-quiet", { "data-to-sign": asked.id }), el("small", {}, left.join(", ")));
}
