import type { Action } from "#duties";
import { actIn, amendmentId, plainStart, splitId, takeClause, UnknownWords } from "./clauses.ts";
import type { Scene } from "./scene.ts";
import { amountOf, caseIn, countOf, idOf, isNation, LAST, ordinalOf, pattern, type Pattern, personIn, supplierIn, whenOf } from "./words.ts";

/** What a scenario asks about. */
export type Attempt =
  | { readonly kind: "act"; readonly action: Action; readonly person: string; readonly case: string }
  | { readonly kind: "approve"; readonly person: string; readonly draft: string; readonly nation?: string }
  | { readonly kind: "effect"; readonly draft: string }
  /** An award with so many approvals, from its draft to its effect. */
  | { readonly kind: "award"; readonly draft: string; readonly approvals: number }
  | { readonly kind: "open"; readonly case: string; readonly by?: string }
  | { readonly kind: "draft"; readonly person: string; readonly draft: string }
  | { readonly kind: "release"; readonly person: string; readonly of: string; readonly case: string }
  | { readonly kind: "emergency"; readonly person: string; readonly emergency: string }
  | { readonly kind: "answer"; readonly person: string; readonly to: "all" | readonly string[]; readonly case: string }
  | { readonly kind: "bid"; readonly supplier: string; readonly case: string }
  /** One person changes who has access, with nobody's approval. */
  | { readonly kind: "access"; readonly person: string }
  | { readonly kind: "declare"; readonly person: string; readonly case: string };

type Groups = Readonly<Record<string, string | undefined>>;
type Reading = readonly [Pattern, (said: Groups, scene: Scene) => Attempt];
const reading = (text: string, read: (said: Groups, scene: Scene) => Attempt): Reading => [pattern(text), read];
const who = (said: Groups, scene: Scene): string => personIn(scene, said["p"] ?? "");
const where = (said: Groups, scene: Scene): string => scene.tender(caseIn(scene, said["c"]));

/** How an answer comes to whom it is for. */
const REACHES = "(?:is|was) (?:sent|given|told|made known|made available|disclosed|shown) to|goes to|reaches|is for";
const AT_ONCE = "(?:at once|at the same time|at one instant|at the same instant|simultaneously|together)";

