// What the person should know of the device: a newer app, little room, a private window, the home screen.
import { applyUpdate, pendingUpdate } from "./app_update.js";
import { button, el, mark } from "../base/dom.js";
import { say } from "./frame.js";
import { requestPersistence, storageSpace } from "../device/storage_space.js";

let invitation = null;
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  invitation = event;
});

/** "Update ready", with the press that takes it; nothing where there is none. */
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

/** The warnings of storage, each with what can be done. */
export async function deviceWarnings() {
  const said = await storageSpace();
  return [
    said.private ? warning("private", "This is a private window: there is no offline here. Open KiloWire from the home screen or in a usual window.") : null,
    said.little ? warning("room", `Only ${said.free_mb} MB are left. Photos are stored smaller from now on; make room when you can.`) : null,
  ];
}

/** Room, the browser's promise, and the home screen, with what can be pressed. */
export async function deviceFacts(refresh) {
  const said = await storageSpace();
  const keep = async () => {
    await requestPersistence();
    refresh();
  };
  const facts = [
    ["Room left", said.free_mb === null ? "the browser does not say" : `${said.free_mb.toLocaleString("en-US")} MB`],
    ["The browser keeps it", said.keeps ? "yes, it promised" : "it may clear it when room is short"],
    ["Home screen", isInstalled() ? "KiloWire runs from it" : "not there yet"],
  ];
  return [
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    el(
      "div",
      { class: "acts" },
      said.keeps ? null : button("Ask the browser to keep it", keep),
      isInstalled() ? null : button("Add to the home screen", () => install(refresh)),
    ),
    isInstalled() ? null : el("p", { class: "soft" }, "From the home screen the app opens without a network, and the browser keeps what is stored. On an iPad: Share, then Add to Home Screen."),
  ];
}

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

async function install(refresh) {
  if (!invitation) {
    say("Use the browser's menu: Add to Home Screen, or Install.");
    return;
  }
  await invitation.prompt();
  invitation = null;
  refresh();
}

function warning(name, words) {
  return el("div", { class: "warn-card", "data-notice": name }, mark("warn", words));
}
