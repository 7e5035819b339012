import type { Role } from "#duties";
import type { Scene, When } from "./scene.ts";

/** Words for roles, longest first so that the longest is taken. */
const ROLE_WORDS: readonly (readonly [string, Role])[] = [
  ["requirements? owner", "requirer"],
  ["requiring officer", "requirer"],
  ["requirer", "requirer"],
  ["requester", "requirer"],
  ["procurement officer", "drafter"],
  ["drafter", "drafter"],
  ["opening officer", "opener"],
  ["opener", "opener"],
  ["evaluator", "evaluator"],
  ["panel member", "evaluator"],
  ["member of the panel", "evaluator"],
  ["approving officer", "approver"],
  ["contracting officer", "approver"],
  ["approver", "approver"],
  ["receiving officer", "receiver"],
  ["receiver", "receiver"],
  ["paying officer", "payer"],
  ["payment officer", "payer"],
  ["fund manager", "payer"],
  ["payer", "payer"],
  ["integrity officer", "integrity"],
  ["auditor", "auditor"],
  ["security officer", "security"],
  ["data clerk", "clerk"],
  ["clerk", "clerk"],
  ["emergency authority", "emergency"],
  ["authorised person", "emergency"],
];
/** Every word for a role, as alternatives of a pattern. */
export const ROLES = ROLE_WORDS.map(([word]) => `${word}s?`).join("|");
const COUNTS = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(" ");
for (const tens of ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]) {
  COUNTS.push(`${tens}y`, ...COUNTS.slice(1, 10).map((it) => `${tens}y-${it}`));
  ORDINALS.push(`${tens}ieth`, ...ORDINALS.slice(1, 10).map((it) => `${tens}y-${it}`));
}
/** The last of what is counted, as an ordinal. */
export const LAST = -1;
/** No scenario counts further: each of what is counted is played. */
const COUNT_MOST = 400;

const NAME = "[\\p{Lu}\\p{Lo}](?:[\\p{L}\\p{M}\\p{N}_./-]|['’](?!s\\b))*(?: (?:[\\p{Lu}\\p{Lo}](?:[\\p{L}\\p{M}\\p{N}_./-]|['’](?!s\\b))*|\\d{1,3}(?!\\d)))*";
const NATION = "\\p{Lu}{2,3}(?![\\p{L}\\p{N}])";
const COUNT = `(?:(?:only |just )?(?:${COUNTS.join("|")}|a single|both|none|\\d+))`;
const MONTHS = "January February March April May June July August September October November December".split(" ");
/** A day in figures, or with its month in words. */
const DATE = `(?:\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?Z)?|\\d{1,2} (?:${MONTHS.join("|")}) \\d{4})`;
/** A stop or a comma before three digits parts thousands: money has no third decimal. */
const NUMBER = "(?:[1-9]\\d{0,2}(?:(?:[ \u00a0\u202f'’]\\d{3})+(?:[.,]\\d{1,2})?|(?:,\\d{3})+(?:\\.\\d{1,2})?|(?:\\.\\d{3})+(?:,\\d{1,2})?)|\\d+(?:[.,]\\d{1,2})?)(?!\\d)";
const AMOUNT = `(?:(?:EUR|USD|GBP|€|\\$) ?)?${NUMBER}(?: (?:thousand|million|EUR|USD|GBP|euros?))*`;

/** A length of time. */
const SPAN = `(?:(?:${COUNT}|an?|half an?) (?:minute|hour|day|week|month|quarter|year)s?)`;

/** Part of a firm, in numbers or in words: any part is a holding. */
const STAKE =
  "(?:(?:all|half|most|part|\\d+(?:[.,]\\d+)? ?(?:%|per ?cent)|(?:an? |the )?(?:[a-z-]+ )?(?:share|shares|stock|stake|holding|holdings|part|half|third|quarter|fifth|tenth|majority|minority|interest))(?: (?:of|in)(?: the (?:shares|stock|capital|equity)(?: (?:of|in))?)?)?)";
/** Who is of the family of a person. */
const RELATIVE =
  "(?:(?:[a-z]+ )?(?:spouse|wife|husband|(?:domestic |life )?partner|fiancée?|brother|sister|sibling|son|daughter|child|father|mother|parent|cousin|uncle|aunt|nephew|niece|grandfather|grandmother|grandson|granddaughter|family|relative)(?:-in-law)?)";

