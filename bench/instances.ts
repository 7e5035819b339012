/**
 * Synthetic planning models of a stated size, seeded: nations order systems that lines make, for capabilities that a
 * requirement asks of all of them together, within budgets; joint tiers, memberships, lead roles, standards and set-ups of
 * adaptable lines are whole-number choices. Nothing here describes a real nation.
 */
import { MilpBuilder, type MilpModel } from "#maths";

export interface InstanceSize {
  readonly nations: number;
  readonly capabilities: number;
  readonly years: number;
  readonly systems: number;
  readonly lines: number;
}

/** B: tiny; S: 32 allies, 60 capabilities, 10 years; M: twice the capabilities and systems, 15 years. */
export const INSTANCE_SIZES: Readonly<Record<"B" | "S" | "M", InstanceSize>> = {
  B: { nations: 8, capabilities: 12, years: 6, systems: 30, lines: 30 },
  S: { nations: 32, capabilities: 60, years: 10, systems: 150, lines: 150 },
  M: { nations: 32, capabilities: 120, years: 15, systems: 300, lines: 300 },
};

export interface InstanceAsk extends InstanceSize {
  readonly seed: number;
  /** Money for closing the gap, as a share of what closing it would cost. */
  readonly budgetFactor?: number;
  /** Whether choices are whole. Absent: yes. */
  readonly whole?: boolean;
}

const INF = Number.POSITIVE_INFINITY;
const CREDIT = 0.5;
const DENSITY = 0.25;
const EPOCHS = 3;
// Weight of a M beside a point short.
const MONEY = 2e-4;
// Part by which joint orders are cheaper, by tier.
const TIERS = [0.06, 0.12];

/** Numbers from 0 to 1 in an order fixed by the seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let it = Math.imul(state ^ (state >>> 15), state | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What one system is: points towards its main and second capability, price, years to delivery. */
interface Made {
  readonly main: number;
  readonly second: number;
  readonly points: number;
  readonly price: number;
  readonly lead: number;
  readonly isMunition: boolean;
  readonly upkeep: number;
}

