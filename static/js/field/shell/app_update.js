// Updates of the app: a new version is fetched in the background and installed when nothing is open or unsent and the
// person agrees. Closing the app does not install it: the service worker goes on serving the version in use.
import { changes, emit } from "../base/changes.js";
import { unsentOnDevice } from "../device/person.js";
import { flush } from "../drafts/drafts.js";
import { status } from "../send/sender.js";

const PREFIX = "kilowire-";
const LEAVE_MILLISECONDS = 3_000;
const page = document.body.dataset;
let registering = Promise.resolve();

/**
 * Registers the service worker, and emits "update" when the app or a newer version of it is on this device. An installation
 * that failed is begun again at the next contact with the server.
 */
export async function registerWorker() {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }) => data === "taken" && flush().finally(() => location.reload()));
  serviceWorker.ready.then(() => emit("update")); // also where this page was loaded too early to be controlled
  document.addEventListener("visibilitychange", () => document.hidden || lookForUpdate().catch(() => {}));
  changes.addEventListener("online", () => status().online && registerAgain().catch(() => {}));
  await register().catch((error) => {
    if (error.name !== "TypeError") throw error; // that one says only that the network broke
  });
}

/**
 * Resolves when the page may be left, after three seconds at most: where Safari's engine has a page left while it registers
 * the worker, the installation stands still until the browser is closed.
 */
export const registrationEnded = () =>
  Promise.race([registering, new Promise((late) => setTimeout(late, LEAVE_MILLISECONDS))]).catch(() => {});

function register() {
  registering = registerOnce();
  return registering;
}

async function registerOnce() {
  const registration = await navigator.serviceWorker.register(page.worker, { scope: location.pathname, updateViaCache: "none" });
  registration.onupdatefound = () => {
    registration.installing?.addEventListener("statechange", ({ target }) => target.state === "installed" && emit("update"));
  };
}

const registered = () => navigator.serviceWorker.getRegistration(location.pathname);

async function lookForUpdate() {
  await (await registered())?.update();
}

async function registerAgain() {
  const registration = await registered();
  if (!registration?.active && !registration?.installing) await register();
}

/** `{version, ready}` of a newer version on this device, or null; ready when nothing is open or unsent. */
export async function pendingUpdate() {
  const version = await newest();
  if (!version || version === page.version) return null;
  return { version, ready: (await unsentOnDevice()) === 0 };
}

/** Installs the newer version in every tab; false while something is unsent. */
export async function applyUpdate() {
  await flush();
  const update = await pendingUpdate();
  if (!update?.ready) return false;
  const registration = await navigator.serviceWorker.ready;
  registration.active.postMessage({ take: update.version });
  return true;
}

async function newest() {
  if (!("caches" in self)) return "";
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of names.reverse()) {
    if (await (await caches.open(name)).match(location.pathname, { ignoreVary: true })) return name.slice(PREFIX.length);
  }
  return "";
}
