import type { Action, Interest } from "#duties";
import { type Scene, type SceneApproval, type SceneBid, THE_EMERGENCY } from "./scene.ts";
import { amountOf, caseIn, countOf, idOf, isNation, lowerRole, pattern, type Pattern, personIn, roleOf, spanOf, supplierIn, whenOf, wordsOf } from "./words.ts";

type Groups = Readonly<Record<string, string | undefined>>;
type Clause = readonly [Pattern, (said: Groups, scene: Scene) => void];
const clause = (text: string, take: (said: Groups, scene: Scene) => void): Clause => [pattern(text), take];

/** Acts as they are said, now or before, with what they leave open. The same words serve a situation and an attempt. */
const ACTS: readonly (readonly [string, Action])[] = [
  [
    "(?:stat(?:ed|es)|wrote|writes|sets?|defined|defines|drafted|drafts|specifie[ds]|formulate[ds]|authored|authors|raise[ds]) (?:the|a) (?:[a-z]+ )?(?:requirements?|specifications?|needs?)(?: (?:of|for|in) {c:case})?",
    "state-requirement",
  ],
  ["(?:draft(?:ed|s)|wrote|writes|prepare[ds]) (?:the )?tender(?: {c:id})?", "draft-tender"],
  ["(?:sign(?:ed|s)) the opening(?: (?:of|for) {c:case})?", "sign-opening"],
  ["open(?:ed|s) the evaluation(?: (?:of|in) {c:case})?", "open-evaluation"],
  ["(?:evaluate[ds]|score[ds]|assess(?:ed|es))(?: the)? (?:bids|offers)(?: (?:of|in|for) {c:case})?", "evaluate"],
  ["(?:evaluate[ds]|score[ds]|assess(?:ed|es)) {c:case}", "evaluate"],
  ["(?:is|was|has been) (?:added|appointed) to the (?:evaluation )?panel(?: (?:of|for) {c:case})?", "join-panel"],
  ["(?:join(?:ed|s)|is on|was on|sits on|sat on) the (?:evaluation )?panel(?: (?:of|for) {c:case})?", "join-panel"],
  ["read(?:s)? (?:a|the) bids?(?: (?:of|in) {c:case})?", "read-bid"],
  ["(?:certifie[ds]) (?:the )?receipt(?: of (?:the )?goods)?(?: (?:under|of|for|in) {c:case})?", "certify-receipt"],
  [
    "(?:(?:confirm(?:ed|s)|accept(?:ed|s)|certifie[ds]|sign(?:ed|s)(?: for)?|attest(?:ed|s)(?: to)?|acknowledge[ds]) (?:the )?(?:receipt|delivery(?: note)?|deliveries|goods)|(?:receive[ds]|took delivery of|takes delivery of) (?:the )?goods)(?: of (?:the )?goods)?(?: (?:under|of|for|in) {c:case})?",
    "certify-receipt",
  ],
  [
    "(?:approve[ds]|release[ds]|order(?:ed|s)|authorise[ds]|made|makes|execute[ds]) (?:the |a )?payment(?: of (?:the )?(?:goods|invoice|bill))?(?: (?:under|of|for|in) {c:case})?",
    "pay",
  ],
  ["(?:settle[ds]) (?:the )?(?:invoice|bill)(?: (?:under|of|for|in) {c:case})?", "pay"],
  ["(?:paid|pays)(?: (?:for )?(?:the )?(?:goods|invoice|supplier|contract|bill))?(?: (?:under|of|for|in) {c:case})?", "pay"],
  [
    "(?:change[ds]|amend(?:ed|s)|edit(?:ed|s)|delete[ds]|add(?:ed|s)|correct(?:ed|s)|update[ds]|create[ds]|remove[ds]|alter(?:ed|s)|modifie[ds]) (?:an? |the )?(?:(?:an? |the )?[a-z]+ (?:in|of|to|on|from) (?:a|the) )?(?:record|entry|figure)s?(?: (?:of|in) {c:case})?(?: while auditing)?",
    "change-record",
  ],
  ["enter(?:ed|s) data(?: (?:of|in|for) {c:case})?", "change-record"],
  ["read(?:s)? (?:a|the) records?(?: (?:of|in) {c:case})?(?: while auditing)?", "read-record"],
  ["export(?:ed|s) (?:a|the) records?(?: (?:of|in) {c:case})?(?: while auditing)?", "export-record"],
  ["(?:is|was) (?:auditing {c:case}|the auditor of (?:contract|tender|the (?:contract|tender)) {c2:case})", "attest"],
  ["(?:audit(?:ed|s)|attest(?:ed|s)(?: to)?)(?: {c:case})?", "attest"],
  ["attest(?:ed|s)(?: to)? (?:a|the) records?(?: (?:of|in) {c:case})?", "attest"],
];

/** Something somebody does in a case. */
export interface SaidAct {
  readonly action: Action;
  readonly person: string;
  readonly case: string | undefined;
}

const ACT_PATTERNS = ACTS.map(([text, action]): readonly [Pattern, Action] => [pattern(`{p:person} (?:has |already |had )*${text}(?: {w:when})?`), action]);

/** An act of a person in a case, where the text says one. */
export function actIn(scene: Scene, text: string): (SaidAct & { readonly when: string | undefined }) | undefined {
  for (const [regex, action] of ACT_PATTERNS) {
    const said = regex.exec(text)?.groups;
    if (said !== undefined) return { action, person: personIn(scene, said["p"] ?? ""), case: caseIn(scene, said["c"] ?? said["c2"]), when: said["w"] };
  }
  return undefined;
}

const tiesTo =
  (kind: Interest["kind"]) =>
  (said: Groups, scene: Scene): void => {
    const person = scene.person(personIn(scene, said["p"] ?? ""));
    const ended = whenOf(said["w"]);
    for (const it of [said["s"], said["t"]])
      if (it !== undefined) person.interests.push({ supplier: supplierIn(scene, it), kind, ...(ended !== undefined && { ended }) });
  };

/** What somebody of a family may have to do with a firm. */
const TIE =
  "(?:works? (?:for|at)|(?:partly )?owns?(?: {k3:stake})?|holds? {k4:stake}|has {k5:stake}|is (?:employed (?:by|at)|(?:the|an?) (?:[a-z]+ )?(?:owner|part-owner|co-owner|director|manager|employee|head|founder|shareholder|partner|adviser|consultant|board member) (?:of|at|in))|manages|leads|runs|heads|founded|advises|sits on the board of|is on the board of)";
const familyTie = (said: Groups, scene: Scene): void => tiesTo("family")({ ...said, p: said["p"] ?? said["q"] }, scene);

const approve = (scene: Scene, draft: string | undefined, it: SceneApproval): void => void scene.award(scene.draft(draft)).approvals.push(it);
const approvals = (said: Groups, scene: Scene): void => {
  const when = whenOf(said["w"]);
  const version = said["v"] === undefined ? {} : { version: Number(said["v"]) };
  const by = [said["p"], said["q"]].flatMap((it) => (it === undefined ? [] : [personIn(scene, it)]));
  for (const it of by) approve(scene, idOf(said["d"]), { by: it, ...version, ...(when !== undefined && { when }) });
  if (by.length === 0) approve(scene, idOf(said["d"]), { ...version, ...(when !== undefined && { when }) });
};

