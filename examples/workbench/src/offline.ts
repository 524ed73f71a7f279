// Keeps the files of this folder, so that the page opens without a network and starts sooner the next time. It keeps nothing
// that a user types or opens: only what the folder itself holds, as `files.json` lists it, is ever kept.
//
// A page and the files it asks for are of one build: all are kept before this worker takes over, and it takes over only when
// no page of an earlier build is open.
const worker = self as unknown as ServiceWorkerGlobalScope;
const MINE = `workbench ${worker.registration.scope} `;
const KEPT = `${MINE}BUILD`; // the build's digest is written here, so that a new build is another worker

worker.addEventListener("install", (event) =>
  event.waitUntil(
    (async () => {
      const listed = await fetch(new URL("files.json", worker.registration.scope), { cache: "no-cache" });
      const files = (await listed.json()) as string[];
      const kept = await caches.open(KEPT);
      await kept.addAll(["./", ...files].map((name) => new Request(new URL(name, worker.registration.scope), { cache: "no-cache" })));
    })(),
  ),
);
worker.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(MINE) && name !== KEPT) await caches.delete(name);
    })(),
  ),
);
worker.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(
    (async () => {
      const kept = await caches.open(KEPT);
      return (await kept.match(event.request, { ignoreSearch: true })) ?? fetch(event.request);
    })(),
  );
});