/** A planning model of the asked size. @example instance({ ...INSTANCE_SIZES.B, seed: 1 }).rowCount */
export function instance(ask: InstanceAsk): MilpModel {
  const { nations: N, capabilities: C, years: T, systems: S, lines: L } = ask;
  const factor = ask.budgetFactor ?? 0.3;
  const draw = numbers(ask.seed);
  const between = (low: number, high: number): number => low + (high - low) * draw();
  const b = new MilpBuilder();
  const choice = (cost = 0): number => (ask.whole === false ? b.column(0, 1, cost) : b.wholeColumn(0, 1, cost));
  const put = (row: readonly (readonly [column: number, value: number])[], lower: number, upper: number): void => {
    b.row(lower, upper);
    for (const [column, value] of row) if (value !== 0) b.entry(column, value);
  };

  // The world. Points are shares of 100 of a capability's requirement in year 0; money is in M.
  const size = Array.from({ length: N }, () => Math.exp(1.1 * (draw() + draw() + draw() - 1.5) * 2));
  const all = size.reduce((sum, it) => sum + it, 0);
  const gdp = size.map((it) => it / all);
  const made: Made[] = Array.from({ length: S }, (_, s) => ({ main: s % C, second: draw() < 0.5 ? (s + 1 + Math.floor(draw() * (C - 1))) % C : -1, points: between(0.05, 0.3), price: between(5, 80), lead: 1 + Math.floor(draw() * 2), isMunition: draw() < 0.2, upkeep: between(0.02, 0.06) }));
  const growth = Array.from({ length: C }, () => between(0.02, 0.06));
  const priority = Array.from({ length: C }, () => between(0.5, 2));
  const required = (c: number, t: number): number => 100 * (1 + growth[c]! * t);
  const pairs: { readonly n: number; readonly s: number; readonly held: number; readonly most: number; readonly scale: number }[] = [];
  const makersOf = Array.from({ length: C }, () => 0);
  for (const it of made) makersOf[it.main]! += 1;
  for (let s = 0; s < S; s++) {
    const chosen = Array.from({ length: N }, (_, n) => n).filter(() => draw() < DENSITY);
    const together = chosen.reduce((sum, n) => sum + gdp[n]!, 0);
    for (const n of chosen) {
      const wanted = ((required(made[s]!.main, T) / makersOf[made[s]!.main]!) * gdp[n]!) / together / made[s]!.points;
      pairs.push({ n, s, held: wanted * between(0.2, 0.7), most: wanted * 2.5, scale: Math.max(wanted / 10, 0.01) });
    }
  }
  const standardOf = Array.from({ length: C }, (_, c) => (c % 10 < 4 ? Math.floor(draw() * Math.max(2, Math.round(C / 7.5))) : -1));

  // Holdings and orders: balance of each pair by year. Unit: the pair's scale.
  const order = pairs.map((it) => Array.from({ length: T }, (_, t) => (t >= made[it.s]!.lead ? b.column(0, it.most / it.scale, 0) : -1)));
  const holding = pairs.map((it) => Array.from({ length: T }, () => b.column(0, it.most / it.scale, 0)));
  const second = pairs.map((it) => Array.from({ length: T }, () => (made[it.s]!.second >= 0 ? b.column(0, it.most / it.scale, 0) : -1)));

  // Joint programmes for a fifth of the systems, two price tiers each.
  const joints = Array.from({ length: S }, (_, s) => s).filter((s) => s % 4 === 1);
  const pairsOfSystem = Array.from({ length: S }, () => [] as number[]);
  pairs.forEach((it, p) => pairsOfSystem[it.s]!.push(p));
  const jointOrder = pairs.map(() => [] as number[][]);
  const member = new Map<number, number>();
  for (const s of joints) {
    const mine = pairsOfSystem[s]!;
    if (mine.length < 4) continue;
    const tiers = TIERS.map(() => choice());
    const wanted = mine.reduce((sum, p) => sum + pairs[p]!.most / 2.5 - pairs[p]!.held, 0);
    for (const p of mine) {
      jointOrder[p]!.push(...TIERS.map(() => Array.from({ length: T }, (_, t) => (t > made[s]!.lead ? b.column(0, pairs[p]!.most / pairs[p]!.scale, 0) : -1))));
      member.set(p, choice());
    }
    TIERS.forEach((_, q) => {
      const lot = wanted * (q === 0 ? 0.25 : 0.6);
      put([...mine.flatMap((p) => jointOrder[p]![q]!.filter((it) => it >= 0).map((it) => [it, pairs[p]!.scale / lot] as const)), [tiers[q]!, -1]], 0, INF);
      for (const p of mine) put([...jointOrder[p]![q]!.filter((it) => it >= 0).map((it) => [it, pairs[p]!.scale / pairs[p]!.most] as const), [tiers[q]!, -1]], -INF, 0);
    });
    for (const p of mine) put([...jointOrder[p]!.flat().filter((it) => it >= 0).map((it) => [it, pairs[p]!.scale / pairs[p]!.most] as const), [member.get(p)!, -1]], -INF, 0);
    put(tiers.map((it) => [it, 1] as const), -INF, 1);
    put([...mine.map((p) => [member.get(p)!, 1] as const), ...tiers.map((it) => [it, -3] as const)], 0, INF);
  }
  pairs.forEach((it, p) => {
    for (let t = 0; t < T; t++) {
      const retired = it.held * 0.03;
      const row: (readonly [number, number])[] = [[holding[p]![t]!, 1]];
      if (t > 0) row.push([holding[p]![t - 1]!, -1]);
      if (order[p]![t]! >= 0) row.push([order[p]![t]!, -1]);
      for (const tier of jointOrder[p]!) if (tier[t]! >= 0) row.push([tier[t]!, -1]);
      const known = ((t === 0 ? it.held : 0) - retired) / it.scale;
      put(row, known, known);
      if (second[p]![t]! >= 0) put([[second[p]![t]!, 1], [holding[p]![t]!, -1]], -INF, 0);
    }
  });

  // Standards, contributions, requirements, leads. Contributions in points.
  const adopt = new Map<string, number[]>();
  const adoptOf = (n: number, k: number): number[] => {
    const known = adopt.get(`${n} ${k}`);
    if (known !== undefined) return known;
    const columns = Array.from({ length: EPOCHS }, () => choice());
    adopt.set(`${n} ${k}`, columns);
    for (let e = 1; e < EPOCHS; e++) put([[columns[e]!, 1], [columns[e - 1]!, -1]], 0, INF);
    return columns;
  };
  const mainOf = Array.from({ length: N * C }, () => [] as number[]);
  const secondOf = Array.from({ length: N * C }, () => [] as number[]);
  pairs.forEach((it, p) => {
    mainOf[it.n * C + made[it.s]!.main]!.push(p);
    if (made[it.s]!.second >= 0) secondOf[it.n * C + made[it.s]!.second]!.push(p);
  });
  const counted = Array.from({ length: N * C }, (): number[] => []);
  for (let n = 0; n < N; n++) for (let c = 0; c < C; c++) {
    const main = mainOf[n * C + c]!;
    const other = secondOf[n * C + c]!;
    if (main.length + other.length === 0) continue;
    const k = standardOf[c]!;
    const most = main.reduce((sum, p) => sum + pairs[p]!.most * made[pairs[p]!.s]!.points, 0) + other.reduce((sum, p) => sum + pairs[p]!.most * made[pairs[p]!.s]!.points * 0.6, 0);
    for (let t = 0; t < T; t++) {
      const u = b.column(0, 0.5 * required(c, t), 0);
      counted[n * C + c]!.push(u);
      const supply = (share: number): (readonly [number, number])[] => [
        ...main.flatMap((p) => { const points = share * made[pairs[p]!.s]!.points * pairs[p]!.scale; return [[holding[p]![t]!, -points] as const, ...(second[p]![t]! >= 0 ? [[second[p]![t]!, points] as const] : [])]; }),
        ...other.map((p) => [second[p]![t]!, -0.6 * share * made[pairs[p]!.s]!.points * pairs[p]!.scale] as const),
      ];
      if (k < 0) {
        put([[u, 1], ...supply(1)], -INF, 0);
        continue;
      }
      const v = b.column(0, INF, 0);
      put([[u, 1], [v, -1], ...supply(CREDIT)], -INF, 0);
      put([[v, 1], ...supply(1 - CREDIT)], -INF, 0);
      put([[v, 1], [adoptOf(n, k)[Math.floor((t * EPOCHS) / T)]!, -Math.min((1 - CREDIT) * most, 0.5 * required(c, t))]], -INF, 0);
    }
  }
  for (let c = 0; c < C; c++) for (let t = 0; t < T; t++) {
    const short = b.column(0, 1, 100 * priority[c]! * 0.97 ** t);
    put([...Array.from({ length: N }, (_, n) => counted[n * C + c]![t]).flatMap((it) => (it === undefined ? [] : [[it, 1 / required(c, t)] as const])), [short, 1]], 1, INF);
  }
  const load = Array.from({ length: N }, () => [] as number[]);
  for (let c = 0; c < C; c += 5) {
    const row: (readonly [number, number])[] = [];
    for (let n = 0; n < N; n++) {
      const last = counted[n * C + c]!.at(-1);
      if (last === undefined) continue;
      const z = choice();
      load[n]!.push(z);
      row.push([z, 1]);
      put([[last, 1 / required(c, T - 1)], [z, -0.2]], 0, INF);
    }
    put([...row, [b.column(0, 1, 60), 1]], 1, 1);
  }
  for (const it of load) if (it.length > 0) put(it.map((z) => [z, 1] as const), -INF, 2);

  // Stocks of munitions. Short stock costs as a share of the target.
  pairs.forEach((it, p) => {
    if (!made[it.s]!.isMunition) return;
    const target = (it.most / 2.5) * 0.8;
    for (let t = 2; t < T; t++) put([[holding[p]![t]!, it.scale / target], [b.column(0, 1, 0.15 * 0.97 ** t), 1]], 1, INF);
  });

  // Lines: each makes one system, half of them a second; some of those must be set up for one of the two in a year.
  const lineScale = new Float64Array(L);
  const output = Array.from({ length: S }, () => [] as { readonly l: number; readonly columns: readonly number[] }[]);
  for (let l = 0; l < L; l++) {
    const products = [l % S, ...(draw() < 0.5 ? [Math.floor(draw() * S)] : [])].filter((it, at, all_) => all_.indexOf(it) === at);
    const yearly = pairsOfSystem[products[0]!]!.reduce((sum, p) => sum + pairs[p]!.most / 2.5 - pairs[p]!.held, 0) / T;
    const capacity = Math.max(yearly * between(0.3, 0.9), 0.01);
    const columns = products.map((s) => {
      const mine = Array.from({ length: T }, () => b.column(0, 3, 0));
      output[s]!.push({ l, columns: mine.map((it) => it) });
      return mine;
    });
    const scale = capacity;
    lineScale[l] = scale;
    const after = 1 + Math.floor(draw() * 2);
    const grown = Array.from({ length: T }, (_, t) => (t + after < T ? b.column(0, 1, 0.03 * scale * made[products[0]!]!.price * 0.97 ** t) : -1));
    for (let t = 0; t < T; t++) {
      put([...columns.map((it) => [it[t]!, 1] as const), ...grown.slice(0, Math.max(t - after + 1, 0)).map((it) => [it, -1] as const)], -INF, 1);
      if (t > 0) put(columns.flatMap((it) => [[it[t]!, 1] as const, [it[t - 1]!, -1.3] as const]), -INF, 0.5);
      if (products.length === 2 && l % 4 === 2) {
        const mode = choice();
        put([[columns[0]![t]!, 1], [mode, -2]], -INF, 0);
        put([[columns[1]![t]!, 1], [mode, 2]], -INF, 2);
      }
    }
    put(grown.filter((it) => it >= 0).map((it) => [it, 1] as const), -INF, 1);
  }
  for (let s = 0; s < S; s++) for (let t = 0; t < T; t++) {
    const orders = pairsOfSystem[s]!.flatMap((p) => [order[p]![t]!, ...jointOrder[p]!.map((it) => it[t]!)].filter((it) => it >= 0).map((it) => [it, pairs[p]!.scale] as const));
    if (orders.length === 0) continue;
    const norm = Math.max(...orders.map(([, it]) => it));
    put([...orders.map(([column, it]) => [column, it / norm] as const), ...output[s]!.map((it) => [it.columns[Math.max(t - made[s]!.lead + 1, 0)]!, -lineScale[it.l]! / norm] as const)], -INF, 0);
  }

  // Budgets: upkeep of what is held is paid for, and a part of what closing the gap would cost.
  const spent = new Map<number, number>();
  const pairsOfNation = Array.from({ length: N }, () => [] as number[]);
  pairs.forEach((it, p) => pairsOfNation[it.n]!.push(p));
  for (let n = 0; n < N; n++) {
    const mine = pairsOfNation[n]!;
    const gap = mine.reduce((sum, p) => sum + (pairs[p]!.most / 2.5 - 0.8 * pairs[p]!.held) * made[pairs[p]!.s]!.price, 0);
    const adopted = [...adopt].filter(([key]) => key.startsWith(`${n} `)).map(([, columns]) => columns);
    const fee = (0.02 * gap) / T;
    for (let t = 0; t < T; t++) {
      const upkeep = mine.reduce((sum, p) => sum + pairs[p]!.held * made[pairs[p]!.s]!.price * made[pairs[p]!.s]!.upkeep, 0);
      const budget = (factor * gap) / T + upkeep * 1.02;
      const worth = budget * 0.97 ** t;
      const row = new Map<number, number>();
      const pay = (column: number, amount: number): void => { if (column >= 0) row.set(column, (row.get(column) ?? 0) + amount); };
      for (const p of mine) {
        const it = made[pairs[p]!.s]!;
        const price = it.price * pairs[p]!.scale;
        pay(holding[p]![t]!, it.upkeep * price);
        const part = t + 1 < T ? [[t, 0.7], [t + 1, 0.3]] as const : [[t, 0.7]] as const;
        for (const [when, share] of part) {
          pay(order[p]![when]!, share * price);
          jointOrder[p]!.forEach((tier, q) => pay(tier[when]!, share * price * (1 - TIERS[q]!)));
        }
        const mem = member.get(p);
        if (mem !== undefined) pay(mem, 0.5 * fee * T * 0.02);
      }
      for (const columns of adopted) {
        const epoch = Math.floor((t * EPOCHS) / T);
        if (Math.ceil((epoch * T) / EPOCHS) === t) {
          pay(columns[epoch]!, 3 * fee);
          if (epoch > 0) pay(columns[epoch - 1]!, -3 * fee);
        }
        pay(columns[epoch]!, 0.3 * fee);
      }
      for (const [column, amount] of row) spent.set(column, (spent.get(column) ?? 0) + amount * 0.97 ** t);
      put([...[...row].map(([column, amount]) => [column, amount / budget] as const), [b.column(0, 1, 40 + worth / 50), -1]], -INF, 1);
    }
  }
  for (const [column, amount] of spent) b.setCost(column, MONEY * amount);
  return b.model();
}
