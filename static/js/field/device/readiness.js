// Whether this device is ready to work without a signal.
import { dayAfter, dayOf, spokenDay, today } from "../base/company_time.js";
import { counted } from "../base/words.js";
import { dayPack, surveyPack } from "./packs.js";
import { papersOf } from "./papers.js";
import { currentPerson } from "./person.js";
import { keys } from "./store.js";
import { storageSpace } from "./storage_space.js";

/** `{ready, why}`: `why` is one sentence for the person. */
export async function readyForNoSignal() {
  const why = await reason();
  const visits = ((await dayPack())?.appointments ?? []).filter((each) => dayOf(each.starts_at) === today()).length;
  return { ready: !why, why: why || `Everything for today (${counted(visits, "visit")}) is on this device.` };
}

async function reason() {
  if (!(await currentPerson())) return "Nobody is signed in.";
  if ((await storageSpace()).private) return "A private window forgets everything: use the app from the home screen.";
  if (!(await appIsKept())) return "The app itself is not on this device yet: open it once with a signal.";
  const day = await dayPack();
  if (!day || !(await surveyPack())) return "The day's jobs are not on this device yet.";
  if (![day.day, dayAfter(day.day)].includes(today())) return `The jobs on this device are those of ${spokenDay(day.day)}.`;
  const held = new Set(await keys("papers"));
  const missing = papersOf(day).filter((paper) => !held.has(paper.id)).length;
  return missing ? `${missing} ${missing === 1 ? "paper is" : "papers are"} not on this device yet.` : "";
}

// a page that was loaded before the worker was ready, or past it, is not controlled by it: the next start is
async function appIsKept() {
  const registration = await navigator.serviceWorker?.getRegistration(location.pathname).catch(() => null);
  if (!registration?.active) return false;
  return caches.has(`kilowire-${document.body.dataset.version}`);
}
