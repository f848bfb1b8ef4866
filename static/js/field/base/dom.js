// Creates the page's elements: the only module that does.

/** An element with its attributes, listeners (`on`) and children; null and false are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (["value", "checked", "hidden", "disabled", "selected"].includes(name)) node[name] = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A button that calls `run` when pressed; `look` holds its classes. */
export function button(words, run, look = "btn btn-quiet", attributes = {}) {
  return el("button", { type: "button", class: look, on: { click: run }, ...attributes }, words);
}

/** A link to a route of this app. */
export function link(words, route, look = "btn btn-quiet", attributes = {}) {
  return el("a", { href: `#${route}`, class: look, ...attributes }, words);
}

/** An icon with its text: nothing is said by color alone. */
export function mark(kind, words, attributes = {}) {
  return el("span", { class: `mark mark-${kind}`, ...attributes }, words);
}

/** Replaces the children of a node. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const lastData = new WeakMap();

/** Replaces the children with what `draw` returns, only if `data` differs from the last call. */
export function fillIfChanged(node, data, draw) {
  const now = JSON.stringify(data);
  if (lastData.get(node) === now) return;
  lastData.set(node, now);
  fill(node, draw());
}

/** Disables a button while its work runs, so that a second press does nothing. */
export async function once(node, work) {
  if (node.getAttribute("aria-disabled") === "true") return undefined;
  node.setAttribute("aria-disabled", "true");
  try {
    return await work();
  } finally {
    node.removeAttribute("aria-disabled");
  }
}
