// The frame around every page: back link, title, count of unsent items, the page itself, its footer.
import { button, el, fill, fillIfChanged, link, mark } from "../base/dom.js";
import { status } from "../send/sender.js";
import { signIn } from "../base/page_data.js";
import { currentPerson } from "../device/person.js";
import { pressEnded } from "../base/pressing.js";
import { counts } from "../send/queue.js";
import { counted } from "../base/words.js";
import { looksSwitch } from "./looks_switch.js";

const parts = {};

/** Draws the empty frame into `root`, once. */
export function drawFrame(root) {
  parts.back = el("div", { class: "field-back" });
  parts.title = el("div", { class: "field-title" });
  parts.sent = link("", "/unsent", "sent-pill", { "aria-live": "polite" });
  parts.main = el("main", { id: "main", class: "field-page", tabindex: "-1" });
  parts.foot = el("footer", { class: "field-foot", "aria-label": "Verdict and next step" });
  parts.said = el("div", { class: "field-said", role: "alert" });
  const skip = el("a", { class: "skip", href: "#main", on: { click: toMain } }, "Skip to the page");
  fill(root, skip, el("header", { class: "field-top" }, parts.back, parts.title, looksSwitch(), parts.sent), parts.said, parts.main, parts.foot);
}

/** Shows a page: `{title, back, nodes, foot}`; the focus stays where it was if it is the same page again. */
export function showPage({ title, back = "", nodes, foot = [], page = "" }, isSame = false) {
  const focused = isSame ? focusables().indexOf(document.activeElement) : -1;
  document.title = `${title} · KiloWire`;
  document.body.dataset.page = page;
  document.body.dataset.route = location.hash.slice(1);
  const words = title === "My day" ? el("span", { class: "brand" }, "Kilo", el("i", {}, "Wire")) : title;
  fill(parts.title, words);
  fill(parts.back, back ? link(mark("back", el("span", { class: "visually-hidden" }, "Back")), back, "btn btn-ghost btn-back") : "");
  fill(parts.main, nodes);
  showFoot(foot);
  if (focused >= 0) focusables()[focused]?.focus({ preventScroll: true });
  else if (!isSame) parts.main.focus({ preventScroll: true });
}

const focusables = () => [...document.querySelectorAll("#app a, #app button, #app input, #app select, #app textarea")];

/** Shows nodes in the footer, which is always visible; without nodes the footer is hidden. */
function showFoot(nodes) {
  fill(parts.foot, nodes);
  parts.foot.hidden = [nodes].flat().length === 0;
}

/** Shows a message that must not be missed; "" removes it. */
export function say(words, act = null) {
  fill(parts.said, words ? [el("span", {}, words), act, button("Close", () => say(""))] : []);
}

/** Updates the count of unsent items, after a press in progress. */
export async function showUnsent() {
  if (!(await currentPerson())) return showNobody();
  const { here, sending, needs } = await counts();
  const { online, needs_sign_in: unknown } = status();
  const unsent = here + sending + needs;
  const pill = needs
    ? ["bad", counted(needs, "needs you", "need you")]
    : sending
      ? ["wait", `${sending} sending`]
      : here
        ? ["go", `${here} on this device`]
        : ["done", "Nothing unsent"];
  const hint = online === false ? "no network" : unknown ? "sign in to send" : "";
  await pressEnded();
  parts.sent.href = "#/unsent";
  fillIfChanged(parts.sent, [pill, hint], () => [mark(...pill), hint && el("small", {}, hint)]);
  parts.sent.dataset.online = String(online);
  parts.sent.dataset.unsent = String(unsent);
}

function showNobody() {
  fillIfChanged(parts.sent, ["nobody"], () => mark("go", "Sign in"));
  parts.sent.href = signIn;
}

/** The scroll position of the page, in pixels. */
export const scrolled = () => Math.round(window.scrollY);

function toMain(event) {
  event.preventDefault();
  parts.main.focus();
}
