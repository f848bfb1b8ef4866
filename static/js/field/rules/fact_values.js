// Reads the value of a fact strictly by its type, so that no answer is mistaken for another; whole numbers as BigInt.

/** A fact that cannot be read: `fact` is its name and `sentence` says why. */
export class FactError extends Error {
  constructor(fact, sentence) {
    super(`${fact} ${sentence}`);
    this.fact = fact;
    this.sentence = sentence;
  }
}

const READERS = {
  bool(given) {
    if (typeof given !== "boolean") throw "must be true or false.";
    return given;
  },
  int(given, fact) {
    const number = typeof given === "bigint" ? Number(given) : within(given, fact, "whole number");
    if (!Number.isInteger(number)) throw `must be a whole number from ${fact.least} to ${fact.most}.`;
    return BigInt(number);
  },
  number(given, fact) {
    return within(given, fact, "number") + 0;
  },
  choice(given, fact) {
    if (!valuesOf(fact).includes(given)) throw `must be one of ${valuesOf(fact).join(", ")}.`;
    return given;
  },
  choices(given, fact) {
    const values = valuesOf(fact);
    if (!Array.isArray(given)) throw `must be a list of ${values.join(", ")}.`;
    if (!given.every((item) => values.includes(item))) throw `must hold nothing but ${values.join(", ")}.`;
    return [...given];
  },
  texts(given) {
    if (!Array.isArray(given) || !given.every((item) => typeof item === "string")) throw "must be a list of texts.";
    if (!given.every((item) => item.isWellFormed?.() !== false && !item.includes("\0"))) {
      throw "holds a text with a character that cannot be kept.";
    }
    return [...given];
  },
};

function within(given, fact, kind) {
  if (typeof given !== "number" || !(fact.least <= given && given <= fact.most)) {
    throw `must be a ${kind} from ${fact.least} to ${fact.most}.`;
  }
  return given;
}

function valuesOf(fact) {
  return fact.choices.map((choice) => choice.value);
}

/** The given facts as a Map of typed values in the table's order, unknown ones left out; throws a FactError. */
export function readFacts(given, facts) {
  const names = new Set(facts.map((fact) => fact.name));
  for (const name of Object.keys(given)) {
    if (!names.has(name)) throw new FactError(name.slice(0, 80), "is not a fact.");
  }
  const known = new Map();
  for (const fact of facts) {
    const value = Object.hasOwn(given, fact.name) ? given[fact.name] : null;
    if (value === null || value === undefined) continue;
    known.set(fact.name, read(value, fact));
  }
  return known;
}

function read(value, fact) {
  try {
    return READERS[fact.type](value, fact);
  } catch (reason) {
    if (typeof reason !== "string") throw reason;
    throw new FactError(fact.name, reason);
  }
}
