// What the planned circuit gives the car, as facts: setting, miles of range an hour, hours, and whether it may pause.
import { chargingRate, chargingTime } from "../rules/charging.js";
import { el, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";
import { inWords } from "../base/spanish.js";
import { MAY_PAUSE } from "../base/words.js";
import { answered, chosen, stepsOf } from "./work.js";

/** The facts, as far as the answers tell. */
export function chargeLines(work, language) {
  const say = (words) => inWords(words, language);
  const es = language === "es";
  const charging = work.survey?.charging;
  const given = charging ? chargingRate(work.answer, work.facts, charging) : null;
  if (!given) return el("p", { class: "soft" }, say("The circuit is not known yet: with it comes what the car gains in an hour."));
  const car = chosen(work, "vehicle", "vehicles");
  const facts = [
    [say("Largest charger setting"), `${given.largest} A`],
    [say("Charging with"), `${given.amps} A, ${given.kw.toFixed(1)} kW`],
    [say("Range an hour"), `${Math.round(given.miles_low)}–${Math.round(given.miles_high)} ${say("miles")}`],
    ...timeOf(work, car, given, charging, { say, es }),
  ];
  const pauses = chosen(work, "adapter", "adapters")?.manages_load ? el("p", {}, mark("warn", say(MAY_PAUSE))) : null;
  return [el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))), pauses];
}

function timeOf(work, car, given, charging, { say, es }) {
  if (!car) return [[say("Charging time"), toStep(work, "vehicle", say("Choose the car"))]];
  const time = chargingTime(car, answered(work, "onboard_kw").value, given.kw, charging);
  if (time.asks) return [[say("Charging time"), toStep(work, "onboard_kw", `${say("Enter the on-board kW of the")} ${car.name}`)]];
  const lines = [[`${car.name}, ${time.from} ${es ? "a" : "to"} ${time.to} %`, `${time.hours.toFixed(1)} ${say("hours")}`]];
  return time.limited_by_car ? [...lines, [say("Limited by the car"), `${say("it takes")} ${time.power.toFixed(1)} kW ${say("at most")}`]] : lines;
}

function toStep(work, name, words) {
  const step = stepsOf(work).find((each) => each.name === name);
  return step ? link(words, stepRoute(work.number, work.kind, step.section, name), "row-link") : words;
}
