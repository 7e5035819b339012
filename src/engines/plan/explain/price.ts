import { type Explanation, type ExplanationStep, nearest } from "#model";
import { exactly } from "#quantities";
import { PLAN } from "../parameters.ts";
import type { Formulation } from "../formulate.ts";
import type { PlanCase } from "./case.ts";
import { type Curve, type CurveAsk, curveOf, type Piece } from "./curve.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { strataShort, weightsOf } from "../strata.ts";
import { reachText } from "./reach.ts";
import { amountText, clausesText, keyOf } from "./words.ts";

/** Constraints that state what is wanted. */
export const ASKS: ReadonlySet<string> = new Set(["requirement", "contribution", "stock"]);

/** What every price leaves open. */
export const LIMITS: readonly string[] = [
  "Prices are of the shortfall stage: weighted, discounted shortfall-years. They hold with the agreements, adoptions, leads and line set-ups of the plan; a better choice of those could make more or less of the same.",
  "Where several solutions are equally good the price of one more and of one less differ; both are shown where one limit is asked about.",
];

/** What more and less of one thing would do to the shortfall. */
export interface BoundPrice {
  readonly subject: Subject;
  /** What the row allows, and what of it the stage uses. Unit: planner's. */
  readonly limit: number;
  readonly curve: Curve;
  /** Closed by the next unit, and lost without the last one. Unit: weighted shortfall-years per planner's unit. */
  readonly more: number;
  readonly less: number;
  /** Shortfall closed at the end of the first stretch on which more helps, by leaf or stock, most first. Unit: weighted shortfall-years. */
  readonly closes: readonly { readonly what: string; readonly amount: number }[];
}

/** Finds the row that a key's parts name: a constraint and what it is about. Its short names `line` and `leaf` are taken too. */
export function subjectNamed(it: PlanCase, [kind = "", ...about]: readonly string[]): Subject | undefined {
  const constraint = SHORT[kind] ?? kind;
  return subjectsOf(it.formulation).find((subject) => subject.constraint === constraint && subject.about === about.join(" "));
}

/** The key of a limit that is spelt most like these parts. */
export function nearestLimit(it: PlanCase, [kind = "", ...about]: readonly string[]): string | undefined {
  return nearest(["price", SHORT[kind] ?? kind, ...about].join("/"), subjectsOf(it.formulation).map((row) => decodeURIComponent(keyOf(row))));
}

/** A leaf in a year that nothing decided can change has no row: what one more of it would be worth, and why there is none to be had. Absent: no such leaf or year, or there is a row. */
export function explainFixedLeaf(it: PlanCase, [kind = "", id = "", year = ""]: readonly string[]): Explanation | undefined {
  const { world, formulation } = it;
  const c = world.leaves.findIndex((leaf) => leaf.id === id);
  const t = world.years.indexOf(Number(year));
  if ((SHORT[kind] ?? kind) !== "requirement" || c < 0 || t < 0 || !formulation.on.freedom.roles || formulation.on.allianceShort[c * world.years.length + t]! >= 0) return undefined;
  const leaf = world.leaves[c]!;
  const fixed = formulation.on.pairs.reduce((sum, pair) => sum + (pair.leaf === c ? pair.fixed[t]! : 0), 0) / leaf.required[t]!;
  const open = strataShort(leaf, t, fixed).findIndex((part) => part > 0);
  const worth = open < 0 ? 0 : (world.discount[t]! * weightsOf(world, leaf)[open]!) / leaf.required[t]!;
  return {
    question: `${world.nameOf(id)} (${leaf.unit}): what is one more from elsewhere worth in ${year}?`,
    value: exactly(worth),
    unit: `weighted shortfall-years per ${unitOf(leaf.unit)}`,
    method: "explanation",
    sentence: open < 0 ? `Nothing: what allies hold covers it in ${year}.` : `It would close ${amountText(worth)} weighted shortfall-years, but nothing that the plan decides changes it in ${year}. ${reachText(formulation, id)}`,
    steps: [{ text: "Covered by what allies hold, whatever is decided", value: exactly(Math.min(fixed, 1)), unit: "share" }],
    parameters: [PLAN.urgentWeight, PLAN.urgentShare, PLAN.discount].map((parameter) => parameter.id),
    facts: [],
    limits: LIMITS,
  };
}

