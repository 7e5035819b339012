import { type PageId, PAGES } from "#api";
import { closeness, searchWords } from "#stdx";
import type { NamedPlan, SearchHit } from "#views";
import { goTo, hrefOf } from "../address/address.ts";
import { chooseTheme, THEMES } from "../address/theme.ts";
import { titleOf } from "../pages/pages.ts";
import { QUESTIONS } from "../pages/questions.ts";
import { chooseLanguage, type Language, LANGUAGES, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

type OfferKind = keyof (typeof WORDS)["en"]["kinds"] | SearchHit["kind"];

/** One line of the palette: what it is, what it is called, and what choosing it does. */
export interface Offer {
  readonly id: string;
  readonly kind: OfferKind;
  readonly name: string;
  /** Other words for it, by which it is found. */
  readonly also?: string;
  readonly choose: () => void;
}

/** What people come to do, and the part of a page where it is done. */
const JOBS = [
  { job: "misalignment", page: "home", part: "overview" },
  { job: "shortfalls", page: "home", part: "priorities" },
  { job: "actions", page: "home", part: "actions" },
  { job: "answer", page: "targets", part: "draft" },
  { job: "without", page: "plans", part: "levers" },
  { job: "compare", page: "plans", part: "beside" },
  { job: "together", page: "procurement", part: "bundles" },
  { job: "shift", page: "procurement", part: "gantt" },
  { job: "import", page: "data", part: "import" },
  { job: "findings", page: "data", part: "findings" },
  { job: "release", page: "releases", part: "draft" },
] as const satisfies readonly { readonly job: keyof (typeof WORDS)["en"]["jobs"]; readonly page: PageId; readonly part: string }[];

/** Pages and actions, in the order of the rail. `reports`: addresses of the report for ministers. */
export function ownOffers(language: Language, reports: { readonly pdf: string; readonly xlsx: string }): readonly Offer[] {
  const { actions, jobs } = wordsOf(WORDS);
  const pages = (Object.keys(PAGES) as PageId[]).filter((it) => it !== "gallery" && !PAGES[it].path.includes(":"));
  return [
    ...pages.map((page): Offer => ({ id: `page ${page}`, kind: "page", name: titleOf(page, language), also: QUESTIONS[page][language], choose: () => goTo(hrefOf({ page })) })),
    ...JOBS.map((it): Offer => ({ id: `job ${it.job}`, kind: "job", name: jobs[it.job].name, also: jobs[it.job].also, choose: () => goToPart(hrefOf({ page: it.page }), it.part) })),
    ...THEMES.map((it): Offer => ({ id: `theme ${it}`, kind: "action", name: actions[it], choose: () => chooseTheme(it) })),
    ...LANGUAGES.filter((it) => it !== language).map((it): Offer => ({ id: `language ${it}`, kind: "action", name: actions[it], choose: () => chooseLanguage(it) })),
    { id: "copy", kind: "action", name: actions.copyLink, choose: () => void navigator.clipboard.writeText(location.href).catch(() => undefined) },
    { id: "pdf", kind: "action", name: actions.pdf, choose: () => location.assign(reports.pdf) },
    { id: "xlsx", kind: "action", name: actions.xlsx, choose: () => location.assign(reports.xlsx) },
  ];
}

/** Goes to a part of a page: at once where it is in sight already, else when the page comes. */
function goToPart(href: string, part: string): void {
  goTo(`${href}#${part}`);
  document.getElementById(part)?.scrollIntoView();
}

/** Named plans: each opens with its levers set. */
export const planOffers = (plans: readonly NamedPlan[]): readonly Offer[] =>
  plans.map(({ id, name, levers }) => ({ id: `plan ${id}`, kind: "plan", name, choose: () => goTo(hrefOf({ page: "plans" }, { levers: levers.join(";") })) }));

/** What the server found. What has no page of its own is shown among the records. */
export const hitOffers = (hits: readonly SearchHit[]): readonly Offer[] =>
  hits.map(({ kind, id, name }) => ({
    id: `${kind} ${id}`,
    kind,
    name,
    choose: () => goTo(kind === "nation" || kind === "capability" ? hrefOf({ page: kind, id }) : hrefOf({ page: "data" }, { kind, filter: id })),
  }));

/** The page's own offers that answer what was typed around what the server found: those whose words begin so before it, the others behind. */
export function answering(own: readonly Offer[], hits: readonly Offer[], typed: string): readonly Offer[] {
  const asked = searchWords(typed);
  if (asked.length === 0) return own;
  const close = own.map((offer) => ({ offer, close: Math.max(closeness(searchWords(offer.name), asked), ALSO * closeness(searchWords(offer.also ?? ""), asked)) })).toSorted((a, b) => b.close - a.close);
  const between = (low: number, high: number): readonly Offer[] => close.filter((it) => it.close > low && it.close <= high).map(({ offer }) => offer);
  return [...between(BEGINS, 1), ...hits, ...between(0, BEGINS)];
}

// What is found by another word for it stands behind what is called so.
const ALSO = 0.9;
// Where a word of the name begins as was typed, `closeness` is above this; where it only holds it, below.
const BEGINS = 0.75;
