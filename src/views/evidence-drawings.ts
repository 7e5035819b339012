import { FORMED, probabilityText, type StudyResult } from "#engines/history";

/** A line of a drawing; a step line where a share falls at events. */
export interface EvidenceCurve {
  readonly name: string;
  readonly isStep?: boolean;
  /** `low`, `high`: its 95 % band. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly low?: number; readonly high?: number }[];
}

/** A drawing of the record with the table behind it. */
export interface EvidenceDrawing {
  readonly id: "survival" | "breaks" | "umbrellas" | "possession" | "warheads" | "concentration" | "spread" | "domains";
  readonly title: string;
  /** What stands upwards, and what to the right. */
  readonly upwards: string;
  readonly along: string;
  /** Upwards from 0 to 1 rather than to the largest value. */
  readonly isShare: boolean;
  readonly curves: readonly EvidenceCurve[];
  /** A value that chance alone reaches. */
  readonly level?: { readonly y: number; readonly name: string };
  /** How many were still watched at some times. */
  readonly atRisk?: { readonly times: readonly number[]; readonly rows: readonly { readonly name: string; readonly counts: readonly number[] }[] };
  /** What it shows, how sure, and what it does not show. */
  readonly says: string;
  /** Command that gives the same figures. */
  readonly reproduce: string;
}

/** Years between the counts of those still watched, and the last of them. */
const WATCHED_EVERY = 10;

/** Drawings of the record beside the intervals of each question, from a run of the study. `told`: a text in the language of the reader. */
export function evidenceDrawings(study: StudyResult, told: (text: string) => string): readonly EvidenceDrawing[] {
  return [...survivalOf(study, told), ...breaksOf(study, told), ...adoptionOf(study, told)];
}

function survivalOf(study: StudyResult, told: (text: string) => string): readonly EvidenceDrawing[] {
  const finding = study.findings.find((it) => it.id === "Q5");
  const curves = finding?.primary?.curves ?? [];
  if (curves.length === 0) return [];
  const last = Math.max(...curves.flatMap((it) => it.steps.map((step) => step.time)));
  const times = Array.from({ length: Math.floor(last / WATCHED_EVERY) + 1 }, (_, it) => it * WATCHED_EVERY);
  const nameOf = (group: number | undefined): string => told(FORMED[group as keyof typeof FORMED] ?? `${group}`);
  return [
    {
      id: "survival",
      title: told("Alliances still in force"),
      upwards: told("share still in force"),
      along: told("years since it was formed"),
      isShare: true,
      curves: curves.map(({ group, steps }) => ({ name: nameOf(group), isStep: true, points: [{ x: 0, y: 1 }, ...steps.map((it) => ({ x: it.time, y: it.survival, ...(Number.isFinite(it.low) && { low: it.low, high: it.high }) }))] })),
      atRisk: { times, rows: curves.map(({ group, steps }) => ({ name: nameOf(group), counts: times.map((time) => steps.find((it) => it.time >= time)?.atRisk ?? 0) })) },
      says: told(`Share of alliances still in force by years since they were formed, with 95 % bands; that the eras differ has p ${probabilityText(finding?.p)}. It does not show why they ended, and those in force in 2018 are not seen to their end.`),
      reproduce: "node bin/concord.mjs study question Q5",
    },
  ];
}

function breaksOf({ breaks }: StudyResult, told: (text: string) => string): readonly EvidenceDrawing[] {
  if (breaks.years.length === 0) return [];
  return [
    {
      id: "breaks",
      title: told("When did what goes with a pact change?"),
      upwards: told("statistic of a change in that year"),
      along: told("year"),
      isShare: false,
      curves: [{ name: told("the record"), points: breaks.years.map((x, index) => ({ x, y: breaks.statistics[index]! })) }],
      level: { y: breaks.band, name: told("reached somewhere by one permutation in twenty") },
      says: told(`A change of what goes with a pact is most marked in ${breaks.best}; ${Math.round(100 * breaks.p)} % of ${breaks.chance.length} permutations of the targets' histories reach as much in some year. It does not show what changed in that year.`),
      reproduce: "node bin/concord.mjs study",
    },
  ];
}

/** Groups of what was adopted: which measures, and what each is called in the group. */
const ADOPTED: readonly { readonly id: EvidenceDrawing["id"]; readonly title: string; readonly measure: RegExp; readonly upwards: string; readonly isShare: boolean; readonly says: string }[] = [
  { id: "umbrellas", title: "Pacts and nuclear umbrellas", measure: /^dyads whose target has (a .*)$/, upwards: "share of the dyads", isShare: true, says: "Share of the pairs of states in the record whose target has a defence pact, and of those whose pact is with a nuclear power. A count of treaties in force, without sampling error; it does not show what the pacts did." },
  { id: "possession", title: "States that possess nuclear weapons", measure: /^(states that possess nuclear weapons)$/, upwards: "states", isShare: false, says: "States that possess nuclear weapons by one published coding; sources differ by up to eleven years on first possession. It does not show readiness or numbers." },
  { id: "warheads", title: "Nuclear warheads in military stockpiles", measure: /^(nuclear warheads in military stockpiles)$/, upwards: "warheads", isShare: false, says: "Warheads in the military stockpiles of all states together, as estimated from open sources; the sources give no interval. It does not show who is covered by them." },
  { id: "concentration", title: "Held by the five largest", measure: /^(.*): share of the known world stock held by the five largest$/, upwards: "share of the known world stock", isShare: true, says: "Share of the known world stock of a class of equipment that the five largest holders have. Holdings of unknown number are left out; it does not show quality or use." },
  { id: "spread", title: "States that hold any", measure: /^(.*): share of the states with a number that hold any$/, upwards: "share of the states with a number", isShare: true, says: "Share of the states with a known number that hold any of a class of equipment. Unknown is not counted as none; it does not show quality or use." },
  { id: "domains", title: "Domains of action in crises", measure: /^crisis actors that acted in the (.*) domain, by decade$/, upwards: "share of the crisis actors", isShare: true, says: "Share of the actors in international crises that acted in each domain, by decade to 2015. Coded by readers of the cases, without an interval; it does not show what came of it." },
];

function adoptionOf({ adoption }: StudyResult, told: (text: string) => string): readonly EvidenceDrawing[] {
  return ADOPTED.flatMap(({ id, title, measure, upwards, isShare, says }): readonly EvidenceDrawing[] => {
    const curves = new Map<string, { x: number; y: number }[]>();
    for (const { measure: of, year, value } of adoption) {
      const name = measure.exec(of)?.[1];
      if (name === undefined) continue;
      const points = curves.get(name) ?? [];
      points.push({ x: year, y: value });
      curves.set(name, points);
    }
    if (curves.size === 0) return [];
    return [{ id, title: told(title), upwards: told(upwards), along: told("year"), isShare, curves: [...curves].map(([name, points]) => ({ name: told(name), points })), says: told(says), reproduce: "node bin/concord.mjs study question Q7" }];
  });
}

