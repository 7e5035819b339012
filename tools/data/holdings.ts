import { CLASSES, TYPES } from "./classes.ts";
import { figure, range, type Row } from "./csv.ts";
import { fact, idOf, isNation, NATIONS, type Table, wordOf } from "./facts.ts";
import { dateIn, type SourceList } from "./sources.ts";
import type { FoundType } from "./systems.ts";

type Three = readonly [number, number, number];
const UNIT = new Map(CLASSES.map((it) => [it.id, it.unit]));
const YEAR_NOW = 2026.9;

/**
 * Classes of the yearbook-coded counts of 2014 under ours: columns, which part of the count the class is taken to be, and why.
 * The words for the part are composed from it (`taken`), so a reason names no figure of its own.
 */
const CROSSWALK: readonly { readonly class: string; readonly columns: readonly string[]; readonly part: Three; readonly least?: number; readonly only?: readonly string[]; readonly not?: readonly string[]; readonly reason?: string }[] = [
  { class: "main_battle_tank", columns: ["armoured_fighting_vehicles_attack"], part: [0, 0.45, 0.8], least: 100, reason: "tanks and fighting vehicles share one count" },
  { class: "infantry_fighting_vehicle", columns: ["armoured_fighting_vehicles_attack"], part: [0.2, 0.55, 1], least: 100, reason: "tanks and fighting vehicles share one count" },
  { class: "armoured_personnel_carrier", columns: ["armoured_fighting_vehicles_transport"], part: [0.2, 0.5, 1], least: 20, reason: "carriers and protected vehicles share one count" },
  { class: "self_propelled_artillery", columns: ["land_sea_defence_surface_to_surface_artillery"], part: [0, 0.14, 0.6], least: 100, reason: "guns, rockets and mortars share one count" },
  { class: "towed_artillery", columns: ["land_sea_defence_surface_to_surface_artillery"], part: [0, 0.14, 0.6], least: 100, reason: "guns, rockets and mortars share one count" },
  { class: "rocket_artillery", columns: ["land_sea_defence_surface_to_surface_artillery"], part: [0, 0.045, 0.2], least: 300, reason: "guns, rockets and mortars share one count" },
  { class: "short_range_air_defence", columns: ["air_defence_surface_to_air_missiles"], part: [0, 0.025, 0.15], least: 20, reason: "launchers of all ranges share one count, shoulder-launched ones included: scaled so that the alliance's fire units, long range ones included, come near the 293 reported as held in 2021" },
  { class: "air_defence_gun", columns: ["air_defence_surface_to_air_artillery"], part: [0.2, 0.7, 1], least: 10, reason: "guns of all ages are in the count, and the oldest are taken to be gone" },
  { class: "combat_aircraft", columns: ["aircraft_fighter", "aircraft_attack"], part: [1, 2.2, 4], least: 10, reason: "multi-role aircraft are missing from the count" },
  { class: "electronic_warfare_aircraft", columns: ["aircraft_ew"], part: [0.3, 0.7, 1], reason: "old aircraft are in the count, and some are taken to be gone" },
  { class: "tanker_aircraft", columns: ["aircraft_tanker"], part: [0.5, 1, 1.3] },
  { class: "maritime_patrol", columns: ["aircraft_maritime_patrol"], part: [0.5, 1, 1.5] },
  { class: "airborne_early_warning", columns: ["aircraft_aew"], part: [0.5, 1, 1.2] },
  { class: "isr_aircraft", columns: ["aircraft_recon_surveil"], part: [0.1, 0.5, 1], reason: "reconnaissance aircraft of all kinds share one count" },
  { class: "attack_helicopter", columns: ["helicopters_attack"], part: [0.6, 1, 1.2] },
  { class: "transport_helicopter", columns: ["helicopters_transport"], part: [0.5, 0.9, 1.2], not: ["ISL"], reason: "medium, heavy and light types share one count, and some are taken to be gone" },
  { class: "maritime_helicopter", columns: ["helicopters_maritime"], part: [0.5, 1, 1.2] },
  { class: "uav_tactical", columns: ["unmanned_aerial_vehicles_recon_surveil"], part: [0.2, 0.7, 3], reason: "drones of all sizes share one count; numbers have grown since, hence the high end" },
  { class: "aircraft_carrier", columns: ["principal_surface_combatants_aircraft_carrier"], part: [0.7, 1, 1.2] },
  { class: "destroyer", columns: ["principal_surface_combatants_destroyers", "principal_surface_combatants_cruisers"], part: [0.7, 1, 1.2], not: ["NLD", "NOR", "ESP", "ROU", "DNK", "CAN"], reason: "destroyers and cruisers, as coded; not read where the same ships are cited as frigates or have left service" },
  { class: "frigate", columns: ["principal_surface_combatants_frigates"], part: [0.7, 1, 1.2], not: ["DEU"] },
  { class: "corvette", columns: ["patrol_and_coastal_combatants_corvette"], part: [0.5, 1, 1.3] },
  { class: "nuclear_submarine", columns: ["submarines_attack"], part: [0.8, 1, 1.1], only: ["USA", "GBR", "FRA"], reason: "attack submarines of the three allies that run nuclear boats only" },
  { class: "conventional_submarine", columns: ["submarines_attack", "submarines_coastal"], part: [0.7, 1, 1.1], not: ["USA", "GBR", "FRA"], reason: "attack and coastal submarines" },
  { class: "mine_countermeasures", columns: ["mine_warfare_mine_countermeasures"], part: [0.5, 0.9, 1.1], reason: "old ships are in the count, and some are taken to be gone" },
  { class: "amphibious", columns: ["amphibious_landing_ship"], part: [0.6, 1, 1.2], reason: "landing ships, no craft" },
  { class: "replenishment_ship", columns: ["logistics_and_support_replenishment"], part: [0.2, 0.4, 1], reason: "small harbour tankers are in the count" },
  { class: "roro_ship", columns: ["logistics_and_support_transport"], part: [0, 0.2, 0.6], reason: "transports of all kinds share one count" },
  { class: "air_surveillance_radar", columns: ["radars_air_defense_early_warning"], part: [0.3, 0.7, 1.2], reason: "old sets are in the count, and some are taken to be gone" },
  { class: "counter_battery_radar", columns: ["radars_isr_battlefield_surveil"], part: [0, 0.5, 1], reason: "battlefield radars of all kinds share one count" },
];

