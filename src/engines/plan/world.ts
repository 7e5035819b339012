import { type Alliance, isByGdp, namesOf, nationWeights, type System, type Yield } from "#model";
import type { Parameter, Range } from "#quantities";
import { linesOf } from "./lines-of.ts";
import { needsOf } from "./needs.ts";
import { PLAN } from "./parameters.ts";
import type { Figures, LeadCandidate, NotPlanned, TargetShares } from "./plan.ts";
import { readProgramme } from "./read-programme.ts";

/** Something that can be delivered: a class that allies may buy, or what a programme names. */
export interface Good {
  readonly system: string;
  readonly class: string;
  readonly unit: string;
  /** M of the alliance's currency at the price of a first lot. Absent: unknown, and never bought beyond programmes. */
  readonly price?: number;
  /** Yearly upkeep of one. Unit: M. */
  readonly upkeep: number;
  /** Years from order to delivery, whole. */
  readonly lead: number;
  /** Whether allies may buy it beyond their programmes. */
  readonly purchasable: boolean;
  /** Share of deliveries that counts as ready. */
  readonly ready: number;
  /** Whether allies may buy it out of common funds. */
  readonly common: boolean;
}

export interface InputGood {
  readonly good: number;
  /** Leaf units from one ready item. */
  readonly yield: number;
}

/** How one class counts towards one leaf. */
export interface Input {
  readonly class: string;
  readonly mode: "additive" | "limiting" | "alternative";
  /** Standard without which it counts at the credit: index, or -1. */
  readonly standard: number;
  readonly goods: readonly InputGood[];
  /** What each nation holds and has not retired: leaf units, or ready items for an alternative. `nation * years + year`. */
  readonly held: Float64Array;
  /** Leaf units from one ready item, for an alternative. */
  readonly yield: number;
  /** Index among alternatives, or -1. */
  readonly pool: number;
}

/** The part of a requirement in one CAP level, by year. Unit: the leaf's. */
export interface Stratum {
  /** 1 to 5; 1.5 and 4 stand for levels 1 and 2, and 3 to 5, of a requirement that is not split. */
  readonly level: number;
  readonly part: Float64Array;
}

export interface Leaf {
  readonly id: string;
  readonly unit: string;
  /** Weight of a share short of it beside a share short of another leaf. */
  readonly priority: number;
  /** Alliance requirement by year, and its part in CAP levels 1 and 2. */
  readonly required: Float64Array;
  readonly urgent: Float64Array;
  /** The requirement by CAP level, most urgent first. */
  readonly strata: readonly Stratum[];
  /** Inputs summed into every row, and inputs each of which limits. */
  readonly adding: readonly Input[];
  readonly limiting: readonly Input[];
  /** Target share of each nation by year. */
  readonly share: readonly Float64Array[];
  /** Every input adds up, serves no other leaf, and the requirement never falls: then supply itself can be summed. */
  readonly isPlain: boolean;
  /** Most of the requirement that one nation may fill. Unit: share. */
  readonly ceiling: number;
}

/** Items of one class that serve several leaves, each once. */
export interface Alternative {
  readonly class: string;
  readonly leaves: readonly number[];
  /** Ready items held: `nation * years + year`. */
  readonly held: Float64Array;
  readonly goods: readonly number[];
}

export interface PlannedProgramme {
  readonly id: string;
  readonly nation: number;
  readonly good: number;
  readonly quantity: number;
  /** Window within the plan, as indices of years. */
  readonly first: number;
  readonly last: number;
  /** Contract signed: neither moved nor given up. */
  readonly firm: boolean;
  /** Year of order, for the queue. */
  readonly contractYear: number;
  /** Price of one; absent: paid outside the plan's money. */
  readonly price?: number;
  readonly movable: number;
}

/** Lines that together can make a set of goods. */
export interface Pool {
  readonly lines: readonly number[];
  readonly goods: readonly number[];
  /** Items a year by year, without investment. */
  readonly capacity: Float64Array;
  /** What of the pool one item of a good takes. Absent: one. Given for a component, which goods need in different numbers. */
  readonly per?: ReadonlyMap<number, number>;
}

/** Items of a pool's making that one item of a good takes. */
export const perItem = (pool: Pool, good: number): number => pool.per?.get(good) ?? 1;

