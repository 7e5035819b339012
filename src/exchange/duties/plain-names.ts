import { clauseWords } from "./clauses.ts";
import { ROLES } from "./words.ts";

/** Texts of a scenario with every name in a form that its patterns know, and the way back to how it is written. */
export interface PlainNames {
  readonly texts: readonly string[];
  readonly asWritten: (text: string) => string;
  /** A word that is written small, stands where a name does and nowhere else: a name, or a word that is not known. Absent: there is none. */
  readonly doubtful?: string;
}

// A full stop is of a name only where the name goes on behind it.
const WORD = "\\p{Lu}(?:[\\p{L}\\p{M}\\p{N}'’-]|\\.(?=[\\p{L}\\p{N}]))*";
const LINK = "(?:&|\\+|d['’]|(?:van|von|de|den|der|del|della|di|da|dos|du|la|le|ten|ter|zu|zur|bin|ibn|al|el|af|av)(?= )(?: (?:der|den|la|las|los))?)";
/** `Müller & Söhne GmbH`, `Vincent van der Berg`, `Jeanne d'Arc`. */
const LINKED = new RegExp(`(?<![\\p{L}\\p{N}])(?:\\p{Lu}\\.|${WORD}(?: ${WORD})*)(?: ${LINK} ?${WORD}(?: ${WORD})*)+`, "gu");
const QUOTED = /"([^"]+)"|“([^”]+)”|„([^“]+)“|«([^»]+)»/gu;
/** `supplier 3M`: a name that begins with a figure. */
const FIGURED = /(?<=\b(?:supplier|company|firm|bidder) )\d+\p{Lu}[\p{L}\p{N}-]*/gu;
/** `award 17`, `tender no. 2026/4`: a number as a name, and no amount, date or span of time. */
const NUMBERED =
  /(?<=\b(?:award|draft|amendment|contract|tender|procurement|case|procedure|supplier|bidder|company|firm) )(?:(?:no\.?|nr\.?|number) ?|#)?(?!\d{4}-\d{2}-\d{2})\d[\p{N}/.-]*(?<![.-])(?![\p{N},]| \d{3}(?!\d)| ?(?:%|days?|weeks?|months?|years?|hours?|EUR|euros?|thousand|million)\b)/giu;

/** `2026-001`, `2026/4`: figures joined by a stroke, and no date. */
const STROKED = /(?<![\p{L}\p{N}.,/-])(?!\d{4}-\d{2}-\d{2}(?!\d))\d+(?:[-/]\d+)+(?![\p{L}\p{N}/%-]|[.,]\d)/gu;

const SMALL = "\\p{Ll}[\\p{Ll}\\p{N}]*";
/** Where only a name can stand, also one that is written small. */
const SMALL_NAMES = [
  new RegExp(`(?<=\\b(?:(?:drafted|written|authored|prepared|approved|approval|signed|opened|evaluated) by|interest in|${ROLES}|supplier|tender|delegate of) )(${SMALL})(?![\\p{L}\\p{N}'’-])`, "gu"),
  new RegExp(
    `(?<=^|\\n|[;,.] )(${SMALL}) (?=(?:approves|approved|gives|signs|signed|evaluates|evaluated|declared|opens|opened|certifies|certified|drafts|drafted|holds|works|filed|withdrew|bids|delegated)\\b|is added |has not filed )`,
    "gu",
  ),
];
/** Words that stand where a name does, and name nobody or nobody in particular. */
const NOBODY = new Set(
  "a i it he she they we you who whoever nobody none somebody someone anybody anyone everybody everyone people persons both each all any some another other others same different himself herself themselves him her them this that these those which what one two three".split(" "),
);
const large = (name: string): string => name.replace(/^\p{Ll}/u, (it) => it.toUpperCase());
/** Whether a name that is written small has a capital at the start of sentences alone. */
const startsSentences = (all: string, name: string): boolean =>
  [...all.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${large(name)}(?![\\p{L}\\p{N}])`, "gu"))].every((it) => /(?:^|\n|[;.] )$/.test(all.slice(0, it.index)));
let known: ReadonlySet<string> | undefined;
/** Names that are written small: where a name stands, one of them more than once, and no word that is known. */
function smallNames(all: string): readonly { readonly name: string; readonly isOnce: boolean }[] {
  const found = new Set(SMALL_NAMES.flatMap((at) => [...all.matchAll(at)].map((it) => it[1]!)));
  if (found.size === 0) return [];
  known ??= new Set([...clauseWords(), ...ROLES.match(/\p{Ll}+/gu)!]);
  const words = all.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?![\p{L}\p{N}])/gu) ?? [];
  // `Ana approves A` of `ana`: the capital is of the sentence.
  const isOf = (name: string, word: string): boolean => word === name || word === large(name);
  const names = [...found].filter((it) => !known!.has(it) && !NOBODY.has(it)).map((name) => ({ name, isOnce: words.filter((one) => isOf(name, one)).length < 2 }));
  return names.some((it) => !it.isOnce) ? names : [];
}

const CODE = /^\p{Lu}{2,3}$/u;
/** Where a nation stands: behind a person in brackets, behind a role, and behind whoever a clause begins with. */
const NATIONS = [
  /\((\p{Lu}[^()\d;"]*[\p{L}.])\)/gu,
  new RegExp(`\\b[Rr]ole (?:in|for|of) (?:the )?(${WORD}(?: ${WORD})*)`, "gu"),
  new RegExp(`\\b(?:${ROLES}) (?:of|in|for|from) (?:the )?(${WORD}(?: ${WORD})*)`, "gu"),
  new RegExp(`(?<=\\blead-nation agreement(?: [^;.]+)? (?:of|to|for|in) )(?:the )?(\\p{Lu}[\\p{L}\\p{M}-]*(?: \\p{Lu}[\\p{L}\\p{M}-]*)*)`, "gu"),
  new RegExp(`(?<=^|\\n|[;,.] ?)(?:\\p{Lu}[\\p{L}\\p{M}'’-]+ )+(?:of|from|is of|is from|comes from) (?:the )?(\\p{Lu}[\\p{L}\\p{M}'’-]{3,}(?: ${WORD})*)(?= (?:holds|has|is|acts|approves|approved|signs|signed|gives|gave|evaluate[sd]|declared|does|drafted|drafts|who)\\b|,|;|\\.|$)`, "gmu"),
];
const ROLES_OF_CASES = /integrity officers?$/;

let countries: readonly string[] | undefined;
/** English names of the countries of ISO 3166, as the language's own tables have them. */
function countryNames(): readonly string[] {
  if (countries !== undefined) return countries;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return (countries = letters.flatMap((a) => letters.map((b) => names.of(a + b))).filter((it) => it !== undefined));
}

/**
 * Gives every name that is no word with a capital a plain one, the same wherever it stands: nations written out, quoted names, names
 * with small words or signs in them, numbers as names.
 * @example plainNames(["award 17 drafted by Ana (Côte d'Ivoire)"]).texts // → ["award Nm1 drafted by Ana (QA)"]
 */
export function plainNames(texts: readonly string[]): PlainNames {
  const spaced = texts.map((it) => it.replace(/\s+/gu, " ").replace(/\( | \)/g, (one) => one.trim()).replace(/；/gu, ";"));
  const all = spaced.join("\n");
  const plain = new Map<string, string>();
  const unused = (make: (at: number) => string): string => {
    let at = 1;
    while (all.includes(make(at)) || [...plain.values()].includes(make(at))) at += 1;
    return make(at);
  };
  const name = (it: string, make: (at: number) => string): void => void (plain.has(it) || plain.set(it, unused(make)));
  const nation = (at: number): string => `Q${[...String(at)].map((it) => "ABCDEFGHIJ"[Number(it)]).join("")}`;
  const other = (at: number): string => `Nm${at}`;
  const isCountry = (it: string): boolean => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(it)}(?![\\p{L}\\p{N}])`, "u").test(all);
  for (const it of countryNames()) if (isCountry(it)) name(it, nation);
  for (const at of NATIONS) {
    for (const found of all.matchAll(at)) {
      const it = found[1]!;
      const before = found[0].slice(0, found[0].indexOf(` of `));
      if (!CODE.test(it) && !ROLES_OF_CASES.test(before)) name(it, nation);
    }
  }
  for (const found of all.matchAll(QUOTED)) name(found[0], other);
  for (const form of [LINKED, FIGURED, NUMBERED, STROKED]) for (const found of all.matchAll(form)) name(found[0], other);
  const small = smallNames(all);
  for (const { name: it } of small) {
    name(it, other);
    if (startsSentences(all, it)) plain.set(large(it), plain.get(it)!);
  }
  const doubtful = small.find((it) => it.isOnce)?.name;
  if (plain.size === 0) return { texts: spaced, asWritten: (it) => it };
  const names = [...plain.keys()].toSorted((a, b) => b.length - a.length);
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?<article>the )?(?<name>${names.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "gu");
  const back = new Map([...plain].map(([it, to]) => [to, it]));
  const given = new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...back.keys()].join("|")})(?![\\p{L}\\p{N}])`, "gu");
  // An article before a nation is no part of its name.
  const toPlain = (one: string, article: string | undefined, it: string): string => `${CODE.test(plain.get(it) ?? "") ? "" : (article ?? "")}${plain.get(it) ?? one}`;
  return { texts: spaced.map((it) => it.replace(whole, toPlain)), asWritten: (it) => it.replace(given, (one) => back.get(one) ?? one), ...(doubtful !== undefined && { doubtful }) };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
