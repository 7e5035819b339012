import type { QueryClient } from "@tanstack/react-query";
import { type PageId, PAGES } from "#api";
import { loadAhead } from "../pages/pages.ts";
import { keepFrame } from "../shell/keep-frame.ts";

// Nothing is asked for so long before other pages are loaded: what the reader came for goes first. Unit: ms.
const QUIET_MS = 500;

/**
 * Loads the code of all pages that the rail leads to and of what stands behind them, one at a time, once the page at hand stands and while
 * nothing else is asked: whoever goes there does not wait for it. At last the frame of the page is kept. Whoever pays for what is sent is not made to.
 */
export function loadAtEase(client: QueryClient): void {
  if (isSaving()) return;
  const left = (Object.keys(PAGES) as PageId[]).filter((it) => it !== "gallery");
  let quietSince: number | undefined;
  const look = (): void => {
    const isQuiet = document.readyState === "complete" && document.visibilityState === "visible" && client.isFetching() === 0 && client.getQueryCache().getAll().length > 0;
    quietSince = isQuiet ? (quietSince ?? performance.now()) : undefined;
    if (quietSince === undefined || performance.now() - quietSince < QUIET_MS) return void setTimeout(look, QUIET_MS / 4);
    const page = left.shift();
    whenIdle(page === undefined ? keepFrame : () => void loadAhead(page).then(look));
  };
  look();
}

const isSaving = (): boolean => "connection" in navigator && (navigator.connection as { readonly saveData?: boolean }).saveData === true;

/** Safari tells of no idle moment. */
const whenIdle = (work: () => void): void => void ("requestIdleCallback" in globalThis ? requestIdleCallback(work) : setTimeout(work, QUIET_MS / 4));
