// The technician's day: its appointments with where, what to bring and a button for each step.
import { el, link, mark } from "../base/dom.js";
import { clock, corrected, dayAfter, dayOf, spokenDay, today } from "../base/company_time.js";
import { status } from "../send/sender.js";
import { dayFetchedAt, dayPack, surveyPack } from "../device/packs.js";
import { currentPerson } from "../device/person.js";
import { list } from "../send/queue.js";
import { readyForNoSignal } from "../device/readiness.js";
import { counted, KINDS } from "../base/words.js";
import { stepRoute } from "../base/router.js";
import { appointmentCard } from "../shell/appointment_card.js";
import { formStatuses } from "../shell/form_status.js";
import { progressOf } from "../shell/visit_steps.js";
import { signIn } from "../base/page_data.js";
import { deviceWarnings, updateNotice } from "../shell/device_status.js";

const DAYS = { overdue: "Still open", today: "Today", tomorrow: "Tomorrow" };

/** The home page. */
export async function homePage() {
  const [person, day, survey, items] = [await currentPerson(), await dayPack(), await surveyPack(), await list()];
  const statuses = await formStatuses(person, items);
  const context = { day, survey, items, statuses, fetched_at: await dayFetchedAt() };
  const appointments = [...(day?.appointments ?? [])].sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  const groups = Object.entries(DAYS).map(([key, title]) => [title, key, appointments.filter((each) => groupOf(each, context) === key)]);
  const shown = new Set(groups.flatMap(([, , booked]) => booked.map((each) => each.job)));
  return {
    title: "My day",
    page: "home",
    nodes: [
      el("div", { class: "section-head" }, el("div", {}, el("h1", {}, spokenDay(today())), el("p", { class: "soft" }, person?.name ?? "")), readinessLight(await readyForNoSignal())),
      signInNotice(),
      await updateNotice(),
      await deviceWarnings(),
      begun(statuses, shown),
      day ? groups.map(([title, key, booked]) => group(title, key, booked, context)) : empty(),
      link(mark("go", "What is on this device"), "/unsent", "section-row"),
    ],
  };
}

// worked out here and now: the pack may be of yesterday
function groupOf(appointment, { items, fetched_at }) {
  const on = dayOf(appointment.starts_at);
  if (on < today()) return progressOf(appointment, items, fetched_at).outcome ? "" : "overdue";
  return { [today()]: "today", [dayAfter(today())]: "tomorrow" }[on] ?? "";
}

// forms that were begun for an appointment that has left the day: they go on and are sent all the same
function begun(statuses, shown) {
  const left = [...statuses].map(([key, its]) => [...key.split("/"), its]).filter(([job, , its]) => !shown.has(job) && !["held", "not_begun"].includes(its.state));
  if (!left.length) return null;
  const row = ([job, kind, its]) =>
    el("li", {}, el("div", { class: "row-main" }, el("b", {}, `${KINDS[kind]} ${job}`), mark(its.mark, its.words)), link("Open", stepRoute(job, kind), "btn btn-quiet"));
  return el(
    "section",
    { class: "day", "data-day": "begun", "aria-label": "Begun" },
    el("h2", { class: "day-title" }, "Begun", el("small", {}, "the appointment is no longer on the calendar")),
    el("ul", { class: "rows" }, left.map(row)),
  );
}

function readinessLight({ ready, why }) {
  return el(
    "div",
    { class: "light", "data-ready": String(ready), role: "status" },
    mark(ready ? "done" : "warn", ready ? "Ready for no signal" : "Not ready for no signal"),
    el("small", {}, why),
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
  const done = appointments.filter((each) => progressOf(each, context.items, context.fetched_at).outcome).length;
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
    el("p", {}, online !== false ? "They are being fetched." : `There is no network.${last ? ` The office was last reached at ${clock(corrected(last))}.` : ""}`),
  );
}
