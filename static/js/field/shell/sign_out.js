// Signing out: how much is unsent, and buttons to send it, save it, or keep it locked to this person.
import { button, el, once } from "../base/dom.js";
import { flush } from "../drafts/drafts.js";
import { sendNow } from "../send/sender.js";
import { signOutLocally, unsentOf, currentPerson } from "../device/person.js";
import { go } from "../base/router.js";
import { retryAll } from "../send/queue.js";
import { counted } from "../base/words.js";
import { saveZip } from "../send/save_zip.js";

/** The sign-out section of the page of unsent items. */
export async function signOutCard() {
  const person = await currentPerson();
  if (!person) return null;
  const unsent = await unsentOf(person.id);
  const leave = async () => {
    await flush();
    await signOutLocally();
    go("/");
    sendNow();
  };
  const press = (work) => (event) => once(event.currentTarget, work);
  const acts = unsent
    ? [
        button("Send it first", press(() => retryAll().then(sendNow)), "btn btn-primary", { "data-act": "send-first" }),
        button("Save a zip first", press(saveZip)),
        button("Keep it here, locked to me, and sign out", press(leave), "btn btn-danger", { "data-act": "sign-out" }),
      ]
    : [button(`Sign out ${person.name}`, press(leave), "btn btn-quiet", { "data-act": "sign-out" })];
  return el(
    "section",
    { class: "sign-out" },
    el("h2", {}, "Sign out"),
    unsent
      ? el("p", {}, `${counted(unsent, "thing")} of yours ${unsent === 1 ? "is" : "are"} not with the office yet. Locked here, nobody else sees it, and it is sent when you sign in again.`)
      : el("p", {}, "Everything of yours is with the office."),
    el("div", { class: "acts" }, acts),
  );
}