/** Two persons, each on a day of their own. */
const datedApprovals = (said: Groups, scene: Scene): void => {
  const { d, p, q, w, u } = said;
  approvals({ d, p, w }, scene);
  approvals({ d, p: q, w: u }, scene);
};

const declareEmergency = (said: Groups, scene: Scene): void => {
  const it = scene.emergency(said["e"] ?? "");
  const tail = said["tail"] ?? "";
  const by = said["p"] ?? said["q"];
  it.hasReason = /\bwith (?:a )?reason\b|and (?:a )?reason\b/.test(tail) && !/without (?:a )?reason|no reason/.test(tail);
  it.hasEnd =
    /end date/.test(tail) && !/(?:without|no|but no|without a reason or) (?:an )?end date|without (?:a )?reason (?:or|and) (?:an )?end date/.test(tail);
  it.isAuthorised = !/unauthorised|without (?:the )?authority|who is not authorised/.test(`${tail} ${said["who"] ?? ""}`);
  if (by !== undefined) it.by = personIn(scene, by);
  if (said["n"] !== undefined) it.nation = said["n"];
  const when = whenOf(said["w"]);
  if (when !== undefined) it.when = when;
  const ends = whenOf(said["u"]);
  if (ends !== undefined) it.ends = ends;
};
const EMERGENCY_TAIL = "(?<tail>(?:(?:,? ?(?:and|or|but)|,)? ?(?:with(?:out)?|no)? ?(?:an? )?(?:reason|end date))+)?(?: {u:when})?";

const split = (said: Groups, scene: Scene): void => {
  const [count, part, days] = [countOf(said["n"] ?? ""), amountOf(said["part"] ?? ""), spanOf(said["span"] ?? "")];
  const total = said["total"] === undefined ? count * part : amountOf(said["total"]);
  // Parts rounded to whole units add up to within one unit each.
  if (Math.abs(total - count * part) >= count) throw new RangeError(`${count} awards of ${part} do not make ${total}`);
  const to = said["to"] ?? "one supplier";
  const differ = /different|several|two|three|four|five|owner/.test(to);
  const common = /(?:same|one|single|common) owner/.test(to);
  const classes = said["classes"];
  for (let i = 1; i <= count; i++) {
    const award = scene.award(splitId(i));
    const supplier = differ ? `supplier ${i}` : (idOf(to) ?? "the supplier");
    award.amount = part;
    award.supplier = supplier;
    award.itemClass = classes !== undefined && /different/.test(classes) ? `class ${i}` : "the class";
    const back = count === 1 ? 0 : (count - i) / (count - 1);
    award.effective = "months" in days ? { months: -days.months * back } : { days: -(days.days ?? 0) * back };
    if (common) scene.ownership.push({ owner: "the owner", owned: supplier });
  }
};

/** Name of one of several awards that a whole was split into. */
export const splitId = (ordinal: number): string => `award ${ordinal}`;

/** When a bid arrived, by the deadline. */
const ARRIVAL =
  "(?<late>(?:(?:too )?late|in time|on time|(?:exactly )?at (?:the|its) deadline|(?:(?:shortly|just|{n:count}|an?|half an) ?(?:seconds?|minutes?|hours?|days?|weeks?)? )?(?:after|before) (?:the|its) (?:bid )?deadline))(?: (?:of|for|in) {c2:case})?";
function arrived(said: Groups, scene: Scene): void {
  const tender = scene.tender(caseIn(scene, said["c"] ?? said["c2"]));
  const supplier = supplierIn(scene, said["s"]);
  // What comes too late is no bid; what is asked may still be that it is taken for one.
  const isLate = /late|after/.test(said["late"] ?? "");
  scene.case(tender).arrivals.push({ supplier, isLate });
  if (!isLate) bidIn(scene, supplier, tender);
}