/** Cited rows that are not a fleet today, by nation, system and a piece of the variant text; the reason stands beside. */
const LEFT_OUT: readonly (readonly [string, string, string, string])[] = [
  ["ALB", "HMMWV", "", "a gift"], ["CAN", "Leopard 2A4", "2A4M CAN", "part of a later total"], ["CAN", "Leopard 2A4", "for training", "part of a later total"], ["CAN", "Leopard 2A6", "2A6M CAN", "older than another row"],
  ["DEU", "Leopard 2A6", "", "part of Leopard 2"], ["DEU", "Leopard 2", "newer models", "part"], ["DEU", "PzH 2000", "received", "built, not held"], ["DNK", "Leopard 2A4", "", "for spares"], ["DNK", "Leopard 2A5", "", "replaced by 2A7"],
  ["ESP", "Juan Carlos I", "", "counted as an amphibious ship in the class total"], ["ESP", "Leopard 2E", "", "part of Leopard 2"], ["ESP", "A400M", "", "first delivery only"],
  ["FIN", "Leopard 2", "Leopard 2", "sum of the two types"], ["GBR", "Challenger 2", "driver training", "no gun"], ["GBR", "C-130", "", "withdrawn"], ["GBR", "all armoured fighting vehicles", "", "several classes"], ["GBR", "all protected mobility vehicles", "", "another class"],
  ["GBR", "all submarines", "", "with ballistic missile boats"], ["GBR", "all Royal Navy surface vessels", "", "several classes"], ["GBR", "Albion class", "", "leaving"], ["GBR", "Wave class", "", "leaving"], ["GBR", "Vanguard class", "", "no nuclear forces here"], ["FRA", "all ballistic missile submarines", "", "no nuclear forces here"],
  ["GRC", "Leopard 2", "", "sum of its types"], ["GRC", "M113", "", "a grant"], ["GRC", "M577", "", "a grant"], ["GRC", "BMP-1", "", "withdrawal announced"], ["GRC", "all Leopard tanks", "", "part of the total"], ["ITA", "Ariete", "", "built, not held"], ["HRV", "PzH 2000", "ordered from", "order"], ["HUN", "PzH 2000", "in the same contract", "order"],
  ["LTU", "M577", "", "command vehicles"], ["NLD", "Walrus class", "", "one has left since"], ["NOR", "Leopard 2A4", "", "bought, some scrapped"], ["POL", "Leopard 2", "", "sum of its types"], ["POL", "Leopard 2PL", "with rebuilds", "counts the whole Leopard 2 fleet"], ["POL", "all modern main battle tanks", "", "part of the total"],
  ["TUR", "Leopard 2", "", "same tanks as Leopard 2A4"], ["TUR", "M60T", "", "part of M60"], ["TUR", "Leopard 2A4", "Leopard 2A4TR", "part of the total"], ["USA", "M1 Abrams (all)", "", "sum of its types"], ["USA", "all refuelling-capable aircraft", "", "wider definition"],
  ["GBR", "all unmanned aircraft systems", "", "all sizes"], ["GBR", "all Royal Fleet Auxiliary vessels", "", "several classes"], ["POL", "all missile boats", "", "another class"], ["TUR", "S-400", "", "not linked to the air defence of the alliance"], ["GRC", "all gunboats", "", "part of patrol ships"], ["GRC", "all missile boats", "", "part of patrol ships"], ["TUR", "all missile boats", "", "part of patrol ships"], ["TUR", "all patrol boats", "", "part of patrol ships"],
  ["DNK", "CV90", "", "dated 2012, kept by the yearbook-coded count"], ["USA", "all guided missile destroyers", "", "without cruisers"],
];

