import { type Facts, type FactOf, type KindName, KINDS, replay } from "#model";
import type { Range } from "#quantities";
import { type Fictional, sequence } from "./fictional.ts";
import type { LeadCandidate, TargetShare } from "./plan.ts";

/** Sizes at which the plan is measured: nations × leaves × years, with systems and lines. */
export type AllianceSize = "B" | "S" | "M";

const SIZES = {
  B: { nations: 8, leaves: 12, years: 6, systems: 30, lines: 30, standards: 3 },
  S: { nations: 32, leaves: 60, years: 10, systems: 150, lines: 150, standards: 8 },
  M: { nations: 32, leaves: 120, years: 15, systems: 300, lines: 300, standards: 8 },
} as const;

/** A fictional alliance with those of its nations that would lead each leaf. */
export interface FictionalAlliance extends Fictional {
  readonly leadCandidates: readonly LeadCandidate[];
}

const FIRST_YEAR = 2030;
const proof = { source: "invented", asOf: "2029-12-31", evidence: "assumption", confidence: "low", label: "open" } as const;
const money = { costUnit: "M CRD", priceBase: "constant 2030" } as const;
// The three figures of everything uncertain lie this far apart.
const spread = (base: number, share = 0.2): Range => ({ low: base * (1 - share), base, high: base * (1 + share) });
const whole = (base: number, share = 0.2): Range => ({ low: Math.floor(base * (1 - share)), base: Math.round(base), high: Math.ceil(base * (1 + share)) });

/** A class that counts: where, how, at what price. */
interface Make {
  readonly id: string;
  readonly leaf: number;
  readonly isMunition: boolean;
  /** Leaf units of one. */
  readonly quantity: number;
  readonly price: number;
  readonly lead: number;
  /** Types in place of a price of its own. */
  readonly types: readonly string[];
  /** A second leaf that it serves, by an explicit split of the holding or as an alternative. */
  readonly second?: { readonly leaf: number; readonly by: "share" | "alternative" };
}

interface LeafDraft {
  readonly id: string;
  readonly isLimiting: boolean;
  /** Requirement in the first year, and from the year of the step on. */
  readonly need: readonly [number, number];
  readonly step: number;
  readonly bySplit: boolean;
  /** Interested nations with their part. */
  readonly parts: ReadonlyMap<number, number>;
}

interface Draft {
  readonly size: (typeof SIZES)[AllianceSize];
  readonly next: () => number;
  readonly nations: readonly string[];
  readonly weights: readonly number[];
  readonly leaves: readonly LeafDraft[];
  readonly makes: readonly Make[];
  readonly components: readonly string[];
}

const lastYear = (draft: Draft): number => FIRST_YEAR + draft.size.years - 1;
const needAt = (leaf: LeafDraft, t: number): number => leaf.need[t >= leaf.step ? 1 : 0];
const pad = (at: number): string => String(at + 1).padStart(3, "0");

/**
 * An invented alliance of full size with records of every kind the plan knows: budgets that bind, interests that are sparse,
 * leaves filled by inputs that add up, limit each other or are shared, munitions, standards, programmes, lines that change
 * products or close, parts, retirements, and a plan adopted before. The same seed gives the same alliance.
 * @example fictionalAlliance({ size: "B", seed: 3 }).alliance.nations.length // → 8
 */