/** Everything a situation may say, one clause each. */
const CLAUSES: readonly Clause[] = [
  clause(
    "{d:draft}(?: under (?:emergency procedure )?{f:id})?(?: {n:nation})?(?: of {a:amount})?(?: to {s:supplier})?(?: \\(?of {c:case}\\)?)?(?: to {s2:supplier})? (?:was |is )?(?:drafted|written|authored|prepared) by {p:person}(?: and {q:person})?(?: for {n2:nation})?(?: under (?:emergency procedure )?{e:id})?(?: {w:when})?",
    (said, scene) => award(scene, said),
  ),
  clause("{p:person} (?:has )?(?:drafted|wrote|authored|prepared) (?:the |an )?award {d:id}(?: of {c:case})?(?: for {n:nation})?(?: {w:when})?", (said, scene) => award(scene, said)),
  clause("{p:person} (?:has )?(?:drafted|wrote|authored|prepared) {d:id}", (said, scene) =>
    scene.cases.has(said["d"] ?? "")
      ? scene.case(said["d"] ?? "").acts.push({ action: "draft-tender", person: personIn(scene, said["p"] ?? "") })
      : award(scene, said),
  ),
  clause(
    "(?:the )?tender {c:id} (?:was |is )?(?:drafted|written|prepared) by {p:person}",
    (said, scene) => void scene.case(said["c"] ?? "").acts.push({ action: "draft-tender", person: personIn(scene, said["p"] ?? "") }),
  ),
  clause(
    "{d:draft} (?:is|belongs to|is an award of|is under) (?:of |an award of )?(?:the )?tender {c:id}",
    (said, scene) => void ((scene.award(scene.draft(idOf(said["d"]))).of = said["c"] ?? ""), scene.case(said["c"] ?? "")),
  ),
  clause("tender {c:id}(?: of {n:nation})?", (said, scene) => {
    const it = scene.case(said["c"] ?? "");
    if (said["n"] !== undefined) it.nation = said["n"];
  }),
  clause("award {d:id}(?: of (?:the )?tender {c:id})?", (said, scene) => {
    const it = scene.award(said["d"] ?? "");
    if (said["c"] !== undefined) it.of = said["c"];
  }),

  clause("(?:the )?(?:{o:ordinal} )?approval (?:of {d:draft} )?by {p:person} (?:has )?(?:expired|run out|ran out|lapsed)", (said, scene) =>
    approve(scene, idOf(said["d"]), { by: personIn(scene, said["p"] ?? ""), when: { days: -200 } }),
  ),
  clause(
    "(?:the |both |two )?(?:{o:ordinal} )?approvals? (?:of {d:draft} )?(?:was |is |were |are |has been |have been )?(?:given |signed )?by {p:person}(?: and {q:person})?(?: {w:when})?",
    approvals,
  ),
  // Where nobody is named, as many persons as the award needs.
  clause(
    "(?:the |both |two |an? )?(?:{o:ordinal} )?approvals? of {d:draft} (?:was |is |were |are |has been |have been )?(?:given|signed|granted|dated|made)(?: on)? {w:when}",
    approvals,
  ),
  clause(
    "(?:the |both |two )?(?:{o:ordinal} )?approvals? (?:(?:of {d:draft} )?by {p:person}(?: and {q:person})?|of {d2:draft}(?: by {p2:person}(?: and {q2:person})?)?) (?:is|are|was|were) {s:span} old",
    (said, scene) => approvals({ d: said["d"] ?? said["d2"], p: said["p"] ?? said["p2"], q: said["q"] ?? said["q2"], w: `${said["s"] ?? ""} ago` }, scene),
  ),
  clause("(?:the |both |two )?approvals? of {d:draft} (?:has |have )?(?:expired|lapsed|run out|ran out)", (said, scene) =>
    approve(scene, idOf(said["d"]), { when: { days: -200 } }),
  ),
  clause("{d:draft} (?:was |is |has been )?(?:fully )?approved {w:when}(?: by {p:person}(?: and {q:person})?)?", approvals),
  clause("{d:draft} (?:was |is |has been )?(?:first )?approved by {p:person}(?: and (?:by )?{q:person})?(?: {w:when})?", approvals),
  clause("(?:{d:draft} (?:was |is |has been )?)?(?:first )?approved by {p:person} {w:when},? and (?:then )?(?:by )?{q:person} {u:when}", datedApprovals),
  clause("(?:the |both |two )?approvals? (?:of {d:draft} )?(?:was |were |has been |have been )?(?:given |signed )?by {p:person} {w:when},? and (?:then )?(?:by )?{q:person} {u:when}", datedApprovals),
  clause("(?:first )?approved by {p:person}(?: and (?:by )?{q:person})?(?: {w:when})?", approvals),
  clause("{p:person}(?: and {q:person})? (?:has |have |already )*(?:approved|signed)(?: (?:version {v:count} of )?{d:draft})?(?: {w:when})?", approvals),
  clause("{p:person} (?:has |already )*(?:gave|given|signed) (?:the |a )?(?:{o:ordinal} )?approval(?: of {d:draft})?(?: {w:when})?", approvals),
  clause(
    "(?:the )?(?:{n:count} )?approvals? of {d:draft} (?:was |were |is |are )?(?:signed|given) (?:over|on|for) version (?<v>\\d+)(?: of {d2:draft})?(?: by (?:{m:count} (?:different )?(?:persons?|people|approvers?)|{p:person}(?: and {q:person})?))?(?: {w:when})?",
    (said, scene) => (said["p"] === undefined && (said["n"] ?? said["m"]) !== undefined ? anonymous(said, scene) : approvals(said, scene)),
  ),
  clause("{d:draft} (?:was|has been|is) (?:fully )?approved (?:at|in|as) version (?<v>\\d+)(?: by {p:person}(?: and {q:person})?)?(?: {w:when})?", approvals),
  clause("{p:person}(?: and {q:person})? approved version (?<v>\\d+)(?: of {d:draft})?(?: {w:when})?", approvals),
  clause(
    "{d:draft} is (?:now |still )?(?:at )?version (?<v>\\d+)",
    (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).version = Number(said["v"])),
  ),
  clause(
    "{d:draft} (?:was|has been) (?:changed|amended|edited|redrafted|rewritten|revised)(?: (?:after|since) (?:the |that |its |both |it was )?(?:first |second |last )?(?:approvals?|approved|signed))?",
    (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).changed = true),
  ),
  clause(
    "the (?:price|amount|text|supplier|quantity|value|terms|wording) (?:in|of) {d:draft} (?:was|were|has been|have been) (?:changed|amended|edited|raised|lowered|altered)(?: (?:after|since) (?:the |its |both )?(?:first |second |last )?approvals?)?",
    (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).changed = true),
  ),
  clause("{d:draft} (?:has|is|was) not (?:been )?(?:changed|amended|edited)(?: since)?", (said, scene) => void scene.award(scene.draft(idOf(said["d"])))),
  clause("{d:draft} is (?:worth |of |for )?{a:amount}", (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).amount = amountOf(said["a"] ?? ""))),
  clause(
    "{d:draft} (?:goes|is|was given|was awarded) to {s:supplier}",
    (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).supplier = idOf(said["s"]) ?? ""),
  ),
  clause("award value {a:amount}", (said, scene) => void (scene.award(scene.draft()).amount = amountOf(said["a"] ?? ""))),
  clause(
    "(?:the |an? )?(?:award )?{d:id} (?:of|worth|for|over) {a:amount}(?: to {s:supplier})? (?:took effect|has taken effect|is in effect|in effect)(?: {w:when})?",
    (said, scene) => earlier(scene, said),
  ),
  clause("{d:draft} (?:took effect|has taken effect|is in effect|is already in effect)(?: {w:when})?", (said, scene) => {
    scene.award(scene.draft(idOf(said["d"]))).effective ??= whenOf(said["w"]) ?? { days: -1 };
  }),
  clause("(?:an )?earlier award(?: {d:id})? of {a:amount} to {s:supplier} {w:when}", (said, scene) => earlier(scene, said)),
  clause(
    "(?:the |an? )?(?:contract|award) {d:id}(?: (?:to|with) {s:supplier})? (?:is |was )?(?:worth|of|for|over) {a:amount}(?:,? (?:with|and|has) (?:an? |{n:count} )?amendments? (?:adding|of|worth|for|by|over|that adds?) {b:amount}(?: each)?)",
    (said, scene) => {
      contractOf(said, scene);
      amended(scene, { base: said["d"] ?? "", amount: amountOf(said["b"] ?? ""), count: said["n"] === undefined ? 1 : countOf(said["n"]), isLastOpen: true });
    },
  ),
  clause("(?:the |an? )?contract {d:id}(?: (?:to|with) {s:supplier})? (?:is |was )?(?:worth|of|for|over) {a:amount}", contractOf),
  clause(
    "(?:the |an? )?(?:contract|award) {d:id} (?:(?:to|with) {s:supplier} )?(?:of|worth|for|over) {a:amount} (?:(?:to|with) {s2:supplier} )?(?:was |has been |is )?(?:already )?amended (?:(?<twice>once|twice|{n:count} times) )?by {b:amount}(?: each(?: time)?)?",
    (said, scene) => {
      contractOf(said, scene);
      wasAmended(said, scene);
    },
  ),
  clause("{d:draft} (?:was|has been) amended (?:(?<twice>once|twice|{n:count} times) )?by {b:amount}(?: each(?: time)?)?", wasAmended),
  clause("(?:an? |the )?amendment (?:of|to) {d:draft} (?:adds|adding|is worth|is of|of|worth) {b:amount}", (said, scene) =>
    amended(scene, { base: scene.draft(idOf(said["d"])), amount: amountOf(said["b"] ?? ""), count: 1, isLastOpen: true }),
  ),
  clause("{d:draft} amends {b:draft}", (said, scene) => void (scene.award(scene.draft(idOf(said["d"]))).amends = idOf(said["b"]) ?? "")),

  clause(
    "(?:(?:an? |the )?award (?:value |value of |of |worth )?{total:amount} (?:is |was )?split into )?{n:count} (?:equal )?awards of {part:amount}(?: each)?(?: to (?<to>(?:one|the same|a single) supplier|(?:two|three|four|five|several|different)(?: different)? suppliers(?: (?:of|with) (?:one|the same|a common) owner)?|(?:one|the same|a single|a common) owner|{s:supplier}))?(?<classes> (?:in|of) (?:different|the same|one) item class(?:es)?)? within {span:span}",
    split,
  ),
  clause("(?:the )?threshold (?:for|of) (?:two|2) approvals (?:is |of |at )?{a:amount}", (said, scene) => void (scene.threshold = amountOf(said["a"] ?? ""))),

  clause(
    "{p:person} (?:has )?(?:declared|has|filed|disclosed) (?:an? )?(?:own |personal |financial )?interests? in {s:supplier}(?: and(?: in)? {t:supplier})?(?: {w0:when})?",
    tiesTo("own"),
  ),
  clause(
    "{p:person} (?:has )?declared (?:a )?(?:former )?employment (?:with|at|by) {s:supplier}(?: which ended| that ended| until)? {w:when}",
    tiesTo("former-employment"),
  ),
  clause("{p:person} (?:was employed by|worked for|worked at|left) {s:supplier}(?: until)? {w:when}", tiesTo("former-employment")),
  clause("{p:person}['’]s employer is {s:supplier}", tiesTo("employer")),
  clause("{p:person} (?:has |declared )?(?:holds?|owns?|has|held|owned) {k:stake} {s:supplier}", (said, scene) => {
    tiesTo("holding")(said, scene);
    // It may be a firm that holds the part.
    scene.ownership.push({ owner: idOf(said["p"]) ?? "", owned: supplierIn(scene, said["s"]) });
  }),
  clause(
    "{p:person} (?:works for|works at|is employed (?:by|at)|manages|leads|advises|consults for|sits on the board of|is on the board of|is an? (?:[a-z]+ )?(?:employee|director|manager|adviser|consultant|board member) (?:of|at)) {s:supplier}",
    tiesTo("employer"),
  ),
  clause(
    "{p:person} (?:is a former employee of|was an? (?:[a-z]+ )?(?:employee|director|manager|adviser|consultant|board member) (?:of|at)|left the (?:employment|service) of|stopped working (?:for|at)) {s:supplier}(?:,? (?:who |which )?(?:left|ended|until))? {w:when}",
    tiesTo("former-employment"),
  ),
  clause("{p:person} (?:has )?(?:declared |owns |holds |has )(?:shares|stock|a holding|holdings|a share) (?:in|of) {s:supplier}", tiesTo("holding")),
  clause(`(?:{p:person}['’]s {k:relative}|(?:the|an?) {k2:relative} of {q:person}) ${TIE} {s:supplier}`, familyTie),
  clause(
    "{s:supplier} (?:is (?:partly |wholly )?(?:owned|led|managed|run) by|belongs to|employs) (?:{p:person}['’]s {k:relative}|(?:the|an?) {k2:relative} of {q:person})",
    familyTie,
  ),
  clause("{p:person} is (?:married|related|engaged) to (?:the|an?) (?:owner|director|manager|employee|head|founder) (?:of|at) {s:supplier}", familyTie),
  clause("{p:person} (?:has )?declared (?:a )?family interest in {s:supplier}", tiesTo("family")),
  clause(
    "{p:person} (?:has )?(?:declared|has) no interests?(?: (?:for|in) {c:case})?",
    (said, scene) =>
      void scene.person(personIn(scene, said["p"] ?? "")).declared.set(said["c"] === undefined ? "" : scene.tender(caseIn(scene, said["c"])), true),
  ),
  clause(
    "{p:person} has not (?:yet )?filed (?:an?|any|the|his|her|their) declaration(?: of interests?)?(?: (?:for|in) {c:case})?",
    (said, scene) =>
      void scene.person(personIn(scene, said["p"] ?? "")).declared.set(said["c"] === undefined ? "" : scene.tender(caseIn(scene, said["c"])), false),
  ),
  clause("{p:person} (?:has )?filed (?:an?|the|his|her|their) declaration(?: of interests?)? (?:for|in) {c:case},? (?:but|and) not (?:for|in) {d:case}", (said, scene) => {
    const { declared } = scene.person(personIn(scene, said["p"] ?? ""));
    for (const [it, isFiled] of [[said["c"], true], [said["d"], false]] as const) declared.set(scene.tender(caseIn(scene, it)), isFiled);
  }),
  clause(
    "{p:person} (?:has )?filed (?:an?|the|his|her|their) declaration(?: of (?:no )?interests?)?(?: (?:for|in) {c:case})?(?: without (?:an )?interests?)?(?: {w:when})?",
    (said, scene) =>
      void scene.person(personIn(scene, said["p"] ?? "")).declared.set(said["c"] === undefined ? "" : scene.tender(caseIn(scene, said["c"])), whenOf(said["w"]) ?? true),
  ),
  clause(
    "{p:person}['’]s declaration(?: of interests?)?(?: (?:for|in) {c:case})? (?:has |is |was )?(?:(?<not>not (?:yet )?(?:been )?filed|missing|not there|outstanding)|(?:been )?filed(?: {w:when})?)",
    (said, scene) =>
      void scene.person(personIn(scene, said["p"] ?? "")).declared.set(said["c"] === undefined ? "" : scene.tender(caseIn(scene, said["c"])), said["not"] === undefined && (whenOf(said["w"]) ?? true)),
  ),
  clause("(?:tender )?{c:id} has (?:(?:{n:count} )?bids|an? bid) (?:from|of|by) (?:{l:people}|{s:supplier})", (said, scene) => {
    for (const it of said["l"]?.split(/,? and |, /) ?? [supplierIn(scene, said["s"])]) bidIn(scene, it, said["c"]);
  }),
  clause("{l:people} (?:bid|have bid|are bidding|submitted bids) (?:in|for) {c:case}", (said, scene) => {
    for (const it of (said["l"] ?? "").split(/,? and |, /)) bidIn(scene, it, caseIn(scene, said["c"]));
  }),
  clause(
    "{s:supplier}(?: and {t:supplier})? (?:(?<now>bids?|has bid|have bid|offers|is bidding|submits a bid)|bid|submitted (?:a|its) bid|handed in (?:a|its) bid|sent (?:a|its) bid) (?:in|for) {c:case}(?: {w:when})?",
    (said, scene) => {
      const when = whenOf(said["w"]);
      for (const it of [said["s"], said["t"]])
        if (it !== undefined) {
          const bid = bidIn(scene, idOf(it) ?? it, caseIn(scene, said["c"]));
          if (when !== undefined) bid.when = when;
        }
    },
  ),
  clause("(?:the )?tender {c:id} (?:has|with) (?:the )?bidders? (?:{l:people}|{s:id})", (said, scene) => {
    for (const it of said["l"]?.split(/,? and |, /) ?? [said["s"] ?? ""]) bidIn(scene, it, said["c"]);
  }),
  clause("{s:supplier} (?:has )?(?:asked|put|sent|submitted|raised|has) (?:a|one|the) question(?: (?:in|about|on|for) {c:case})?", (said, scene) => {
    const tender = scene.tender(caseIn(scene, said["c"]));
    bidIn(scene, supplierIn(scene, said["s"]), tender);
  }),
  clause(
    `(?:the |an? )?(?:late )?(?:bid|offer) (?:from|of|by) {s:supplier}(?: (?:in|for) {c:case})? (?:has |was )?(?:arrived|came in|received|reached us|submitted|handed in) ${ARRIVAL}`,
    arrived,
  ),
  clause(`{s:supplier} (?:has )?(?:submitted|sent|handed in|delivered|submits|sends|hands in|delivers) (?:its|a|the|his|her) (?:bid|offer)(?: (?:in|for) {c:case})? ${ARRIVAL}`, arrived),
  clause("{s:supplier} (?:withdrew|has withdrawn)(?: its bid)?(?: from {c:case})?(?: {w:when})?", (said, scene) => {
    bidIn(scene, idOf(said["s"]) ?? "", caseIn(scene, said["c"])).withdrawn = whenOf(said["w"]) ?? { days: -5 };
  }),
  clause(
    "{s:supplier} owns (?:part of )?{t:supplier}",
    (said, scene) => void scene.ownership.push({ owner: idOf(said["s"]) ?? "", owned: idOf(said["t"]) ?? "" }),
  ),
  clause(
    "{s:supplier} is (?:partly |wholly )?(?:owned by|a subsidiary of) {t:supplier}",
    (said, scene) => void scene.ownership.push({ owner: idOf(said["t"]) ?? "", owned: idOf(said["s"]) ?? "" }),
  ),
  clause("{p:id} is (?:the|an) owner of {s:supplier}", (said, scene) => void scene.ownership.push({ owner: said["p"] ?? "", owned: idOf(said["s"]) ?? "" })),
  clause("{s:supplier} and {t:supplier} (?:have|share) (?:the same|one|a common|an) owner", (said, scene) => {
    for (const it of [said["s"], said["t"]]) scene.ownership.push({ owner: `owner of ${said["s"] ?? ""}`, owned: idOf(it) ?? "" });
  }),
  clause(
    "(?:the )?(?:tender['’]s )?(?:integrity officer(?: of {c0:case})?)(?: {i:id})? (?:has )?record(?:ed|s) a release(?: (?:of|for) {p:person})?(?: (?:in|for) {c:case})?(?: {w:when})?",
    released,
  ),
  clause(
    "(?:a |the )?release (?:is |was )?recorded by (?:the )?(?:tender['’]s )?integrity officer(?: {i:id})?(?: (?:for|of) {p:person})?(?: {w:when})?",
    released,
  ),
  clause(
    "(?:the )?(?:tender['’]s )?integrity officer(?: of {c0:case})?(?: {i:id})? (?:has )?(?:released|releases) {p:person}(?: (?:in|for) {c:case})?(?: {w:when})?",
    released,
  ),
  clause("{p:person} (?:was|is|has been) released by (?:the integrity officer(?: {i:id})?|{j:person})(?: (?:in|for) {c:case})?(?: {w:when})?", released),

  clause(
    "(?:the )?(?:bid )?submission(?: period)?(?: (?:of|for) {c:case})? (?:is )?(?:still )?open",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = "open"),
  ),
  clause(
    "(?:the )?(?:bid )?submission(?: period)?(?: (?:of|for) {c:case})? (?:is |has |was )?(?:closed|over|ended)",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = "over"),
  ),
  clause(
    "(?:the )?(?:bid )?(?:submission(?: period)?|(?:submission )?deadline)(?: (?:of|for) {c:case})? (?:(?<past>was|ended|closed)|is|ends|closes)(?: on)? {w:when}",
    (said, scene) =>
      said["past"] === undefined ? void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = whenOf(said["w"]) ?? "over") : submissionOver(scene, said),
  ),
  clause(
    "(?:the )?(?:(?:bid )?(?:submission )?deadline|(?:bid )?submission(?: period)?)(?: (?:of|for) {c:case})? (?:has (?:just )?|have )?(?:passed|expired|lapsed|ran out|run out)(?: {w:when})?",
    (said, scene) => submissionOver(scene, said),
  ),
  clause(
    "(?:the )?deadline(?: (?:of|for) {c:case})? has not (?:yet )?passed",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = "open"),
  ),
  clause("(?:the )?opening of {c:case} is (?:due|overdue)", (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = "over")),
  clause("(?:the )?opening of {c:case} is not (?:yet )?due", (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).submission = "open")),
  clause(
    "{n:count}(?: of(?: the)?(?: {m:count})?)? opening officers? (?:has |have )?signed(?: the opening)?(?: of {c:case})?",
    (said, scene) =>
      void (scene.case(scene.tender(caseIn(scene, said["c"]))).signed = Array.from({ length: countOf(said["n"] ?? "") }, (_, i) => scene.anyone("opener", i))),
  ),
  clause(
    "(?:only )?{n:count} opening officers? (?:was|were|is|are) present(?: at the opening)?(?: of {c:case})?",
    (said, scene) =>
      void (scene.case(scene.tender(caseIn(scene, said["c"]))).signed = Array.from({ length: countOf(said["n"] ?? "") }, (_, i) => scene.anyone("opener", i))),
  ),
  clause("(?:the same|one) (?:opening )?officer (?:has )?signed (?:twice|both times)", (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).signed = [scene.anyone("opener", 0)])),
  clause("(?:the )?opening(?: of {c:case})? (?:was |is |has been )?signed by {p:person}(?: and {q:person})?", (said, scene) => signOpening(scene, said)),
  clause("{p:person} and {q:person} (?:have )?signed the opening(?: of {c:case})?", (said, scene) => signOpening(scene, said)),
  clause(
    "(?:the )?bids(?: of {c:case})?(?: have been| were| are)? (?:opened|unsealed)",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).opened = true),
  ),
  clause(
    "(?:the )?bids(?: of {c:case})? (?:(?:have|were|are) )?not (?:yet )?(?:been )?(?:opened|open|unsealed)(?: yet)?",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).opened = false),
  ),
  clause("(?:the |an? )?bids?(?: (?:of|in) {c:case})? (?:are|is) (?:still )?sealed", (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).opened = false)),
  clause(
    "{p:person} (?:has )?opened (?:the )?bids(?: of {c:case})?",
    (said, scene) => void scene.case(scene.tender(caseIn(scene, said["c"]))).acts.push({ action: "sign-opening", person: personIn(scene, said["p"] ?? "") }),
  ),
  clause(
    "(?:the )?(?:evaluation )?panel(?: (?:of|for) {c:case})? (?:has|consists of|is made of|counts) (?:only )?{n:count}(?: declared)? (?:members?|evaluators?|persons?|people)",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).panel = countOf(said["n"] ?? "")),
  ),
  clause(
    "(?:only )?{n:count} (?:declared )?(?:evaluators?|members?) (?:are|is|sit|sits) on the (?:evaluation )?panel(?: (?:of|for) {c:case})?",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).panel = countOf(said["n"] ?? "")),
  ),
  clause("{l:people} (?:are|sit|were|have been) (?:on|appointed to|named to|added to) the (?:evaluation )?panel(?: (?:of|for) {c:case})?", panelOf),
  clause("(?:the )?(?:evaluation )?panel(?: (?:of|for) {c:case})? (?:consists of|is|is made of) {l:people}", panelOf),
  clause("{p:person} and {q:person} (?:have )?opened (?:the )?bids(?: of {c:case})?", (said, scene) => signOpening(scene, said)),
  clause("tender {c:id} has {n:count} bidders?", (said, scene) => {
    for (let i = 1; i <= countOf(said["n"] ?? ""); i++) bidIn(scene, `bidder ${i}`, said["c"]);
  }),
  clause(
    "{n:count} evaluators? (?:has|have) evaluated(?: (?:the bids of )?{c:case})?",
    (said, scene) => void (scene.case(scene.tender(caseIn(scene, said["c"]))).evaluations = countOf(said["n"] ?? "")),
  ),

  clause("{p:person} (?:holds|has|hold) (?:the )?{r:role} role(?: (?:in|for|of) {n:nation}(?: and (?:(?:in|for|of) )?{n2:nation})?)?(?: only)?", (said, scene) =>
    hasRole(scene, said),
  ),
  clause("{p:person} is (?:also )?(?:an? |the )?{r:role}(?: (?:in|for|of) {n:nation}(?: and (?:(?:in|for|of) )?{n2:nation})?)?(?: only)?", (said, scene) => hasRole(scene, said)),
  clause("{p:id} (?:is|comes) (?:of|from) {n:nation}", (said, scene) => void (scene.person(said["p"] ?? "").nation = said["n"] ?? "")),
  clause(
    "{p:person} (?:does not hold|has not|holds no) (?:the )?{r:role} role(?: (?:in|for|of) {n:nation})?",
    (said, scene) => void scene.person(personIn(scene, said["p"] ?? "")).lacks.push(roleOf(said["r"] ?? "") ?? "approver"),
  ),
  clause(
    "{p:person} (?:has )?(?:then |since |meanwhile )?(?:lost|no longer holds|gave up|left|was relieved of|was removed (?:from|as)|is no longer)(?: (?:the |his |her |their |an? )?(?:{r:role}(?: role)?|(?<bare>role)))?(?: (?:in|for|of) {n:nation})?(?: {w:when}| (?<since>since(?: then)?|meanwhile|in the meantime|afterwards|after approving|after the approvals?))?",
    lostRole,
  ),
  clause(
    "(?:{p:person}['’]s (?:{r:role} )?role(?: as {r2:role})?|the {r3:role} role of {q:person}|the role of {q2:person}(?: as {r4:role})?) (?:(?:has |was |is )?(?<then>since |meanwhile |then )?(?:been )?)?(?:ended|ran out|run out|expired|withdrawn|revoked|removed|taken away)(?: {w:when}| (?<since>since(?: then)?|meanwhile|in the meantime|afterwards|after approving|after the approvals?))?",
    lostRole,
  ),
  clause("{p:person} (?:is|acts as|acts|was) (?:a |the )?(?:delegate|deputy) (?:of|for) {q:person}", (said, scene) => delegate(scene, said["q"], said["p"])),
  clause("{p:person} is {q:person}['’]s (?:delegate|deputy)", (said, scene) => delegate(scene, said["q"], said["p"])),
  clause("{p:person} stands in for {q:person}", (said, scene) => delegate(scene, said["q"], said["p"])),
  clause(
    "{p:person} (?:has )?(?:delegated|passed|gave|transferred|handed) (?:(?:the |his |her |their |all )?(?:(?:{r:role}|approval|[a-z]+ing) )?(?:role|duties|duty|authority|powers?|rights?|tasks?) )?to {q:person}",
    (said, scene) => delegate(scene, said["p"], said["q"]),
  ),
  clause("{p:person} (?:has |holds )?(?:has |holds )a delegation (?:of|from|by) {q:person}", (said, scene) => delegate(scene, said["q"], said["p"])),
  clause("{p:person} (?:acts|signs|decides) (?:on behalf|in the name|in place) of {q:person}", (said, scene) => delegate(scene, said["q"], said["p"])),
  clause("{p:person} (?:has )?(?:gave|given|granted) {q:person} (?:a|the|his|her|their) (?:delegation|(?:{r:role} )?powers?|proxy)", (said, scene) =>
    delegate(scene, said["p"], said["q"]),
  ),
  clause("{p:person}['’]s delegation to {q:person} (?:ended|ran out|expired|was withdrawn) {w:when}", delegationEnded),
  clause("(?:the )?delegation (?:of|from) {p:person} to {q:person} (?:ended|ran out|expired|was withdrawn) {w:when}", delegationEnded),
  clause("(?:the |a )?lead-nation agreement (?:delegates|gives) (?:the )?(?:approval of )?(?:the )?(?:awards? of {n:nation}|{m:nation}(?:['’]s)? awards) to {l:nation}", (said, scene) => {
    const nation = said["n"] ?? said["m"];
    scene.agreements.push({ lead: said["l"] ?? "", ...(nation !== undefined && { nation }), roles: ["approver"] });
  }),
  clause(
    "(?:the |a )?lead-nation agreement(?: of {m:nation})? (?:delegates|gives) (?:the |its )?(?:{r:role} role|approval|approvals|award approval)(?: (?:of|for|in) {n:nation})? to {l:nation}(?: until {w:when})?",
    (said, scene) => {
      const nation = said["n"] ?? said["m"];
      const ended = whenOf(said["w"]);
      scene.agreements.push({
        lead: said["l"] ?? "",
        ...(nation !== undefined && { nation }),
        roles: [roleOf(said["r"] ?? "approver") ?? "approver"],
        ...(ended !== undefined && { ended }),
      });
    },
  ),
  clause(
    "(?:approvals from )?different reporting lines (?:are |is )?(?:set|required|asked for|demanded)(?: (?:in|by|for) {n:nation})?",
    (_, scene) => void (scene.linesDiffer = true),
  ),
  clause(
    "{p:person} and {q:person} (?:(?:are in|share|have|are of) (?:the same|one|a) reporting line|(?:both )?(?:report to|work under) (?:the same|one) (?:head|superior|manager|director|chief|boss))",
    (said, scene) => {
      for (const it of [said["p"], said["q"]]) scene.person(personIn(scene, it ?? "")).line = `line of ${said["p"] ?? ""}`;
    },
  ),
  clause(
    "{p:person} and {q:person} (?:(?:are in|have|are of) different reporting lines|report to different (?:heads|superiors|managers|directors|chiefs))",
    (said, scene) => {
      for (const it of [said["p"], said["q"]]) scene.person(personIn(scene, it ?? "")).line = `line of ${it ?? ""}`;
    },
  ),
  clause("{p:person} is (?:in|of) (?:reporting )?line {l:id}", (said, scene) => void (scene.person(personIn(scene, said["p"] ?? "")).line = said["l"] ?? "")),

  clause(
    `(?:an )?emergency(?: procedure)? {e:id}(?: of {n:nation})? (?:was |is )?declared ?${EMERGENCY_TAIL}(?: by (?<who>an unauthorised person|(?:someone|a person) who is not authorised|(?:someone|a person) without (?:the )?authority|an authorised person|{p:person}))?(?: {w:when})?`,
    declareEmergency,
  ),
  clause("(?:emergency procedure )?{e:id} (?:(?<past>ended|expired|ran out)|ends|expires)(?: on)? {w:when}", (said, scene) => {
    const when = whenOf(said["w"]);
    if (when === undefined) return;
    scene.emergency(said["e"] ?? "").ends = when;
    if (said["past"] !== undefined) scene.passed.push(when);
  }),
  clause("(?:the )?end date(?: of (?:emergency procedure )?{e:id})? (?:has |is |was )?(?:passed|past|over)(?: {w:when})?", (said, scene) => {
    const id = said["e"] ?? [...scene.emergencies.keys()].at(-1) ?? THE_EMERGENCY;
    scene.emergency(id).ends = whenOf(said["w"]) ?? { days: -1 };
  }),
  clause("(?:the |its )?end date(?: of (?:emergency procedure )?{e:id})? (?:is|was) {w:when}", (said, scene) => {
    const id = said["e"] ?? [...scene.emergencies.keys()].at(-1) ?? THE_EMERGENCY;
    const ends = whenOf(said["w"]);
    if (ends !== undefined) scene.emergency(id).ends = ends;
  }),
  clause(
    "(?:emergency procedure )?{e:id} (?:has |is )?(?:ended|expired|run out|over|lapsed)",
    (said, scene) => void (scene.emergency(said["e"] ?? "").ends = { days: -1 }),
  ),
  clause("{d:draft} has {n:count} approvals?", (said, scene) => {
    for (let i = 0; i < countOf(said["n"] ?? ""); i++) approve(scene, idOf(said["d"]), { by: scene.anyone("approver", i) });
  }),
  clause("no emergency procedure (?:is |was |has been )?declared", () => undefined),
  clause("today is {w:when}", (said, scene) => {
    const when = whenOf(said["w"]);
    if (when === undefined || !("at" in when)) throw new RangeError("what day it is is said by its date, as in `today is 2026-05-01`");
    scene.now = when.at;
  }),
  clause("contract of {c:case} is in effect", (said, scene) => void scene.case(scene.tender(caseIn(scene, said["c"])))),
];

