// Keeps the files of this folder, so that the page opens without a network and starts sooner the next time. It keeps nothing
// that a user types or opens: only GET requests to this folder go through it.
const KEPT = "workbench-BUILD";
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith("workbench-") && name !== KEPT) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(self.registration.scope)) return;
  event.respondWith(
    (async () => {
      const kept = await caches.open(KEPT);
      const found = await kept.match(event.request, { ignoreSearch: true });
      if (found !== undefined) return found;
      const answer = await fetch(event.request);
      if (answer.ok) await kept.put(event.request, answer.clone());
      return answer;
    })(),
  );
});
