// Keeps the app's own files for a place without signal. It never touches a request that changes anything, nor one
// for data: those are the page's business.
const VERSION = "{{ version }}";
const PREFIX = "kilowire-";
const KEPT = {{ kept|safe }};
const HOME = "{{ home }}";
const FILES = "{{ files }}";
// An empty cache says by its name whose page is opened: a browser may lose an entry it has just written when it is
// killed, but not a name.
const OPENS = "opens-";
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
  const version = await chosen().catch(() => "");
  return (await held(HOME, version)) ?? (await held(HOME)) ?? fetch(request);
}

async function file(request) {
  return (await held(request)) ?? fetch(request);
}

// What is kept of this version, or of any; a storage that fails is no reason not to ask the network.
function held(request, version) {
  const where = version ? { cacheName: PREFIX + version } : {};
  return caches.match(request, { ...UNVARIED, ...where }).catch(() => undefined);
}

async function chosen() {
  const names = await caches.keys();
  return names.findLast((name) => name.startsWith(OPENS))?.slice(OPENS.length) ?? "";
}

async function choose(version) {
  await caches.open(OPENS + version);
  for (const name of await caches.keys()) {
    if (name.startsWith(OPENS) && name !== OPENS + version) await caches.delete(name);
  }
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
