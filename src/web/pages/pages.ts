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
  guidance: {
    en: { title: "Guidance", question: "What do we want to be able to do, with what money, by which judgements?" },
    fr: { title: "Orientations", question: "Que voulons-nous pouvoir faire, avec quel argent, selon quels jugements ?" },
    load: () => import("./guidance/page.tsx"),
  },
  requirements: {
    en: { title: "Requirements", question: "How much of which capability do we need, and how do we know?" },
    fr: { title: "Exigences", question: "Combien nous faut-il de quelle capacité, et comment le savons-nous ?" },
    load: () => import("./requirements/page.tsx"),
  },
  targets: {
    en: { title: "Targets", question: "What is asked of whom, and what did they answer?" },
    fr: { title: "Objectifs", question: "Que demande-t-on à qui, et qu’a-t-on répondu ?" },
    load: () => import("./targets/page.tsx"),
  },
  implementation: {
    en: { title: "Implementation", question: "What is being done about the targets, and is it on time?" },
    fr: { title: "Mise en œuvre", question: "Que fait-on pour les objectifs, et est-ce à temps ?" },
    load: () => import("./implementation/page.tsx"),
  },
  review: {
    en: { title: "Review", question: "Who is on track, and what is left?" },
    fr: { title: "Revue", question: "Qui est en bonne voie, et que reste-t-il ?" },
    load: () => import("./review/page.tsx"),
  },
  capabilities: {
    en: { title: "Capabilities", question: "Who can lead, where do shortfalls persist?" },
    fr: { title: "Capacités", question: "Qui peut mener, où les manques persistent-ils ?" },
    load: () => import("./capabilities/page.tsx"),
  },
  capability: {
    en: { title: "Capability", question: "Who gives it, who can lead it, and what if they do not?" },
    fr: { title: "Capacité", question: "Qui la donne, qui peut la mener, et sinon ?" },
    load: () => import("./capability/page.tsx"),
  },
  nations: {
    en: { title: "Allies", question: "How does each ally stand?" },
    fr: { title: "Alliés", question: "Où en est chaque allié ?" },
    load: () => import("./nations/page.tsx"),
  },
  nation: {
    en: { title: "Ally", question: "What is asked of us and why?" },
    fr: { title: "Allié", question: "Que nous demande-t-on, et pourquoi ?" },
    load: () => import("./nation/page.tsx"),
  },
  evidence: {
    en: { title: "Evidence since 1914", question: "Did technology change what alliances achieve?" },
    fr: { title: "Preuves depuis 1914", question: "La technique a-t-elle changé ce que les alliances accomplissent ?" },
    load: () => import("./evidence/page.tsx"),
  },
  releases: {
    en: { title: "Releases", question: "What is told to whom, and who must agree?" },
    fr: { title: "Divulgations", question: "Que dit-on à qui, et qui doit y consentir ?" },
    load: () => import("./releases/page.tsx"),
  },
  ledger: {
    en: { title: "Ledger", question: "Who said what, when, and is the record whole?" },
    fr: { title: "Registre", question: "Qui a dit quoi, quand, et l’ensemble est-il intact ?" },
    load: () => import("./ledger/page.tsx"),
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
