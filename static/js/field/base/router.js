// The app's routes in the hash of the address: `#/KW-1042/survey/panel?q=panel_bus_amps`.

/** Parses a hash: `{page, job, kind, step, asked, route}`. */
export function placeOf(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const asked = new URLSearchParams(query).get("q") ?? "";
  const route = `/${parts.map(encodeURIComponent).join("/")}`;
  if (parts.length === 0) return { page: "home", route: "/" };
  if (parts[0] === "unsent") return { page: "unsent", route };
  const [job, kind = "", step = ""] = parts;
  if (kind === "could-not") return { page: "could_not", job, appointment: Number(step), route };
  if (kind === "to-sign") return { page: "to_sign", job, request: Number(step), route };
  if (!kind) return { page: "home", job, route };
  const page = step === "sign" ? "sign" : step === "finish" ? "finish" : step ? "section" : "walk";
  return { page, job, kind, step, asked, route };
}

/** Navigates to a route. */
export function go(route) {
  if (location.hash === `#${route}`) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = route;
}

/** Navigates in place of the current history entry, so that "back" does not return to it. */
export function replaceRoute(route) {
  history.replaceState(null, "", `#${route}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Calls `show` with the parsed route, now and whenever it changes; hashes that are no route are ignored. */
export function watchPlace(show) {
  const changed = () => {
    if (location.hash === "" || location.hash.startsWith("#/")) show(placeOf(location.hash));
  };
  window.addEventListener("hashchange", changed);
  changed();
}

/** The route of a step of a job's form; `asked` names the question to show. */
export function stepRoute(job, kind, step = "", asked = "") {
  return `/${job}/${kind}${step ? `/${step}` : ""}${asked ? `?q=${encodeURIComponent(asked)}` : ""}`;
}

/** The route of the page on which a paper of a job is signed. */
export const toSignRoute = (job, request) => `/${job}/to-sign/${request}`;
