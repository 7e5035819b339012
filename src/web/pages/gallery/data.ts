import type { HeatCell, HeatView, MapDrawing, MapMeasure, Shown, TimelineView, WhyView } from "#views";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Under which key the gallery's own answer stands. No server knows it: the page puts it where answers are kept. */
export const ANSWER_KEY = "gallery/coverage";

/** The allies of the gallery, invented. */
export const ALLY_IDS = ["ALM", "BRY", "CAL", "DOR", "ESK"] as const;
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

export const nations = () => ALLY_IDS.map((id) => ({ id, name: wordsOf(WORDS).allies[id] }));

/** A map of invented coasts: an ally on the far side of the sea, four on this one, of which one is too small for a number. */
export const drawing: MapDrawing = {
  width: 480,
  height: 307,
  panels: [
    { name: "west", x: 0, y: 0, width: 135, height: 307, land: "M20,208L58,196L96,214L110,262L84,307L22,307Z", borders: "" },
    { name: "east", x: 143, y: 0, width: 337, height: 307, land: "M366,40L430,18L480,26L480,307L330,307L352,262L404,236L396,168L420,120L398,84Z", borders: "M404,236L480,224M420,120L480,108" },
  ],
  allies: [
    { id: "ALM", path: "M262,150L318,138L352,160L396,168L404,236L352,262L300,250L270,214Z", x: 332, y: 200, width: 142, height: 124 },
    { id: "BRY", path: "M352,160L346,112L398,84L420,120L396,168Z", x: 384, y: 130, width: 74, height: 84 },
    { id: "CAL", path: "M190,214L270,214L300,250L284,288L222,296L176,262Z", x: 238, y: 254, width: 124, height: 82 },
    { id: "DOR", path: "M262,40L300,22L322,44L316,92L280,104L258,80Z", x: 290, y: 64, width: 64, height: 82 },
    { id: "ESK", path: "M112,120L119,117L121,125L114,127Z", x: 116.5, y: 122, width: 9, height: 10 },
  ],
};

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
  layers: ALLY_IDS.map((id, at) => ({ id, name: wordsOf(WORDS).allies[id], values: YEARS.map((_, year) => (6 - at) * (1 + year / 9)) })),
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
