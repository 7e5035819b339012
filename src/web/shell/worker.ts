/**
 * Stands between the page and the server where a page is opened, and nowhere else: it keeps the last frame that the server gave, which names
 * scripts and styles and holds no figure, and gives it where the server does not answer. The page then says so itself, and asks again. Scripts
 * and styles come from the browser's own store of files that never change. What the server says of the alliance is never kept.
 */
const KEPT = "frame";
const FRAME = "/";

// The library of the browser's types has none of the events of a service worker.
interface Lasting extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface Installing extends Lasting {
  /** What never needs the worker; absent in a browser that cannot be told. */
  readonly addRoutes?: (rules: readonly { readonly condition: { readonly urlPattern: string }; readonly source: "network" }[]) => Promise<void>;
}
interface Asked extends Lasting {
  readonly request: Request;
  readonly respondWith: (reply: Promise<Response>) => void;
}

addEventListener("install", (event) => {
  const it = event as Installing;
  const passed = ["/api/*", "/assets/*"].map((urlPattern) => ({ condition: { urlPattern }, source: "network" as const }));
  it.waitUntil(Promise.all([caches.open(KEPT).then((kept) => kept.add(FRAME)), it.addRoutes?.(passed)]));
});

addEventListener("fetch", (event) => {
  const it = event as Asked;
  if (it.request.mode === "navigate" && !new URL(it.request.url).pathname.startsWith("/api/")) it.respondWith(opened(it));
});

/** The page from the server, or its frame as it was last. */
async function opened(event: Asked): Promise<Response> {
  const { request } = event;
  try {
    const reply = await fetch(request);
    if (reply.ok && reply.headers.get("content-type")?.startsWith("text/html") === true) {
      const copy = reply.clone();
      event.waitUntil(caches.open(KEPT).then((kept) => kept.put(FRAME, copy)));
    }
    return reply;
  } catch (gone) {
    const frame = await caches.match(FRAME);
    if (frame === undefined) throw gone;
    return frame;
  }
}