export function fictionalAlliance({ size, seed }: { readonly size: AllianceSize; readonly seed: number }): FictionalAlliance {
  const draft = draftOf(SIZES[size], sequence(seed));
  const { nations } = draft;
  const held = holdingsOf(draft);
  const budget = budgetsOf(draft, held);
  const empty = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as { [K in KindName]: FactOf<K>[] };
  const facts: Facts = {
    ...empty,
    source: [{ id: "invented", title: "Invented for tests and benchmarks", licence: "none", licenceClass: "A", asOf: "2029-12-31" }],
    label: [{ id: "open", policy: "Test", level: 0, markingEn: "OPEN", absentMeans: "everyone" }],
    parameter: [["plan.common-funding", 0.01, "share of all budgets"], ["plan.burden-band", 0.7, "share"]].map(([parameter, value, unit], at) => ({ ...proof, id: `par-${at}`, parameter: String(parameter), value: { low: Number(value), base: Number(value), high: Number(value) }, unit: String(unit) })),
    nation: nations.map((id, n) => ({ ...proof, id, nameEn: `Nation ${n + 1}`, region: n % 2 === 0 ? "north" : "south", accessionYear: 2000 + n, currency: "CRD" })),
    economy: nations.map((scope, n) => ({ ...proof, id: `gdp-${scope}`, scope, measure: "gdp" as const, year: FIRST_YEAR - 1, value: spread(draft.weights[n]! * 1e6, 0.02), unit: "M CRD", priceBase: "constant 2030" })),
    budget,
    ...requirementsOf(draft),
    ...standardsOf(draft),
    ...systemsOf(draft),
    holding: held,
    retirement: held.filter((it) => it.quantity.base > 3 && draft.next() < 0.15).map((it) => ({ ...proof, id: `out-${it.id}`, nation: it.nation, system: it.system, year: FIRST_YEAR + 1 + Math.floor(draft.next() * (draft.size.years - 2)), quantity: spread(Math.max(Math.round(it.quantity.base * (0.1 + 0.2 * draft.next())), 1)), unit: it.unit })),
    stock: stocksOf(draft),
    programme: programmesOf(draft, budget),
    line: linesOf(draft),
    adoptedOrder: interests(draft, 0.05).flatMap(({ nation, make, part }) => {
      const year = FIRST_YEAR + make.lead + Math.floor(draft.next() * 3);
      return year > lastYear(draft) ? [] : [{ ...proof, id: `was-${nation}-${make.id}`, nation: nations[nation]!, system: nameOf(make), year, quantity: whole(1 + (draft.leaves[make.leaf]!.need[0] * part * 0.1) / make.quantity), unit: "items" }];
    }),
  };
  const alliance = replay({ name: "fictional", alliance: "Fictional", title: "Fictional", currency: "CRD", priceYear: 2030, firstYear: FIRST_YEAR, lastYear: lastYear(draft), budgetPath: "held", asOf: "2029-12-31", marking: "FICTIONAL" }, facts);
  return { alliance, targets: targetsOf(draft), path: "held", leadCandidates: draft.leaves.flatMap((leaf) => [...leaf.parts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([n]) => ({ nation: nations[n]!, leaf: leaf.id }))) };
}

