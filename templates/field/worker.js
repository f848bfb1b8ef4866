// Service worker of the tablet app: serves the app's own files without a network. It never handles a request that
// changes anything, nor one for data: the page makes those.
const VERSION = "{{ version }}";
const PREFIX = "kilowire-";
const KEPT = {{ kept|safe }};
const HOME = "{{ home }}";
const FILES = "{{ files }}";
// The name of an empty cache says which version is in use: a browser that is killed may lose an entry just written,
// but not a cache's name.
const IN_USE = "opens-"; // a stored name: it stays as it is
const UNVARIED = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(cacheFiles()));
self.addEventListener("activate", (event) => event.waitUntil(deleteOldCaches().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.data?.take && event.waitUntil(switchTo(event.data.take)));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === HOME && event.request.mode === "navigate") event.respondWith(servePage(event.request));
  else if (url.pathname.startsWith(FILES)) event.respondWith(serveFile(event.request));
});

async function cacheFiles() {
  const cache = await caches.open(PREFIX + VERSION);
  await cache.addAll(KEPT.map((path) => new Request(path, { cache: path === HOME ? "reload" : "default" })));
  if (!(await versionInUse())) await setVersionInUse(VERSION);
}

async function servePage(request) {
  const version = await versionInUse().catch(() => "");
  return (await cached(HOME, version)) ?? (await cached(HOME)) ?? fetch(request);
}

async function serveFile(request) {
  return (await cached(request)) ?? fetch(request);
}

// The cached answer of this version, or of any; where the cache fails, the network is asked.
function cached(request, version) {
  const where = version ? { cacheName: PREFIX + version } : {};
  return caches.match(request, { ...UNVARIED, ...where }).catch(() => undefined);
}

async function versionInUse() {
  const names = await caches.keys();
  return names.findLast((name) => name.startsWith(IN_USE))?.slice(IN_USE.length) ?? "";
}

async function setVersionInUse(version) {
  await caches.open(IN_USE + version);
  for (const name of await caches.keys()) {
    if (name.startsWith(IN_USE) && name !== IN_USE + version) await caches.delete(name);
  }
}

// The page asks for this when nothing is unsent. The files of the version before stay: another tab may still use them.
// The worker itself is replaced only after the app is closed: every worker serves the version in use, and a browser
// that replaces a worker under an open page may block the page for minutes.
async function switchTo(version) {
  const before = await versionInUse();
  await setVersionInUse(version);
  await deleteOldCaches(before);
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage("taken");
}

async function deleteOldCaches(before = "") {
  const wanted = new Set([VERSION, await versionInUse(), before].map((version) => PREFIX + version));
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !wanted.has(name)) await caches.delete(name);
  }
}