/** Words that clauses are made of. */
export const clauseWords = (): readonly string[] => [...CLAUSES, ...ACT_PATTERNS].flatMap(([it]) => wordsOf(it));

function released(said: Groups, scene: Scene): void {
  const when = whenOf(said["w"]);
  const by = said["i"] ?? (said["j"] === undefined ? undefined : personIn(scene, said["j"]));
  const person = said["p"] === undefined ? undefined : personIn(scene, said["p"]);
  scene
    .case(scene.tender(caseIn(scene, said["c"] ?? said["c0"])))
    .releases.push({ ...(by !== undefined && { by }), ...(person !== undefined && { person }), ...(when !== undefined && { when }) });
}

/** The time for bids is over, since a moment where it says so. */
function submissionOver(scene: Scene, said: Groups): void {
  const when = whenOf(said["w"]);
  if (when !== undefined) scene.passed.push(when);
  scene.case(scene.tender(caseIn(scene, said["c"]))).submission = when ?? "over";
}

function award(scene: Scene, said: Groups): void {
  const it = scene.award(scene.draft(idOf(said["d"])));
  it.author = personIn(scene, said["p"] ?? "");
  const drafted = whenOf(said["w"]);
  if (drafted !== undefined) it.drafted = drafted;
  if (said["q"] !== undefined) it.coauthor = personIn(scene, said["q"]);
  const emergency = said["e"] ?? said["f"];
  if (emergency !== undefined) it.emergency = emergency;
  const nation = said["n"] ?? said["n2"];
  if (nation !== undefined) it.nation = nation;
  if (said["a"] !== undefined) it.amount = amountOf(said["a"]);
  const supplier = said["s"] ?? said["s2"];
  if (supplier !== undefined) it.supplier = supplierIn(scene, supplier);
  const of = said["c"];
  if (isNation(scene, of)) it.nation = of ?? "";
  else if (of !== undefined) it.of = caseIn(scene, of) ?? "";
}