const SHORT: Readonly<Record<string, string>> = { line: "capacity", leaf: "requirement", store: "stock" };

/** The price of one bound with its whole range, by re-solving the shortfall stage from the plan's basis. @throws as `curveOf` does */
export async function priceOfBound(it: PlanCase, subject: Subject): Promise<BoundPrice> {
  const { model, dual, basis, primal, value } = it.stage;
  const limit = Math.abs(subject.bound === "lower" ? model.rowLower[subject.row]! : model.rowUpper[subject.row]!) * subject.scale;
  const reach = Math.max(limit, subject.scale) * it.world.value(PLAN.priceReach);
  const curve = withoutSlivers(await curveOf({ desk: it.desk, model, subject, base: { value, dual, basis }, reach: { less: reachDown(subject, limit, reach), more: reach }, solves: Math.round(it.world.value(PLAN.priceSolves)) }));
  const right = curve.pieces.find((piece) => piece.from >= 0);
  const left = curve.pieces.filter((piece) => piece.to <= 0).at(-1);
  const before = shortfallParts(it.formulation, primal);
  const after = curve.helped === undefined ? before : shortfallParts(it.formulation, curve.helped.primal);
  const closes = [...before].map(([what, amount]) => ({ what, amount: amount - (after.get(what) ?? 0) })).filter((part) => part.amount > VISIBLE * Math.max(1, value)).sort((a, b) => b.amount - a.amount || (a.what < b.what ? -1 : 1));
  return { subject, limit, curve, more: -(right?.slope ?? 0) + 0, less: -(left?.slope ?? 0) + 0, closes };
}

// Stretches beside 0 narrower than this part of the whole are the round-off that the model allows its rows.
const SLIVER = 1e-5;

/** The curve with the stretches beside 0 that are no more than round-off taken into the next. */
function withoutSlivers(curve: Curve, least = SLIVER * ((curve.pieces.at(-1)?.to ?? 0) - (curve.pieces[0]?.from ?? 0))): Curve {
  const right = curve.pieces.filter((piece) => piece.from >= 0);
  const left = curve.pieces.filter((piece) => piece.to <= 0);
  while (right.length > 1 && right[0]!.to < least) right.splice(0, 2, { ...right[1]!, from: 0 });
  while (left.length > 1 && -left.at(-1)!.from < least) left.splice(-2, 2, { ...left.at(-2)!, to: 0 });
  return { ...curve, pieces: [...left, ...right] };
}

/** More of a limit than this is more than the round-off that the model allows its rows. Unit: planner's. */
export const roundOffOf = ({ subject, limit }: { readonly subject: Subject; readonly limit: number }): number => SLIVER * 2 * Math.max(limit, subject.scale);

/** What more of one bound closes, up to an amount, from a solution at hand: the side of its price that looks to more. None: there is no solution with so much more. @throws as `curveOf` does */
export async function worthOfMore(it: PlanCase, { subject, limit, upTo, base }: { readonly subject: Subject; readonly limit: number; readonly upTo: number; readonly base: CurveAsk["base"] }): Promise<readonly Piece[]> {
  const curve = await curveOf({ desk: it.desk, model: it.stage.model, subject, base, reach: { less: 0, more: upTo }, solves: Math.round(it.world.value(PLAN.priceSolves)) });
  return withoutSlivers(curve, roundOffOf({ subject, limit })).pieces;
}

// A part of what is closed that is smaller is round-off. Unit: share of the objective.
const VISIBLE = 1e-8;

/** No less than nothing can be had of a budget or a line; of a requirement that is met from elsewhere there can. */
const reachDown = ({ bound }: Subject, limit: number, reach: number): number => (bound === "upper" ? Math.min(limit, reach) : reach);