/** A person by role and name: `auditor Hal`. */
const OFFICER = `(?:(?:the |an? )?(?:${ROLES}) ${NAME}(?: \\(${NATION}\\)| of ${NATION}(?![\\p{L}\\d]))?)`;
/** What a `{word:kind}` of a pattern stands for. */
const KINDS: Readonly<Record<string, string>> = {
  person: `(?:(?:the |an? |another |a second |the second |the other |second |first )?(?:${ROLES}) )?${NAME}(?: \\(${NATION}\\)| of ${NATION}(?![\\p{L}\\d]))?|(?:an?|another|the|one|some|a second|the second|the other|a third) (?:${ROLES})(?: of ${NATION})?`,
  officer: OFFICER,
  officers: `${OFFICER}(?:, ${OFFICER})*,? and ${OFFICER}`,
  id: NAME,
  people: `${NAME}(?:, ${NAME})*,? and ${NAME}`,
  case: `(?:an?|the) (?:tender|procurement|contract) of ${NATION}|(?:(?:the )?contract (?:(?:of|for) )?)?(?:(?:the )?(?:tender|procurement|case) )?${NAME}|(?:the )?contract of the tender|the tender|the case|the procurement`,
  draft: `(?:(?:the |an? )?(?:award|draft|release|amendment|contract) )?${NAME}|the award|the draft|the amendment|it`,
  supplier: `(?:(?:the )?(?:supplier|company|firm|bidder|holding) )?${NAME}|the supplier|(?:a|one|the|that|this|one of the) bidders?(?: (?:who|that) asked(?: it)?)?`,
  nation: NATION,
  amount: AMOUNT,
  count: COUNT,
  ordinal: `(?:${ORDINALS.slice(1).join("|")}|\\d+(?:st|nd|rd|th)|last|final)`,
  day: DATE,
  when: `(?:on |since |from )?(?:${DATE}|yesterday|today|tomorrow|last week|last month|last year|next week|next month|${SPAN} ago|in ${SPAN})`,
  span: SPAN,
  role: `(?:${ROLES})`,
  stake: STAKE,
  relative: RELATIVE,
};

/** Matches a whole text. */
export interface Pattern {
  readonly text: string;
  readonly exec: (text: string) => RegExpExecArray | null;
}

/**
 * A pattern with `{name:kind}` in it, which matches a whole text. Compiled when it is first asked: there are many, and most commands
 * ask none. @example pattern("{p:person} approves {d:draft}").exec("Ana approves A")?.groups // → { p: "Ana", d: "A" }
 */
export function pattern(text: string): Pattern {
  let regex: RegExp | undefined;
  const compiled = (): RegExp =>
    new RegExp(`^${text.replace(/\{(\w+):(\w+)\}/g, (_, name: string, kind: string) => `(?<${name}>${KINDS[kind] ?? "$^"})`)}$`, "u");
  return { text, exec: (it) => (regex ??= compiled()).exec(it) };
}

const ROLE_START = new RegExp(`^(?:${ROLES})(?= )`, "i");
/** A text whose first words are a role, with these in small letters: at the start of a sentence they are written large. */
export const lowerRole = (text: string): string => text.replace(ROLE_START, (it) => it.toLowerCase());

/** Small words of a pattern, which are no names. @example wordsOf(pattern("{p:person} approves")) // → ["approves"] */
export const wordsOf = ({ text }: Pattern): readonly string[] => text.replace(/\{\w+:\w+\}|\?<\w+>/g, " ").match(/\p{Ll}+/gu) ?? [];

/** The role a word stands for. */
export function roleOf(text: string): Role | undefined {
  const plain = text.trim();
  return ROLE_WORDS.find(([word]) => new RegExp(`^${word}s?$`).test(plain))?.[1];
}

/** Whole number of a word or of digits. @throws RangeError where it is more than anything is counted to */
export function countOf(text: string): number {
  const plain = text.replace(/^(?:only|just) /, "");
  if (plain === "both") return 2;
  if (plain === "none") return 0;
  if (plain === "a single") return 1;
  const word = COUNTS.indexOf(plain);
  const count = word >= 0 ? word : Number(plain);
  if (count > COUNT_MOST) throw new RangeError(`${plain} is more than ${COUNT_MOST}, beyond which nothing is counted`);
  return count;
}

/** Place in a row of a word or of digits; `LAST` of the last. */
export function ordinalOf(text: string): number {
  if (text === "last" || text === "final") return LAST;
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? ORDINALS.indexOf(text) : Number(digits);
}

