import { figure, range, type Row } from "./csv.ts";
import { AS_OF, fact, NATIONS, type Table } from "./facts.ts";
import type { SourceList } from "./sources.ts";

const EDITIONS: Readonly<Record<string, string>> = { "2024-06": "nato-2024-06", "2025-08": "nato-2025-08", "2026-07": "nato-2026-07" };
const EDITION_DATES: Readonly<Record<string, string>> = { "2024-06": "2024-06-17", "2025-08": "2025-08-28", "2026-07": "2026-07" };

/** Measures of NATO's tables that the data set carries: our word, unit, factor to the unit, price base. */
const MEASURES: Readonly<Record<string, readonly [string, string, number, string]>> = {
  defence_expenditure_usd_current: ["defence-spending", "M USD", 1, "current"],
  gdp_usd_current: ["gdp", "M USD", 1, "current"],
  defence_share_of_gdp: ["defence-share-of-gdp", "share", 0.01, ""],
  equipment_share: ["equipment-share", "share", 0.01, ""],
  personnel_share: ["personnel-share", "share", 0.01, ""],
  military_personnel: ["active-personnel", "persons", 1000, ""],
};
const GROUPS: Readonly<Record<string, string>> = { _NATO_TOTAL: "_NATO", _NATO_EUR_CAN: "_NATO_EUR_CAN" };

/** Economy rows: NATO's tables in three editions, World Bank GDP and population, Factbook personnel. */
export function economyRows(sources: SourceList, data: { readonly nato: readonly Row[]; readonly bank: readonly Row[]; readonly personnel: readonly Row[] }): Table {
  const rows: Row[] = [];
  for (const it of data.nato) {
    const measure = MEASURES[it.measure!];
    if (measure === undefined || it.value === "") continue;
    const [word, unit, factor, priceBase] = measure;
    const scope = GROUPS[it.iso3!] ?? it.iso3!;
    const value = Number(it.value) * factor;
    const edition = it.edition!;
    // Definitions differ: the 2026 edition counts core defence only, so it speaks first for the years it covers.
    const core = edition === "2026-07";
    rows.push({
      ...fact(`${word}:${scope}:${it.year}:nato-${edition}`, sources.file(EDITIONS[edition]!), it.is_estimate === "1" ? "estimate" : "official", it.is_estimate === "1" ? "medium" : "high", {
        asOf: EDITION_DATES[edition]!,
        definition: word === "defence-share-of-gdp" ? (core ? "NATO definition, core-defence basis of 2025, share of real GDP." : "NATO definition before 2025, share of real GDP.") : word === "active-personnel" ? "Military personnel, NATO definition." : word.endsWith("share") ? "Share of defence expenditure, NATO definition; equipment includes its research and development." : "NATO definition, current prices and exchange rates.",
        note: scope === "_NATO" ? "NATO's own total; membership changes by year." : "",
      }),
      scope,
      measure: word,
      year: it.year!,
      ...range("value", [value, value, value]),
      value_low: "",
      value_high: "",
      unit,
      price_base: priceBase,
      edition: `NATO ${edition}`,
    });
  }
  for (const it of data.bank) {
    if (!(NATIONS as readonly string[]).includes(it.iso3!) || Number(it.year) < 2014) continue;
    if (it.gdp_current_usd !== "") rows.push(plain(fact(`gdp:${it.iso3}:${it.year}:world-bank`, sources.file("world-bank"), "official", "high", { asOf: "2026-03-20", definition: "GDP, current US dollars." }), it, "gdp", Number(it.gdp_current_usd) / 1e6, "M USD", "current", "World Bank 2026-03"));
    if (it.population !== "") rows.push(plain(fact(`population:${it.iso3}:${it.year}:world-bank`, sources.file("world-bank-population"), "official", "high", { asOf: "2026-03-06" }), it, "population", Number(it.population), "persons", "", "World Bank 2026-03"));
  }
  for (const it of data.personnel) {
    const text = it.personnel_text ?? "";
    if (!(NATIONS as readonly string[]).includes(it.iso3!) || it.active_personnel_parsed === "") continue;
    const value = Number(it.active_personnel_parsed);
    rows.push(plain(fact(`active-personnel:${it.iso3}:${it.as_of_year}:factbook`, sources.file("factbook"), "estimate", "low", { asOf: "2026-05-17", definition: "Active-duty personnel, first figure of the text.", note: text.slice(0, 160) }), { iso3: it.iso3!, year: it.as_of_year || "2025" }, "active-personnel", value, "persons", "", "Factbook 2026-05"));
  }
  return rows;
}