/** Cells where the cited types are the whole fleet, because older types are known to be gone. */
const WHOLE = new Set(["NLD|combat_aircraft", "NOR|combat_aircraft", "DNK|combat_aircraft", "BEL|combat_aircraft", "SVK|combat_aircraft", "ROU|combat_aircraft", "NLD|main_battle_tank", "FRA|main_battle_tank", "SVK|main_battle_tank", "ITA|self_propelled_artillery", "NLD|mine_countermeasures", "GBR|airborne_early_warning", "GBR|self_propelled_artillery", "GBR|uav_tactical", "CZE|main_battle_tank", "CZE|attack_helicopter", "BGR|combat_aircraft", "PRT|combat_aircraft", "POL|self_propelled_artillery", "NOR|main_battle_tank", "NOR|self_propelled_artillery", "CAN|self_propelled_artillery"]);
/** Cells where the cited types are known to be a part only, though a large one. */
const PART = new Set(["USA|combat_aircraft", "FRA|combat_aircraft", "DEU|infantry_fighting_vehicle"]);

/** Given away after the date of the figure: nation, system, number, what the row says. */
const GIVEN: readonly (readonly [string, string, number, string])[] = [
  ["GBR", "Challenger 2", 14, "14 given to Ukraine in 2023"],
  ["SWE", "CV90", 51, "51 given to Ukraine, as the row says"],
  ["NLD", "CV90", 44, "44 sold to Estonia, as the row says"],
  ["DEU", "Patriot", 3, "3 of 12 on paper given to Ukraine, as the row says"],
];

/** Listed airframes of types known to have left service with these operators. */
const WITHDRAWN: readonly (readonly [string, string])[] = [["GBR", "Tornado"], ["GBR", "C-130"], ["USA", "KC-10A"], ["USA", "E-8C"], ["USA", "EP-3E"], ["DEU", "C-160"], ["FRA", "C-160"], ["NLD", "F-16"], ["DEU", "P-3"], ["NOR", "P-3"], ["GBR", "E-3 Sentry"], ["CZE", "P-3"], ["USA", "C-2A"], ["BEL", "C-130"]];

/** Allies without a coast: their listed patrol aircraft are survey aircraft. */
export const LANDLOCKED = ["CZE", "SVK", "HUN", "LUX", "MKD"];
/** Fewest listed airframes that tell something of a fleet of this class; fewer are a chance find. */
const LISTED_LEAST: Readonly<Record<string, number>> = { combat_aircraft: 4, transport_helicopter: 4, attack_helicopter: 4 };

