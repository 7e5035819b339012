import type { HeatCell, HeatView, MapMeasure, MapView, Shown, TimelineView, WhyView } from "#views";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Under which key the gallery's own answer stands. No server knows it: the page puts it where answers are kept. */
export const ANSWER_KEY = "gallery/coverage";

/** The allies of the gallery, invented, each with land of the map to stand on. */
const ALLIES = [
  { id: "ALM", mapId: "276" },
  { id: "BRY", mapId: "616" },
  { id: "CAL", mapId: "250" },
  { id: "DOR", mapId: "752" },
  { id: "ESK", mapId: "124" },
] as const;

export const ALLY_IDS = ALLIES.map(({ id }) => id);
export const YEARS = [2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035];

/** An invented figure: its value, absent where unknown, and what else is to be shown of it. */
export const figure = (unit: string, value?: number, more: Partial<Shown> = {}): Shown => ({ unit, label: wordsOf(WORDS).open, why: ANSWER_KEY, ...(value !== undefined && { value }), ...more });

/** A table in which every state of a cell stands. */
export function heat(): HeatView {
  const { leaves, areas, atLeast } = wordsOf(WORDS);
  const cell = (nation: string, of: number | "unknown" | "none", lead?: 1 | 2 | 3): HeatCell => (typeof of === "number" ? { nation, state: "value", shown: figure("share", of), ...(lead !== undefined && { lead }) } : { nation, state: of });
  const row = (leaf: keyof typeof leaves, area: keyof typeof areas, alliance: Shown, trend: number, cells: readonly Parameters<typeof cell>[1][], lead: number) => ({
    leaf,
    name: leaves[leaf],
    group: areas[area],
    area: areas[area],
    character: "",
    alliance,
    trend: figure("share / a", trend),
    cells: cells.map((of, at) => cell(ALLY_IDS[at] ?? "", of, at === lead ? 1 : at === lead + 1 ? 2 : undefined)),
  });
  return {
    measure: "coverage",
    year: 2030,
    years: YEARS,
    meaning: "",
    scale: { from: 0, to: 1, better: "more" },
    nations: nations(),
    rows: [
      row("brigade", "land", figure("share", 0.64, { caution: atLeast }), 0.031, [0.42, 0.95, 0.18, "unknown", 0.71], 1),
      row("bridge", "land", figure("share", 1.12), 0, [1.05, 1.3, "none", 0.66, 0.55], 0),
      row("air", "air", figure("share", 0.27), -0.012, [0.06, 0.34, "none", 0.5, "unknown"], 3),
      row("drone", "air", figure("share"), 0, ["unknown", "unknown", "none", "unknown", "unknown"], 9),
    ],
    summary: "",
  };
}

const nations = () => ALLIES.map(({ id }) => ({ id, name: wordsOf(WORDS).allies[id] }));

export const mapOf = (): Pick<MapView, "nations"> => ({ nations: ALLIES.map(({ id, mapId }) => ({ id, mapId, name: wordsOf(WORDS).allies[id] })) });

export const measure = (): MapMeasure => ({
  id: "met",
  name: wordsOf(WORDS).measure,
  unit: "share",
  better: "more",
  values: ALLY_IDS.map((nation, at) => ({ nation, shown: figure("share", [0.42, 0.95, undefined, 0.18, 0.71][at]) })),
  summary: wordsOf(WORDS).measureSummary,
});

export const timeline = (): TimelineView => {
  const words = wordsOf(WORDS);
  return {
    title: words.linesTitle,
    unit: "1",
    years: YEARS,
    series: [
      { key: "alone", name: words.alone, points: YEARS.map((_, at) => figure("1", 12 - 0.65 * at, { low: 12 - 0.75 * at, high: 12 - 0.55 * at })) },
      { key: "aligned", name: words.aligned, points: YEARS.map((_, at) => figure("1", 12 - at)) },
    ],
    summary: words.linesSummary,
  };
};

/** What allies give year by year, and what is required. */
export const stack = () => ({
  layers: ALLIES.map(({ id }, at) => ({ id, name: wordsOf(WORDS).allies[id], values: YEARS.map((_, year) => (6 - at) * (1 + year / 9)) })),
  whole: YEARS.map((_, year) => figure("1", 20 * (1 + year / 9), { low: 17 * (1 + year / 9), high: 24 * (1 + year / 9) })),
  required: YEARS.map(() => figure("1", 33, { low: 30, high: 37 })),
});

/** The answer that the drawer shows. */
export function answer(): WhyView {
  const words = wordsOf(WORDS);
  return {
    key: ANSWER_KEY,
    question: words.question,
    shown: figure("share", 0.64, { low: 0.58, high: 0.72, asOf: "2029-11-30" }),
    sentence: words.whySentence,
    steps: [
      { text: words.step, shown: figure("brigades", 16) },
      { text: words.stepNeeded, shown: figure("brigades", 25) },
    ],
    method: { id: "assess §2", title: words.method, doc: "docs/methods/assess.md" },
    assumptions: [{ id: "assess.readiness", meaning: words.assumption, value: "65 %", unit: "1", source: words.source }],
    limits: [words.limit],
    records: [
      {
        kind: "holding",
        id: "holding BRY:brigade:2029",
        text: words.recordText,
        evidence: "official",
        confidence: "high",
        asOf: "2029-11-30",
        source: { id: "statement", title: words.source, licence: "CC0-1.0" },
        rivals: [words.rival],
      },
    ],
    moreRecords: 0,
  };
}