function earlier(scene: Scene, said: Groups): void {
  const it = scene.award(idOf(said["d"]) ?? `earlier award ${scene.awards.size + 1}`);
  it.amount = amountOf(said["a"] ?? "");
  if (said["s"] !== undefined) it.supplier = supplierIn(scene, said["s"]);
  it.effective = whenOf(said["w"]) ?? { days: -1 };
}

/** A contract is an award in effect. */
function contractOf(said: Groups, scene: Scene): void {
  const it = scene.award(said["d"] ?? "");
  it.amount = amountOf(said["a"] ?? "");
  const supplier = said["s"] ?? said["s2"];
  if (supplier !== undefined) it.supplier = supplierIn(scene, supplier);
  it.effective ??= { days: -30 };
}

function wasAmended(said: Groups, scene: Scene): void {
  const times = said["twice"] === "twice" ? 2 : said["n"] === undefined ? 1 : countOf(said["n"]);
  amended(scene, { base: scene.draft(idOf(said["d"])), amount: amountOf(said["b"] ?? ""), count: times, isLastOpen: false });
}

/** Amendments of one award, in effect but for the last where that one is still open. */
function amended(scene: Scene, it: { readonly base: string; readonly amount: number; readonly count: number; readonly isLastOpen: boolean }): void {
  scene.award(it.base);
  for (let i = 1; i <= it.count; i++) {
    const one = scene.award(it.count === 1 && it.isLastOpen ? `amendment of ${it.base}` : amendmentId(it.base, i));
    one.amends = it.base;
    one.amount = it.amount;
    if (!(it.isLastOpen && i === it.count)) one.effective = { days: i - it.count - 2 };
  }
}