const plain = (provenance: Row, at: Row, measure: string, value: number, unit: string, priceBase: string, edition: string): Row => ({
  ...provenance, scope: at.iso3!, measure, year: at.year!, value: figure(value, 8), unit, price_base: priceBase, edition,
});

/** Euro per unit of currency, by year: read off NATO's tables, which print both national money and US dollars. */
export function rateRows(sources: SourceList, nato: readonly Row[]): Table {
  const of = (measure: string): Map<string, number> => new Map(nato.filter((it) => it.edition === "2024-06" && it.measure === measure && it.value !== "").map((it) => [`${it.iso3}|${it.year}`, Number(it.value)]));
  const dollars = of("defence_expenditure_usd_current");
  const national = of("defence_expenditure_lcu_current");
  const rows: Row[] = [];
  const perDollar = (nation: string, year: number): number | undefined => {
    const [usd, lcu] = [dollars.get(`${nation}|${year}`), national.get(`${nation}|${year}`)];
    return usd === undefined || lcu === undefined || usd === 0 ? undefined : lcu / usd;
  };
  const OWN: readonly (readonly [string, string])[] = [["ALB", "ALL"], ["BGR", "BGN"], ["CAN", "CAD"], ["CZE", "CZK"], ["DNK", "DKK"], ["HUN", "HUF"], ["MKD", "MKD"], ["NOR", "NOK"], ["POL", "PLN"], ["ROU", "RON"], ["SWE", "SEK"], ["TUR", "TRY"], ["GBR", "GBP"]];
  for (let year = 2014; year <= 2024; year++) {
    const euro = perDollar("DEU", year);
    if (euro === undefined) continue;
    const rule = "National money over US dollars in NATO's tables of defence expenditure at current prices, against the euro of Germany's rows.";
    const push = (currency: string, rate: number): void => void rows.push({ ...fact(`${currency}:${year}`, sources.file("nato-2024-06"), "derived", year < 2023 ? "high" : "medium", { asOf: "2024-06-17", definition: rule }), currency, year: String(year), rate: figure(rate) });
    push("USD", euro);
    for (const [nation, currency] of OWN) {
      const own = perDollar(nation, year);
      if (own !== undefined) push(currency, euro / own);
    }
  }
  // Yearly averages not in any file at hand: from general knowledge, marked so.
  const KNOWN: Readonly<Record<string, Readonly<Record<number, number>>>> = {
    USD: { 2025: 0.886, 2026: 0.86 }, GBP: { 2025: 1.168, 2026: 1.15 }, PLN: { 2025: 0.236, 2026: 0.235 }, SEK: { 2025: 0.0903, 2026: 0.092 }, NOK: { 2025: 0.0853, 2026: 0.087 }, DKK: { 2025: 0.134, 2026: 0.134 }, CZK: { 2025: 0.0405, 2026: 0.041 }, HUF: { 2025: 0.00251, 2026: 0.0026 }, RON: { 2025: 0.198, 2026: 0.197 }, BGN: { 2025: 0.511292, 2026: 0.511292 }, TRY: { 2025: 0.0224, 2026: 0.0195 }, CAD: { 2025: 0.634, 2026: 0.625 }, ALL: { 2025: 0.0102 }, MKD: { 2025: 0.01625 }, ISK: { 2024: 0.0067, 2025: 0.0069 }, KRW: { 2016: 0.00078, 2022: 0.000736, 2023: 0.000708, 2024: 0.000678, 2025: 0.000623 },
  };
  for (const [currency, years] of Object.entries(KNOWN))
    for (const [year, rate] of Object.entries(years))
      rows.push({ ...fact(`${currency}:${year}`, sources.file("public-averages"), "assumption", "low", { definition: "Yearly average, rounded, from general knowledge; 2026 is a part-year guess." }), currency, year, rate: String(rate) });
  return rows;
}

const HICP: Readonly<Record<number, number>> = { 2014: 100, 2015: 100, 2016: 100.2, 2017: 101.8, 2018: 103.6, 2019: 104.8, 2020: 105.1, 2021: 107.8, 2022: 116.8, 2023: 123.2, 2024: 126.1, 2025: 128.8, 2026: 131.4 };

export const priceRows = (sources: SourceList): Table =>
  Object.entries(HICP).map(([year, level]) => ({
    ...fact(`hicp:${year}`, sources.file("public-averages"), "assumption", Number(year) < 2025 ? "medium" : "low", { definition: "Euro-area consumer prices (HICP), 2015 = 100, yearly average rounded to a tenth, from general knowledge; 2026 assumes 2 per cent. Defence prices have risen faster since 2022." }),
    index: "euro-area HICP",
    year,
    level: String(level),
  }));