export interface PlanLine {
  readonly id: string;
  readonly nation: string;
  readonly goods: readonly number[];
  readonly capacity: Float64Array;
  /** Component it makes, in place of goods. */
  readonly component?: string;
  /** Most with today's plant, and today's rate, as far as allies can count on them. Unit: items a year. */
  readonly most: number;
  readonly today: number;
  /** Below this it closes; 0: not known. Unit: items a year. */
  readonly minimum: number;
  /** Share of a year's capacity lost in changing products; undefined: it makes its products side by side. */
  readonly changeover?: number;
  readonly expansionMost: number;
  readonly expansionTime: number;
  readonly expansionCost: number;
}

export interface StockTarget {
  readonly nation: number;
  readonly good: number;
  /** In store and not retired, by year. */
  readonly held: Float64Array;
  readonly target: number;
  /** Weight in the shortfall: the nation's part of all targets for this munition. */
  readonly part: number;
}

/** Everything the plan is made from, in arrays. Unit of money: M of the alliance's currency. */
export interface World {
  readonly figures: Figures;
  readonly currency: string;
  readonly priceYear: number;
  readonly years: readonly number[];
  readonly nations: readonly string[];
  /** Nations that have left the plan: nothing of theirs counts. Absent: none. */
  readonly left?: ReadonlySet<number>;
  /** Targets that were declined after the targets of this world were set: `nation * leaves + leaf`. Absent: none. */
  readonly declined?: ReadonlySet<number>;
  /** Whom a leaf is asked of once allies decline it. Absent: nobody takes up what they leave. */
  readonly asked?: AskedAnew;
  readonly leaves: readonly Leaf[];
  readonly goods: readonly Good[];
  readonly alternatives: readonly Alternative[];
  readonly programmes: readonly PlannedProgramme[];
  readonly lines: readonly PlanLine[];
  readonly pools: readonly Pool[];
  readonly stocks: readonly StockTarget[];
  readonly budget: readonly Float64Array[];
  readonly standards: readonly { readonly id: string; readonly cost: number }[];
  /** Year index from which a nation has a standard; years.length: never. `[standard][nation]`. */
  readonly adopted: readonly Int32Array[];
  readonly adoptedPlanned: readonly Uint8Array[];
  /** What each nation needs of each good to fill its own shares: `[nation][good]`, items. */
  readonly need: readonly Float64Array[];
  /** Most of each good that could count for a nation: in all its leaves at the ceiling, and in its stock. `[nation][good]`, items. */
  readonly useful: readonly Float64Array[];
  /** Whether a nation may buy a good: `[nation][good]`. */
  readonly eligible: readonly Uint8Array[];
  readonly discount: Float64Array;
  /** Whether anything held leaves service within the plan. */
  readonly hasRetirements: boolean;
  /** Last adopted plan: purchases beyond programmes by year. Key: `nation * goods + good`. Empty: none was adopted. */
  readonly lastPlan: ReadonlyMap<number, Float64Array>;
  /** Part of common funding that each nation pays, by GDP; sums to one. */
  readonly commonKey: Float64Array;
  /** Cheapest price of one more unit of each leaf. Unit: M. */
  readonly worth: Float64Array;
  /** Price each nation pays alone, at the scale of its own lot, as a share of the first lot's price. `[nation][good]`. */
  readonly ownFactor: readonly Float64Array[];
  readonly value: (parameter: Parameter) => number;
  /** Who may lead what: `nation * leaves + leaf`. Absent: anyone anything. */
  readonly mayLead?: ReadonlySet<number>;
  /** What a planner calls a system, leaf, standard, programme or nation. */
  readonly nameOf: (id: string) => string;
  readonly notPlanned: readonly NotPlanned[];
  readonly limits: readonly string[];
}

/** The targets of a leaf once some allies decline it too, whatever they answered before: all of its allies and years. */
export type AskedAnew = (ask: { readonly leaf: string; readonly declining: readonly string[] }) => readonly AskedTarget[];

/** A target of one ally in one year, and the requirement of the alliance that it is a part of. Unit: the leaf's. */
export interface AskedTarget {
  readonly nation: string;
  readonly year: number;
  readonly quantity: number;
  readonly required: number;
}

/** Whether these are all nations of the plan, those that left it aside. */
export const isWhole = ({ nations, left }: Pick<World, "nations" | "left">, members: readonly number[]): boolean => members.length === nations.length - (left?.size ?? 0);

export interface WorldAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  /** Nations that may lead a leaf. Absent: anyone may. */
  readonly leadCandidates?: readonly LeadCandidate[] | undefined;
  readonly path: string;
  readonly situation?: string | undefined;
  readonly figures: Figures;
}