/** Name of one of several amendments of an award. */
export const amendmentId = (base: string, ordinal: number): string => `amendment ${ordinal} of ${base}`;

function anonymous(said: Groups, scene: Scene): void {
  for (let i = 0; i < countOf(said["m"] ?? said["n"] ?? ""); i++) approve(scene, idOf(said["d"]), { by: scene.anyone("approver", i), version: Number(said["v"]) });
}

function bidIn(scene: Scene, supplier: string, tender: string | undefined): SceneBid {
  const of = scene.case(scene.tender(tender));
  const found = of.bids.find((it) => it.supplier === supplier) ?? { supplier };
  if (!of.bids.includes(found)) of.bids.push(found);
  return found;
}

function panelOf(said: Groups, scene: Scene): void {
  const of = scene.case(scene.tender(caseIn(scene, said["c"])));
  const members = (said["l"] ?? "").split(/,? and |, /);
  for (const it of members) of.acts.push({ action: "join-panel", person: personIn(scene, it) });
  // Who is said to be on the panel is all of it.
  of.panel = members.length;
}

function signOpening(scene: Scene, said: Groups): void {
  const of = scene.case(scene.tender(caseIn(scene, said["c"])));
  of.signed = [...(of.signed ?? []), ...[said["p"], said["q"]].flatMap((it) => (it === undefined ? [] : [personIn(scene, it)]))];
}