/** Nations by weight, leaves with those interested in them, and what counts towards each leaf. */
function draftOf(size: Draft["size"], next: () => number): Draft {
  const raw = Array.from({ length: size.nations }, () => 0.3 + next() ** 3 * 8);
  const sum = raw.reduce((a, b) => a + b, 0);
  const weights = raw.map((it) => it / sum);
  const leaves = Array.from({ length: size.leaves }, (_, c): LeafDraft => {
    const asked = weights.map((it, n) => ({ n, it, chance: next() })).sort((a, b) => a.chance - b.chance);
    // A quarter of the allies or so; never fewer than three, so that no one is asked for more than the ceiling of a half.
    const chosen = asked.slice(0, Math.max(3, Math.round(size.nations * (0.13 + 0.17 * next()))));
    const all = chosen.reduce((total, one) => total + one.it, 0);
    const need = Math.ceil(50 + next() * 400);
    return {
      id: `L${pad(c)}`,
      isLimiting: next() < 0.25,
      need: [need, next() < 0.4 ? Math.round(need * (0.9 + 0.5 * next())) : need],
      step: 2 + Math.floor(next() * (size.years - 2)),
      bySplit: next() < 0.5,
      parts: new Map(chosen.map((one) => [one.n, Math.min(one.it / all, 0.45)])),
    };
  });
  const parts = Math.max(1, Math.round(size.systems * 0.03));
  const grouped = parts;
  const count = size.systems - parts - 2 * grouped;
  const adding = leaves.flatMap((it, c) => (it.isLimiting ? [] : [c]));
  const makes = Array.from({ length: count }, (_, at): Make => {
    const leaf = at % size.leaves;
    const isAdding = !leaves[leaf]!.isLimiting;
    const isMunition = isAdding && next() < 0.2;
    const quantity = isMunition ? 0.01 + 0.04 * next() : 0.5 + 2.5 * next();
    const id = `${leaves[leaf]!.id}-${String.fromCodePoint(65 + Math.floor(at / size.leaves))}`;
    const shared = next();
    const other = adding[Math.floor(next() * adding.length)]!;
    return {
      id,
      leaf,
      isMunition,
      quantity,
      price: (5 + next() ** 2 * 120) * quantity,
      lead: 1 + Math.floor(next() * 3),
      types: at >= count - grouped ? [`${id}-1`, `${id}-2`] : [],
      ...(isAdding && other !== leaf && shared < 0.2 ? { second: { leaf: other, by: shared < 0.1 ? ("share" as const) : ("alternative" as const) } } : {}),
    };
  });
  return { size, next, nations: weights.map((_, n) => `N${String(n + 1).padStart(2, "0")}`), weights, leaves, makes, components: Array.from({ length: parts }, (_, at) => `part-${at + 1}`) };
}

/** What is held and bought of a class: its first type where only types have a price. */
const nameOf = (make: Make): string => make.types[0] ?? make.id;

/** Pairs of a nation and a class it has an interest in, each taken with a chance. */
function interests({ leaves, makes, next }: Draft, chance: number): { readonly nation: number; readonly make: Make; readonly part: number }[] {
  return makes.flatMap((make) => [...leaves[make.leaf]!.parts].flatMap(([nation, part]) => (next() < chance ? [{ nation, make, part }] : [])));
}

/** Capabilities and requirements: half of them split by CAP level, some of them growing. */
function requirementsOf({ leaves, next }: Draft): Pick<Facts, "capability" | "requirement"> {
  const domains = ["land", "air", "maritime", "joint"] as const;
  const levels = [0.15, 0.25, 0.3, 0.2, 0.1];
  return {
    capability: [
      { ...proof, id: "all", level: "area" as const, nameEn: "All" },
      ...leaves.map((it, c) => ({ ...proof, id: it.id, parent: "all", level: "leaf" as const, nameEn: `Leaf ${c + 1}`, unit: "points", domain: domains[c % 4]!, character: c % 3 === 0 ? ("enabling" as const) : ("industrial" as const), ...(next() < 0.3 ? { priority: Math.round((0.5 + 2.5 * next()) * 10) / 10 } : {}) })),
    ],
    requirement: leaves.flatMap((it) =>
      (it.need[0] === it.need[1] ? [0] : [0, it.step]).flatMap((t) =>
        (it.bySplit ? levels.map((part, at) => ({ part, level: at + 1 })) : [{ part: 1, level: undefined }]).map(({ part, level }) => ({ ...proof, id: `req-${it.id}-${t}-${level ?? 0}`, capability: it.id, scope: "alliance", year: FIRST_YEAR + t, ...(level === undefined ? {} : { capLevel: level }), quantity: spread(needAt(it, t) * part, 0.1), unit: "points", situation: "main", use: "plan" as const })),
      ),
    ),
  };
}