/** Reads the alliance into the arrays of the plan. Unknown stays unknown: what is left out is listed with its reason. */
export function worldOf(ask: WorldAsk): World {
  const { alliance, figures } = ask;
  const T = alliance.years.length;
  const firstYear = alliance.settings.firstYear;
  const N = alliance.nations.length;
  const value = (it: Parameter): number => alliance.valueOf(it).base;
  const need_ = (range: Range): number => (figures === "base" ? range.base : figures === "easy" ? range.low : range.high);
  const notPlanned: NotPlanned[] = [];
  const limits: string[] = [];

  const priceOf = (system: System): number | undefined => {
    if (system.unitCost === undefined) return undefined;
    const money = alliance.money(system.unitCost, system.costUnit, system.priceBase);
    return money === undefined ? undefined : need_(money);
  };
  const classOf = (id: string): string => alliance.systemById.get(id)?.class ?? id;

  // Holdings by nation: of each class the class row, and the type rows.
  const typesOf = new Map<string, string[]>();
  for (const it of alliance.systems) if (it.class !== undefined) typesOf.set(it.class, [...(typesOf.get(it.class) ?? []), it.id]);
  const heldBy = new Map<string, { quantity: number; readiness: number | undefined }>();
  for (const it of alliance.facts.holding) heldBy.set(`${it.nation}|${it.system}`, { quantity: it.quantity.base, readiness: it.readiness });
  for (const it of alliance.facts.stock) {
    const key = `${it.nation}|${it.system}`;
    if (it.quantity !== undefined && !heldBy.has(key)) heldBy.set(key, { quantity: it.quantity.base, readiness: undefined });
  }

  const yieldRows = new Map<string, Yield>();
  for (const it of alliance.facts.yield) yieldRows.set(`${it.system}|${it.capability}`, it);
  const counts = (it: Yield): boolean => it.combine === "additive" || it.combine === "limiting" || it.combine === "alternative";
  const multiplier = new Map<string, number>();
  for (const it of alliance.facts.yield) if (it.combine === "multiplier") multiplier.set(it.system, it.quantity.base);
  const readyShare = (system: string): number => {
    const own = multiplier.get(system) ?? multiplier.get(classOf(system));
    if (own !== undefined) return own;
    const kind = alliance.systemById.get(system)?.kind;
    return kind === "munition" || kind === "service" ? 1 : value(PLAN.readiness);
  };

  // Goods: priced classes that count somewhere planned, else their priced types; and what programmes name.
  const goods: Good[] = [];
  const goodIndex = new Map<string, number>();
  const addGood = (system: System, purchasable: boolean): number => {
    const known = goodIndex.get(system.id);
    if (known !== undefined) return known;
    const parent = system.class === undefined ? undefined : alliance.systemById.get(system.class);
    const price = priceOf(system) ?? (parent === undefined ? undefined : priceOf(parent));
    const lead = Math.ceil((system.leadTime ?? parent?.leadTime)?.base ?? leadOfLines(alliance, system) ?? value(PLAN.leadTime));
    const at = goods.length;
    goods.push({
      system: system.id,
      class: system.class ?? system.id,
      unit: system.unit,
      ...(price === undefined ? {} : { price }),
      upkeep: (price ?? 0) * ((system.upkeep ?? parent?.upkeep)?.base ?? value(PLAN.upkeep)),
      lead,
      purchasable: purchasable && price !== undefined && price > 0,
      ready: readyShare(system.id),
      common: system.commonFunding ?? parent?.commonFunding ?? false,
    });
    goodIndex.set(system.id, at);
    return at;
  };

  // Requirements by leaf and year.
  const required = new Map<string, { required: Float64Array; urgent: Float64Array; strata: readonly Stratum[] }>();
  for (const leaf of alliance.leaves) {
    const rows = (alliance.requirementsOf.get(leaf.id) ?? []).filter((it) => it.scope === "alliance" && it.use === "plan");
    const situation = ask.situation !== undefined && rows.some((it) => it.situation === ask.situation) ? ask.situation : rows[0]?.situation;
    const mine = rows.filter((it) => it.situation === situation);
    if (mine.length === 0) {
      notPlanned.push({ kind: "leaf", id: leaf.id, code: "no-requirement", reason: "No alliance requirement with use `plan` is stated.", mend: "State a requirement for the alliance with a source." });
      continue;
    }
    if (leaf.planned === false) {
      notPlanned.push({ kind: "leaf", id: leaf.id, code: "not-planned-leaf", reason: "The leaf is a view of another or a ceiling, and is not closed by buying.", mend: "Nothing to mend." });
      continue;
    }
    if (leaf.better === "less") {
      notPlanned.push({ kind: "leaf", id: leaf.id, code: "smaller-is-better", reason: "Less of it is better, so buying does not close it.", mend: "Nothing to mend." });
      continue;
    }
    const total = new Float64Array(T);
    const urgent = new Float64Array(T);
    const parts = new Map<number, Float64Array>();
    const put = (level: number, t: number, quantity: number): void => {
      const part = parts.get(level) ?? new Float64Array(T);
      parts.set(level, part);
      part[t]! += quantity;
    };
    const levels = new Set(mine.map((it) => it.capLevel));
    for (const level of levels) {
      const steps = mine.filter((it) => it.capLevel === level).sort((a, b) => a.year - b.year);
      for (let t = 0; t < T; t++) {
        const row = steps.filter((it) => it.year <= firstYear + t).at(-1);
        if (row === undefined) continue;
        const quantity = need_(row.quantity);
        total[t]! += quantity;
        urgent[t]! += level === undefined ? quantity * value(PLAN.urgentShare) : level <= 2 ? quantity : 0;
        if (level === undefined) {
          put(UNSPLIT_URGENT, t, quantity * value(PLAN.urgentShare));
          put(UNSPLIT_OTHER, t, quantity * (1 - value(PLAN.urgentShare)));
        } else put(level, t, quantity);
      }
    }
    if (total.some((it) => it > 0)) required.set(leaf.id, { required: total, urgent, strata: [...parts].sort(([a], [b]) => a - b).map(([level, part]) => ({ level, part })) });
    else notPlanned.push({ kind: "leaf", id: leaf.id, code: "no-requirement", reason: "The requirement is zero in every year of the plan.", mend: "Nothing to mend." });
  }

  // Which leaves are planned: one counting system at least, and holdings known of enough of the alliance.
  const countingOf = new Map<string, Yield[]>();
  for (const it of alliance.facts.yield) if (counts(it) && required.has(it.capability) && it.quantity.base > 0) countingOf.set(it.capability, [...(countingOf.get(it.capability) ?? []), it]);
  const weights = nationWeights(alliance);
  const byGdp = isByGdp(alliance);
  if (!byGdp && (value(PLAN.commonFunding) > 0 || value(PLAN.burdenBand) < 1)) limits.push(`GDP is not known of every ally in prices of ${alliance.settings.priceYear}, so the parts of common funds and of the burden are equal, not by GDP.`);
  const planned = alliance.leaves.filter((leaf) => {
    if (!required.has(leaf.id)) return false;
    const counting = countingOf.get(leaf.id) ?? [];
    if (counting.length === 0) {
      notPlanned.push({ kind: "leaf", id: leaf.id, code: "no-system-counts", reason: "No system counts towards it, so nothing that is bought closes it.", mend: "State a yield of a system towards it." });
      return false;
    }
    // As in the assessment: one system that adds is enough to know an ally, of systems that limit one another it takes all.
    const classes = (isLimiting: boolean): readonly string[] => [...new Set(counting.filter((it) => (it.combine === "limiting") === isLimiting).map((it) => classOf(it.system)))];
    const adding = classes(false);
    const limiting = classes(true);
    const states = (nation: string, id: string): boolean => [id, ...(typesOf.get(id) ?? [])].some((it) => heldBy.has(`${nation}|${it}`));
    const isKnown = (nation: string): boolean => adding.some((id) => states(nation, id)) || (limiting.length > 0 && limiting.every((id) => states(nation, id)));
    const known = alliance.nations.reduce((sum, nation, n) => (isKnown(nation.id) ? sum + weights[n]! : sum), 0);
    if (known < value(PLAN.knownLeast)) {
      const reason = known === 0 ? limiting.length > 1 && adding.length === 0 ? "No ally's holdings of all the systems that limit one another in it are known" : "No ally's holding of any system that counts towards it is known" : `The holdings of only ${Math.round(known * 100)} per cent of the alliance ${byGdp ? "by GDP are known" : "are known (every ally counted alike, since GDP is not known of all)"}`;
      notPlanned.push({ kind: "leaf", id: leaf.id, code: known === 0 ? "no-holding-known" : "too-little-known", reason: `${reason}, so a shortfall cannot be told from a gap in the figures.`, mend: "Report holdings, or lower the parameter assess.known-least; 0 plans as if the unknown held nothing." });
      return false;
    }
    return true;
  });
  const plannedIds = new Set(planned.map((it) => it.id));
  const servesPlanned = (system: string): boolean => [...plannedIds].some((leaf) => yieldFor(system, leaf) !== undefined);
  const yieldFor = (system: string, leaf: string): Yield | undefined => {
    const row = yieldRows.get(`${system}|${leaf}`) ?? yieldRows.get(`${classOf(system)}|${leaf}`);
    return row !== undefined && counts(row) ? row : undefined;
  };
  const stockTargets = alliance.facts.stock.filter((it) => it.quantity !== undefined && (it.target !== undefined || (it.dailyUse !== undefined && it.targetDays !== undefined)));
  const stockSystems = new Set(stockTargets.map((it) => it.system));

  for (const system of alliance.systems) {
    if (system.class !== undefined || !(servesPlanned(system.id) || stockSystems.has(system.id))) continue;
    if (priceOf(system) !== undefined) addGood(system, true);
    else {
      const priced = (typesOf.get(system.id) ?? []).map((id) => alliance.systemById.get(id)!).filter((it) => priceOf(it) !== undefined && (servesPlanned(it.id) || stockSystems.has(it.id)));
      for (const type of priced) addGood(type, true);
      if (priced.length === 0) notPlanned.push({ kind: "system", id: system.id, code: "no-price", reason: "Its price is unknown, so no plan buys it.", mend: "State a unit cost with currency and price base." });
    }
  }
  // Types with a yield or stock target of their own whose class does not count by itself.
  for (const system of alliance.systems) {
    if (system.class === undefined || goodIndex.has(system.id) || goodIndex.has(system.class)) continue;
    if ((servesPlanned(system.id) || stockSystems.has(system.id)) && priceOf(system) !== undefined) addGood(system, true);
  }

  // Programmes.
  const nationIndex = alliance.nationIndex;
  const programmes: PlannedProgramme[] = [];
  for (const it of alliance.facts.programme) {
    const outcome = readProgramme({ alliance, it, T, firstYear, moveYears: Math.round(value(PLAN.move)), leadTime: value(PLAN.leadTime), need_, useful: servesPlanned(it.system) || stockSystems.has(it.system), addGood: (system) => addGood(system, false), goods });
    if (outcome === undefined) continue;
    if ("code" in outcome) notPlanned.push(outcome);
    else if (nationIndex.has(it.nation)) programmes.push({ ...outcome, nation: nationIndex.get(it.nation)! });
  }

  // Standards and adoptions.
  const standardIds = [...new Set(planned.flatMap((leaf) => (countingOf.get(leaf.id) ?? []).flatMap((it) => (it.standard === undefined ? [] : [it.standard]))))];
  const standardIndex = new Map(standardIds.map((id, index) => [id, index]));
  const standardFacts = new Map(alliance.facts.standard.map((it) => [it.id, it]));
  const standards = standardIds.map((id) => {
    const fact = standardFacts.get(id);
    const cost = fact?.adoptionCost === undefined ? undefined : alliance.money(fact.adoptionCost, fact.costUnit, fact.priceBase);
    return { id, cost: cost === undefined ? need_(alliance.valueOf(PLAN.adoptionCost)) : need_(cost) };
  });
  const adopted = standardIds.map(() => new Int32Array(N).fill(value(PLAN.unknownAdopted) > 0 ? 0 : T));
  const adoptedPlanned = standardIds.map(() => new Uint8Array(N));
  let knownAdoptions = 0;
  for (const it of alliance.facts.adoption) {
    const k = standardIndex.get(it.standard);
    const n = nationIndex.get(it.nation);
    if (k === undefined || n === undefined) continue;
    knownAdoptions += 1;
    const at = Math.min(Math.max((it.year ?? firstYear) - firstYear, 0), T);
    adopted[k]![n] = it.status === "implemented" || it.status === "verified" ? at : (it.status === "planned" || it.status === "ratified") && it.year !== undefined ? at : T;
    adoptedPlanned[k]![n] = adopted[k]![n]! < T && it.status !== "implemented" && it.status !== "verified" ? 1 : 0;
  }
  if (knownAdoptions < standardIds.length * N) limits.push(`Of ${standardIds.length * N} adoptions of the ${standardIds.length} standards that matter here, ${knownAdoptions} are known; the others count ${value(PLAN.unknownAdopted) > 0 ? "as adopted, so that no gain is claimed from not knowing" : "as not adopted"}.`);

  // Leaves with their inputs.
  const alternatives: { class: string; leaves: number[]; held: Float64Array; goods: number[] }[] = [];
  const retired = retiredOf(alliance, T, firstYear);
  const readyHeld = (nation: string, system: string, t: number): number | undefined => {
    const row = heldBy.get(`${nation}|${system}`);
    return row === undefined ? undefined : Math.max(row.quantity - (retired.get(`${nation}|${system}`)?.[t] ?? 0), 0) * (row.readiness ?? readyShare(system));
  };
  let unknownHoldings = 0;
  let holdingsAsked = 0;
  const leaves: Leaf[] = planned.map((capability, leafAt) => {
    const rows = countingOf.get(capability.id) ?? [];
    const classes = [...new Set(rows.map((it) => classOf(it.system)))];
    const inputs: Input[] = classes.map((id) => {
      const classRow = yieldRows.get(`${id}|${capability.id}`);
      const main = classRow !== undefined && counts(classRow) ? classRow : rows.find((it) => classOf(it.system) === id)!;
      const mode = main.combine as Input["mode"];
      const split = mode === "alternative" && main.share === undefined;
      const held = new Float64Array(N * T);
      alliance.nations.forEach((nation, n) => {
        holdingsAsked += 1;
        const types = (typesOf.get(id) ?? []).filter((type) => heldBy.has(`${nation.id}|${type}`));
        const whole = heldBy.has(`${nation.id}|${id}`);
        if (!whole && types.length === 0) {
          unknownHoldings += 1;
          return;
        }
        for (let t = 0; t < T; t++) {
          let typed = 0;
          let sum = 0;
          for (const type of types) {
            const quantity = readyHeld(nation.id, type, t)!;
            const row = yieldFor(type, capability.id);
            typed += quantity;
            if (row !== undefined) sum += split ? quantity : quantity * row.quantity.base * (row.share?.base ?? 1);
          }
          const rest = whole ? Math.max(readyHeld(nation.id, id, t)! - typed, 0) : 0;
          if (classRow !== undefined && counts(classRow)) sum += split ? rest : rest * classRow.quantity.base * (classRow.share?.base ?? 1);
          held[n * T + t] = sum;
        }
      });
      const uses = goods.flatMap((good, at): InputGood[] => {
        if (good.class !== id) return [];
        const row = yieldFor(good.system, capability.id);
        return row === undefined || row.quantity.base <= 0 ? [] : [{ good: at, yield: row.quantity.base * (row.share?.base ?? 1) * good.ready }];
      });
      let pool = -1;
      if (split) {
        pool = alternatives.findIndex((it) => it.class === id);
        if (pool < 0) {
          pool = alternatives.length;
          alternatives.push({ class: id, leaves: [], held, goods: uses.map((it) => it.good) });
        }
        alternatives[pool]!.leaves.push(leafAt);
      }
      return { class: id, mode, standard: main.standard === undefined ? -1 : (standardIndex.get(main.standard) ?? -1), goods: uses, held, yield: main.quantity.base, pool };
    });
    const { required: total, urgent, strata } = required.get(capability.id)!;
    return {
      id: capability.id,
      unit: capability.unit ?? "",
      priority: capability.priority ?? 1,
      required: total,
      urgent,
      strata,
      adding: inputs.filter((it) => it.mode !== "limiting"),
      limiting: inputs.filter((it) => it.mode === "limiting"),
      share: alliance.nations.map(() => new Float64Array(T)),
      isPlain: false,
      ceiling: value(PLAN.ceiling),
    };
  });
  const serving = goods.map((_, g) => leaves.filter((leaf) => [...leaf.adding, ...leaf.limiting].some((input) => input.goods.some((use) => use.good === g))).length);
  leaves.forEach((leaf, c) => {
    const isPlain = leaf.limiting.length === 0 && leaf.adding.every((input) => input.pool < 0 && input.goods.every((use) => serving[use.good] === 1) && input.held.every((it, at) => at % T === 0 || it >= input.held[at - 1]!)) && leaf.required.every((it, t) => t === 0 || it >= leaf.required[t - 1]!);
    leaves[c] = { ...leaf, isPlain };
  });
  if (unknownHoldings > 0) limits.push(`Of ${holdingsAsked} holdings that count towards planned leaves, ${unknownHoldings} are unknown; such a nation contributes only what the plan adds, so real shortfalls may be smaller than shown.`);

  // Target shares, scaled with the requirement when its high or low end is taken.
  const leafIndex = new Map(leaves.map((it, index) => [it.id, index]));
  for (const it of ask.targets) {
    const c = leafIndex.get(it.leaf);
    const n = nationIndex.get(it.nation);
    const t = it.year - firstYear;
    if (c !== undefined && n !== undefined && t >= 0 && t < T) leaves[c]!.share[n]![t] = it.quantity;
  }
  leaves.forEach((leaf) => {
    if (leaf.share.every((it) => it.every((quantity) => quantity === 0))) notPlanned.push({ kind: "leaf", id: leaf.id, code: "no-target-share", reason: "No nation has a target share of it, so allies alone do nothing for it.", mend: "Run the target engine for it." });
    if (figures === "base") return;
    const base = baseRequirement(alliance, leaf.id, ask.situation, T, firstYear);
    for (const share of leaf.share) for (let t = 0; t < T; t++) if (base[t]! > 0) share[t]! *= leaf.required[t]! / base[t]!;
  });

  // Budgets.
  let budgetsMissing = 0;
  const budget = alliance.nations.map((nation) => {
    const years = new Float64Array(T);
    let known = false;
    for (const it of alliance.budgetsOf.get(nation.id) ?? []) {
      const t = it.year - firstYear;
      if (it.path !== ask.path || t < 0 || t >= T) continue;
      const money = alliance.money(it.amount, it.unit, it.priceBase);
      if (money === undefined) continue;
      years[t] = money.base;
      known = true;
    }
    if (!known) budgetsMissing += 1;
    return years;
  });
  if (budgetsMissing > 0) limits.push(budgetsMissing === 1 ? `One nation has no budget on the path ${ask.path} and buys nothing beyond contracts.` : `${budgetsMissing} nations have no budget on the path ${ask.path} and buy nothing beyond contracts.`);

  const discountRate = value(PLAN.discount);
  const discount = Float64Array.from({ length: T }, (_, t) => (1 + discountRate) ** -t);
  const { lines, pools } = linesOf({ alliance, goods, T, value, need_ });
  const unlimited = goods.filter((good, at) => good.purchasable && !pools.some((it) => it.goods.includes(at))).length;
  if (unlimited > 0) limits.push(`For ${unlimited} of ${goods.filter((it) => it.purchasable).length} systems that can be bought no production line is known: their deliveries are limited by money and lead time only.`);

  const stocks = stocksOf({ stockTargets, goodIndex, nationIndex, retired, T });
  return {
    figures,
    currency: alliance.settings.currency,
    priceYear: alliance.settings.priceYear,
    years: alliance.years,
    nations: alliance.nations.map((it) => it.id),
    leaves,
    goods,
    alternatives,
    programmes,
    lines,
    pools,
    stocks,
    budget,
    standards,
    adopted,
    adoptedPlanned,
    hasRetirements: alliance.facts.retirement.length > 0,
    lastPlan: lastPlanOf({ alliance, goodIndex, T, firstYear, goods: goods.length }),
    commonKey: Float64Array.from(weights),
    ...needsOf({ leaves, goods, programmes, budget, stocks, value }),
    useful: usefulOf({ leaves, goods: goods.length, stocks, N }),
    discount,
    worth: Float64Array.from(leaves, (leaf) => worthOf(leaf, goods)),
    value,
    nameOf: namesOf(alliance),
    ...(ask.leadCandidates !== undefined && {
      mayLead: new Set(ask.leadCandidates.flatMap((it) => {
        const [n, c] = [alliance.nationIndex.get(it.nation), leaves.findIndex((leaf) => leaf.id === it.leaf)];
        return n === undefined || c < 0 ? [] : [n * leaves.length + c];
      })),
    }),
    notPlanned,
    limits,
  };
}