const READINGS: readonly Reading[] = [
  reading("{d:draft} takes effect", (said, scene) => ({ kind: "effect", draft: scene.draft(idOf(said["d"])) })),
  reading("(?:the )?system puts {d:draft} into effect", (said, scene) => ({ kind: "effect", draft: scene.draft(idOf(said["d"])) })),
  reading(
    "(?:the )?{o:ordinal} award (?:takes effect )?(?:under (?:emergency procedure )?{e:id} )?with {n:count} approvals?(?: under (?:emergency procedure )?{f:id})?",
    (said, scene) => {
      const draft = ofRow(scene, { ordinal: ordinalOf(said["o"] ?? ""), id: splitId, what: `the ${said["o"] ?? ""} award` });
      const emergency = said["e"] ?? said["f"];
      if (emergency !== undefined) scene.award(draft).emergency = emergency;
      return { kind: "award", draft, approvals: countOf(said["n"] ?? "") };
    },
  ),
  reading("{d:draft} takes effect with {n:count} approvals?", (said, scene) => ({
    kind: "award",
    draft: scene.draft(idOf(said["d"])),
    approvals: countOf(said["n"] ?? ""),
  })),
  reading(
    "(?:an? |the )?award(?: {d:id})?(?: of {a:amount})?(?: to {s:supplier})? under (?:emergency procedure )?{e:id} with {n:count} approvals?",
    (said, scene) => {
      const it = scene.award(scene.draft(said["d"]));
      it.emergency = said["e"] ?? "";
      priced(it, said);
      return { kind: "award", draft: scene.draft(said["d"]), approvals: countOf(said["n"] ?? "") };
    },
  ),
  reading(
    "(?:an? |the )?(?<what>award|amendment)(?: {d:id})?(?: of {a:amount})?(?: to {s:supplier})?(?: takes effect)? with {n:count} approvals?",
    (said, scene) => {
      const isPlain = said["a"] === undefined && said["s"] === undefined;
      // The amendment that is meant is the last that is told of, wherever other awards stand.
      const amending = said["what"] === "amendment" ? [...scene.awards].findLast(([, it]) => it.amends !== undefined)?.[0] : undefined;
      if (said["what"] === "amendment" && said["d"] === undefined && said["s"] === undefined && !(isPlain && amending !== undefined))
        return amendment({ ...said, d: onlyAwarded(scene) }, scene);
      const id = said["d"] ?? (isPlain ? (amending ?? scene.draft()) : "the award");
      priced(scene.award(id), said);
      return { kind: "award", draft: id, approvals: countOf(said["n"] ?? "") };
    },
  ),
  reading("(?:the )?{o:ordinal} amendment(?: (?:of|to) {d:draft})?(?: takes effect)? with {n:count} approvals?", (said, scene) => {
    const base = idOf(said["d"]) ?? [...scene.awards.values()].findLast((it) => it.amends !== undefined)?.amends ?? scene.draft();
    const draft = ofRow(scene, { ordinal: ordinalOf(said["o"] ?? ""), id: (at) => amendmentId(base, at), what: `the ${said["o"] ?? ""} amendment` });
    return { kind: "award", draft, approvals: countOf(said["n"] ?? "") };
  }),
  reading(
    "(?:(?:an?|the|another|a further|a new|a second|a third) )?amendment(?: (?:of|to) {d:draft})? (?:by|of|adding|worth|over|for) {a:amount}(?: (?:of|to) {d2:draft})? with {n:count} approvals?",
    (said, scene) => amendment({ ...said, d: said["d"] ?? said["d2"] ?? onlyAwarded(scene) }, scene),
  ),
  reading("(?:an|another|a further|a second) amendment adds {a:amount} to {d:draft} with {n:count} approvals?", (said, scene) => amendment(said, scene)),
  reading("(?:an? |the )?amendment(?: of {a:amount})? (?:of|to) {d:draft} with {n:count} approvals?", (said, scene) => amendment(said, scene)),
  reading("{d:draft} is amended by {a:amount} with {n:count} approvals?", (said, scene) => amendment(said, scene)),
  reading(
    "{p:person} (?:also |again )?(?:gives|signs|adds) (?:the |a |an |also the )?(?:{o:ordinal} )?approval(?: (?:of|to|for) {d:draft})?(?: as well| too)?",
    (said, scene) => ({
      kind: "approve",
      person: who(said, scene),
      draft: scene.draft(idOf(said["d"])),
    }),
  ),
  reading("{p:person} (?:approves|signs) (?:an|the) award (?:of|in|under) {c:case}", (said, scene) => {
    const of = said["c"] ?? "";
    const person = who(said, scene);
    const id = `award of ${of}`;
    if (isNation(scene, of) || scene.isOfNation(of)) {
      scene.award(id).nation = of;
      return { kind: "approve", person, draft: id, nation: of };
    }
    const tender = scene.tender(caseIn(scene, of));
    const known = [...scene.awards].find(([, it]) => it.of === tender)?.[0];
    if (known === undefined) scene.award(id).of = tender;
    return { kind: "approve", person, draft: known ?? id };
  }),
  reading("{p:person} (?:also |again )?(?:approves|signs) (?:the )?(?:award|draft) {d:id} of (?:(?<tender>(?:the )?(?:tender|contract|procurement) )?{c:id})", (said, scene) => {
    const [draft, of] = [said["d"] ?? "", said["c"] ?? ""];
    const award = scene.award(draft);
    if (said["tender"] === undefined && (isNation(scene, of) || scene.isOfNation(of))) award.nation ??= of;
    else award.of ??= scene.tender(of);
    // Of another nation, or of another tender, than was told: another award.
    if ((award.nation ?? of) !== of && (award.of ?? of) !== of) throw new UnknownWords(`${draft} of ${of}`);
    return { kind: "approve", person: who(said, scene), draft };
  }),
  reading("{p:person} (?:also |again )?(?:approves|signs)(?: version \\d+ of)?(?: {d:draft})?(?: again| a second time| alone)?", (said, scene) => ({
    kind: "approve",
    person: who(said, scene),
    draft: scene.draft(idOf(said["d"])),
  })),
  reading("(?:the )?system opens the bids(?: of {c:case})?", (said, scene) => ({ kind: "open", case: where(said, scene) })),
  reading("{p:person} opens the bids(?: of {c:case})?(?: alone)?", (said, scene) => ({ kind: "open", by: who(said, scene), case: where(said, scene) })),
  reading("{p:person} (?:drafts|writes|prepares|amends|changes) (?:an? |the )?award(?: {d:id})?", (said, scene) => ({
    kind: "draft",
    person: who(said, scene),
    draft: scene.draft(said["d"]),
  })),
  reading("{p:person} (?:drafts|amends|changes) {d:id}", (said, scene) => ({ kind: "draft", person: who(said, scene), draft: said["d"] ?? "" })),
  reading("{p:person} (?:releases|records a release (?:of|for)) (?:himself|herself|themselves|themself)(?: (?:in|for) {c:case})?", (said, scene) => ({
    kind: "release",
    person: who(said, scene),
    of: who(said, scene),
    case: where(said, scene),
  })),
  reading("(?:the )?(?:tender['’]s )?integrity officer(?: of {c:case})? records a release(?: (?:of|for) {q:person})?", (said, scene) => {
    const tied = [...scene.persons].find(([, it]) => it.interests.length > 0)?.[0] ?? "nobody";
    return { kind: "release", person: "the integrity officer", of: said["q"] === undefined ? tied : personIn(scene, said["q"]), case: where(said, scene) };
  }),
  reading(
    "{p:person} (?:evaluates|scores|assesses) (?:{c:case}|(?:the )?(?:bids|offers)(?: (?:of|in|for) {c2:case})?) (?:alone|on (?:his|her|their) own|single-handedly)",
    (said, scene) => {
      const of = where({ ...said, c: said["c"] ?? said["c2"] }, scene);
      scene.case(of).panel = 1;
      return { kind: "act", action: "evaluate", person: who(said, scene), case: of };
    },
  ),
  reading("{p:person} (?:changes|amends|replaces) the (?:labels? policy|rosters?)(?: alone| on (?:his|her|their) own| single-handedly)?", (said, scene) => ({
    kind: "access",
    person: who(said, scene),
  })),
  reading("{p:person} (?:releases|declassifies) (?:a|the) (?:record|figure|document)(?: alone| on (?:his|her|their) own| single-handedly)?", (said, scene) => ({
    kind: "access",
    person: who(said, scene),
  })),
  reading("{p:person} (?:releases|records a release of) (?:his|her|their)(?: own)? conflict(?: (?:in|for) {c:case})?", (said, scene) => ({
    kind: "release",
    person: who(said, scene),
    of: who(said, scene),
    case: where(said, scene),
  })),
  reading("{p:person} (?:releases|records a release (?:of|for)) {q:person}(?: (?:in|for) {c:case})?", (said, scene) => ({
    kind: "release",
    person: who(said, scene),
    of: personIn(scene, said["q"] ?? ""),
    case: where(said, scene),
  })),
  reading("{p:person} declares emergency procedure {e:id}(?<tail>(?: with| without| and| or| but|,| no| an| a| reason| end date)*)", (said, scene) => {
    const it = scene.emergency(said["e"] ?? "");
    const tail = said["tail"] ?? "";
    it.hasReason = /\bwith (?:a )?reason|and (?:a )?reason/.test(tail);
    it.hasEnd =
      /end date/.test(tail) && !/(?:without|no)(?: a reason (?:or|and))?(?: an)? end date|without (?:a )?reason (?:or|and) (?:an )?end date/.test(tail);
    return { kind: "emergency", person: who(said, scene), emergency: said["e"] ?? "" };
  }),
  reading(`{p:person} (?:answers|(?:sends|gives) (?:an|the) answer to|answers (?:a|the) question(?: of| to)) (?:all|all bidders|every bidder)(?: (?:of|in) {c:case})?(?: ${AT_ONCE})?`, (said, scene) => ({
    kind: "answer",
    person: who(said, scene),
    to: "all",
    case: where(said, scene),
  })),
  reading("{p:person} (?:answers|(?:sends|gives) (?:an|the) answer(?: only)? to|answers (?:a|the) question(?: of| to)) (?:only |just )?{s:supplier}(?: only| alone)?(?: (?:of|in) {c:case})?", (said, scene) => ({
    kind: "answer",
    person: who(said, scene),
    to: [supplierIn(scene, said["s"])],
    case: where(said, scene),
  })),
  reading(`(?:the |an )?answer(?: to (?:a|the) question)?(?: (?:of|in) {c:case})? (?:${REACHES}) (?:all|all bidders|every bidder|all of them)(?: ${AT_ONCE})?`, (said, scene) => ({
    kind: "answer",
    person: "the drafter",
    to: "all",
    case: where(said, scene),
  })),
  reading("(?:only |just )?(?:one|a single) bidder (?:gets|receives|is given|is sent|is told) (?:the|an) answer(?: to (?:a|the) question)?(?: (?:of|in) {c:case})?", (said, scene) => ({
    kind: "answer",
    person: "the drafter",
    to: [supplierIn(scene, "one bidder")],
    case: where(said, scene),
  })),
  reading(`(?:the |an )?answer(?: to (?:a|the) question)?(?: (?:of|in) {c:case})? (?:${REACHES}) (?:only |just )?{s:supplier}(?: only| alone)?`, (said, scene) => ({
    kind: "answer",
    person: "the drafter",
    to: [supplierIn(scene, said["s"])],
    case: where(said, scene),
  })),
  reading(
    "{s:supplier} (?:bids|(?:submits|hands in|sends|delivers|makes) (?:an?|its|the) (?<late>late )?(?:bid|offer))(?: (?:in|for) {c:case})?(?: (?<when>after|before) (?:the|its) (?:bid |submission )?deadline(?: (?:of|for|in) {c2:case})?)?",
    (said, scene) => {
      const id = where({ ...said, c: said["c"] ?? said["c2"] }, scene);
      placed(scene, scene.case(id), said["late"] === undefined ? said["when"] : "after");
      return { kind: "bid", supplier: supplierIn(scene, said["s"]), case: id };
    },
  ),
  reading(
    "(?:the |an? )?(?:late )?(?:bid|offer)(?: (?:from|of|by) {s:supplier})?(?: (?:in|for) {c:case})? is (?:accepted|admitted|taken|registered|recorded|let in|considered)",
    (said, scene) => takenBid(said, scene),
  ),
  reading(
    "{s:supplier}['’]s (?:late )?(?:bid|offer)(?: (?:in|for) {c:case})? is (?:accepted|admitted|taken|registered|recorded|let in|considered)",
    (said, scene) => takenBid(said, scene),
  ),
  reading("{p:person} files (?:an?|the|his|her|their) declaration(?: of interests?)?(?: (?:for|in) {c:case})?", (said, scene) => ({
    kind: "declare",
    person: who(said, scene),
    case: where(said, scene),
  })),
];

