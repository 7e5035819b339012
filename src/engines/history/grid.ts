/** One specification of the robustness grid, with the choices it makes. */
export interface GridSpec {
  readonly id: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly term: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Outcomes and years of peace by source of disputes. */
export const SOURCES = { MID: { outcomes: { any: "i5", force: "f5", war: "w5" }, years: "lt", powers: { polynomial: "t5", degree: 3 }, last: 2014 }, GML: { outcomes: { any: "ig", force: "fg", war: "wg" }, years: "ltg", powers: { polynomial: "tg", degree: 3 }, last: 2010 } } as const;
/** Column of the pact by its coding. */
export const CODINGS = { any: "tdef", applies: "rel_in", "from outside": "rel_out" } as const;
const PACTS = ["aoff", "aneu", "adef"];
/** Fixed effects of ordered pairs: each is compared with itself in other years. */
const WITHIN = "within pairs";

/**
 * Every combination of dispute source, hostility, coding of the pact, its year, world wars, controls and model; of rare outcomes
 * with the years of peace as a logarithm, which few events can carry.
 */
export function robustnessGrid(): readonly GridSpec[] {
  const specs: GridSpec[] = [];
  for (const [source, of] of Object.entries(SOURCES)) {
    for (const [hostility, outcome] of Object.entries(of.outcomes)) {
      for (const [coding, column] of Object.entries(CODINGS)) {
        for (const lag of ["same year", "year before"]) {
          for (const wars of ["with world wars", "without"]) {
            for (const controls of ["none", "Johnson and Leeds", "full"]) {
              for (const model of ["logit", "probit", WITHIN]) {
                const term = lag === "same year" ? column : `${column}_l1`;
                const time = hostility === "war" ? of.years : of.powers;
                const some = [...PACTS, "capshare", "lndist", "jdem", time];
                const terms = [term, ...(controls === "none" ? [] : controls === "full" ? [...some, "contig", "maja", "majb"] : some)];
                const choices = { source, hostility, coding, lag, "world wars": wars, controls, model };
                const how = model === WITHIN ? { estimator: "conditional-logit", strata: "directed_pair", errors: ["dyad"] } : { estimator: model, errors: ["dyad"] };
                specs.push({
                  id: Object.values(choices).join(" · "),
                  choices,
                  term,
                  spec: { data: "panel", outcome, filter: `year >= 1914${wars === "without" ? " and not world_war" : ""}`, terms, ...how },
                });
              }
            }
          }
        }
      }
    }
  }
  return specs;
}

/** What a grid says together. */
export interface GridSummary {
  readonly count: number;
  readonly estimated: number;
  /** Of those, with a control that separates the outcome perfectly, whose own estimate is infinite; the pact's own figure stands. */
  readonly runningOff: number;
  readonly negative: number;
  /** With an interval that leaves out nought, on either side. */
  readonly significantNegative: number;
  readonly significantPositive: number;
  readonly median: number;
}

export interface GridPoint {
  readonly id: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly b?: number;
  readonly low?: number;
  readonly high?: number;
  readonly N?: number;
  readonly events?: number;
  readonly state: string;
}

export function summaryOf(points: readonly GridPoint[]): GridSummary {
  const known = points.filter((it) => it.b !== undefined && it.low !== undefined && it.high !== undefined);
  const values = known.map((it) => it.b!).sort((a, b) => a - b);
  const middle = values.length === 0 ? Number.NaN : values.length % 2 === 1 ? values[values.length >> 1]! : (values[values.length / 2 - 1]! + values[values.length / 2]!) / 2;
  return { count: points.length, estimated: known.length, runningOff: known.filter((it) => it.state === "separated").length, negative: known.filter((it) => it.b! < 0).length, significantNegative: known.filter((it) => it.high! < 0).length, significantPositive: known.filter((it) => it.low! > 0).length, median: middle };
}
