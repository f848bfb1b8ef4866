// The technician's day: its appointments with where, what to bring and a button for each step.
import { el, link, mark } from "../base/dom.js";
import { status } from "../send/sender.js";
import { dayPack, surveyPack } from "../device/packs.js";
import { currentPerson } from "../device/person.js";
import { list } from "../send/queue.js";
import { readyForNoSignal } from "../device/readiness.js";
import { clock, counted } from "../base/words.js";
import { appointmentCard } from "../shell/appointment_card.js";
import { signIn } from "../base/page_data.js";
import { deviceWarnings, updateNotice } from "../shell/device_status.js";

const DAYS = { overdue: "Still open", today: "Today", tomorrow: "Tomorrow" };

/** The home page. */
export async function homePage() {
  const [person, day, survey, items] = [await currentPerson(), await dayPack(), await surveyPack(), await list()];
  const appointments = [...(day?.appointments ?? [])].sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  const groups = Object.entries(DAYS).map(([key, title]) => [title, key, appointments.filter((each) => each.day === key)]);
  return {
    title: "My day",
    page: "home",
    nodes: [
      el("div", { class: "section-head" }, el("div", {}, el("h1", {}, today()), el("p", { class: "soft" }, person?.name ?? "")), readinessLight(await readyForNoSignal())),
      signInNotice(),
      await updateNotice(),
      await deviceWarnings(),
      day ? groups.map(([title, key, booked]) => group(title, key, booked, { day, survey, items })) : empty(),
      link(mark("go", "What is on this device"), "/unsent", "section-row"),
    ],
  };
}

function today() {
  return new Date().toLocaleDateString("en-US", { weekday: "long", day: "numeric", month: "long" });
}

function readinessLight({ ready, why }) {
  return el(
    "div",
    { class: "light", "data-ready": String(ready), role: "status" },
    mark(ready ? "done" : "warn", ready ? "Ready for no signal" : "Not ready for no signal"),
    ready ? null : el("small", {}, why),
  );
}

function signInNotice() {
  if (!status().needs_sign_in) return null;
  return el(
    "div",
    { class: "warn-card" },
    el("p", {}, "The office no longer knows who is here. Everything stays on this device; sign in again and it is sent."),
    el("a", { class: "btn btn-primary", href: signIn }, "Sign in"),
  );
}

function group(title, key, appointments, context) {
  if (!appointments.length && key !== "today") return null;
  const done = appointments.filter((appointment) => appointment.outcome).length;
  const said = appointments.length ? `${counted(appointments.length, "appointment")}${done ? `, ${done} done` : ""}` : "nothing booked";
  return el(
    "section",
    { class: "day", "data-day": key, "aria-label": title },
    el("h2", { class: "day-title" }, title, el("small", {}, said)),
    appointments.map((appointment) => appointmentCard(appointment, context)),
  );
}

function empty() {
  const { last_contact_at: last, online } = status();
  return el(
    "div",
    { class: "empty" },
    el("h2", {}, "The day's jobs appear here"),
    el("p", {}, online ? "They are being fetched." : `There is no network.${last ? ` The office was last reached at ${clock(last)}.` : ""}`),
  );
}