/** One of a row that the situation tells of. */
function ofRow(scene: Scene, { ordinal, id, what }: { readonly ordinal: number; readonly id: (ordinal: number) => string; readonly what: string }): string {
  let count = 0;
  while (scene.awards.has(id(count + 1))) count += 1;
  const found = ordinal === LAST ? count : ordinal;
  if (found < 1 || found > count) throw new UnknownWords(what);
  return id(found);
}

/** The award that is amended where none is named: the only one there is. */
function onlyAwarded(scene: Scene): string {
  const [only, ...others] = [...scene.awards].filter(([, it]) => it.amends === undefined).map(([id]) => id);
  if (only === undefined || others.length > 0) throw new UnknownWords("amendment");
  return only;
}

/** What is asked is said to be before or after the deadline: as the situation has it, where it speaks of it. */
function placed(scene: Scene, of: ReturnType<Scene["case"]>, when: string | undefined): void {
  if (when === undefined) return;
  const asked = when === "after" ? "over" : "open";
  if (asked === "over" && typeof of.submission === "object" && scene.passed.includes(of.submission)) return;
  if (of.submission !== undefined && of.submission !== asked) throw new RangeError("whether the deadline has passed is told in two ways");
  of.submission = asked;
}

/** A bid that arrived is taken for one: as of the moment when it arrived. */
function takenBid(said: Groups, scene: Scene): Attempt {
  const named = said["s"] === undefined ? undefined : supplierIn(scene, said["s"]);
  const known = [...scene.cases].find(([, it]) => it.arrivals.some((one) => named === undefined || one.supplier === named))?.[0];
  const id = scene.tender(caseIn(scene, said["c"]) ?? known);
  const of = scene.case(id);
  const arrival = of.arrivals.findLast((it) => named === undefined || it.supplier === named);
  const supplier = named ?? arrival?.supplier ?? "the supplier";
  if (arrival !== undefined) {
    of.bids.splice(0, of.bids.length, ...of.bids.filter((it) => it.supplier !== supplier));
    of.submission = arrival.isLate ? "over" : "open";
  }
  return { kind: "bid", supplier, case: id };
}