/** An amount in whole units of currency. @example amountOf("EUR 9.999,50") // → 9999.5 */
export function amountOf(text: string): number {
  const times = (/million/.test(text) ? 1e6 : 1) * (/thousand/.test(text) ? 1e3 : 1);
  const plain = text.replace(/[.,'’ \u00a0\u202f](?=\d{3}(?!\d))/g, "").replace(",", ".");
  return Number(plain.replace(/[^\d.]/g, "")) * times;
}

/** A length of time as it is said. */
export function spanOf(text: string): { readonly days: number } | { readonly months: number } {
  const [, size = "", unit = ""] = /^(.+) (\w+?)s?$/.exec(text) ?? [];
  const count = size.startsWith("half ") ? 0.5 : /^an?$/.test(size) ? 1 : countOf(size);
  const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
  const days: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7 };
  return unit in months ? { months: months[unit]! * count } : { days: days[unit]! * count };
}

/** A time as it is said. */
export function whenOf(text: string | undefined): When | undefined {
  if (text === undefined) return undefined;
  const plain = text.replace(/^(?:on|since|from) /, "");
  const named: Readonly<Record<string, When>> = {
    yesterday: { days: -1 },
    today: { days: 0 },
    tomorrow: { days: 1 },
    "last week": { days: -7 },
    "next week": { days: 7 },
    "last month": { months: -1 },
    "next month": { months: 1 },
    "last year": { months: -12 },
  };
  const found = named[plain];
  if (found !== undefined) return found;
  const past = plain.endsWith(" ago");
  if (past || plain.startsWith("in ")) {
    const span = spanOf(plain.replace(/^in | ago$/g, ""));
    const sign = past ? -1 : 1;
    return "days" in span ? { days: sign * span.days } : { months: sign * span.months };
  }
  const figures = inFigures(plain);
  const at = Date.parse(figures.length === 10 ? `${figures}T12:00:00Z` : figures);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(figures.slice(0, 10))) throw new RangeError(`"${text}" is no date of the calendar`);
  return { at };
}

const MONTH = `(${MONTHS.join("|")})`;
const DAY_OF_MONTH = "(\\d{1,2})(?:st|nd|rd|th)?";
const MONTH_FIRST = new RegExp(`\\b${MONTH} ${DAY_OF_MONTH},? (\\d{4})\\b`, "g");
const DAY_FIRST = new RegExp(`\\b(?:the )?${DAY_OF_MONTH} (?:of )?${MONTH},? (\\d{4})\\b`, "g");

/** Days with their months in words, each in the one form that clauses are written for. @example daysInOneForm("since March 3rd, 2026") // → "since 3 March 2026" */
export const daysInOneForm = (text: string): string => text.replace(MONTH_FIRST, "$2 $1 $3").replace(DAY_FIRST, "$1 $2 $3");

/** A day with its month in words, in figures. @example inFigures("3 March 2026") // → "2026-03-03" */
function inFigures(text: string): string {
  const [, day = "", month = "", year = ""] = /^(\d{1,2}) (\p{L}+) (\d{4})$/u.exec(text) ?? [];
  return year === "" ? text : `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Last name in a reference: `supplier S1` → `S1`. Absent where it names none, such as `the tender`. */
export const idOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : new RegExp(`(?:^| )(${NAME})$`, "u").exec(text)?.[1]);

/** The tender a reference means: the one it names, or one of a nation that nothing else is said of. */
export function caseIn(scene: Scene, text: string | undefined): string | undefined {
  const of = text === undefined ? null : new RegExp(`^(?:an?|the) (tender|procurement|contract) of (${NATION})$`, "u").exec(text);
  if (of === null || scene.cases.has(of[2] ?? "")) return idOf(text);
  const id = `${of[1]} of ${of[2]}`;
  scene.case(id).nation = of[2] ?? "";
  return id;
}

/** Name of a supplier in a reference. One that is called a bidder, and not named, bids. */
export function supplierIn(scene: Scene, text: string | undefined): string {
  const id = idOf(text);
  if (id !== undefined) return id;
  if (text === undefined || !/bidders?(?: (?:who|that) asked(?: it)?)?$/.test(text)) return "the supplier";
  const { bids } = scene.case(scene.tender());
  if (!bids.some((it) => it.supplier === "the bidder")) bids.push({ supplier: "the bidder" });
  return "the bidder";
}

/** Whether a word has the form of a code of a nation, and is not known as the name of a case. */
export const isNation = (scene: Scene, text: string | undefined): boolean =>
  text !== undefined && !scene.cases.has(text) && new RegExp(`^${NATION}$`, "u").test(text);

/** Name of a person in a reference, and what the reference says of nation and role. `an evaluator` is a person of that role whom nobody names. */
export function personIn(scene: Scene, text: string): string {
  const nation = new RegExp(`(?: \\((${NATION})\\)| of (${NATION}))$`, "u").exec(text);
  const rest = nation === null ? text : text.slice(0, nation.index);
  const named = new RegExp(`^(?:(?:the |an? |another |a second |the second |the other |second |first )?(${ROLES}) )?(${NAME})$`, "u").exec(rest);
  const plain = new RegExp(`(${ROLES})$`, "u").exec(rest);
  const role = roleOf(named?.[1] ?? (named === null ? (plain?.[1] ?? "") : ""));
  const name = named?.[2] ?? rest;
  const person = scene.person(name);
  const from = nation?.[1] ?? nation?.[2];
  if (from !== undefined) person.nation = from;
  if (role !== undefined && !person.roles.some((it) => it.role === role)) person.roles.push({ role, ...(from !== undefined && { nation: from }) });
  return name;
}
