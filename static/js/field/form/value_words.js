// The words of an answer, as they stand in the line above the question that follows.
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { answered, readings } from "./work.js";

/** The words of a value of a question: "Yes", "200 A", "Intact". */
export function valueWords(work, name, value, language) {
  const item = work.form.items[name] ?? {};
  if (typeof value === "boolean") return inLanguage(work.form.words?.[value ? "yes" : "no"] ?? { en: value ? "Yes" : "No", es: value ? "Sí" : "No" }, language);
  if (item.choices_from) return [...(work.survey?.[item.choices_from] ?? [])].find((each) => each.id === value)?.name ?? "";
  if (Array.isArray(value)) return value.map((each) => valueWords(work, name, each, language)).join(", ") || inWords("Checked: nothing found", language);
  const choice = (item.choices ?? []).find((each) => each.value === value);
  return choice ? inLanguage(choice, language) : `${value ?? ""} ${item.unit ?? ""}`.trim();
}

/** What a step holds now, in a few words; "" where nothing is to be said of it. */
export function stepWords(work, step, language) {
  if (step.kind === "card") return inLanguage(step.thing.title, language);
  const label = inLanguage(step.thing.label, language);
  if (step.kind === "photo") return `${inWords("Photo", language)}: ${label}`;
  const { value, cannot_tell: because } = answered(work, step.key);
  if (because) return `${label}: ${inWords("Cannot tell", language)} (${because})`;
  const said = step.thing.keeps === "reading" ? readings(work, step.key).find((each) => !each.struck_at)?.value : value;
  if (said === undefined || said === null || said === "") return "";
  return `${label}: ${valueWords(work, step.key, said, language)}`;
}