function priced(award: ReturnType<Scene["award"]>, said: Groups): void {
  if (said["a"] !== undefined) award.amount = amountOf(said["a"]);
  if (said["s"] !== undefined) award.supplier = idOf(said["s"]) ?? "";
}

function amendment(said: Groups, scene: Scene): Attempt {
  const amended = scene.draft(idOf(said["d"]));
  const it = scene.award(`amendment of ${amended}`);
  it.amends = amended;
  if (said["a"] !== undefined) it.amount = amountOf(said["a"]);
  return { kind: "award", draft: `amendment of ${amended}`, approvals: countOf(said["n"] ?? "") };
}

const SAID_BESIDE = pattern("(?<subject>{p:person}), (?<beside>[^,]+(?:, [^,]+)*?), (?<predicate>.+)");
const AT_END = pattern("(?<body>.+?),? (?<w>on {d:day})");

const BEHALF = pattern(
  "(?<act>.+?),? (?:(?:on behalf|in the name|in place) of {q:person}|as (?:the )?(?:delegate|deputy) of {q2:person}|as {q3:person}['’]s (?:delegate|deputy))",
);
/** `Lea approves A on behalf of Jon`: what Lea does, and for whom. */
function behalf(text: string): { readonly act: string; readonly from?: string } {
  const said = BEHALF.exec(text)?.groups;
  const from = said?.["q"] ?? said?.["q2"] ?? said?.["q3"];
  return said === undefined || from === undefined ? { act: text } : { act: said["act"] ?? text, from };
}

