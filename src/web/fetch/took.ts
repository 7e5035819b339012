/** Work that the server does while the reader waits. */
export type Waited = "binding" | "demand" | "drafts";

// In memory alone: the page keeps nothing in the browser but theme, language and moments of visits.
const took = new Map<Waited, number>();

/** How long such work took the last time in this window. Unit: s. Absent: it was not waited for here yet. @example tookLast("binding") // → 8.4 */
export const tookLast = (work: Waited): number | undefined => took.get(work);

/** Does such work, and keeps how long it took: the estimate of the next time. Work that fails, or that nobody waits for any more, says nothing of that. */
export async function timed<T>(work: Waited, begin: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const done = await begin();
  took.set(work, (performance.now() - start) / 1000);
  return done;
}
