// Events between modules and tabs when something changed: "queue" "pack" "online" "draft" "update" "storage" "forgotten" "discarded".
export const changes = new EventTarget();

const otherTabs = "BroadcastChannel" in self ? new BroadcastChannel("kilowire-field") : null;
const THIS_TAB_ONLY = new Set(["online", "update", "storage"]);

/** Dispatches an event to all listeners here and, unless it concerns this tab alone, in the other tabs. */
export function emit(name, detail = {}) {
  changes.dispatchEvent(new CustomEvent(name, { detail }));
  if (!THIS_TAB_ONLY.has(name)) otherTabs?.postMessage({ name, detail });
}

otherTabs?.addEventListener("message", ({ data }) => {
  changes.dispatchEvent(new CustomEvent(data.name, { detail: { ...data.detail, elsewhere: true } }));
});