const DOER = pattern("(?<subject>{p:person})(?: .+)?");
/** Who acts for another stands in for the other, unless the situation has said of the two how it is. */
function standIn(scene: Scene, it: { readonly subject: string; readonly from: string }): void {
  const to = personIn(scene, DOER.exec(it.subject)?.groups?.["subject"] ?? it.subject);
  const from = personIn(scene, it.from);
  if (!scene.delegations.some((one) => one.from === from && one.to === to)) scene.delegations.push({ from, to });
}

/** What a scenario asks about; what is said beside it goes into the scene. @throws UnknownWords, RangeError */
export function readAttempt(scene: Scene, text: string): Attempt {
  const dated = AT_END.exec(text.trim())?.groups;
  const when = whenOf(dated?.["w"]);
  if (when !== undefined && "at" in when) scene.now = when.at;
  const whole = plainStart((dated?.["body"] ?? text).trim());
  const { act: plain, from } = behalf(deputy(scene, whole));
  const beside = SAID_BESIDE.exec(plain)?.groups;
  const body = authorNamed(
    scene,
    (beside === undefined ? plain : `${beside["subject"] ?? ""} ${beside["predicate"] ?? ""}`).replace(/ without (?:an )?interests?(?= )/u, "").replace(/ without (?:an?y? )?approvals?(?= under |$)/u, " with no approval"),
  );
  if (beside !== undefined) for (const it of sayings(beside["subject"] ?? "", beside["beside"] ?? "")) takeClause(scene, it);
  if (from !== undefined) standIn(scene, { subject: beside?.["subject"] ?? body, from });
  for (const [regex, read] of READINGS) {
    const said = regex.exec(body);
    if (said !== null) return read(said.groups ?? {}, scene);
  }
  const act = actIn(scene, body);
  if (act === undefined) throw new UnknownWords(body);
  return { kind: "act", action: act.action, person: act.person, case: scene.tender(act.case) };
}

