// What a form needs of its job: from the day's packs, and kept beside the draft, since a visit may leave the day, or the
// job be closed, while its form is being filled in.
import { now } from "../device/ids.js";
import { dayPack, surveyPack } from "../device/packs.js";
import { currentPerson } from "../device/person.js";
import { get, put } from "../device/store.js";
import { factsKey } from "../device/fact_keys.js";

const OF_EVERY_JOB = new Set(["jobs", "appointments", "forms", "rules"]);
const written = new Map(); // by key, the packs whose facts were kept last

/** `{job, given, day, survey}` of a job's form; null where this device never had the job with this form. */
export async function jobFacts(number, kind) {
  const person = await currentPerson();
  if (!person) return null;
  const key = factsKey(`${person.id}/${number}/${kind}`);
  const [day, survey] = [await dayPack(), await surveyPack()];
  const job = day?.jobs?.[number];
  const given = kind === "survey" ? survey?.jobs?.[number] : job?.forms?.[kind];
  if (!given) return (await get("settings", key)) ?? null;
  const facts = { job: job ?? { number }, given, day: shared(day), survey: shared(survey), at: now() };
  const last = written.get(key);
  if (last?.day !== day || last?.survey !== survey) {
    await put("settings", facts, key).catch(() => {}); // reported by the store; a full device still fills in its form
    written.set(key, { day, survey });
  }
  return facts;
}

const shared = (pack) => Object.fromEntries(Object.entries(pack ?? {}).filter(([name]) => !OF_EVERY_JOB.has(name)));
