// The service worker of the small screen: starts it without a network. Only pages, scripts and public reference
// data are kept here; what a person has read or written lies in the page's own store and never passes this file.
const VERSION = "__VERSION__";
const SHELL = "/m/";
const FILES = __FILES__;
const PAGES = `pages-${VERSION}`;
const REFERENCE = "reference";
// What everybody may read and a map needs: asked for anew each time, kept for when there is no network.
const KEPT = ["/api/v1/city", "/api/v1/areas.geojson", "/api/v1/map"];
// So many answers are kept; the oldest go first. A city's base map is some thousand tiles of 1 to 50 KB.
const MOST_KEPT = 1500;
const CLEAR = 150;

self.addEventListener("install", (event) => {
  const fetched = FILES.map((file) => new Request(file, { cache: file.startsWith("/assets/") ? "default" : "reload" }));
  event.waitUntil(caches.open(PAGES).then((cache) => cache.addAll(fetched)));
});

self.addEventListener("activate", (event) => {
  const mine = new Set([PAGES, REFERENCE]);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => !mine.has(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A new version waits until the person takes it: nothing changes under a hand that is writing.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

async function keptFirst(request, name) {
  const cache = await caches.open(PAGES);
  const found = await cache.match(name ?? request);
  if (found) return found;
  const answer = await fetch(request);
  // Names below /assets/ carry a hash of what is in them: once kept, always right.
  if (answer.status === 200 && new URL(request.url).pathname.startsWith("/assets/")) await cache.put(request, answer.clone());
  return answer;
}

async function remember(cache, request, answer) {
  await cache.put(request, answer);
  const known = await cache.keys();
  if (known.length > MOST_KEPT) await Promise.all(known.slice(0, CLEAR).map((one) => cache.delete(one)));
}

async function freshFirst(request) {
  const cache = await caches.open(REFERENCE);
  try {
    const answer = await fetch(request);
    if (answer.status === 200) await remember(cache, request, answer.clone());
    return answer;
  } catch (error) {
    const found = await cache.match(request);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  // The whole of a file is no answer to who asked for a part: such requests go to the server untouched.
  if (request.headers.has("range")) return;
  if (request.mode === "navigate") {
    if (url.pathname.startsWith(SHELL)) event.respondWith(keptFirst(request, SHELL));
  } else if (url.pathname.startsWith("/assets/") || FILES.includes(url.pathname)) event.respondWith(keptFirst(request));
  else if (KEPT.some((start) => url.pathname.startsWith(start))) event.respondWith(freshFirst(request));
});