/** Our class of a cited row, or undefined where the data set has none. */
function classOf(row: Row): string | undefined {
  const name = row.system_name!;
  const listed = row.system_class!;
  if (listed === "submarine") return /Astute|Los Angeles|nuclear attack|Suffren|Virginia/.test(name) ? "nuclear_submarine" : ["USA", "GBR", "FRA"].includes(row.nation_iso3!) ? undefined : "conventional_submarine";
  if (listed === "long_range_air_defence") return /THAAD/.test(name) ? "upper_tier_air_defence" : listed;
  if (listed === "support_ship") return /replenishment|Vulcano|Den Helder|oiler/i.test(name) ? "replenishment_ship" : "support_ship";
  if (listed === "satellite") return /communications/.test(row.note!) ? "communications_satellite" : /reconnaissance/.test(`${row.note} ${row.variant_text}`) ? "observation_satellite" : "military_satellite";
  if (listed === "cyber_unit") return /unit: teams/.test(row.note!) ? "cyber_response_team" : undefined;
  return UNIT.has(listed) ? listed : undefined;
}

interface Found { readonly nation: string; readonly class: string; readonly name: string; readonly total: boolean; readonly quantity: Three; readonly asOf: string; readonly confidence: "high" | "medium" | "low"; readonly source: string; readonly evidence: string; readonly definition: string; readonly note: string; readonly service: string }

const RANK = { high: 0, medium: 1, low: 2 } as const;
/** The same choice between rival figures that the model makes. */
const better = (a: Found, b: Found): number => RANK[a.confidence] - RANK[b.confidence] || (a.asOf > b.asOf ? -1 : a.asOf < b.asOf ? 1 : 0);

const ageOf = (asOf: string): number => Math.max(YEAR_NOW - Number(asOf.slice(0, 4)), 0);
/** A stated figure and the parts of it taken, in words: what a record says was done is composed from what was done. */
const taken = ([low, base, high]: Three): string => `${figure(base * 100)} per cent of it taken, between ${figure(low * 100)} and ${figure(high * 100)} per cent`;
/** Parts of a figure of which only one end is stated. */
const UPPER: Three = [0.5, 0.75, 1];
const LOWER: Three = [1, 1.05, 1.25];
const parts = (stated: string, part: Three): Three => part.map((it) => Number(stated) * it) as unknown as Three;
const widened = ([low, base, high]: Three, asOf: string, yearly: number): Three => [Math.max(low * (1 - yearly * ageOf(asOf)), 0), base, high * (1 + yearly * ageOf(asOf))];
const whole = ([low, base, high]: Three): Three => [Math.floor(low), Math.round(base), Math.ceil(high)];

const latestOf = (found: readonly Found[]): string => found.map((it) => it.asOf).sort().at(-1) ?? "";
const sumOf = (found: readonly Found[]): number => found.reduce((sum, it) => sum + it.quantity[1], 0);

export interface HoldingData { readonly cited: readonly Row[]; readonly airframes: readonly Row[]; readonly counts2014: readonly Row[]; readonly nato: readonly Row[] }