/** Weighted shortfall of a solution by leaf, and by stock. */
export function shortfallParts({ costs, on }: Formulation, primal: Float64Array): Map<string, number> {
  const { world } = on;
  const T = world.years.length;
  const parts = new Map<string, number>();
  const add = (what: string, column: number): void => {
    if (column >= 0) parts.set(what, (parts.get(what) ?? 0) + costs.shortfall[column]! * primal[column]!);
  };
  on.allianceShort.forEach((column, at) => {
    const leaf = world.leaves[Math.floor(at / T)]!;
    if (column >= 0) leaf.strata.forEach((_, q) => add(leaf.id, column + q));
  });
  for (const it of on.pairs) it.short.forEach((column) => { if (column >= 0) world.leaves[it.leaf]!.strata.forEach((_, q) => add(world.leaves[it.leaf]!.id, column + q)); });
  on.stockShort.forEach((column, at) => add(world.goods[world.stocks[Math.floor(at / T)]!.good]!.system, column));
  return parts;
}

// What closes less of the shortfall closes nothing that anybody could see. Unit: weighted shortfall-years.
const HELPS = 1e-9;
// Ends of stretches that are whole numbers but for round-off.
const ROUND_OFF = 1e-9;

// The plan's own units, each as one of it.
const ONE: Readonly<Record<string, string>> = { items: "item", "items a year": "item a year", components: "component", units: "unit", "units of the row": "unit of the row" };

/** What a price is of: one of the plan's own units, an amount of money, or a unit that data name in their own way. @example unitOf("items a year") // → "item a year"; unitOf("posts") // → "unit (posts)" */
export const unitOf = (unit: string): string => ONE[unit] ?? (/^M [A-Z]{3}$/.test(unit) ? unit : `unit (${unit})`);

/** The price of one bound in sentences. */
export function explainBound(it: PlanCase, price: BoundPrice): Explanation {
  const { subject, curve, limit } = price;
  const unit = `weighted shortfall-years per ${unitOf(subject.unit)}`;
  const drawn = drawnPieces(it, price);
  const pieces = [...drawn.more, ...drawn.less].map((piece): ExplanationStep => ({ text: pieceText(piece, subject), value: exactly(-piece.slope + 0), unit }));
  return {
    question: `What is ${subject.more} worth?`,
    // Where there is no plan with less, less has no price.
    value: Math.abs(price.more - price.less) <= SAME * price.less || !price.curve.pieces.some((piece) => piece.to <= 0) ? exactly(price.more) : { low: Math.min(price.more, price.less), base: price.more, high: Math.max(price.more, price.less) },
    unit,
    method: "explanation",
    sentence: [moreText(it, price), lessText(it, price)].filter((text) => text !== "").join(" "),
    steps: [{ text: `What there is of it in the plan${subject.constraint === "budget" ? ", fees of agreements and adoptions taken off" : ""}`, value: exactly(limit), unit: subject.unit }, ...pieces, ...price.closes.slice(0, 5).map((part) => ({ text: `Of what is closed with ${amountText(curve.helped?.by ?? 0)} ${subject.unit} ${subject.way[0]}: ${it.world.nameOf(part.what)}`, value: exactly(part.amount), unit: "weighted shortfall-years", ...(it.world.leaves.some((leaf) => leaf.id === part.what) && { why: `planned/${encodeURIComponent(part.what)}/${it.plan.years.at(-1)}` }) })), ...usesOf(it, subject)],
    parameters: [PLAN.urgentWeight, PLAN.urgentShare, PLAN.discount, PLAN.priceReach, PLAN.priceSolves, PLAN.priceAlike].map((parameter) => parameter.id),
    facts: [],
    limits: [...LIMITS, ...valueLimit(it)],
  };
}

// Prices of one more and one less that differ by less are one. Unit: share.
const SAME = 1e-3;

