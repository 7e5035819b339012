import { type ByStateYear, directedKey, eachRow, type RawTables } from "./raw.ts";

/** What alliances mean for an ordered pair in a year. */
export interface PairTies {
  /** States other than `a` that owe `b` defence. */
  readonly defenders: number;
  readonly hasNuclear: boolean;
  /** Sum of their capability index, each to eleven decimals: whole numbers, so that no order of adding changes the last digit. */
  readonly cinc: number;
  /** Highest spending per soldier among them; not a number where none is known. */
  readonly patronTechnology: number;
  readonly aDefended: boolean;
  readonly aOffence: boolean;
  readonly aNeutral: boolean;
  readonly joint: boolean;
  /** A defence that applies to this challenger; from an alliance which the challenger is not in. */
  readonly relevantIn: boolean;
  readonly relevantOut: boolean;
}

export interface Ties {
  readonly of: (a: number, b: number, year: number) => PairTies;
  /** Whether a state other than `a` owes `b` defence by an alliance other than some. */
  readonly defendedWithout: (alliances: readonly number[], a: number, b: number, year: number) => boolean;
  /** Whether a state other than `a` owes `b` consultation, or non-aggression, while none owes defence, offence or neutrality. */
  readonly only: (kind: "consultation" | "nonaggression", a: number, b: number, year: number) => boolean;
}

interface Member {
  readonly alliance: number;
  readonly state: number;
  readonly from: number;
  readonly to: number;
  readonly owesDefence: boolean;
  readonly againstOneOnly: boolean;
  readonly against: readonly number[];
}

/** Year to which an alliance in force at the end of the table is known. */
const IN_FORCE_TO = 2018;

export function allianceTies(
  raw: RawTables,
  {
    cinc,
    isNuclear,
    technology,
  }: { readonly cinc: ByStateYear; readonly isNuclear: (state: number, year: number) => boolean; readonly technology: ByStateYear },
): Ties {
  const owed = { defence: new Map<number, number[]>(), offence: new Map<number, number[]>(), neutrality: new Map<number, number[]>(), consultation: new Map<number, number[]>(), nonaggression: new Map<number, number[]>() };
  const pairs = new Set<number>();
  const put = (map: Map<number, number[]>, key: number, state: number): void => {
    const of = map.get(key);
    if (of === undefined) map.set(key, [state]);
    else of.push(state);
  };
  eachRow(
    raw.atop_dyad_spells,
    ["ccode1", "ccode2", "styear", "endyear", "defense", "offense", "neutral", "consul", "nonagg"],
    (one, two, from, to, defence, offence, neutrality, consultation, nonaggression) => {
      for (let year = from!; year <= to!; year++) {
        const key = two! * 10_000 + year;
        if (defence === 1) {
          put(owed.defence, key, one!);
          pairs.add(directedKey(one!, two!) * 10_000 + year);
        }
        if (offence === 1) put(owed.offence, key, one!);
        if (neutrality === 1) put(owed.neutrality, key, one!);
      if (consultation === 1) put(owed.consultation, key, one!);
      if (nonaggression === 1) put(owed.nonaggression, key, one!);
      }
    },
  );
  const phases = phasesOf(raw);
  const byProtected = new Map<number, (readonly Member[])[]>();
  for (const members of phases)
    for (const state of new Set(members.map((it) => it.state))) byProtected.set(state, [...(byProtected.get(state) ?? []), members]);
  const owes = (from: number, to: number, year: number): boolean => pairs.has(directedKey(from, to) * 10_000 + year);
  const anyBut = (map: Map<number, number[]>, state: number, year: number, but: number): boolean =>
    (map.get(state * 10_000 + year) ?? []).some((it) => it !== but);

  const relevant = (a: number, b: number, year: number): { readonly within: boolean; readonly outside: boolean } => {
    let within = false;
    for (const members of byProtected.get(b) ?? []) {
      if (!members.some((it) => it.state === b && isMember(it, year))) continue;
      const defends = members.some(
        (it) =>
          it.state !== a && it.state !== b && isMember(it, year) && it.owesDefence && owes(it.state, b, year) && (!it.againstOneOnly || it.against.includes(a)),
      );
      if (!defends) continue;
      within = true;
      if (!members.some((it) => it.state === a && isMember(it, year))) return { within: true, outside: true };
    }
    return { within, outside: false };
  };
  return {
    only: (kind, a, b, year) => anyBut(owed[kind], b, year, a) && !(["defence", "offence", "neutrality"] as const).some((it) => anyBut(owed[it], b, year, a)),
    defendedWithout: (alliances, a, b, year) =>
      (byProtected.get(b) ?? []).some(
        (members) => !alliances.includes(members[0]!.alliance) && members.some((it) => it.state === b && isMember(it, year)) && members.some((it) => it.state !== a && it.state !== b && isMember(it, year) && it.owesDefence && owes(it.state, b, year)),
      ),
    of: (a, b, year) => {
      const patrons = [...new Set(owed.defence.get(b * 10_000 + year))].filter((it) => it !== a);
      const levels = patrons.map((it) => technology.get(it, year)).filter((it) => !Number.isNaN(it));
      const { within, outside } = patrons.length === 0 ? { within: false, outside: false } : relevant(a, b, year);
      return {
        defenders: patrons.length,
        hasNuclear: patrons.some((it) => isNuclear(it, year)),
        cinc: patrons.reduce((sum, it) => sum + (Number.isNaN(cinc.get(it, year)) ? 0 : Math.round(cinc.get(it, year) * 1e11)), 0) / 1e11,
        patronTechnology: levels.length === 0 ? Number.NaN : Math.max(...levels),
        aDefended: anyBut(owed.defence, a, year, b),
        aOffence: anyBut(owed.offence, a, year, b),
        aNeutral: anyBut(owed.neutrality, a, year, b),
        joint: owes(a, b, year) || owes(b, a, year),
        relevantIn: within,
        relevantOut: outside,
      };
    },
  };
}

const isMember = (it: Member, year: number): boolean => it.from <= year && year <= it.to;

/** Members of each phase of each alliance. */
function phasesOf({ atop_members: table }: RawTables): readonly (readonly Member[])[] {
  const phases = new Map<string, Member[]>();
  eachRow(
    table,
    ["atopid", "phase", "member", "yrent", "yrexit", "defense", "defcoadv", "statthr1", "statthr2"],
    (alliance, phase, state, from, to, defence, oneOnly, threat1, threat2) => {
      const key = `${alliance}|${phase}`;
      const member: Member = {
        alliance: alliance!,
        state: state!,
        from: from!,
        to: to === 0 ? IN_FORCE_TO : to!,
        owesDefence: defence === 1,
        againstOneOnly: oneOnly === 1,
        against: [threat1!, threat2!].filter((it) => it > 0),
      };
      phases.set(key, [...(phases.get(key) ?? []), member]);
    },
  );
  return [...phases.values()];
}
