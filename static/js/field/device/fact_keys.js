// The keys under which the facts of drafts stand among the settings.
const PREFIX = "facts:";

/** The key of a draft's facts; of all drafts of a person with `person/`. */
export const factsKey = (draft) => `${PREFIX}${draft}`;

/** Whether a key is of facts whose draft is not among these keys. */
export const isOrphan = (key, drafts) => String(key).startsWith(PREFIX) && !drafts.has(String(key).slice(PREFIX.length));