/** Holdings of nations by class and type, and the types that came up. */
export function holdingRows(sources: SourceList, data: HoldingData): { readonly rows: Table; readonly types: readonly FoundType[] } {
  const found = [...citedFound(sources, data.cited), ...listedFound(sources, data.airframes)];
  const typeIds = new Map<string, string>(TYPES.map((it) => [`${it.id}|${it.class}`, it.id]));
  const classOfId = new Map<string, string>(TYPES.map((it) => [it.id, it.class]));
  const types: FoundType[] = [];
  const typeId = (name: string, className: string): string => {
    const plain = idOf(name);
    const known = typeIds.get(`${plain}|${className}`);
    if (known !== undefined) return known;
    const id = classOfId.has(plain) || UNIT.has(plain) ? `${plain}:${className}` : plain;
    typeIds.set(`${plain}|${className}`, id);
    classOfId.set(id, className);
    types.push({ id, name, class: className });
    return id;
  };
  const rows: Row[] = [];
  const seen = new Map<string, number>();
  const push = (nation: string, system: string, className: string, quantity: Three, provenance: Row, service = ""): void => {
    const key = `${nation}:${system}:${provenance.as_of}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    rows.push({ ...provenance, id: count === 1 ? key : `${key}:${count}`, nation, system, ...range("quantity", whole(quantity)), unit: UNIT.get(className)!, service });
  };

  const byCell = new Map<string, Found[]>();
  for (const it of found) byCell.set(`${it.nation}|${it.class}`, [...(byCell.get(`${it.nation}|${it.class}`) ?? []), it]);
  const counted = new Map(countedFound(sources, data.counts2014).map((it) => [`${it.nation}|${it.class}`, it]));

  for (const nation of NATIONS)
    for (const { id: className } of CLASSES) {
      const cell = byCell.get(`${nation}|${className}`) ?? [];
      const old = counted.get(`${nation}|${className}`);
      for (const it of cell.filter((row) => !row.total)) push(nation, typeId(it.name, className), className, it.quantity, fact("", it.source, it.evidence, it.confidence, { asOf: it.asOf, definition: it.definition, note: it.note }), it.service);
      const names = [...new Set(cell.filter((row) => !row.total).map((row) => row.name))];
      const chosen = names.map((name) => cell.filter((row) => !row.total && row.name === name).sort(better)[0]!);
      const total = cell.filter((row) => row.total).sort(better)[0];
      for (const it of cell.filter((row) => row.total && row !== total)) push(nation, className, className, it.quantity, fact("", it.source, it.evidence, "low", { asOf: it.asOf, definition: it.definition, note: [it.note, "Another total for the same fleet."].filter((text) => text !== "").join(" ") }), it.service);
      if (chosen.length === 0 && total === undefined && old === undefined) continue;
      const outdated = total !== undefined && total.asOf < latestOf(chosen) && total.quantity[1] < sumOf(chosen);
      if (outdated) push(nation, className, className, total.quantity, fact("", total.source, total.evidence, "low", { asOf: total.asOf, definition: total.definition, note: "Older than the sum of the types." }), total.service);
      const sum: Three = [0, 1, 2].map((k) => chosen.reduce((all, it) => all + it.quantity[k]!, 0)) as unknown as Three;
      const latest = latestOf(chosen);
      const worst = chosen.map((it) => it.confidence).sort((a, b) => RANK[b] - RANK[a])[0] ?? "low";
      // The class row is the total that the types belong to, so it is never below their sum.
      if (total !== undefined && (total.asOf >= latest || total.quantity[1] >= sum[1])) {
        const covering = total.quantity[1] >= sum[1];
        const base = Math.max(total.quantity[1], sum[1]);
        push(nation, className, className, [Math.min(total.quantity[0], covering ? total.quantity[0] : sum[0]), base, Math.max(total.quantity[2], sum[2], base)], fact("", total.source, total.evidence, total.confidence, { asOf: total.asOf, definition: covering ? `Published total. ${total.definition}` : `Sum of the types; the published total of ${figure(total.quantity[1])} is lower and sets the low end.`, note: total.note }), total.service);
      } else if (chosen.length > 0 && !(old !== undefined && PART.has(`${nation}|${className}`) && old.quantity[1] > sum[1]) && (old === undefined || sum[1] >= 0.5 * old.quantity[1] || old.quantity[1] < 4 || WHOLE.has(`${nation}|${className}`))) {
        push(nation, className, className, sum, fact("", chosen.sort(better)[0]!.source, "derived", worst, { asOf: latest, definition: `Sum of the chosen figures of ${chosen.length} type${chosen.length === 1 ? "" : "s"}: ${chosen.map((it) => `${it.name} ${figure(Math.round(it.quantity[1]))}`).join(", ")}. Types not reported are missing.`.slice(0, 600) }));
      } else if (old !== undefined && chosen.length > 0) {
        push(nation, className, className, [sum[0], Math.max(old.quantity[1], sum[1]), Math.max(old.quantity[2], sum[2])], fact("", old.source, "derived", "low", { asOf: old.asOf, definition: `${old.definition} Types known since (${chosen.map((it) => `${it.name} ${figure(Math.round(it.quantity[1]))}`).join(", ")}) are a part of it and set the low end.`.slice(0, 700) }));
      } else if (old !== undefined) push(nation, className, className, old.quantity, fact("", old.source, "derived", "low", { asOf: old.asOf, definition: old.definition }));
    }

  for (const it of personnelFound(sources, data.nato)) push(it.nation, "personnel", "personnel", it.quantity, { ...fact("", it.source, it.evidence, it.confidence, { asOf: it.asOf, definition: it.definition }), readiness: "1" });
  for (const [nation, className, quantity, rule] of CAPACITY) push(nation, className, className, quantity, fact("", sources.file("nato-figures"), "derived", "low", { asOf: "2025", definition: rule }));
  const military = new Set(rows.map((it) => it.system!).filter((it) => UNIT.has(it) && !["patrol", "transport_helicopter", "transport_aircraft", "maritime_patrol", "support_ship", "shell_capacity", "missile_capacity"].includes(it)));
  const none = sources.page("24/7 Wall St, countries without armed forces, 2024-03-09", { date: "2024-03-09" });
  const stated = new Set(rows.filter((it) => it.nation === "ISL").map((it) => it.system!));
  for (const className of military) if (!stated.has(className)) push("ISL", className, className, [0, 0, 0], fact("", none, "press", "high", { asOf: "2024-03-09", definition: "Iceland has no armed forces. Stated only for classes that another ally is known to hold." }));
  return { rows, types };
}

/** Yearly output openly stated for producers, as capacity of the nation they stand in. */
const CAPACITY: readonly (readonly [string, string, Three, string])[] = [
  ["DEU", "shell_capacity", [450000, 700000, 700000], "Rheinmetall, 700,000 rounds a year in 2025, plants abroad included (PR016); low is its capacity of 2023 (PR013)."],
  ["USA", "shell_capacity", [336000, 480000, 900000], "Army plants, 40,000 rounds a month in June 2025 (PR026); low 28,000 (PR025); high the goal of 75,000 (PR028)."],
  ["USA", "missile_capacity", [995, 1345, 1500], "PAC-3 MSE 500 (PR045), SM-6 125 (PR051), JASSM 720 (PR072) a year; other families unknown."],
  ["FRA", "missile_capacity", [25, 38, 50], "Half of 50 to 100 SCALP and Storm Shadow a year (PR071); other families unknown."],
  ["GBR", "missile_capacity", [25, 38, 50], "Half of 50 to 100 SCALP and Storm Shadow a year (PR071); other families unknown."],
  ["DEU", "missile_capacity", [40, 45, 500], "Taurus 40 to 50 a year (PR070); high adds the IRIS-T SLM goal (PR066)."],
];

function citedFound(sources: SourceList, cited: readonly Row[]): readonly Found[] {
  const merged = new Map<string, Found>();
  for (const it of cited) {
    const className = classOf(it);
    const nation = it.nation_iso3!;
    if (className === undefined || !isNation(nation) || it.licence_class!.startsWith("C") || it.measure === "order_or_plan") continue;
    if (it.quantity_low === "" && it.quantity_high === "") continue;
    if (/unit: launchers/.test(it.note!)) continue;
    if (LEFT_OUT.some(([n, system, variant]) => n === nation && system === it.system_name && it.variant_text!.includes(variant))) continue;
    const given = GIVEN.find(([n, system]) => n === nation && system === it.system_name && !(system === "Patriot" && it.as_of !== "2025"));
    const [low, high] = [it.quantity_low, it.quantity_high];
    const stated: Three = low === "" ? parts(high!, UPPER) : high === "" ? parts(low!, LOWER) : [Number(low), (Number(low) + Number(high)) / 2, Number(high)];
    const quantity = given === undefined ? stated : (stated.map((figure_) => figure_ - given[2]) as unknown as Three);
    const asOf = dateIn(it.as_of!) ?? dateIn(it.source!) ?? "2019";
    const source = sources.page(it.source!, { location: it.source_location!, date: it.source!, licence: it.source_licence!, ...(/CC BY-SA/.test(it.source_licence!) ? { licenceClass: "B" } : {}) });
    const total = it.measure === "class_total" || it.system_name!.startsWith("all ");
    const next: Found = {
      nation, class: className, name: it.system_name!, total, quantity: widened(quantity, asOf, 0.02), asOf,
      confidence: dateIn(it.as_of!) === undefined ? "low" : wordOf(it.confidence!), source, evidence: it.note!.startsWith("derived") ? "derived" : "press", service: it.service === "other" ? "" : it.service!,
      definition: [it.variant_text, low === "" ? `An upper bound of ${high} is stated: ${taken(UPPER)}.` : high === "" ? `A lower bound of ${low} is stated: ${taken(LOWER)}.` : low === high ? "" : `Stated as ${low} to ${high}: the middle taken.`, given === undefined ? "" : `${given[3]}, taken off.`, ageOf(asOf) < 1 ? "" : "Range widened by 2 per cent for each year of age."].filter((text) => text !== "").join(". ").replaceAll("..", "."),
      note: [it.note, it.in_storage === "" ? "" : `In storage: ${it.in_storage}.`, dateIn(it.as_of!) === undefined ? "Undated: taken as 2019." : ""].filter((text) => text !== "" && text !== undefined).join(" "),
    };
    // Two variants of one type on one page and date add up; anything else is a rival figure.
    const key = `${nation}|${className}|${it.system_name}|${asOf}|${source}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? next : { ...next, quantity: before.quantity.map((figure_, k) => figure_ + next.quantity[k]!) as unknown as Three, definition: `${before.definition}; and ${next.definition}` });
  }
  return [...merged.values()];
}

