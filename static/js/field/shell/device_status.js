// The state of the device for the person: a newer version, low storage, a private window, the home screen.
import { applyUpdate, pendingUpdate } from "./app_update.js";
import { button, el, mark } from "../base/dom.js";
import { say } from "./frame.js";
import { requestPersistence, storageSpace } from "../device/storage_space.js";

let installPrompt = null;
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installPrompt = event;
});

/** "Update ready" with the button that installs it; null where there is none. */
export async function updateNotice() {
  const update = await pendingUpdate();
  if (!update) return null;
  const take = async () => (await applyUpdate()) || say("The update waits until everything is sent.");
  return el(
    "div",
    { class: "note-card", "data-notice": "update" },
    mark("go", update.ready ? "Update ready." : "Update ready. It waits until everything here is sent."),
    update.ready ? button("Take the update", take, "btn btn-primary") : null,
  );
}

/** Warnings about storage, each with what can be done. */
export async function deviceWarnings() {
  const space = await storageSpace();
  return [
    space.private ? warning("private", "This is a private window: there is no offline here. Open KiloWire from the home screen or in a usual window.") : null,
    space.forgot ? warning("cleared", "The browser cleared what was stored on this device, with anything that was not sent. Add KiloWire to the home screen, and sign in once where there is a network.") : null,
    space.full ? warning("full", "This device is full: no photo can be stored. Delete apps, pictures or downloads before the first photo, or send what is here.") : null,
    space.low && !space.full ? warning("room", `Only ${space.free_mb} MB are left. Photos are stored smaller from now on; make room when you can.`) : null,
  ];
}

/** Storage left, persistence and home screen, with their buttons. */
export async function deviceFacts(refresh) {
  const space = await storageSpace();
  const keep = async () => {
    await requestPersistence();
    refresh();
  };
  const facts = [
    ["Room left", space.free_mb === null ? "the browser does not say" : `${space.free_mb.toLocaleString("en-US")} MB`],
    ["The browser keeps it", space.persistent ? "yes" : "it may clear it when room is short"],
    ["Home screen", isInstalled() ? "KiloWire runs from it" : "not there yet"],
  ];
  return [
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    el(
      "div",
      { class: "acts" },
      space.persistent ? null : button("Ask the browser to keep it", keep),
      isInstalled() ? null : button("Add to the home screen", () => install(refresh)),
    ),
    isInstalled() ? null : el("p", { class: "soft" }, "From the home screen the app opens without a network, and the browser keeps what is stored. On an iPad: Share, then Add to Home Screen."),
  ];
}

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

async function install(refresh) {
  if (!installPrompt) {
    say("Use the browser's menu: Add to Home Screen, or Install.");
    return;
  }
  await installPrompt.prompt();
  installPrompt = null;
  refresh();
}

function warning(name, words) {
  return el("div", { class: "warn-card", "data-notice": name }, mark("warn", words));
}
