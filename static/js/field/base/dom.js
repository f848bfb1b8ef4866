// Builds the page's elements: the only place that makes them.

/** An element with its attributes, its listeners (`on`) and its children; nothing that is null or false. */
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

/** A button that does one thing; `look` names its classes. */
export function button(words, run, look = "btn btn-quiet", attributes = {}) {
  return el("button", { type: "button", class: look, on: { click: run }, ...attributes }, words);
}

/** A link to a place of this app. */
export function link(words, route, look = "btn btn-quiet", attributes = {}) {
  return el("a", { href: `#${route}`, class: look, ...attributes }, words);
}

/** A sign with its words: nothing is said by colour alone. */
export function mark(kind, words, attributes = {}) {
  return el("span", { class: `mark mark-${kind}`, ...attributes }, words);
}

/** Puts new children in the place of those that are there. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const drawnOf = new WeakMap();

/** Puts what `draw` gives into the node, but only where `data` is not what it was drawn of before. */
export function fillIfChanged(node, data, draw) {
  const now = JSON.stringify(data);
  if (drawnOf.get(node) === now) return;
  drawnOf.set(node, now);
  fill(node, draw());
}

/** Lets a button rest while its work is done, so that one press is one act. */
export async function once(node, work) {
  if (node.getAttribute("aria-disabled") === "true") return undefined;
  node.setAttribute("aria-disabled", "true");
  try {
    return await work();
  } finally {
    node.removeAttribute("aria-disabled");
  }
}