function listedFound(sources: SourceList, airframes: readonly Row[]): readonly Found[] {
  const counts = new Map<string, { readonly row: Row; readonly class: string; count: number }>();
  for (const it of airframes) {
    const className = classOf(it);
    if (className === undefined || !isNation(it.nation_iso3!) || it.nation_iso3 === "ISL") continue;
    if (LANDLOCKED.includes(it.nation_iso3!) && className === "maritime_patrol") continue;
    if (WITHDRAWN.some(([n, system]) => n === it.nation_iso3 && system === it.system_name)) continue;
    const key = `${it.nation_iso3}|${className}|${it.system_name}`;
    const before = counts.get(key);
    if (before === undefined) counts.set(key, { row: it, class: className, count: Number(it.quantity_low) });
    else before.count += Number(it.quantity_low);
  }
  return [...counts.values()].filter((it) => it.count >= (LISTED_LEAST[it.class] ?? 1)).map(({ row, class: className, count }) => ({
    nation: row.nation_iso3!, class: className, name: row.system_name!, total: false, quantity: [count * 0.7, count, count * 2] as Three, asOf: "2026-08-22", confidence: "low" as const, source: sources.file("airframes"), evidence: "observed", service: row.service === "other" ? "" : row.service!,
    definition: "Airframes listed one by one in an open watch list, counted; 0.7 to 2 times it as range, because aircraft are missing and some have left service.", note: "ODbL 1.0, share alike.",
  }));
}

