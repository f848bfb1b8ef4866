// Evaluates conditions in CEL as the server does: compiled once, each given only the names that it reads.
//
// The names that a condition needs are read from its syntax tree before it runs, not from an error, since CEL's
// `&&` and `||` ignore an unknown operand beside a false or a true.
import { Environment } from "../../../vendor/cel-js/index.js";

const environment = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map();

/** The compiled condition: its text, the names that it needs (sorted), and the function that runs it. */
function condition(text) {
  if (!compiled.has(text)) {
    const run = environment.parse(text);
    compiled.set(text, { text, needs: [...namesIn(run.ast)].sort(), run });
  }
  return compiled.get(text);
}

/** The names that the condition needs and that are unknown. */
export function unknownIn(text, known) {
  return condition(text).needs.filter((name) => !known.has(name));
}

/** The value of the expression; every name that it needs must be known. */
export function valueIn(text, known) {
  const { needs, run } = condition(text);
  return run(Object.fromEntries(needs.map((name) => [name, known.get(name)])));
}

/** Whether the condition is known to be true. */
export function isTrueIn(text, known) {
  return unknownIn(text, known).length === 0 && valueIn(text, known) === true;
}

/** Whether all of the conditions are known to be true; an empty list is true. */
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
