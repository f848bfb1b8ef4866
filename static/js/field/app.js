// Begins the app: the frame, the page that the address names, the sender, and the redraw after a change.
import { registerWorker } from "./shell/app_update.js";
import { lastPlace, rememberPlace } from "./drafts/drafts.js";
import { start } from "./send/sender.js";
import { sayIfSlow } from "./shell/slow_start.js";
import { waitBeforeLeaving } from "./shell/leaving.js";
import { drawFrame, say, scrolled, showPage, showUnsent } from "./shell/frame.js";
import { redrawOnChange } from "./shell/redraw.js";
import { couldNotPage } from "./pages/could_not.js";
import { finishPage } from "./pages/finish.js";
import { homePage } from "./pages/home.js";
import { lockedPage } from "./pages/locked.js";
import { sectionPage } from "./pages/section.js";
import { signPage } from "./pages/sign.js";
import { toSignPage } from "./pages/to_sign.js";
import { unsentPage } from "./pages/unsent.js";
import { walkPage } from "./pages/walk.js";
import { currentPerson } from "./device/person.js";
import { replaceRoute, placeOf, watchPlace } from "./base/router.js";
import { slotRoute } from "./photos/slot_route.js";
import { noteStart, requestPersistence } from "./device/storage_space.js";
import { loadCompany } from "./device/company.js";
import { get } from "./device/store.js";
import { refreshWork } from "./form/work.js";

const PAGES = { home: homePage, walk: walkPage, section: sectionPage, sign: signPage, to_sign: toSignPage, finish: finishPage, could_not: couldNotPage, unsent: unsentPage };
const LIVE = new Set(["home", "unsent", "locked", "walk", "finish"]); // redrawn when something changes
const SCROLL_MILLISECONDS = 300;
let shown = { place: null, page: null };
let lastWork = null;
let restored = null;
let latest = 0;

async function show(place) {
  const call = ++latest;
  const isLeft = () => call !== latest || placeOf(location.hash).route !== place.route; // the person has moved on meanwhile
  const person = await currentPerson();
  if (isLeft()) return undefined;
  if (place.step === "photo") return slotRoute(place).then((route) => isLeft() || replaceRoute(route));
  const isSame = shown.place?.route === place.route;
  if (isSame && place.asked && shown.page?.reveal) return reveal(place);
  const page = await (person ? PAGES[place.page] : lockedPage)(place);
  await showUnsent(); // first, so that the page never appears with the old count above it or moves under a finger
  if (isLeft()) return undefined;
  const scroll = isSame ? scrolled() : restored?.route === place.route ? restored.scroll : 0;
  restored = null;
  shown = { place: person ? place : { page: "locked" }, page };
  lastWork = person ? (page.work ?? lastWork) : null; // no draft stays open on a locked device
  showPage(page, isSame);
  window.scrollTo({ top: scroll, behavior: "instant" });
  if (place.asked) reveal(place);
  page.shown?.();
  return remember();
}

// the question leaves the address once it is shown, so that a reload returns to where the person has scrolled
function reveal(place) {
  history.replaceState(null, "", `#${place.route}`);
  shown.page.reveal?.(place.asked);
  remember();
}

async function redraw() {
  await showUnsent();
  const isLocked = shown.place?.page === "locked";
  if (Boolean(await currentPerson()) === isLocked || shown.page?.isMissing || LIVE.has(shown.place?.page)) return show(placeOf(location.hash));
  return shown.page?.work ? refreshWork(shown.page.work) : undefined;
}

// saves where the person is, for the next start; the home page is saved with the form that was open last
function remember() {
  const work = shown.page?.work ?? lastWork;
  if (!work || !shown.place?.route) return;
  rememberPlace(work.draft, { ...work.draft.place, route: shown.place.route, scroll: scrolled() });
}

/** Draws the frame and the page that the address names, and begins to send. */
export async function begin() {
  const root = document.getElementById("app");
  drawFrame(root);
  waitBeforeLeaving(root);
  const started = sayIfSlow(document.getElementById("main"));
  noteStart(!(await get("settings", "tablet")));
  await loadCompany();
  history.scrollRestoration = "manual";
  restored = await lastPlace();
  started();
  if (location.hash.length <= 2 && restored?.route) history.replaceState(null, "", `#${restored.route}`);
  watchPlace(show);
  redrawOnChange(redraw, () => LIVE.has(shown.place?.page));
  let scrolling = 0;
  addEventListener("scroll", () => (scrolling ||= setTimeout(() => ((scrolling = 0), remember()), SCROLL_MILLISECONDS)), { passive: true });
  registerWorker().catch(() => say("The app itself is not kept on this device: use a usual window, not a private one."));
  await start();
  if (await currentPerson()) await requestPersistence();
}