/** Standards in turn over the leaves; adoptions known of most, had by some, planned by some. */
function standardsOf({ nations, leaves, size, next }: Draft): Pick<Facts, "standard" | "adoption"> {
  const ids = Array.from({ length: size.standards }, (_, k) => `STD-${k + 1}`);
  return {
    standard: ids.map((id, k) => ({ ...proof, id, nameEn: `Standard ${k + 1}`, layer: "technical" as const, capabilities: leaves.flatMap((it, c) => (standardOf(c, size) === id ? [it.id] : [])), adoptionCost: spread(2 + 15 * next(), 0.4), ...money })),
    adoption: ids.flatMap((standard) =>
      nations.flatMap((nation) => {
        const drawn = next();
        const year = FIRST_YEAR + 2 + Math.floor(next() * (size.years - 2));
        return drawn < 0.15 ? [] : [{ ...proof, id: `ad-${nation}-${standard}`, nation, standard, ...(drawn < 0.4 ? { status: "implemented" as const } : drawn < 0.6 ? { status: "planned" as const, year } : { status: "none" as const }) }];
      }),
    ),
  };
}

/** Two leaves of three need a standard. */
const standardOf = (leaf: number, size: Draft["size"]): string | undefined => (leaf % 3 === 2 ? undefined : `STD-${1 + ((leaf - Math.floor((leaf + 1) / 3)) % size.standards)}`);

/** Systems with their yields, parts and who needs them. */
function systemsOf({ makes, leaves, components, size, next }: Draft): Pick<Facts, "system" | "yield" | "bill"> {
  const commonLeaf = leaves.findIndex((it) => !it.isLimiting);
  const standard = (leaf: number): { readonly standard?: string } => {
    const id = standardOf(leaf, size);
    return id === undefined ? {} : { standard: id };
  };
  const priced = (id: string, price: number, it: Make): FactOf<"system"> => ({ ...proof, id, ...(id === it.id ? {} : { class: it.id }), kind: it.isMunition ? "munition" : "platform", nameEn: `System ${id}`, unit: "items", unitCost: spread(price), ...money, upkeep: spread(0.02 + 0.04 * next()), leadTime: { low: it.lead, base: it.lead, high: it.lead + 1 }, ...(it.leaf === commonLeaf ? { commonFunding: true } : {}) });
  return {
    system: [
      ...makes.flatMap((it): FactOf<"system">[] => (it.types.length === 0 ? [priced(it.id, it.price, it)] : [{ ...proof, id: it.id, kind: it.isMunition ? "munition" : "platform", nameEn: `Class ${it.id}`, unit: "items" }, ...it.types.map((id, at) => priced(id, it.price * (1 + 0.15 * at), it))])),
      ...components.map((id) => ({ ...proof, id, kind: "component" as const, nameEn: id, unit: "items", unitCost: spread(0.5 + next()), ...money })),
    ],
    yield: makes.flatMap((it): FactOf<"yield">[] => {
      const own = { ...proof, id: `y-${it.id}`, system: it.id, capability: leaves[it.leaf]!.id, quantity: spread(it.quantity, 0.1), ...standard(it.leaf) };
      if (it.second === undefined) return [{ ...own, combine: leaves[it.leaf]!.isLimiting ? "limiting" : "additive" }];
      const other = { ...own, id: `y2-${it.id}`, capability: leaves[it.second.leaf]!.id, ...standard(it.second.leaf) };
      return it.second.by === "alternative"
        ? [{ ...own, combine: "alternative" }, { ...other, combine: "alternative" }]
        : [{ ...own, combine: "additive", share: { low: 0.6, base: 0.6, high: 0.6 } }, { ...other, combine: "additive", share: { low: 0.4, base: 0.4, high: 0.4 } }];
    }),
    bill: components.flatMap((component, at) => makes.flatMap((it, m) => (m % (components.length * 6) === at ? [{ ...proof, id: `bill-${it.id}`, system: it.id, component, quantity: 1 + (m % 3) }] : []))),
  };
}

