import type { BundleRow, ConfidenceView, CurvePoint, HeatCell, HeatView, LeversView, MapDrawing, MapMeasure, ProcurementView, ProgrammeRow, Shown, TimelineView, WhyView } from "#views";
import type { Offer } from "../../palette/offers.ts";
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

/** How good data are of which such shares are sourced, estimated and assumed, and of which so much is unknown. Unit: share. */
export const confidence = ([sourced, estimated, assumed]: readonly (number | undefined)[], unknown: number | undefined): ConfidenceView => ({
  sourced: figure("share", sourced),
  estimated: figure("share", estimated),
  assumed: figure("share", assumed),
  weakest: [],
  unknownCells: figure("share", unknown),
});

/** What the palette offers: one of each kind. */
export const offers = (): readonly Offer[] => {
  const { allies, leaves, palette } = wordsOf(WORDS);
  const offer = (kind: Offer["kind"], name: string): Offer => ({ id: `${kind} ${name}`, kind, name, choose: () => undefined });
  return [offer("page", palette.page), offer("job", palette.job), offer("nation", allies.BRY), offer("capability", leaves.bridge), offer("plan", palette.plan), offer("action", palette.action)];
};

/** Programmes of two classes: firm and open, with a year that nobody stated, shifted, not in the plan, and one class bought together. */
export function programmes(): ProcurementView {
  const { allies, open, gantt } = wordsOf(WORDS);
  const row = (id: keyof typeof gantt.programmes, nation: keyof typeof allies, system: "bridge" | "drone", status: ProgrammeRow["status"], stated: ProgrammeRow["stated"], planned?: readonly [number, number]): ProgrammeRow => {
    const [firstYear, lastYear] = [stated.firstYear ?? stated.lastYear, stated.lastYear ?? stated.firstYear];
    return {
      id,
      name: gantt.programmes[id],
      nation,
      nationName: allies[nation],
      system,
      systemName: gantt.classes[system],
      status,
      ...(firstYear !== undefined && lastYear !== undefined && { firstYear, lastYear }),
      stated,
      quantity: figure("1", 4),
      value: figure("1"),
      evidence: id === "ferries" ? "press" : "official",
      ...(planned !== undefined && { planned: { firstYear: planned[0], lastYear: planned[1] } }),
      why: ANSWER_KEY,
    };
  };
  const nothing = figure("1");
  const bundle: BundleRow = { agreement: "joint:bridge", system: "bridge", name: gantt.classes.bridge, members: [], firstYear: 2029, lastYear: 2032, quantity: nothing, priceFactor: nothing, coordination: nothing, parties: [], unpledged: nothing, programmes: [] };
  const group = (system: "bridge" | "drone", rows: readonly ProgrammeRow[], overlapYears: readonly number[]) => ({ system, name: gantt.classes[system], programmes: rows, overlapYears, overlapNations: [], overlapValue: nothing, ...(system === "bridge" && { bundle: bundle.agreement }) });
  return {
    alliance: "",
    marking: open,
    runKey: "",
    currency: "EUR",
    firstYear: YEARS[0]!,
    lastYear: YEARS.at(-1)!,
    axisFirst: YEARS[0]!,
    axisLast: YEARS.at(-1)!,
    groups: [
      group("bridge", [row("ferries", "BRY", "bridge", "contracted", { firstYear: 2028, lastYear: 2031 }, [2028, 2031]), row("bridges", "ALM", "bridge", "approved", { firstYear: 2030, lastYear: 2032 }, [2031, 2033]), row("crossing", "CAL", "bridge", "announced", { firstYear: 2033, lastYear: 2035 })], [2030, 2031]),
      group("drone", [row("posts", "DOR", "drone", "delivering", { lastYear: 2029 }, [2027, 2029]), row("watch", "ESK", "drone", "announced", { firstYear: 2032 }, [2032, 2034])], []),
    ],
    isPart: false,
    programmes: 5,
    undated: 0,
    bundles: [bundle],
    sentence: "",
    told: { meeting: nothing, together: nothing, alone: nothing, "under way": nothing, undated: nothing },
  };
}

/** How far they can be shifted: some by years, one by none. */
export const rooms = (): ReadonlyMap<string, LeversView["programmes"][number]> => {
  const { gantt } = wordsOf(WORDS);
  const room = (id: keyof typeof gantt.programmes, nation: string, earlier: number, later: number) => [id, { id, name: gantt.programmes[id], nation, firstYear: 2028, lastYear: 2031, earlier, later, hasLeadTime: false }] as const;
  return new Map([room("ferries", "BRY", 0, 3), room("bridges", "ALM", 1, 2), room("posts", "DOR", 0, 0), room("watch", "ESK", 2, 1)]);
};

/** A grid of specifications, lowest first, some wholly below nought and one wholly above, with the primary among them. */
export function specifications() {
  const point = (at: number, of: readonly string[]): CurvePoint => ({ choices: of, b: -1.4 + 0.09 * at, low: -2.1 + 0.09 * at - 0.02 * (at % 5), high: -0.6 + 0.09 * at + 0.03 * (at % 4) });
  const values = { source: ["MID", "GML"], hostility: ["any", "force", "war"], lag: ["same year", "year before"] };
  const grid = values.source.flatMap((source) => values.hostility.flatMap((hostility) => values.lag.map((lag) => [source, hostility, lag])));
  const primary: CurvePoint = { choices: ["MID", "war", "same year"], b: -0.7, low: -1.3, high: -0.1 };
  return { names: Object.keys(values), points: grid.map((it, at) => point(2 * at, it)), primary, ends: [-2.2, 2] as const };
}

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
