// What this device knows of the company's time, kept over restarts: the zone comes with the day's jobs, how far this
// device's clock is off with each contact.
import { setCompanyTime } from "../base/company_time.js";
import { get, put } from "./store.js";

const NAME = "company";
const NOTABLE_MILLISECONDS = 5_000;
let known = { zone: "", ahead: 0 };

/** Reads what an earlier start has learned. */
export async function loadCompany() {
  known = { ...known, ...((await get("settings", NAME)) ?? {}) };
  setCompanyTime(known);
}

/** Learns the company's zone, an IANA name. */
export const learnZone = (zone) => learn({ zone: zone || known.zone });

/** Learns the server's clock from an answer of its own and this device's instants before and after it. */
export function learnClock(now, asked, answered) {
  const ahead = (asked + answered) / 2 - Date.parse(now);
  return Math.abs(ahead - known.ahead) > NOTABLE_MILLISECONDS ? learn({ ahead: Math.round(ahead) }) : undefined;
}

async function learn(patch) {
  const before = JSON.stringify(known);
  known = { ...known, ...patch };
  setCompanyTime(known);
  if (JSON.stringify(known) !== before) await put("settings", known, NAME).catch(() => {}); // a full device says so elsewhere
}
