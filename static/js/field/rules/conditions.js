// Conditions in CEL, the twin of the server's: compiled once, and each given nothing but the names that it reads.
//
// What a condition needs is read from its own syntax before it runs, never learned from an error, since CEL's
// `&&` and `||` swallow an unknown that stands beside a false or a true.
import { Environment } from "../../../vendor/cel-js/index.js";

const environment = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map();

/** The condition written in `text`: its text, the names that it needs (sorted), and how it runs. */
export function condition(text) {
  if (!compiled.has(text)) {
    const run = environment.parse(text);
    compiled.set(text, { text, needs: [...namesIn(run.ast)].sort(), run });
  }
  return compiled.get(text);
}

/** The names that stand in the way of a value. */
export function unknownIn(text, known) {
  return condition(text).needs.filter((name) => !known.has(name));
}

/** What the expression comes to; every name that it needs must be known. */
export function valueIn(text, known) {
  const { needs, run } = condition(text);
  return run(Object.fromEntries(needs.map((name) => [name, known.get(name)])));
}

/** Whether it is known to be true. */
export function isTrueIn(text, known) {
  return unknownIn(text, known).length === 0 && valueIn(text, known) === true;
}

/** Whether each of the conditions is known to be true; none at all is true. */
export function allTrueIn(texts, known) {
  return (texts ?? []).every((text) => isTrueIn(text, known));
}

function namesIn(node, names = new Set()) {
  if (Array.isArray(node)) {
    for (const each of node) namesIn(each, names);
  } else if (node && typeof node === "object" && "op" in node) {
    if (node.op === "id") names.add(node.args);
    else if (node.op !== "value") namesIn(node.args, names);
  }
  return names;
}
