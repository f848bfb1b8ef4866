// Keeps the app's own files for a place without signal. It never touches a request that changes anything, nor one
// for data: those are the page's business.
const VERSION = "{{ version }}";
const PREFIX = "kilowire-";
const KEPT = {{ kept|safe }};
const HOME = "{{ home }}";
const FILES = "{{ files }}";
const CHOSEN = "chosen-version"; // a cache with one entry: the version whose page is opened
const UNVARIED = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.data?.take && event.waitUntil(take(event.data.take)));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === HOME && event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (url.pathname.startsWith(FILES)) event.respondWith(file(event.request));
});

async function keep() {
  const cache = await caches.open(PREFIX + VERSION);
  await cache.addAll(KEPT.map((path) => new Request(path, { cache: path === HOME ? "reload" : "default" })));
  if (!(await chosen())) await choose(VERSION);
}

async function page(request) {
  const version = await chosen();
  const held = version && (await caches.open(PREFIX + version).then((cache) => cache.match(HOME, UNVARIED)));
  return held ?? fetch(request);
}

async function file(request) {
  return (await caches.match(request, UNVARIED)) ?? fetch(request);
}

async function chosen() {
  const said = await caches.open(CHOSEN).then((cache) => cache.match(HOME, UNVARIED));
  return said ? said.text() : "";
}

async function choose(version) {
  const cache = await caches.open(CHOSEN);
  await cache.put(HOME, new Response(version));
}

// The page in use asks for it when nothing is unsent. Its own files stay: another tab may still show it. The worker
// itself is not replaced before the app is closed: each serves what is chosen, and a browser that is told to change
// workers under an open page may hold the page up for minutes.
async function take(version) {
  const before = await chosen();
  await choose(version);
  await tidy(before);
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage("taken");
}

async function tidy(before = "") {
  const wanted = new Set([VERSION, await chosen(), before].map((version) => PREFIX + version));
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !wanted.has(name)) await caches.delete(name);
  }
}
