import type { AgreementOption } from "../freedom.ts";
import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";

export const AGREEMENT: ConstraintNote = {
  name: "agreement",
  title: "Joint agreements: tiers, minimum lots, membership",
  inequality: "Σ_q d[n,s,q,t] ≤ deliveries[n,s,t];  Σ_{n,t} d[q] ≥ lot[q] · G[q];  Σ_t d[n,q] ≤ cap[n] · G[q];  Σ_{q,t} d[n] ≤ cap[n] · mem[n];  Σ_q G[q] ≤ 1;  Σ_n mem[n] ≥ least · Σ_q G[q];  mem[n] ≤ Σ_q G[q]",
  unit: "items, in parts of the lot or of the cap; G and mem are 0 or 1",
  dual: "only with the agreements fixed: what one more item of the lot costs, and what being a member is worth",
  meaning: "d is the part of a nation's deliveries bought under price tier q, so much cheaper than at the scale of its own lots. A tier needs its lot, an agreement its members, and a member pays for coordination every year.",
  parameters: [PLAN.jointTiers, PLAN.jointsMost, PLAN.membersLeast, PLAN.minimumLot, PLAN.coordination, PLAN.setUp, PLAN.workShare, PLAN.slip, PLAN.learning, PLAN.learningFloor, PLAN.firstLot],
  records: ["system", "programme"],
  elastic: "met by agreeing on nothing",
  source: "C8",
};

/** Columns of one agreement, to read the choice from. */
export interface AgreementColumns {
  readonly option: AgreementOption;
  /** Column of each tier. */
  readonly tiers: readonly number[];
  /** Column of each candidate, in the order of the candidates. */
  readonly members: readonly number[];
}

interface Source {
  readonly n: number;
  readonly first: number;
  readonly last: number;
  readonly column: number;
  readonly scale: number;
  readonly price: number;
}

/** Columns and rows of agreements left to the model. What they save is paid back in the budget rows. */
export function agreementRows(on: Building): void {
  const first = on.build.rowCount;
  const about: (() => string)[] = [];
  for (const option of on.freedom.open?.agreements ?? []) on.agreements.push(oneAgreement({ on, option, about }));
  on.block(AGREEMENT, first, about);
}

function oneAgreement({ on, option, about }: { readonly on: Building; readonly option: AgreementOption; readonly about: (() => string)[] }): AgreementColumns {
  const { world, build } = on;
  const system = world.goods[option.good]!.system;
  const tiers = option.tiers.map(() => build.wholeColumn(0, 1));
  const members = option.candidates.map(() => build.wholeColumn(0, 1));
  const lots: { readonly columns: number[]; readonly values: number[] }[] = option.tiers.map(() => ({ columns: [], values: [] }));
  option.candidates.forEach((n, m) => {
    const own = world.ownFactor[n]![option.good]!;
    const sources = sourcesOf(on, option, n);
    const cap = sources.reduce((sum, it) => sum + capOf(on, it), 0);
    if (cap <= 0) return;
    const ofTier: number[][] = option.tiers.map(() => []);
    const scales: number[] = [];
    for (const it of sources) {
      for (let t = it.first; t <= it.last; t++) {
        const upper = build.upperOf(it.column + t - it.first);
        const columns = option.tiers.map((tier, q) => {
          const d = build.column(0, upper);
          on.called.set(d, ["joint", world.nations[n]!, system, `tier_${q + 1}`, world.years[t]!]);
          const saved = it.price * (1 - Math.min(tier.factor / own, 1)) * it.scale;
          if (saved > 0) on.refunds[n]!.push({ column: d, t, price: -saved });
          lots[q]!.columns.push(d);
          lots[q]!.values.push(it.scale / tier.lot);
          ofTier[q]!.push(d);
          return d;
        });
        scales.push(it.scale / cap);
        build.row(Number.NEGATIVE_INFINITY, 0);
        for (const d of columns) build.entry(d, 1);
        build.entry(it.column + t - it.first, -1);
        about.push(() => `${system} bought jointly by ${world.nations[n]} ${world.years[t]}`);
      }
    }
    ofTier.forEach((columns, q) => {
      build.row(Number.NEGATIVE_INFINITY, 0);
      columns.forEach((d, at) => build.entry(d, scales[at]!));
      build.entry(tiers[q]!, -1);
      about.push(() => `${system} tier ${q + 1} for ${world.nations[n]}`);
    });
    build.row(Number.NEGATIVE_INFINITY, 0);
    for (const columns of ofTier) columns.forEach((d, at) => build.entry(d, scales[at]!));
    build.entry(members[m]!, -1);
    about.push(() => `${system} for members: ${world.nations[n]}`);
  });
  lots.forEach(({ columns, values }, q) => {
    build.row(0, Number.POSITIVE_INFINITY);
    columns.forEach((d, at) => build.entry(d, values[at]!));
    build.entry(tiers[q]!, -1);
    about.push(() => `${system} lot of tier ${q + 1}`);
  });
  build.row(Number.NEGATIVE_INFINITY, 1);
  for (const column of tiers) build.entry(column, 1);
  about.push(() => `${system} one tier`);
  build.row(0, Number.POSITIVE_INFINITY);
  for (const column of members) build.entry(column, 1);
  for (const column of tiers) build.entry(column, -world.value(PLAN.membersLeast));
  about.push(() => `${system} members enough`);
  option.candidates.forEach((n, m) => {
    build.row(Number.NEGATIVE_INFINITY, 0);
    build.entry(members[m]!, 1);
    for (const column of tiers) build.entry(column, -1);
    about.push(() => `${system} members need an agreement: ${world.nations[n]}`);
  });
  return { option, tiers, members };
}

/** Deliveries that an agreement can make cheaper: purchases, and programmes without a contract. */
function sourcesOf(on: Building, option: AgreementOption, n: number): Source[] {
  const { world } = on;
  const T = world.years.length;
  const good = world.goods[option.good]!;
  const bought = on.goodAt[n * world.goods.length + option.good];
  const own = world.ownFactor[n]![option.good]!;
  const sources: Source[] = [];
  const from = (it: { readonly first: number; readonly last: number; readonly column: number; readonly scale: number }, price: number): void => {
    const first = Math.max(it.first, option.first);
    if (first <= it.last) sources.push({ n, first, last: it.last, column: it.column + first - it.first, scale: it.scale, price });
  };
  if (bought !== undefined) from({ ...bought, last: T - 1 }, good.price! * own);
  for (const at of on.programmesOf[n]!) {
    const programme = world.programmes[at]!;
    if (programme.good === option.good && !programme.firm && programme.price !== undefined) from(on.programmes[at]!, programme.price);
  }
  return sources;
}

const capOf = (on: Building, it: Source): number => {
  let cap = 0;
  for (let t = it.first; t <= it.last; t++) cap += on.build.upperOf(it.column + t - it.first) * it.scale;
  return cap;
};