function lostRole(said: Groups, scene: Scene): void {
  // `Since` is after all that is told of what was done in the role.
  const when = whenOf(said["w"]) ?? (said["since"] === undefined && said["then"] === undefined ? undefined : { days: -0.001 });
  const role = roleOf(said["r"] ?? said["r2"] ?? said["r3"] ?? said["r4"] ?? "approver") ?? "approver";
  scene.person(personIn(scene, said["p"] ?? said["q"] ?? said["q2"] ?? "")).lost.push({ role, ...(when !== undefined && { when }) });
}

function hasRole(scene: Scene, said: Groups): void {
  const role = roleOf(said["r"] ?? "");
  const { roles } = scene.person(personIn(scene, said["p"] ?? ""));
  for (const nation of said["n"] === undefined ? [undefined] : [said["n"], said["n2"]].filter((it) => it !== undefined))
    if (role !== undefined) roles.push({ role, ...(nation !== undefined && { nation }) });
}

function delegationEnded(said: Groups, scene: Scene): void {
  const ended = whenOf(said["w"]);
  scene.delegations.push({ from: personIn(scene, said["p"] ?? ""), to: personIn(scene, said["q"] ?? ""), ...(ended !== undefined && { ended }) });
}

function delegate(scene: Scene, from: string | undefined, to: string | undefined): void {
  scene.delegations.push({ from: personIn(scene, from ?? ""), to: personIn(scene, to ?? "") });
}

