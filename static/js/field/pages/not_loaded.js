// The page shown where the part of the app that fills in forms could not be loaded.
import { button, el } from "../base/dom.js";

/** The page that offers to start again. */
export function notLoaded() {
  return {
    title: "KiloWire",
    back: "/",
    nodes: [
      el("h1", {}, "This page could not be loaded"),
      el("p", {}, "The network was gone before the whole app was on this device. Start again where there is a signal; nothing that was entered is lost."),
      button("Start again", () => location.reload(), "btn btn-primary"),
    ],
  };
}
