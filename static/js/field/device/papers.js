// The day's papers, stored as bytes so that they open without a network.
import { fetchIfChanged } from "./net.js";
import { get, keys, put, remove } from "./store.js";

/** Fetches the day's papers that are not stored yet, and deletes others unless something is unsent. */
export async function keepPapers(day, unsent) {
  if (!day) return;
  const named = papersOf(day);
  for (const paper of named) {
    const held = await get("papers", paper.id);
    if (held && held.sha256 === paper.sha256) continue;
    const { status, answer } = await fetchIfChanged(paper.url, { as: "arrayBuffer" });
    if (status !== 200) continue;
    await put("papers", { bytes: answer, type: paper.content_type, sha256: paper.sha256 }, paper.id);
  }
  if (unsent) return;
  const wanted = new Set(named.map((paper) => paper.id));
  for (const id of await keys("papers")) if (!wanted.has(id)) await remove("papers", id);
}

/** The papers of all jobs in a day pack, with those that are to be signed. */
export const papersOf = (day) => Object.values(day.jobs ?? {}).flatMap((job) => [...(job.papers ?? []), ...(job.to_sign ?? []).map((asked) => asked.paper)]);

/** One stored paper, or null. */
export async function paperBlob(id) {
  const held = await get("papers", id);
  return held ? new Blob([held.bytes], { type: held.type }) : null;
}
