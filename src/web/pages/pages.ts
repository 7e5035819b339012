import { use } from "react";
import { type PageEntry, type PageId, PAGES } from "#api";
import type { Language } from "../words/words.ts";
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
    fr: "Divulgations",
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

const loaded = new Map<PageId, Promise<PageModule>>();

/** Begins to load a page; once for all. */
export function loadPage(page: PageId): Promise<PageModule> {
  const known = loaded.get(page);
  if (known !== undefined) return known;
  // What fails here is told where it is used.
  void loadMethods().catch(() => undefined);
  const loading = CARDS[page].load().catch((cause: unknown) => {
    throw new NotLoadedError(page, { cause });
  });
  loaded.set(page, loading);
  return loading;
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

/** Forgets that a page could not be loaded: it is asked for again when it is next shown. */
export const forgetPage = (page: PageId): void => void loaded.delete(page);

/** Loads a page that somebody is about to go to. What does not come now is asked for again when they go there. */
export function loadAhead(page: PageId): void {
  loadPage(page).catch(() => loaded.delete(page));
}

let methods: Promise<typeof import("./methods.ts")> | undefined;

/** How the figures of each page are made; suspends until it is there. Loaded once, beside the first page. */
export const useMethods = (): typeof import("./methods.ts") => use(loadMethods());

function loadMethods(): Promise<typeof import("./methods.ts")> {
  methods ??= import("./methods.ts").catch((problem: unknown) => {
    methods = undefined;
    throw problem;
  });
  return methods;
}

/** The code of a page; suspends until it is there. */
export const usePage = (page: PageId): PageModule => use(loadPage(page));
