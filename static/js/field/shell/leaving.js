// Links that lead out of the app, such as *Sign in*, wait until the last write is on the disk and the worker is registered.
import { flush } from "../drafts/drafts.js";
import { registrationEnded } from "./app_update.js";

let wasRefused = false; // a device too full to write must still be able to sign in and send

/** Watches the links below `root`. */
export function waitBeforeLeaving(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || !leadsOut(link)) return;
    event.preventDefault();
    flush().then(() => true, () => wasRefused).then(async (may) => {
      wasRefused = true;
      await registrationEnded();
      if (may) location.assign(link.href);
    });
  });
}

function leadsOut(link) {
  return !link.target && !link.download && link.origin === location.origin && !link.getAttribute("href").startsWith("#");
}