// Where a requirement is not split by CAP level, its two parts stand for the middle of levels 1 and 2, and of 3 to 5.
const UNSPLIT_URGENT = 1.5;
const UNSPLIT_OTHER = 4;

/** What has left service up to and with each year. Key: `nation|system`. */
function retiredOf(alliance: Alliance, T: number, firstYear: number): Map<string, Float64Array> {
  const retired = new Map<string, Float64Array>();
  for (const it of alliance.facts.retirement) {
    const key = `${it.nation}|${it.system}`;
    const years = retired.get(key) ?? new Float64Array(T);
    retired.set(key, years);
    for (let t = Math.max(it.year - firstYear, 0); t < T; t++) years[t]! += it.quantity.base;
  }
  return retired;
}

function lastPlanOf({ alliance, goodIndex, T, firstYear, goods }: { readonly alliance: Alliance; readonly goodIndex: ReadonlyMap<string, number>; readonly T: number; readonly firstYear: number; readonly goods: number }): Map<number, Float64Array> {
  const last = new Map<number, Float64Array>();
  for (const it of alliance.facts.adoptedOrder) {
    const n = alliance.nationIndex.get(it.nation);
    const g = goodIndex.get(it.system);
    const t = it.year - firstYear;
    if (n === undefined || g === undefined || t < 0 || t >= T) continue;
    const years = last.get(n * goods + g) ?? new Float64Array(T);
    last.set(n * goods + g, years);
    years[t]! += it.quantity.base;
  }
  return last;
}

