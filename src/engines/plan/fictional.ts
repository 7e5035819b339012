import { type Alliance, type Facts, type FactOf, type KindName, KINDS, replay } from "#model";
import { exactly, type Range } from "#quantities";
import type { TargetShare, TargetShares } from "./plan.ts";

/** Small invented alliances for tests and benchmarks: rows with only what matters, the rest filled in. Names are made up. */
export interface FictionalWorld {
  readonly firstYear?: number;
  readonly years: number;
  /** Nation and its yearly budget in M CRD, constant; a list gives the years. */
  readonly nations: Readonly<Record<string, number | readonly number[]>>;
  /** Leaf and its requirement. */
  readonly leaves: Readonly<Record<string, number | Range>>;
  readonly systems: Readonly<Record<string, { readonly cost?: number | Range; readonly upkeep?: number; readonly lead?: number; readonly class?: string; readonly kind?: "platform" | "munition" | "unit" | "service" | "component"; readonly common?: boolean }>>;
  readonly yields: readonly { readonly system: string; readonly leaf: string; readonly quantity: number; readonly combine?: FactOf<"yield">["combine"]; readonly standard?: string }[];
  readonly holdings?: readonly { readonly nation: string; readonly system: string; readonly quantity: number; readonly readiness?: number }[];
  readonly programmes?: readonly { readonly id: string; readonly nation: string; readonly system: string; readonly quantity: number; readonly first: number; readonly last: number; readonly status?: FactOf<"programme">["status"]; readonly contractYear?: number; readonly value?: number }[];
  readonly lines?: readonly { readonly id: string; readonly systems: readonly string[]; readonly rate: number; readonly economic?: number; readonly share?: number; readonly expansion?: number; readonly expansionCost?: number; readonly expansionTime?: number; readonly nation?: string; readonly minimum?: number; readonly changeover?: number }[];
  readonly stocks?: readonly { readonly nation: string; readonly system: string; readonly quantity: number; readonly target: number }[];
  readonly standards?: Readonly<Record<string, { readonly leaves: readonly string[]; readonly cost: number }>>;
  readonly adoptions?: readonly { readonly nation: string; readonly standard: string; readonly status: FactOf<"adoption">["status"]; readonly year?: number }[];
  readonly retirements?: readonly { readonly nation: string; readonly system: string; readonly year: number; readonly quantity: number }[];
  /** Components that one of a system needs. */
  readonly bills?: readonly { readonly system: string; readonly component: string; readonly quantity: number }[];
  /** The plan adopted last. */
  readonly adoptedOrders?: readonly { readonly nation: string; readonly system: string; readonly year: number; readonly quantity: number }[];
  /** Leaf and its requirement by CAP level, in place of the one number. */
  readonly levels?: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Weight of a leaf. Absent: 1. */
  readonly priorities?: Readonly<Record<string, number>>;
  /** Gross domestic product by nation, M CRD. Absent: unknown, and the parts are equal. */
  readonly gdp?: Readonly<Record<string, number>>;
  readonly parameters?: Readonly<Record<string, number>>;
  /** Target shares by leaf and nation, constant over the years. Absent: equal parts. */
  readonly shares?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const FIRST_YEAR = 2030;
const proof = { source: "S", asOf: "2029-12-31", evidence: "assumption", confidence: "low", label: "open" } as const;
const range = (it: number | Range): Range => (typeof it === "number" ? exactly(it) : it);

export interface Fictional {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly path: string;
}

/** Replays an invented world. */
export function fictional(world: FictionalWorld): Fictional {
  const firstYear = world.firstYear ?? FIRST_YEAR;
  const nations = Object.keys(world.nations);
  const empty = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as { [K in KindName]: FactOf<K>[] };
  const money = { costUnit: "M CRD", priceBase: "constant 2030" } as const;
  const facts: Facts = {
    ...empty,
    nation: nations.map((id) => ({ ...proof, id, nameEn: id, region: "all", accessionYear: 2000, currency: "CRD" })),
    budget: nations.flatMap((nation) =>
      Array.from({ length: world.years }, (_, t) => {
        const own = world.nations[nation]!;
        return { ...proof, id: `b-${nation}-${t}`, nation, year: firstYear + t, path: "held", amount: exactly(typeof own === "number" ? own : (own[t] ?? 0)), unit: "M CRD", priceBase: "constant 2030" };
      }),
    ),
    capability: Object.keys(world.leaves).map((id) => ({ ...proof, id, level: "leaf" as const, nameEn: id, unit: "points", ...(world.priorities?.[id] === undefined ? {} : { priority: world.priorities[id] }) })),
    requirement: Object.entries(world.leaves).flatMap(([capability, quantity]) => {
      const row = { ...proof, id: `r-${capability}`, capability, scope: "alliance", year: firstYear, quantity: range(quantity), unit: "points", situation: "main", use: "plan" as const };
      const levels = world.levels?.[capability];
      return levels === undefined ? [row] : Object.entries(levels).map(([level, part]) => ({ ...row, id: `r-${capability}-${level}`, capLevel: Number(level), quantity: exactly(part) }));
    }),
    economy: Object.entries(world.gdp ?? {}).map(([scope, value]) => ({ ...proof, id: `e-${scope}`, scope, measure: "gdp" as const, year: firstYear - 1, value: exactly(value), unit: "M CRD", priceBase: "constant 2030" })),
    retirement: (world.retirements ?? []).map((it, at) => ({ ...proof, id: `x-${at}`, nation: it.nation, system: it.system, year: it.year, quantity: exactly(it.quantity), unit: "items" })),
    bill: (world.bills ?? []).map((it, at) => ({ ...proof, id: `m-${at}`, ...it })),
    adoptedOrder: (world.adoptedOrders ?? []).map((it, at) => ({ ...proof, id: `o-${at}`, nation: it.nation, system: it.system, year: it.year, quantity: exactly(it.quantity), unit: "items" })),
    system: Object.entries(world.systems).map(([id, it]) => ({
      ...proof,
      id,
      kind: it.kind ?? ("service" as const),
      nameEn: id,
      unit: "items",
      upkeep: exactly(it.upkeep ?? 0),
      leadTime: exactly(it.lead ?? 1),
      ...(it.class === undefined ? {} : { class: it.class }),
      ...(it.common === undefined ? {} : { commonFunding: it.common }),
      ...(it.cost === undefined ? {} : { unitCost: range(it.cost), ...money }),
    })),
    yield: world.yields.map((it, at) => ({ ...proof, id: `y-${at}`, system: it.system, capability: it.leaf, quantity: exactly(it.quantity), combine: it.combine ?? ("additive" as const), ...(it.standard === undefined ? {} : { standard: it.standard }) })),
    holding: (world.holdings ?? []).map((it, at) => ({ ...proof, id: `h-${at}`, nation: it.nation, system: it.system, quantity: exactly(it.quantity), unit: "items", readiness: it.readiness ?? 1 })),
    programme: (world.programmes ?? []).map((it) => ({
      ...proof,
      id: it.id,
      nation: it.nation,
      system: it.system,
      nameEn: it.id,
      quantity: exactly(it.quantity),
      unit: "items",
      firstYear: it.first,
      lastYear: it.last,
      status: it.status ?? ("announced" as const),
      ...(it.contractYear === undefined ? {} : { contractYear: it.contractYear }),
      ...(it.value === undefined ? {} : { value: exactly(it.value), valueUnit: "M CRD", priceBase: "constant 2030" }),
    })),
    line: (world.lines ?? []).map((it) => ({
      ...proof,
      id: it.id,
      nameEn: it.id,
      supplier: it.id,
      nation: it.nation ?? nations[0]!,
      systems: it.systems,
      rateEconomic: it.economic ?? it.rate,
      rateMaximum: exactly(it.rate),
      share: it.share ?? 1,
      expansionMaximum: it.expansion ?? 0,
      ...(it.expansionTime === undefined ? {} : { expansionLeadTime: it.expansionTime }),
      ...(it.minimum === undefined ? {} : { rateMinimum: it.minimum }),
      ...(it.changeover === undefined ? {} : { changeover: it.changeover }),
      ...(it.expansionCost === undefined ? {} : { expansionCost: exactly(it.expansionCost), ...money }),
    })),
    stock: (world.stocks ?? []).map((it, at) => ({ ...proof, id: `s-${at}`, nation: it.nation, system: it.system, quantity: exactly(it.quantity), target: exactly(it.target), unit: "items" })),
    standard: Object.entries(world.standards ?? {}).map(([id, it]) => ({ ...proof, id, nameEn: id, layer: "technical" as const, capabilities: it.leaves, adoptionCost: exactly(it.cost), ...money })),
    adoption: (world.adoptions ?? []).map((it, at) => ({ ...proof, id: `a-${at}`, nation: it.nation, standard: it.standard, status: it.status, ...(it.year === undefined ? {} : { year: it.year }) })),
    parameter: Object.entries(world.parameters ?? {}).map(([parameter, value], at) => ({ ...proof, id: `p-${at}`, parameter, value: exactly(value), unit: "as declared" })),
  };
  const alliance = replay(
    { name: "fictional", alliance: "Fictional", title: "Fictional", currency: "CRD", priceYear: 2030, firstYear, lastYear: firstYear + world.years - 1, budgetPath: "held", asOf: "2029-12-31", marking: "FICTIONAL" },
    facts,
  );
  const targets: TargetShare[] = Object.entries(world.leaves).flatMap(([leaf, required]) =>
    nations.flatMap((nation) => Array.from({ length: world.years }, (_, t) => ({ nation, leaf, year: firstYear + t, quantity: world.shares?.[leaf]?.[nation] ?? range(required).base / nations.length }))),
  );
  return { alliance, targets, path: "held" };
}

/** Numbers that look random and are the same in every run: a linear congruential sequence in [0, 1). */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** An invented alliance of a given size, sparse like a real one. Seeded. */
export function fictionalOfSize({ nations, leaves, years, seed }: { readonly nations: number; readonly leaves: number; readonly years: number; readonly seed: number }): Fictional {
  const next = sequence(seed);
  const names = Array.from({ length: nations }, (_, n) => `N${n}`);
  const sizes = names.map(() => 0.2 + next() ** 3 * 12);
  const whole = sizes.reduce((sum, it) => sum + it, 0);
  const leafNames = Array.from({ length: leaves }, (_, c) => `L${c}`);
  const systems: Record<string, { cost?: number; upkeep?: number; lead?: number; kind: "platform" }> = {};
  const yields: { system: string; leaf: string; quantity: number; combine: FactOf<"yield">["combine"]; standard?: string }[] = [];
  const required: Record<string, number> = {};
  const holdings: { nation: string; system: string; quantity: number }[] = [];
  const programmes: { id: string; nation: string; system: string; quantity: number; first: number; last: number; status: FactOf<"programme">["status"]; contractYear: number }[] = [];
  const lines: { id: string; systems: string[]; rate: number; nation: string }[] = [];
  let worth = 0;
  for (const leaf of leafNames) {
    const inputs = next() < 0.15 ? 2 : 1;
    const need = Math.ceil(50 + next() * 400);
    required[leaf] = need;
    for (let i = 0; i < inputs; i++) {
      const system = `${leaf}-S${i}`;
      const price = 5 + next() ** 2 * 120;
      systems[system] = { cost: price, upkeep: 0.04, lead: 1 + Math.floor(next() * 4), kind: "platform" };
      yields.push({ system, leaf, quantity: 1, combine: inputs === 2 ? "limiting" : "additive", ...(next() < 0.2 ? { standard: "K1" } : {}) });
      worth += need * price * 0.5;
      names.forEach((nation, n) => { if (next() < 0.45) holdings.push({ nation, system, quantity: Math.round((need * sizes[n]! * (0.2 + next())) / whole) }); });
      names.forEach((nation, n) => { if (next() < 0.08) programmes.push({ id: `P-${nation}-${system}`, nation, system, quantity: Math.max(Math.round((need * sizes[n]! * 0.3) / whole), 1), first: FIRST_YEAR + 1 + Math.floor(next() * 3), last: FIRST_YEAR + 5 + Math.floor(next() * 3), status: next() < 0.4 ? "contracted" : "announced", contractYear: FIRST_YEAR - 2 + Math.floor(next() * 4) }); });
      if (next() < 0.8) lines.push({ id: `line-${system}`, systems: [system], rate: Math.ceil(need * (0.03 + next() * 0.12)), nation: names[Math.floor(next() * nations)]! });
    }
    // Who states one of two systems that limit one another has none of the other, so that the ally is known.
    const stated = (nation: string, i: number): boolean => holdings.some((it) => it.nation === nation && it.system === `${leaf}-S${i}`);
    if (inputs === 2) for (const nation of names) for (const i of [0, 1]) if (stated(nation, 1 - i) && !stated(nation, i)) holdings.push({ nation, system: `${leaf}-S${i}`, quantity: 0 });
  }
  const yearly = (worth * 0.6) / years;
  const shares = Object.fromEntries(leafNames.map((leaf) => [leaf, Object.fromEntries(names.map((nation, n) => [nation, (required[leaf]! * sizes[n]!) / whole]))]));
  return fictional({
    years,
    nations: Object.fromEntries(names.map((nation, n) => [nation, (yearly * sizes[n]!) / whole])),
    leaves: required,
    systems,
    yields,
    holdings,
    programmes,
    lines,
    standards: { K1: { leaves: leafNames, cost: 20 } },
    adoptions: names.filter((_, n) => n % 3 === 0).map((nation) => ({ nation, standard: "K1", status: "none" as const })),
    shares,
  });
}
