// How this tablet looks: bright light on or off, and the size of its text; remembered on the device for whoever holds it.
const NAME = "kilowire-looks";
const USUAL = { light: "usual", text: "usual" };

/** `{light, text}`: "usual" or "bright", and "usual", "larger" or "largest". */
export function looks() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return USUAL; // a browser that stores nothing, or something else wrote there
  }
}

/** Remembers a part of it and shows it at once. */
export function changeLooks(patch) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...looks(), ...patch }));
  } catch {
    // shown until the page is closed
  }
  apply({ ...looks(), ...patch });
}

/** Shows the page as it was last chosen. */
export const applyLooks = () => apply(looks());

function apply({ light, text }) {
  const root = document.documentElement.dataset;
  root.light = light;
  root.text = text;
  if (light === "bright") root.theme = "light";
  else delete root.theme;
}
