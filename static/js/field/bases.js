// From which value of the office's each field of a draft started, so that the office sees who changed what.

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Fields whose last value sent is what the office holds now start from there: the office's value is our own.
 * Where the office holds something else the old base stays, and the office is asked.
 */
export function rebased(fields, known, sent) {
  const fresh = {};
  for (const [name, field] of Object.entries(fields)) {
    const ours = name in sent && name in known && same(known[name].value, sent[name]);
    fresh[name] = ours ? { ...field, base: known[name].base } : field;
  }
  return fresh;
}

/** The values of a form's fields by name. */
export const valuesOf = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value ?? null]));
