// Tells the pages, in this tab and in others, that something changed: "queue" "pack" "online" "draft" "update" "storage".
export const changes = new EventTarget();

const others = "BroadcastChannel" in self ? new BroadcastChannel("kilowire-field") : null;
const ONLY_HERE = new Set(["online", "update", "storage"]);

/** Lets everybody who listens know; what concerns all tabs reaches the others too. */
export function emit(name, detail = {}) {
  changes.dispatchEvent(new CustomEvent(name, { detail }));
  if (!ONLY_HERE.has(name)) others?.postMessage({ name, detail });
}

others?.addEventListener("message", ({ data }) => {
  changes.dispatchEvent(new CustomEvent(data.name, { detail: { ...data.detail, elsewhere: true } }));
});