/** Cheapest price of one more unit of a leaf: the cheapest good of every input that limits it, or of any that adds up. */
export function worthOf(leaf: Leaf, goods: readonly Good[]): number {
  const cheapest = (inputs: readonly Input[]): number => Math.min(...inputs.flatMap((it) => it.goods.flatMap((use) => (goods[use.good]!.purchasable ? [goods[use.good]!.price! / use.yield] : []))));
  const parts = leaf.limiting.length > 0 ? leaf.limiting.map((it) => cheapest([it])) : [cheapest(leaf.adding)];
  return parts.reduce((sum, it) => sum + (Number.isFinite(it) ? it : 0), 0);
}

function leadOfLines(alliance: Alliance, system: System): number | undefined {
  const leads = alliance.facts.line.filter((it) => it.systems.includes(system.id) || (system.class !== undefined && it.systems.includes(system.class))).flatMap((it) => (it.leadTime === undefined ? [] : [it.leadTime.base]));
  return leads.length === 0 ? undefined : Math.min(...leads);
}

function baseRequirement(alliance: Alliance, leaf: string, wanted: string | undefined, T: number, firstYear: number): Float64Array {
  const rows = (alliance.requirementsOf.get(leaf) ?? []).filter((it) => it.scope === "alliance" && it.use === "plan");
  const situation = wanted !== undefined && rows.some((it) => it.situation === wanted) ? wanted : rows[0]?.situation;
  const mine = rows.filter((it) => it.situation === situation);
  const total = new Float64Array(T);
  for (const level of new Set(mine.map((it) => it.capLevel))) {
    const steps = mine.filter((it) => it.capLevel === level).sort((a, b) => a.year - b.year);
    for (let t = 0; t < T; t++) total[t]! += steps.filter((it) => it.year <= firstYear + t).at(-1)?.quantity.base ?? 0;
  }
  return total;
}