function countedFound(sources: SourceList, counts: readonly Row[]): readonly Found[] {
  return counts.filter((it) => it.year === "2014" && isNation(it.iso3!) && it.iso3 !== "ISL").flatMap((it) =>
    CROSSWALK.flatMap(({ class: className, columns, part, least = 1, only, not, reason }): readonly Found[] => {
      if ((only !== undefined && !only.includes(it.iso3!)) || not?.includes(it.iso3!)) return [];
      const cells = columns.map((column) => it[column] ?? "").filter((cell) => cell !== "");
      const count = cells.reduce((sum, cell) => sum + Number(cell), 0);
      // A blank is unknown, and zeros hide coding gaps, so neither is read.
      if (cells.length === 0 || count < least || count * part[1] < 0.5) return [];
      const quantity = widened([count * part[0], count * part[1], count * part[2]], "2014", 0.04);
      return [{ nation: it.iso3!, class: className, name: "", total: true, quantity, asOf: "2014", confidence: "low", source: sources.file("rdmc"), evidence: "derived", service: "", definition: `${figure(count)} counted in 2014 under ${columns.join(" and ")}; ${reason === undefined ? "" : `${reason}; `}${taken(part)}; range widened by 4 per cent for each year since.`, note: "" }];
    }),
  );
}

function personnelFound(sources: SourceList, nato: readonly Row[]): readonly Found[] {
  return NATIONS.flatMap((nation): readonly Found[] => {
    const last = nato.filter((it) => it.edition === "2025-08" && it.measure === "military_personnel" && it.iso3 === nation && it.value !== "").sort((a, b) => Number(b.year) - Number(a.year))[0];
    if (last === undefined) return [];
    const count = Number(last.value) * 1000;
    return [{ nation, class: "personnel", name: "", total: true, quantity: [count * 0.97, count, count * 1.03], asOf: last.year!, confidence: "high", source: sources.file("nato-2025-08"), evidence: last.is_estimate === "1" ? "estimate" : "official", service: "", definition: `Military personnel ${last.year}, NATO definition${last.is_estimate === "1" ? ", NATO's estimate" : ""}; 3 per cent either way.`, note: "" }];
  });
}

