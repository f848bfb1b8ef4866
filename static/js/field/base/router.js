// Where in the app the person is, by the address's hash: `#/KW-1042/survey/panel?q=panel_bus_amps`.

/** The place that a hash names: `{page, job, kind, step, asked, route}`. */
export function placeOf(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const asked = new URLSearchParams(query).get("q") ?? "";
  const route = `/${parts.map(encodeURIComponent).join("/")}`;
  if (parts.length === 0) return { page: "home", route: "/" };
  if (parts[0] === "unsent") return { page: "unsent", route };
  const [job, kind = "", step = ""] = parts;
  if (kind === "could-not") return { page: "could_not", job, appointment: Number(step), route };
  if (!kind) return { page: "home", job, route };
  const page = step === "sign" ? "sign" : step === "finish" ? "finish" : step ? "section" : "walk";
  return { page, job, kind, step, asked, route };
}

/** Goes to a place; the page follows. */
export function go(route) {
  if (location.hash === `#${route}`) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = route;
}

/** Takes the place of the present entry, so that "back" does not return to it. */
export function replaceRoute(route) {
  history.replaceState(null, "", `#${route}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Calls `show` with the place, now and whenever it changes; other hashes are left alone. */
export function watchPlace(show) {
  const told = () => {
    if (location.hash === "" || location.hash.startsWith("#/")) show(placeOf(location.hash));
  };
  window.addEventListener("hashchange", told);
  told();
}

/** The address of a step of a job's form; `asked` names the question to show. */
export function stepRoute(job, kind, step = "", asked = "") {
  return `/${job}/${kind}${step ? `/${step}` : ""}${asked ? `?q=${encodeURIComponent(asked)}` : ""}`;
}