/** What is held covers about half of what is required, and is not all ready. Most of those without an interest report none. */
function holdingsOf(draft: Draft): FactOf<"holding">[] {
  const { nations, leaves, makes, next } = draft;
  return makes.flatMap((make) => nations.map((_, nation) => ({ make, nation }))).flatMap(({ make, nation }) => {
    if (next() > 0.9) return [];
    const leaf = leaves[make.leaf]!;
    const part = leaf.parts.get(nation) ?? 0;
    const rivals = leaf.isLimiting ? 1 : makes.filter((it) => it.leaf === make.leaf).length;
    return [{ ...proof, id: `h-${nations[nation]}-${make.id}`, nation: nations[nation]!, system: nameOf(make), quantity: whole((leaf.need[0] * part * (0.3 + 0.9 * next())) / (make.quantity * rivals), 0.1), unit: "items", readiness: Math.round((0.5 + 0.4 * next()) * 100) / 100 }];
  });
}

// Budgets pay for this part of what would close every gap: enough for the plan to choose, too little for all.
const BUDGET_PART = 0.45;

/** Budgets on three paths: held, agreed (more every year) and shocked (a cut in the middle). */
function budgetsOf({ nations, weights, leaves, makes, size, next }: Draft, held: readonly FactOf<"holding">[]): FactOf<"budget">[] {
  const ready = new Map<string, number>();
  for (const it of held) ready.set(it.system, (ready.get(it.system) ?? 0) + it.quantity.base * (it.readiness ?? 1));
  const gaps = leaves.map((leaf, c) => {
    const own = makes.filter((it) => it.leaf === c).map((it) => ({ per: it.price / it.quantity, has: (ready.get(nameOf(it)) ?? 0) * it.quantity }));
    return leaf.isLimiting ? own.reduce((sum, it) => sum + Math.max(leaf.need[1] - it.has, 0) * it.per, 0) : Math.max(leaf.need[1] - own.reduce((sum, it) => sum + it.has, 0), 0) * Math.min(...own.map((it) => it.per));
  });
  const yearly = (gaps.reduce((a, b) => a + b, 0) * BUDGET_PART) / size.years;
  return nations.flatMap((nation, n) => {
    const base = yearly * weights[n]! * (0.7 + 0.6 * next());
    return Array.from({ length: size.years }, (_, t) => (["held", "agreed", "shocked"] as const).map((path) => ({ ...proof, id: `b-${nation}-${t}-${path}`, nation, year: FIRST_YEAR + t, path, amount: spread(base * (path === "agreed" ? 1.03 ** t : path === "shocked" && t >= size.years / 2 ? 0.75 : 1), 0.1), unit: "M CRD", priceBase: "constant 2030" }))).flat();
  });
}

/** Stock targets of munitions, some in days of use. */
function stocksOf(draft: Draft): FactOf<"stock">[] {
  return interests(draft, 1).flatMap(({ nation, make, part }) => {
    if (!make.isMunition) return [];
    const target = Math.ceil((draft.leaves[make.leaf]!.need[0] * part) / make.quantity);
    const daily = { low: 1, base: Math.max(Math.round(target / 30), 1), high: Math.max(Math.round(target / 20), 1) };
    return [{ ...proof, id: `s-${draft.nations[nation]}-${make.id}`, nation: draft.nations[nation]!, system: nameOf(make), quantity: whole(target * (0.2 + 0.5 * draft.next())), unit: "items", ...(draft.next() < 0.5 ? { target: whole(target) } : { dailyUse: daily, targetDays: 30 }) }];
  });
}

// Programmes of one system claim at most this part of a nation's money in their window. Unit: share.
const PROGRAMME_PART = 0.2;