/** A purchase beyond this could count nowhere, whatever else a nation has. */
function usefulOf({ leaves, goods, stocks, N }: { readonly leaves: readonly Leaf[]; readonly goods: number; readonly stocks: readonly StockTarget[]; readonly N: number }): Float64Array[] {
  const each = new Float64Array(goods);
  for (const leaf of leaves) {
    const most = leaf.ceiling * Math.max(...leaf.required);
    for (const input of [...leaf.adding, ...leaf.limiting]) for (const use of input.goods) each[use.good]! += most / use.yield;
  }
  const useful = Array.from({ length: N }, () => Float64Array.from(each));
  for (const it of stocks) useful[it.nation]![it.good]! += it.target;
  return useful;
}

interface StocksAsk {
  readonly stockTargets: Alliance["facts"]["stock"];
  readonly goodIndex: ReadonlyMap<string, number>;
  readonly nationIndex: ReadonlyMap<string, number>;
  readonly retired: ReadonlyMap<string, Float64Array>;
  readonly T: number;
}

function stocksOf({ stockTargets, goodIndex, nationIndex, retired, T }: StocksAsk): StockTarget[] {
  const found = stockTargets.flatMap((it) => {
    const good = goodIndex.get(it.system);
    const nation = nationIndex.get(it.nation);
    const target = it.target?.base ?? (it.dailyUse?.base ?? 0) * (it.targetDays ?? 0);
    return good === undefined || nation === undefined || target <= 0 ? [] : [{ nation, good, held: Float64Array.from({ length: T }, (_, t) => Math.max(it.quantity!.base - (retired.get(`${it.nation}|${it.system}`)?.[t] ?? 0), 0)), target }];
  });
  return found.map((it) => ({ ...it, part: it.target / found.filter((other) => other.good === it.good).reduce((sum, other) => sum + other.target, 0) }));
}
