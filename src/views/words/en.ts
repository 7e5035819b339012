import { unknownAllies } from "../shown.ts";

/** What views say, in English. A word is text, or a function of what stands in it; figures come in as they are printed. */
export const EN = {
  levers: { dates: "Dates", lots: "Lots", roles: "Roles", standards: "Standards" } as Readonly<Record<"dates" | "lots" | "roles" | "standards", string>>,
  headline: {
    alone: (money: string, years: string, last: string) => `Planning alone costs the alliance ${money} and ${years} shortfall-years to ${last}.`,
    aloneShort: (years: string, last: string) => `Planning alone costs the alliance ${years} shortfall-years to ${last}, and no money at equal coverage.`,
    nothing: (last: string) => `Planning together changes nothing to ${last}: no shared line, lot, role or standard is worth anything on these data.`,
    fromTo: (alone: string, aligned: string, share: string) => `from ${alone} alone to ${aligned} aligned (−${share})`,
    stillGain: (years: string) => `Still a gain when joint programmes slip by ${years} years.`,
    gainGone: (years: string) => `The gain in shortfall-years is gone when joint programmes slip by ${years} years.`,
    moneyGone: (times: string) => `The money saved is gone when coordination is ${times} times as dear.`,
  },
  timeline: {
    title: "Open shortfall",
    unit: "requirements unmet",
    alone: "alone",
    aligned: "aligned",
    summary: (first: string, last: string, before: string, alone: string, aligned: string) =>
      `From ${first} to ${last} the open shortfall goes from ${before} to ${alone} requirements when allies plan alone, and to ${aligned} when they plan together. The band is the bracket between the best and the worst way to be alone.`,
  },
  priorities: { atLeast: (count: number) => `at least: ${unknownAllies(count)}` },
  actions: { saves: (money: string) => `saves ${money}`, costs: (money: string) => `costs ${money}` },
  map: {
    met: (year: string) => `Own targets met, ${year}`,
    metOf: (known: string, all: string) => `over ${known} known of ${all} targets`,
    known: "Targets whose holding is known",
    spending: "Defence spending, share of GDP",
    gain: "Gain from planning together, at equal coverage",
    gainShare: "Gain as a share of what it spends alone",
    nobody: "nobody",
    summary: (name: string, highest: string, lowest: string, unknown: string, all: string) => `${name}: highest ${highest}, lowest ${lowest}; ${unknown} of ${all} unknown.`,
  },
  seen: (nations: string, of: string) => `Holdings of ${nations} of ${of} nations are in what you may see.`,
  confidence: {
    assumed: (kind: string, assumed: string, all: string) => `${kind}: ${assumed} of ${all} ${all === "1" ? "row is an assumption" : "rows are assumptions"}`,
    kinds: { economy: "economies", budget: "budgets", requirement: "requirements", system: "systems", yield: "yields", holding: "holdings", stock: "stocks", programme: "programmes", line: "production lines" },
    blind: (count: string) => `${count} required ${count === "1" ? "capability" : "capabilities"} of which no ally's holding is known`,
  },
};

/** What a second language must say: the same words, of the same parts. */
export type ViewWords = typeof EN;
