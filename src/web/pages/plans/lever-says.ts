import { type LeversView, percentIn } from "#views";
import { formatNumber, formatShare } from "../../format/number.ts";
import { labelled, typeset, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Levers as they are written, by what they change. */
export const LEVERS = ["budget", "requirement", "cap", "priority", "price", "capacity", "nation-out", "line-lost", "standard", "decline", "delay"] as const;
export type LeverKind = (typeof LEVERS)[number];

/** A lever as it is written in an address, cut into its parts. */
export interface LeverParts {
  readonly kind: string;
  /** What it changes: up to the sign of its form, with the year for those that name one. */
  readonly id: string;
  readonly rest: string;
}

/** @example leverParts("budget:XAA=+5%@2031-2033") // → { kind: "budget", id: "XAA", rest: "+5%@2031-2033" } */
export function leverParts(text: string): LeverParts {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  const body = text.slice(colon + 1);
  const cut =
    kind === "standard" || kind === "line-lost"
      ? body.lastIndexOf("@")
      : kind === "decline"
        ? body.indexOf("/")
        : kind === "nation-out"
          ? -1
          : body.lastIndexOf("=");
  return cut < 0 ? { kind, id: body, rest: "" } : { kind, id: body.slice(0, cut), rest: body.slice(cut + 1) };
}

/** What two levers change is the same: the later one takes the place of the earlier. @example targetOf("budget:XAA=+5%") // → "budget:XAA" */
export const targetOf = (text: string): string => {
  const { kind, id, rest } = leverParts(text);
  const span = rest.split("@")[1];
  return kind === "decline" ? text : `${kind}:${id}${kind !== "standard" && kind !== "line-lost" && span !== undefined ? `@${span}` : ""}`;
};

/** Adds a lever behind the others; one that changes the same gives way. */
export const withLever = (levers: readonly string[], lever: string): readonly string[] => [...levers.filter((it) => targetOf(it) !== targetOf(lever)), lever];

/** The levers that give way to one that changes the same; none where it is the same over again. @example displacedBy(["price:S=x2"], "price:S=x3") // → ["price:S=x2"] */
export const displacedBy = (levers: readonly string[], lever: string): readonly string[] =>
  levers.filter((it) => it !== lever && targetOf(it) === targetOf(lever));

/**
 * What levers already set the cap of a capability to, or of every one (`*`). Absent: none does. Unit: share of the requirement.
 * @example capInHand(["cap:*=60%"], "air", 0.5) // → 0.6
 */
export function capInHand(levers: readonly string[], leaf: string, asItIs: number): number | undefined {
  const last = levers.findLast((it) => it.startsWith("cap:") && [leaf, "*"].includes(leverParts(it).id));
  if (last === undefined) return undefined;
  const amount = leverParts(last).rest.replace(",", ".");
  const [, sign, percent] = /^([+-])(\d+(?:\.\d+)?)%$/.exec(amount) ?? [];
  if (percent !== undefined) return asItIs * (1 + (sign === "-" ? -1 : 1) * (Number(percent) / 100));
  const [, times] = /^x(\d+(?:\.\d+)?)$/.exec(amount) ?? [];
  return times !== undefined ? asItIs * Number(times) : (percentIn(amount) ?? Number(amount));
}

/** Why a programme cannot be shifted by so many years, and how far it can; absent: it can. @example shiftLimit({ earlier: 0, later: 2, hasLeadTime: false }, 3) // → "At most 2 years later: …" */
export function shiftLimit({ earlier, later, hasLeadTime }: Pick<LeversView["programmes"][number], "earlier" | "later" | "hasLeadTime">, years: number): string | undefined {
  const words = wordsOf(WORDS);
  return years > later ? words.latest(later) : -years > earlier ? words.earliest(earlier, hasLeadTime) : undefined;
}

/** A programme by its name and its ally: several allies have programmes of one name. @example programmeName("p.ash", view) // → "Tanks, Ash" */
function programmeName(id: string, view: LeversView | undefined): string {
  const it = view?.programmes.find((one) => one.id === id);
  return it === undefined ? id : `${it.name}, ${view?.nations.find((one) => one.id === it.nation)?.name ?? it.nation}`;
}

/** A lever in the words of the page. */
export function leverSays(text: string, view: LeversView | undefined): string {
  const words = wordsOf(WORDS);
  const { says } = words;
  const { kind, id, rest } = leverParts(text);
  const nameIn = (list: "nations" | "leaves" | "systems" | "lines" | "standards" | "programmes", of: string): string =>
    of === "*" ? words.everyAlly : list === "programmes" ? programmeName(of, view) : (view?.[list].find((it) => it.id === of)?.name ?? of);
  const [written = "", span] = rest.split("@");
  const amount = written.replace(",", ".");
  const percent = /^([+-])(\d+(?:\.\d+)?)%$/.exec(amount);
  const times = /^x(\d+(?:\.\d+)?)$/.exec(amount);
  const by = percent === null ? (times === null ? amount : `× ${formatNumber(Number(times[1]))}`) : `${percent[1] === "-" ? "−" : "+"}${percent[2] ?? ""}`;
  const changed = (what: string): string =>
    `${percent === null ? labelled(what, by) : typeset(says.percent(what, by))}${span === undefined ? "" : ` (${span.replace("-", "–")})`}`;
  switch (kind) {
    case "budget":
      return changed(id === "*" ? words.allBudgets : says.budget(nameIn("nations", id)));
    case "requirement":
      return changed(says.requirement(nameIn("leaves", id)));
    case "cap": {
      const what = id === "*" ? words.allCaps : says.cap(nameIn("leaves", id));
      return /^\d/.test(amount) ? labelled(what, formatShare(percentIn(amount) ?? Number(amount))) : changed(what);
    }
    case "priority":
      return changed(says.priority(nameIn("leaves", id)));
    case "price":
      return changed(says.price(nameIn("systems", id)));
    case "capacity":
      return changed(says.capacity(nameIn("lines", id)));
    case "nation-out":
      return says.out(nameIn("nations", id));
    case "line-lost":
      return `${says.lost(nameIn("lines", id))}${rest === "" ? "" : ` (${rest}–)`}`;
    case "standard":
      return says.standard(nameIn("standards", id), rest);
    case "decline":
      return says.decline(nameIn("nations", id), nameIn("leaves", rest));
    case "delay": {
      const years = Number(rest);
      return years < 0 ? says.earlier(nameIn("programmes", id), -years) : says.later(nameIn("programmes", id), years);
    }
    default:
      return text;
  }
}

/** Whether levers change a weight by which shortfall is counted. @example isReweighed(["budget:*=-10%", "priority:air=x2"]) // → true */
export const isReweighed = (levers: readonly string[]): boolean => levers.some((it) => it.startsWith("priority:"));
