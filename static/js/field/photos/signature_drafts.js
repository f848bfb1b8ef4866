// Drafts of signatures: the ink on the glass, who signs and how they write their name, until the signature is kept.
import { currentPerson } from "../device/person.js";
import { get, transaction } from "../device/store.js";

const keyOf = (person) => `ink:${person}`;
const partOf = ({ job, kind, paper }) => `${job}/${kind}/${paper}`;

/** What was drawn and written for one paper, or null. */
export async function signatureDraft(paper) {
  const person = await currentPerson();
  return (person && (await get("settings", keyOf(person.id)))?.[partOf(paper)]) ?? null;
}

/** Stores it; null deletes it. Resolves when it is on disk. */
export async function saveSignatureDraft(paper, draft) {
  const person = await currentPerson();
  if (!person) return;
  await transaction(["settings"], async ({ store }) => {
    const { [partOf(paper)]: _, ...others } = (await store.get(keyOf(person.id))) ?? {};
    await store.put(draft ? { ...others, [partOf(paper)]: draft } : others, keyOf(person.id));
  });
}