/** Why a text is not understood. */
export class UnknownWords extends Error {}

/** Takes one clause: by a pattern, or in parts at its commas and `and`. @throws UnknownWords, and RangeError where words contradict one another */
export function takeClause(scene: Scene, text: string): void {
  const parts = takingsOf(text);
  if (parts === undefined) throw new UnknownWords(text);
  for (const take of parts) take(scene);
}

/** What a part of a clause does to a scene. */
export type Taking = (scene: Scene) => void;

/** How a clause is taken, every word of it; nothing where some of its words are not known. @throws never */
export const takingsOf = (text: string): readonly Taking[] | undefined => partsOf(text, new Map()) ?? bareOf(plainStart(text.trim()));

/** How a clause is taken, or nothing where its words are not known. Tried whole first, then from the shortest first part on. */
function partsOf(text: string, known: Map<string, readonly Taking[] | undefined>): readonly Taking[] | undefined {
  const plain = plainStart(text.trim());
  // The same part comes up again in other divisions: looked at once, a long clause takes no more than the square of its parts.
  if (!known.has(plain)) known.set(plain, plain === "" ? [] : (wholeOf(plain) ?? relativeOf(plain, known) ?? dividedOf(plain, known)));
  return known.get(plain);
}

/** A clause by its pattern, or an act by its words. */
function wholeOf(plain: string): readonly Taking[] | undefined {
  for (const [it, take] of CLAUSES) {
    const said = it.exec(plain);
    if (said !== null) return [(scene) => take(said.groups ?? {}, scene)];
  }
  return ACT_PATTERNS.some(([it]) => it.exec(plain) !== null) ? [(scene) => takeAct(scene, plain)] : undefined;
}

const RELATIVE = pattern("(?<main>.+) {s:supplier}, (?:(?<bidder>an? (?:other )?bidder) |(?:which|who|that) )(?<rest>.+)");
/** `an interest in S1, which bids in T` and `in S1, a bidder in T`: two clauses, the second about what the first ends with. */
function relativeOf(plain: string, known: Map<string, readonly Taking[] | undefined>): readonly Taking[] | undefined {
  const said = RELATIVE.exec(plain)?.groups;
  if (said === undefined) return undefined;
  const first = partsOf(`${said["main"] ?? ""} ${said["s"] ?? ""}`, known);
  const rest = partsOf(`${said["s"] ?? ""} ${said["bidder"] === undefined ? "" : "bids "}${said["rest"] ?? ""}`, known);
  return first === undefined || rest === undefined ? undefined : [...first, ...rest];
}

function dividedOf(plain: string, known: Map<string, readonly Taking[] | undefined>): readonly Taking[] | undefined {
  for (const at of plain.matchAll(/,? and |, (?:and )?/g)) {
    const before = plain.slice(0, at.index);
    const after = plain.slice(at.index + at[0].length);
    const first = partsOf(before, known);
    const rest = first === undefined ? undefined : (partsOf(after, known) ?? partsOf(sameSubject(before, after), known));
    if (first !== undefined && rest !== undefined) return [...first, ...rest];
  }
  return undefined;
}

const BARE = pattern("(?:{p:officer}|{l:officers})");
/**
 * Persons who are only named, each with a role: `auditor Hal`. They stand alone: beside other words, or without a role, a name is what
 * is left of a clause that is not understood, as `Ben and Cem` of `award A drafted by Ana, Ben and Cem`.
 */
const bareOf = (plain: string): readonly Taking[] | undefined =>
  BARE.exec(plain) === null ? undefined : plain.split(/,? and |, /).map((it) => (scene) => void personIn(scene, lowerRole(it)));

const SUBJECT = pattern("(?<subject>{p:person}) .+");
/** `Eli evaluated T and approves A`: the second part has the subject of the first. */
const sameSubject = (before: string, after: string): string => `${SUBJECT.exec(before)?.groups?.["subject"] ?? ""} ${after}`;

function takeAct(scene: Scene, text: string): void {
  const act = actIn(scene, text);
  if (act === undefined) return;
  const when = whenOf(act.when);
  scene.case(scene.tender(act.case)).acts.push({ action: act.action, person: act.person, ...(when !== undefined && { when }) });
}

const STARTS =
  /^(?:The|An|Award|Tender|First|Second|Third|Threshold|Emergency|Approval|Approvals|Approved|Bid|Bids|Offer|One|Two|Three|Opening|Both|None|No|Different|Lead-nation|Today|Another|System|Deadline|Submission|Panel|Delegation|Contract|Supplier|Release|Only|End|Its|Integrity|Amendment|Answer|Fourth|Fifth|Last|Final|A(?= \p{Ll}))(?= )/u;
/** A sentence may begin with a capital; a name does, too. `A takes effect` begins with a name, `Auditor Hal` with a role. */
export const plainStart = (text: string): string =>
  /^A (?:takes|is|was|has|of|to|under|amends|goes|belongs|drafted|approved|signed)\b/.test(text)
    ? text
    : lowerRole(text).replace(STARTS, (it) => it.toLowerCase());