/** Says so when the model, solved again, does not reach what the plan reached. */
function valueLimit({ stage, plan, formulation }: PlanCase): string[] {
  if (!formulation.on.freedom.roles) return ["Without roles the shortfall is each ally's own, and prices are of that."];
  const apart = plan.shortfallWeighted - stage.value;
  return Math.abs(apart) <= APART * Math.max(1, plan.shortfallWeighted) ? [] : [`The stored plan is ${amountText(Math.abs(apart))} weighted shortfall-years ${apart > 0 ? "above" : "below"} the least shortfall with its own choices: what was given up for money and for fewer changes, or data that changed since.`];
}

// Distance of plan and stage that needs no word. Unit: share.
const APART = 2e-3;

/** Neighbouring stretches whose worth hardly differs, as one; nearest to the plan first. */
function drawnPieces({ world }: Pick<PlanCase, "world">, { curve }: BoundPrice): { readonly more: readonly Piece[]; readonly less: readonly Piece[] } {
  const alike = world.value(PLAN.priceAlike);
  const width = (curve.pieces.at(-1)?.to ?? 0) - (curve.pieces[0]?.from ?? 0);
  const join = (pieces: readonly Piece[]): Piece[] => {
    const joined: { piece: Piece; first: number }[] = [];
    for (const it of pieces) {
      const last = joined.at(-1);
      const isNarrow = it.to - it.from < alike * alike * width;
      if (last === undefined || (!isNarrow && Math.abs(it.slope - last.first) > alike * Math.max(Math.abs(last.first), Math.abs(it.slope)))) {
        joined.push({ piece: it, first: it.slope });
        continue;
      }
      const { piece } = last;
      const [a, b] = [piece.to - piece.from, it.to - it.from];
      last.piece = { from: Math.min(piece.from, it.from), to: Math.max(piece.to, it.to), slope: (piece.slope * a + it.slope * b) / (a + b), isExact: piece.isExact && it.isExact };
    }
    return joined.map(({ piece }) => piece);
  };
  return { more: join(curve.pieces.filter((piece) => piece.from >= 0)), less: join(curve.pieces.filter((piece) => piece.to <= 0).toReversed()) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function moreText(it: PlanCase, price: BoundPrice): string {
  const { world } = it;
  const { subject, more, closes, curve } = price;
  const right = drawnPieces(it, price).more;
  const [way] = subject.way;
  const [first, ...rest] = right;
  if (first === undefined || more <= HELPS) return `${capital(subject.more)} closes no shortfall in this plan${right.some((piece) => piece.slope < -HELPS) ? ", until there is much of it" : ""}.`;
  const mostly = closes.length === 0 ? "" : ` (${closes.length > 1 ? "mostly " : ""}${world.nameOf(closes[0]!.what)})`;
  const next = rest.filter((piece) => piece.slope < -HELPS);
  const stops = right.find((piece) => piece.slope >= -HELPS);
  const end = stops !== undefined ? `with these agreements, leads and adoptions, from ${amountText(stops.from)} ${subject.unit} ${way} on it stops helping` : `with these agreements, leads and adoptions, it still helps at ${amountText(right.at(-1)!.to)} ${subject.unit} ${way}, the most that was looked at`;
  const second = next[0] === undefined ? "" : `; beyond, each closes ${amountText(-next[0].slope)}${next[0].isExact ? "" : " on average"} up to ${amountText(next[0].to)} ${subject.unit} ${way}`;
  const whole = wholeOf(curve);
  // A price that does not hold for a whole one is no answer to what a whole one closes.
  if (first.to < 1 - ROUND_OFF) return `${capital(subject.more)} closes ${whole === undefined ? `at most ${amountText(more)}` : `${whole.isExact ? "" : "at least "}${amountText(whole.closes)}`} weighted shortfall-years${mostly}. At first that is ${amountText(more)} per ${unitOf(subject.unit)}, for up to ${amountText(first.to)} ${subject.unit} ${way}${second}; ${end}.`;
  return `${capital(subject.more)} closes ${amountText(more)} weighted shortfall-years${mostly}. That holds for up to ${amountText(first.to)} ${subject.unit} ${way}${second}; ${end}.`;
}

/** What a whole one more closes, or at least. Absent: so far nobody looked. */
function wholeOf({ pieces }: Curve): { readonly closes: number; readonly isExact: boolean } | undefined {
  const within = pieces.filter((piece) => piece.from >= 0 && piece.from < 1);
  if ((within.at(-1)?.to ?? 0) < 1) return undefined;
  return { closes: within.reduce((sum, piece) => sum - piece.slope * (Math.min(piece.to, 1) - piece.from), 0), isExact: within.every((piece) => piece.isExact || piece.to <= 1) };
}

function lessText(it: PlanCase, price: BoundPrice): string {
  const { subject, curve, less } = price;
  const [, way] = subject.way;
  const left = drawnPieces(it, price).less[0];
  const isAsk = ASKS.has(subject.constraint);
  const cut = curve.isCut && !isAsk ? ` With ${amountText(-curve.pieces[0]!.from)} ${subject.unit} ${way} there is still a plan; with twice that there is none that keeps what is promised.` : "";
  // What is asked for can be short by no more than all of it: beyond, less means nothing.
  if (left === undefined) return isAsk ? "" : `There is no plan with ${way === "more" ? "more" : "less"} of it.`;
  const upTo = `${amountText(-left.from)} ${subject.unit} ${way}`;
  if (less <= HELPS) return `Up to ${upTo} would cost nothing.${cut}`;
  return `${-left.from < 1 - ROUND_OFF ? `${capital(way)} of it costs ${amountText(less)} per ${unitOf(subject.unit)}` : `Each one ${way} costs ${amountText(less)}`}, for up to ${upTo}.${cut}`;
}

const pieceText = ({ from, to, isExact }: Piece, { unit, way }: Subject): string =>
  from >= 0 ? `From ${amountText(from)} to ${amountText(to)} ${unit} ${way[0]}, each closes${isExact ? "" : " on average"}` : `From ${amountText(-to)} to ${amountText(-from)} ${unit} ${way[1]}, each is worth${isExact ? "" : " on average"}`;

/** Who uses what a budget or a line allows, in the stored plan. */
function usesOf({ plan, world }: Pick<PlanCase, "plan" | "world">, { constraint, about, nation, year }: Subject): ExplanationStep[] {
  if (constraint === "budget") {
    const spent = plan.spend.find((it) => it.nation === nation && it.year === year);
    if (spent === undefined) return [];
    const money = `M ${plan.currency}`;
    const due = plan.orders.filter((it) => it.nation === nation && it.unitPrice !== undefined && (it.year === year || it.year === (year ?? 0) + 1)).map((it) => ({ it, money: it.quantity * it.unitPrice! })).sort((a, b) => b.money - a.money);
    return [
      { text: `The plan spends of it on purchases, upkeep and acting together`, value: exactly(spent.total), unit: money },
      ...(due.length === 0 ? [] : [{ text: `Due in that year among others: ${clausesText(due.slice(0, 4).map(({ it, money: all }) => `${amountText(it.quantity)} × ${world.nameOf(it.system)} of ${it.year} (${amountText(all)} ${money} in all)`))}` }]),
    ];
  }
  if (constraint !== "capacity") return [];
  const lines = about.split(" ").flatMap((it) => it.split("+"));
  const takers = plan.orders.filter((it) => it.year === year && plan.production.some((made) => made.year === year && made.system === it.system && lines.includes(made.line))).sort((a, b) => b.quantity - a.quantity);
  return takers.slice(0, 5).map((it) => ({ text: `${world.nameOf(it.nation)} takes of these lines: ${world.nameOf(it.system)}${it.programme === undefined ? "" : `, programme ${world.nameOf(it.programme)}`}`, value: exactly(it.quantity), unit: "items" }));
}