/** Programmes of a few interested nations that can pay for them: under contract or announced, with a value of their own or none. */
function programmesOf(draft: Draft, budget: readonly FactOf<"budget">[]): FactOf<"programme">[] {
  const { next, size, nations } = draft;
  const yearly = new Map(budget.flatMap((it) => (it.path === "held" && it.year === FIRST_YEAR ? [[it.nation, it.amount.base] as const] : [])));
  return interests(draft, 0.12).flatMap(({ nation, make, part }) => {
    const firm = next() < 0.4;
    const first = FIRST_YEAR + 2 + Math.floor(next() * Math.min(3, size.years - 4));
    const last = Math.min(first + 2 + Math.floor(next() * 3), lastYear(draft));
    const most = (PROGRAMME_PART * yearly.get(nations[nation]!)! * (last - first + 1)) / make.price;
    const quantity = Math.floor(Math.min((draft.leaves[make.leaf]!.need[0] * part * 0.2) / make.quantity, most));
    const valued = next() < 0.6;
    const dearer = 0.95 + 0.2 * next();
    if (quantity < 1) return [];
    return [{
      ...proof,
      id: `P-${nations[nation]}-${make.id}`,
      nation: nations[nation]!,
      system: nameOf(make),
      nameEn: `Programme for ${make.id}`,
      quantity: whole(quantity, 0),
      unit: "items",
      firstYear: first,
      lastYear: last,
      status: firm ? ("contracted" as const) : ("announced" as const),
      contractYear: firm ? FIRST_YEAR - 1 : first - make.lead,
      ...(valued ? { value: spread(make.price * quantity * dearer), valueUnit: "M CRD", priceBase: "constant 2030" } : {}),
    }];
  });
}

/** Lines: one for each part and most classes; some make two products, some one at a time; some close when starved. */
function linesOf(draft: Draft): FactOf<"line">[] {
  const { makes, components, leaves, nations, size, next } = draft;
  const lineOf = (id: string, systems: readonly string[], rate: number): FactOf<"line"> => {
    const economic = Math.max(Math.round(rate * (0.4 + 0.3 * next())), 1);
    const most = Math.max(Math.ceil(rate), economic);
    const drawn = next();
    const isShared = systems.length > 1;
    return { ...proof, id, nameEn: `Line ${id}`, supplier: `Maker ${id}`, nation: next() < 0.1 ? "_outside" : nations[Math.floor(next() * nations.length)]!, systems, rateEconomic: economic, rateMaximum: whole(most, 0), share: 0.6 + 0.4 * next(), ...(drawn < 0.12 ? { rateMinimum: Math.max(Math.floor(economic * 0.25), 1) } : {}), ...(isShared && next() < 0.4 ? { changeover: 0.15 } : {}), leadTime: { low: 1, base: 2, high: 3 }, ...(next() < 0.7 ? { expansionMaximum: Math.ceil(most * 0.5), expansionLeadTime: 2, expansionCost: spread(1 + 5 * next()), ...money } : {}) };
  };
  const rateOf = (make: Make): number => (leaves[make.leaf]!.need[1] / make.quantity) * (0.04 + 0.1 * next());
  const lines = components.map((id, at) => lineOf(`line-${id}`, [id], makes.reduce((sum, it, m) => sum + (m % (components.length * 6) === at ? (1 + (m % 3)) * rateOf(it) : 0), 0)));
  for (let m = 0; lines.length < size.lines; m++) {
    const make = makes[m % makes.length]!;
    const partner = makes[(m + 1) % makes.length]!;
    // Neighbours in pairs, so that what lines share stays local.
    const isShared = m < makes.length && m % 8 === 0 && partner.isMunition === make.isMunition;
    lines.push(lineOf(`line-${pad(m)}`, isShared ? [make.id, partner.id] : [make.id], rateOf(make) / (m < makes.length ? 1 : 2)));
  }
  return lines;
}

/** Target shares by part, in every year. */
function targetsOf(draft: Draft): TargetShare[] {
  return draft.leaves.flatMap((leaf) => [...leaf.parts].flatMap(([n, part]) => Array.from({ length: draft.size.years }, (_, t) => ({ nation: draft.nations[n]!, leaf: leaf.id, year: FIRST_YEAR + t, quantity: needAt(leaf, t) * part }))));
}
