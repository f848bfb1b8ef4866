// Which questions of a form are asked, required and answered in a draft.
import { allTrueIn, isTrueIn } from "./conditions.js";

/** The values that conditions may use, by name: facts, site fields, readings, the adapter's; unknown ones left out. */
export function valuesOf(form, draft, given) {
  const values = new Map();
  for (const [name, value] of Object.entries(given.known ?? {})) setKnown(values, name, typed(value));
  for (const [name, item] of Object.entries(form.items)) {
    if (item.keeps === "reading") {
      const newest = readingsOf(name, draft, given).find((each) => !each.struck_at);
      if (newest) values.set(name, Number(newest.value));
    } else {
      setKnown(values, name, typed(fieldOf(name, draft, given).value, item));
    }
  }
  return values;
}

/** The answer to a question: the draft's, or the server's. */
export function fieldOf(name, draft, given) {
  return draft.fields[name] ?? given.fields?.[name] ?? {};
}

/** The readings of one name, newest first; one that was struck out has `struck_at` and counts no more. */
export function readingsOf(name, draft, given) {
  const held = (given.readings ?? []).filter((each) => each.name === name);
  const taken = (draft.readings ?? []).filter((each) => each.name === name);
  const ids = new Set(taken.map((each) => each.id));
  return [...held.filter((each) => !ids.has(each.id)), ...taken].sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** Whether the question, photo slot or card applies to this job, as far as the answers tell. */
export function isAsked(thing, values) {
  return allTrueIn(thing.asked_when, values);
}

/** Whether the form is incomplete without it; never for what is not asked. */
export function isRequired(thing, values) {
  const wanted = Array.isArray(thing.required_when) ? allTrueIn(thing.required_when, values) : thing.required === true;
  return wanted && isAsked(thing, values) && !(thing.required_unless ?? []).some((text) => isTrueIn(text, values));
}

/** Whether a field has a value (an empty list is one) or a reason why it cannot be told. */
export function isAnswered(field) {
  const { value, cannot_tell: because } = field;
  return Boolean(because) || (value !== null && value !== undefined && value !== "");
}

function setKnown(values, name, value) {
  if (value !== null && value !== undefined && value !== "") values.set(name, value);
}

function typed(value, item = null) {
  if (value === null || value === undefined || value === "") return null;
  const isWhole = item ? item.type === "int" : typeof value === "number" && Number.isInteger(value);
  if (isWhole && Number.isInteger(Number(value))) return BigInt(Number(value));
  return item?.type === "number" ? Number(value) : value;
}