const DEPUTY = pattern("(?:{p:person}['’]s (?:delegate|deputy)|(?:the|an?) (?:delegate|deputy) of {q:person})(?<rest> .+)");
/** `Ana's delegate approves A`: whom the situation says Ana has delegated to, or a person of whom nothing else is told. */
function deputy(scene: Scene, text: string): string {
  const said = DEPUTY.exec(text)?.groups;
  if (said === undefined) return text;
  const from = personIn(scene, said["p"] ?? said["q"] ?? "");
  const known = scene.delegations.filter((it) => it.from === from && it.ended === undefined).map((it) => it.to);
  if (known.length > 1) throw new UnknownWords(text);
  const to = known[0] ?? `Delegateof${from.replace(/[^\p{L}\p{N}]/gu, "")}`;
  if (known.length === 0) scene.delegations.push({ from, to });
  return `${to}${said["rest"] ?? ""}`;
}

const BY_AUTHOR = pattern("the (?:author|drafter)(?: of {d:draft})? (?<rest>(?:approves|gives|signs|evaluates|certifies|pays) ?.*)");
/** `the author of A approves A`, with the name that the situation gives the author. */
function authorNamed(scene: Scene, body: string): string {
  const said = BY_AUTHOR.exec(body)?.groups;
  const author = said === undefined ? undefined : scene.awards.get(scene.draft(idOf(said["d"])))?.author;
  return author === undefined ? body : `${author} ${said?.["rest"] ?? ""}`;
}

/** `approver of XAA without interests` of a person, as clauses about the person. */
const sayings = (subject: string, beside: string): readonly string[] =>
  beside
    .split(/,? and |, |(?= without )|(?= with an interest)|(?= in the same reporting line)|(?= (?:of|in) (?:another|a different) reporting line)/)
    .map((it) => it.trim())
    .filter((it) => it !== "")
    .map((it) => {
      if (/^without (?:an )?interests?$/.test(it)) return `${subject} has no interests`;
      if (it.startsWith("with an interest ")) return `${subject} has ${it.slice(5)}`;
      if (it.startsWith("who ")) return `${subject} ${it.slice(4)}`;
      if (/^(?:of|in) the same reporting line as /.test(it)) return `${subject} and ${it.replace(/^.* as /, "")} are in the same reporting line`;
      if (/^(?:of|in) (?:another|a different) reporting line (?:than|from) /.test(it))
        return `${subject} and ${it.replace(/^.* (?:than|from) /, "")} are in different reporting lines`;
      return `${subject} is ${/^(?:an?|the|in|of) /.test(it) ? it : `a ${it}`}`;
    });
