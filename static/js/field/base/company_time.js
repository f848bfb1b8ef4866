// Days and hours of the company, whatever zone and clock this device has: the one module that formats them.
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let zone; // an IANA name; until the first pack says it, the device's own
let ahead = 0; // milliseconds that this device's clock is ahead of the server's

/** Sets the company's zone, and how many milliseconds this device's clock is ahead of the server's. */
export function setCompanyTime(company = {}) {
  zone = company.zone || undefined;
  ahead = company.ahead || 0;
}

const format = (options, instant) => new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone }).format(instant);

/** The present instant by the server's clock. */
export const companyNow = () => new Date(Date.now() - ahead);

/** The server's instant for an instant that this device's clock wrote, both ISO. */
export const corrected = (iso) => (iso ? new Date(Date.parse(iso) - ahead).toISOString() : "");

/** The company's day of an instant, as `2026-11-27`. */
export function dayOf(instant) {
  const parts = Object.fromEntries(partsOf(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Today, and the day so many days after a day, as `2026-11-27`. */
export const today = () => dayOf(companyNow());
export const dayAfter = (day, days = 1) => new Date(Date.parse(`${day}T12:00Z`) + days * DAY).toISOString().slice(0, 10);

/** A day as people say it: "Friday, November 27". */
export const spokenDay = (day, language = "en") => new Date(`${day}T12:00Z`).toLocaleDateString(`${language}-US`, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

/** The hour and minute of an instant of the server: "2:41 PM". */
export const clock = (iso) => (iso ? format({ hour: "numeric", minute: "2-digit" }, new Date(iso)).replace("\u202f", " ") : "");

/** An instant of the server as short text: the time if today, else day and time. */
export function when(iso) {
  if (!iso) return "";
  return dayOf(iso) === today() ? clock(iso) : `${format({ day: "numeric", month: "short" }, new Date(iso))}, ${clock(iso)}`;
}

/** From one instant to another: "1–2:30 PM", "11 AM–1 PM", "10 PM–2 AM next day". */
export function hours(from, to) {
  const [start, end] = [short(from), short(to)];
  const same = start.slice(-3) === end.slice(-3) && dayOf(from) === dayOf(to);
  return `${same ? start.slice(0, -3) : start}–${end}${dayOf(from) === dayOf(to) ? "" : " next day"}`;
}

const short = (iso) => clock(iso).replace(":00", "");

function partsOf(instant) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone };
  return new Intl.DateTimeFormat("en-US", options).formatToParts(instant);
}
