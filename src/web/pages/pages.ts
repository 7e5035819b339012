import { useEffect, useSyncExternalStore } from "react";
import type { QueryClient } from "@tanstack/react-query";
import { type PageAt, type PageEntry, type PageId, PAGES } from "#api";
import { type Language, languageNow } from "../words/words.ts";
import type { PageModule } from "./page.ts";

/** What a page is called in each language, and where its code lies: it is loaded when somebody goes there. */
interface PageCard {
  readonly en: string;
  readonly fr: string;
  readonly load: () => Promise<PageModule>;
}

const CARDS: Readonly<Record<PageId, PageCard>> = {
  home: {
    en: "Home",
    fr: "Accueil",
    load: () => import("./home/page.tsx"),
  },
  plans: {
    en: "Plans",
    fr: "Plans",
    load: () => import("./plans/page.tsx"),
  },
  procurement: {
    en: "Procurement",
    fr: "Acquisitions",
    load: () => import("./procurement/page.tsx"),
  },
  guidance: {
    en: "Guidance",
    fr: "Orientations",
    load: () => import("./guidance/page.tsx"),
  },
  requirements: {
    en: "Requirements",
    fr: "Besoins",
    load: () => import("./requirements/page.tsx"),
  },
  targets: {
    en: "Targets",
    fr: "Objectifs",
    load: () => import("./targets/page.tsx"),
  },
  implementation: {
    en: "Implementation",
    fr: "Mise en œuvre",
    load: () => import("./implementation/page.tsx"),
  },
  review: {
    en: "Review",
    fr: "Revue",
    load: () => import("./review/page.tsx"),
  },
  capabilities: {
    en: "Capabilities",
    fr: "Capacités",
    load: () => import("./capabilities/page.tsx"),
  },
  capability: {
    en: "Capability",
    fr: "Capacité",
    load: () => import("./capability/page.tsx"),
  },
  nations: {
    en: "Allies",
    fr: "Alliés",
    load: () => import("./nations/page.tsx"),
  },
  nation: {
    en: "Ally",
    fr: "Allié",
    load: () => import("./nation/page.tsx"),
  },
  evidence: {
    en: "Evidence since 1914",
    fr: "Preuves depuis 1914",
    load: () => import("./evidence/page.tsx"),
  },
  releases: {
    en: "Releases",
    fr: "Diffusions",
    load: () => import("./releases/page.tsx"),
  },
  ledger: {
    en: "Ledger",
    fr: "Registre",
    load: () => import("./ledger/page.tsx"),
  },
  data: {
    en: "Data",
    fr: "Données",
    load: () => import("./data/page.tsx"),
  },
  interface: {
    en: "For programs",
    fr: "Pour les programmes",
    load: () => import("./interface/page.tsx"),
  },
  gallery: {
    en: "Gallery",
    fr: "Galerie",
    load: () => import("./gallery/page.tsx"),
  },
};

/** Title of a page. */
export const titleOf = (page: PageId, language: Language): string => CARDS[page][language];

/** The pages of a group, in the order of the rail. A page of one thing, `/nations/:id`, is reached from elsewhere. */
export const pagesIn = (group: PageEntry["group"]): readonly PageId[] =>
  (Object.keys(PAGES) as PageId[]).filter((it) => PAGES[it].group === group && !PAGES[it].path.includes(":"));

type Methods = typeof import("./methods.ts");

/** Code that is loaded once and then there for all. */
interface Code<T> {
  readonly load: () => Promise<T>;
  /** The code, or why it did not come; absent before that. */
  readonly now: () => T | Error | undefined;
  /** Loads it for something that shows it. @returns how that says that it shows it no more */
  readonly show: () => () => void;
}

const hearers = new Set<() => void>();
const subscribe = (hearer: () => void): (() => void) => {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
};

/** Does something once all that waited for the same has gone on. No clock has to move for that. */
function afterwards(work: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(undefined);
}

/** What does not come is told to whatever shows it. It is asked for again when it is next shown, or loaded ahead. */
function codeOf<T>(ask: () => Promise<T>): Code<T> {
  let coming: Promise<T> | undefined;
  let state: T | Error | undefined;
  let shown = 0;
  const load = (): Promise<T> => {
    if (coming !== undefined) return coming;
    const asked = ask();
    coming = asked;
    const settle = (next: T | Error): void => {
      if (next instanceof Error) coming = undefined;
      if (next instanceof Error && shown === 0) return;
      state = next;
      // A page is drawn as soon as it is told, which takes far longer than to ask for its figures: whoever waits for the code to ask goes first.
      afterwards(() => {
        for (const it of hearers) it();
      });
    };
    asked.then(settle, (problem: unknown) => settle(problem instanceof Error ? problem : new Error(String(problem))));
    return asked;
  };
  return {
    load,
    now: () => state,
    show: () => {
      shown += 1;
      if (state === undefined) load().catch(() => undefined);
      return () => {
        shown -= 1;
        if (shown === 0 && state instanceof Error) state = undefined;
      };
    },
  };
}

const pages = new Map<PageId, Code<PageModule>>();
const methods = codeOf<Methods>(() => import("./methods.ts"));

function pageCode(page: PageId): Code<PageModule> {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const made = codeOf(() =>
    CARDS[page].load().catch((cause: unknown) => {
      throw new NotLoadedError(page, { cause });
    }),
  );
  pages.set(page, made);
  return made;
}

/** Begins to load a page; once for all. */
export function loadPage(page: PageId): Promise<PageModule> {
  // What fails here is told where it is used.
  methods.load().catch(() => undefined);
  return pageCode(page).load();
}

/** The code of a page did not come: the server was gone, or is of another version. */
export class NotLoadedError extends Error {
  readonly page: PageId;
  constructor(page: PageId, options: ErrorOptions) {
    super(`The code of the page ${page} was not loaded.`, options);
    this.name = "NotLoadedError";
    this.page = page;
  }
}

/** Loads a page that somebody is about to go to. What does not come now is asked for again when they go there. @returns the page, if it came */
export const loadAhead = (page: PageId): Promise<PageModule | undefined> => loadPage(page).catch(() => undefined);

/**
 * Loads a page that somebody is about to go to, and asks for what it shows first. A page of one thing, `/nations/:id`, is asked for when
 * they go there: whoever passes over a table of them goes to none.
 */
export async function askAhead(client: QueryClient, to: PageAt, href: string): Promise<void> {
  const it = await loadAhead(to.page);
  if (to.id !== undefined) return;
  const query = new URL(href, location.origin).searchParams;
  it?.askAhead?.(client, { as: query.get("as") ?? "", language: languageNow(), query });
}

/**
 * The code of a page; absent while it comes. It is shown in the moment in which it is there: what stands for a suspended part is held
 * by React for 300 ms at least, however soon the part comes. @throws NotLoadedError where it did not come
 */
export function usePage(page: PageId): PageModule | undefined {
  const it = useCode(pageCode(page));
  if (it instanceof Error) throw it;
  return it;
}

/** How the figures of each page are made; absent until it comes. Loaded once, beside the first page. */
export function useMethods(): Methods | undefined {
  const it = useCode(methods);
  return it instanceof Error ? undefined : it;
}

function useCode<T>(code: Code<T>): T | Error | undefined {
  useEffect(() => code.show(), [code]);
  return useSyncExternalStore(subscribe, code.now);
}
