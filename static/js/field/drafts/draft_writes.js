// Merges one draft's changes into the stored draft, and the stored draft into the open one.
import { emit } from "../base/changes.js";
import { transaction } from "../device/store.js";

/** An empty set of changes. */
export const noChanges = () => ({ fields: new Set(), readings: new Set(), place: false });

/** Writes the unsaved changes of an open draft; where that fails they stay unsaved. */
export async function write(entry) {
  const unsaved = entry.unsaved;
  if (!unsaved.fields.size && !unsaved.readings.size && !unsaved.place) return;
  entry.unsaved = noChanges();
  entry.inFlight = unsaved; // what another tab writes meanwhile must not replace it
  try {
    await transaction(["drafts", "settings"], async (tx) => {
      const { draft } = entry;
      const empty = { ...draft, fields: {}, readings: [], change: 0, submitted_change: 0 };
      const stored = (await tx.objectStore("drafts").get(draft.key)) ?? empty;
      await tx.objectStore("drafts").put(merged(stored, draft, unsaved));
      if (unsaved.place) await tx.objectStore("settings").put(draft.place, `place:${draft.person}`);
    });
  } catch (error) {
    for (const name of unsaved.fields) entry.unsaved.fields.add(name);
    for (const id of unsaved.readings) entry.unsaved.readings.add(id);
    entry.unsaved.place ||= unsaved.place;
    throw error;
  } finally {
    entry.inFlight = noChanges();
  }
  if (unsaved.fields.size || unsaved.readings.size) emit("draft", { key: entry.draft.key });
}

function merged(stored, draft, unsaved) {
  for (const name of unsaved.fields) stored.fields[name] = draft.fields[name];
  stored.readings = together(stored.readings, draft.readings.filter(({ id }) => unsaved.readings.has(id)));
  if (unsaved.place) stored.place = draft.place;
  if (unsaved.fields.size || unsaved.readings.size) {
    stored.change += 1;
    stored.changed_at = draft.changed_at;
  }
  return stored;
}

/** Merges the stored draft into an open one; what is unsaved in this tab stays. */
export function mergeStored(entry, stored) {
  const { draft, unsaved, inFlight } = entry;
  const isOurs = (name) => unsaved.fields.has(name) || inFlight.fields.has(name);
  for (const name of Object.keys(stored.fields)) if (!isOurs(name)) draft.fields[name] = stored.fields[name];
  draft.readings = together(stored.readings, draft.readings);
  Object.assign(draft, { change: stored.change, submitted_change: stored.submitted_change });
}

// readings are only added; one that was struck out in either place stays so
function together(some, others) {
  const all = new Map(some.map((reading) => [reading.id, reading]));
  for (const reading of others) if (!all.get(reading.id)?.struck_at) all.set(reading.id, reading);
  return [...all.values()];
}
