import { use } from "react";
import { type PageEntry, type PageId, PAGES } from "#api";
import type { Language } from "../words/words.ts";
import type { PageModule } from "./page.ts";

/** What a page is called and asks, in each language, and where its code lies: it is loaded when somebody goes there. */
interface PageCard {
  readonly en: { readonly title: string; readonly question: string };
  readonly fr: { readonly title: string; readonly question: string };
  readonly load: () => Promise<PageModule>;
}

const CARDS: Readonly<Record<PageId, PageCard>> = {
  home: {
    en: { title: "Home", question: "Where do we stand, and what changed?" },
    fr: { title: "Accueil", question: "Où en sommes-nous, et qu’est-ce qui a changé ?" },
    load: () => import("./home/page.tsx"),
  },
  plans: {
    en: { title: "Plans", question: "Which plan, and what does it cost to be fair, fast or robust?" },
    fr: { title: "Plans", question: "Quel plan, et que coûte-t-il d’être équitable, rapide ou robuste ?" },
    load: () => import("./plans/page.tsx"),
  },
  procurement: {
    en: { title: "Procurement", question: "What should be bought together, and when?" },
    fr: { title: "Acquisitions", question: "Que faut-il acheter ensemble, et quand ?" },
    load: () => import("./procurement/page.tsx"),
  },
  evidence: {
    en: { title: "Evidence since 1914", question: "Did technology change what alliances achieve?" },
    fr: { title: "Preuves depuis 1914", question: "La technique a-t-elle changé ce que les alliances accomplissent ?" },
    load: () => import("./evidence/page.tsx"),
  },
  data: {
    en: { title: "Data", question: "How good is our data?" },
    fr: { title: "Données", question: "Que valent nos données ?" },
    load: () => import("./data/page.tsx"),
  },
};

/** Title and question of a page. */
export const cardOf = (page: PageId, language: Language): PageCard[Language] => CARDS[page][language];

/** The pages of a group, in the order of the rail. A page of one thing, `/nations/:id`, is reached from elsewhere. */
export const pagesIn = (group: PageEntry["group"]): readonly PageId[] =>
  (Object.keys(PAGES) as PageId[]).filter((it) => PAGES[it].group === group && !PAGES[it].path.includes(":"));

const loaded = new Map<PageId, Promise<PageModule>>();

/** Begins to load a page; once for all. */
export function loadPage(page: PageId): Promise<PageModule> {
  const known = loaded.get(page);
  if (known !== undefined) return known;
  const loading = CARDS[page].load();
  loaded.set(page, loading);
  return loading;
}

/** The code of a page; suspends until it is there. */
export const usePage = (page: PageId): PageModule => use(loadPage(page));