const GROWTH = [0.008, 0.015, 0.022] as const;
const ADDRESSABLE = [0.25, 0.4, 0.6] as const;
/** Part of the United States' equipment money taken as serving the plan's requirements, its commitments being worldwide. */
const UNITED_STATES = [0.1, 0.25, 0.5] as const;
const FIRST = 2026;
const LAST = 2035;
const CORE_TARGET = 0.035;

type Three = readonly [number, number, number];
export interface BudgetBase { readonly nation: string; readonly gdp: number; readonly share: number; readonly shareBefore: number; readonly equipment: Three }

/** Share of GDP by year under each path, and the rule in words. */
export const PATHS: Readonly<Record<string, { readonly rule: string; readonly share: (from: BudgetBase, year: number) => number }>> = {
  held: { rule: "share of GDP held at the 2026 estimate", share: (from) => from.share },
  agreed: {
    rule: "straight line from the 2026 estimate to 3.5 per cent of GDP in 2035 (The Hague 2025); allies above it stay where they are",
    share: (from, year) => (from.share >= CORE_TARGET ? from.share : from.share + ((CORE_TARGET - from.share) * (year - FIRST)) / (LAST - FIRST)),
  },
  argued: {
    rule: "the ally's own yearly rise 2022 to 2026, at most 0.25 points a year, fading by a fifth each year, never above 3.5 per cent; allies above it give back a tenth of the excess each year",
    share: (from, year) => {
      let share = from.share;
      let step = Math.min(Math.max((from.share - from.shareBefore) / 4, 0), 0.0025);
      for (let at = FIRST; at < year; at++) {
        share = share > CORE_TARGET ? CORE_TARGET + (share - CORE_TARGET) * 0.9 : Math.min(share + step, CORE_TARGET);
        step *= 0.8;
      }
      return share;
    },
  },
};

/** What the budget of each nation starts from. Iceland has no rows and drops out. */
export function budgetBases(nato: readonly Row[], euroPerDollar2024: number): readonly BudgetBase[] {
  const value = (edition: string, measure: string, nation: string, year: number): number | undefined => {
    const cell = nato.find((it) => it.edition === edition && it.measure === measure && it.iso3 === nation && it.year === String(year))?.value;
    return cell === undefined || cell === "" ? undefined : Number(cell);
  };
  return NATIONS.flatMap((nation) => {
    const gdp = value("2024-06", "gdp_usd_current", nation, 2024);
    const share = value("2026-07", "defence_share_of_gdp", nation, 2026);
    const before = value("2026-07", "defence_share_of_gdp", nation, 2022);
    if (gdp === undefined || share === undefined || before === undefined) return [];
    const shares = [2021, 2022, 2023, 2024, 2025].flatMap((year) => value("2025-08", "equipment_share", nation, year) ?? []);
    const recent = shares.slice(-3);
    const mean = recent.reduce((a, b) => a + b, 0) / recent.length / 100;
    return [{ nation, gdp: gdp * euroPerDollar2024 * ((HICP[2025] ?? 1) / (HICP[2024] ?? 1)), share: share / 100, shareBefore: before / 100, equipment: [Math.min(...shares) / 100, mean, Math.max(...shares) / 100] }];
  });
}

export function budgetRows(sources: SourceList, bases: readonly BudgetBase[]): Table {
  sources.file("concord-judgement");
  const rows: Row[] = [];
  for (const [path, { rule, share }] of Object.entries(PATHS))
    for (const from of bases)
      for (let year = FIRST; year <= LAST; year++) {
        const amounts = [0, 1, 2].map((k) => from.gdp * (1 + GROWTH[k]!) ** (year - 2024) * share(from, year) * from.equipment[1] * ADDRESSABLE[k]! * (from.nation === "USA" ? UNITED_STATES[k]! : 1));
        rows.push({
          ...fact(`${path}:${from.nation}:${year}`, "concord-judgement", "derived", "low", {
            asOf: AS_OF,
            definition: `GDP 2024 (NATO) in euro of 2025 with real growth 0.8/1.5/2.2 per cent a year; ${rule}; equipment share ${figure(from.equipment[1], 3)} (mean of the last three years); of that 0.25/0.40/0.60 goes to what the plan adds${from.nation === "USA" ? "; of that 0.10/0.25/0.50 for the alliance's requirements" : ""}.`,
          }),
          nation: from.nation,
          year: String(year),
          path,
          ...range("amount", [amounts[0]!, amounts[1]!, amounts[2]!], 5),
          unit: "M EUR",
          price_base: "constant 2025",
        });
      }
  return rows;
}

export const euroOf = (rates: Table, currency: string, year: string): number => Number(rates.find((it) => it.currency === currency && it.year === year)?.rate);
