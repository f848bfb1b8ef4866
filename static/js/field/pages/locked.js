// The page shown while nobody is signed in on this device: nobody's work is visible.
import { el } from "../base/dom.js";
import { status } from "../send/sender.js";
import { unsentOnDevice } from "../device/person.js";
import { signIn } from "../base/page_data.js";
import { counted } from "../base/words.js";

/** The page of a locked device. */
export async function lockedPage() {
  const unsent = await unsentOnDevice();
  return {
    title: "KiloWire",
    page: "locked",
    nodes: [
      el("h1", {}, "Sign in to begin the day"),
      el("p", {}, "Signing in needs a network once. From then on this device works without one."),
      unsent ? el("p", { class: "warn-card" }, `${counted(unsent, "thing")} on this device ${unsent === 1 ? "waits" : "wait"} for the person who entered it to sign in.`) : null,
      status().online !== false ? null : el("p", { class: "soft" }, "There is no network at the moment."),
      el("a", { class: "btn btn-primary btn-wide", href: signIn }, "Sign in"),
    ],
  };
}
