import { range, type Row } from "./csv.ts";
import { AS_OF, fact, type Table } from "./facts.ts";
import { dateIn, type SourceList } from "./sources.ts";

type Three = readonly [number, number, number];
interface Published { readonly id: string; readonly name: string; readonly supplier: string; readonly nation: string; readonly systems: string; readonly rate: Three; readonly minimum?: number; readonly expansion?: number; readonly lead?: Three; readonly from: string; readonly rule: string; readonly share?: number }

/** Lines with a published output. Capacity, goal and actual stay apart: the rate is what is or can be made now, the expansion is the goal less the rate. */
const PUBLISHED: readonly Published[] = [
  { id: "155-rheinmetall", name: "155 mm rounds, Rheinmetall", supplier: "Rheinmetall", nation: "DEU", systems: "ammunition_155", rate: [450000, 700000, 700000], minimum: 70000, expansion: 800000, from: "PR016 PR013 PR012 PR018", rule: "actual 2025; low is the capacity of 2023; minimum is the output of 2022; expansion to the goal of 1.5 million in 2027" },
  { id: "155-us-army", name: "155 mm rounds, United States Army plants", supplier: "United States Army", nation: "USA", systems: "ammunition_155", rate: [336000, 480000, 900000], minimum: 174000, expansion: 720000, from: "PR026 PR025 PR024 PR028 PR029", rule: "actual June 2025 times twelve; low September 2023; high the goal of 75,000 a month that was missed; expansion to 100,000 a month", share: 0.6 },
  { id: "155-europe-other", name: "155 mm rounds, other European makers", supplier: "several", nation: "_EUROPE", systems: "ammunition_155", rate: [300000, 300000, 1300000], expansion: 1000000, from: "PR010 PR009 PR016", rule: "European production of 1 million (The Economist) less Rheinmetall; high and expansion: the stated capacity of 2 million less Rheinmetall. Capacity and production differ by a factor of two" },
  { id: "155-nammo", name: "155 mm rounds, Nammo", supplier: "Nammo", nation: "NOR", systems: "ammunition_155", rate: [10000, 10000, 10000], expansion: 190000, lead: [1, 2, 3], from: "PR020", rule: "goal of 200,000 in 2028 is up to twenty times the pre-war output, so 10,000 then; part of the European total" },
  { id: "pac-3", name: "PAC-3 MSE", supplier: "Lockheed Martin", nation: "USA", systems: "PAC-3-MSE long_sam", rate: [500, 620, 650], minimum: 270, expansion: 1380, from: "PR301 PR045 PR050 PR048", rule: "actual 2025; low the actual of 2024; minimum the average bought 2015 to 2024; expansion to the 2,000 of the framework agreement for the end of 2030" },
  { id: "gem-t", name: "Patriot GEM-T, Schrobenhausen", supplier: "COMLOG", nation: "DEU", systems: "GEM-T", rate: [0, 150, 200], from: "PR061", rule: "up to 1,000 ordered, first deliveries 2027: spread over about seven years, our division" },
  { id: "aster", name: "Aster 15/30", supplier: "MBDA, Eurosam", nation: "FRA", systems: "Aster naval_sam", rate: [150, 200, 300], expansion: 100, lead: [1.5, 2, 3.5], from: "PR062 PR063 PR064", rule: "goal of 300 a year in 2027; present output is judgement; lead time 42 months in 2022, goal under 18" },
  { id: "sm-6", name: "SM-6", supplier: "United States Navy", nation: "USA", systems: "SM-6 naval_sam", rate: [125, 125, 150], expansion: 175, from: "PR052 PR053", rule: "multi-year contract; expansion to the goal of 300 in 2027" },
  { id: "thaad", name: "THAAD interceptor", supplier: "Lockheed Martin", nation: "USA", systems: "THAAD-interceptor upper_sam", rate: [25, 50, 96], from: "PR058", rule: "100 bought 2021 to 2024 and not delivered, restart April 2027: spread over two years, our division" },
  { id: "iris-t-missile", name: "IRIS-T SLM missile", supplier: "Diehl", nation: "DEU", systems: "IRIS-T-SLM-missile medium_sam", rate: [400, 450, 500], expansion: 450, from: "PR066 PR069", rule: "goal for 2024; doubling stated for 2025" },
  { id: "iris-t-unit", name: "IRIS-T SLM fire unit", supplier: "Diehl", nation: "DEU", systems: "IRIS-T-SLM", rate: [3, 8, 10], expansion: 2, from: "PR067 PR068 PR069", rule: "goal for 2025; low the actual of 2023; high the goal for 2026" },
  { id: "taurus", name: "Taurus", supplier: "MBDA Germany, Saab", nation: "DEU", systems: "Taurus land_attack_missile", rate: [40, 45, 50], from: "PR070", rule: "actual 2025" },
  { id: "storm-shadow", name: "SCALP EG / Storm Shadow", supplier: "MBDA", nation: "FRA", systems: "Storm-Shadow land_attack_missile", rate: [50, 75, 100], from: "PR071", rule: "actual 2025" },
  { id: "jassm", name: "JASSM", supplier: "Lockheed Martin", nation: "USA", systems: "JASSM land_attack_missile", rate: [720, 720, 720], expansion: 380, from: "PR072 PR073", rule: "actual 2025; expansion to the later goal of 1,100" },
  { id: "lrasm", name: "LRASM", supplier: "Lockheed Martin", nation: "USA", systems: "LRASM anti_ship_missile", rate: [100, 100, 100], expansion: 130, from: "PR074", rule: "about 100 bought a year; goal of 230 in 2027" },
  { id: "caesar", name: "CAESAR", supplier: "KNDS France", nation: "FRA", systems: "CAESAR self_propelled_artillery", rate: [48, 72, 96], minimum: 24, expansion: 24, lead: [1.25, 1.25, 2.5], from: "PR312 PR313 PR314 PR098", rule: "six a month in October 2023; high and expansion the goal of eight in 2024; lead time halved from 30 to 15 months" },
  { id: "leopard-2a8", name: "Leopard 2A8", supplier: "KNDS Germany", nation: "DEU", systems: "Leopard-2A8 main_battle_tank", rate: [40, 45, 50], expansion: 50, lead: [2, 2, 3], from: "PR357 PR359 PR094", rule: "40 to 50 a year by the chief executive; expansion to the 100 hoped for; lead time about two years" },
  { id: "himars", name: "HIMARS", supplier: "Lockheed Martin", nation: "USA", systems: "M142-HIMARS rocket_artillery", rate: [48, 60, 96], minimum: 48, expansion: 36, from: "PR306 PR305 PR307", rule: "actual 2023; low and minimum 2022; expansion to the goal of 96" },
  { id: "gmlrs", name: "GMLRS rocket", supplier: "Lockheed Martin", nation: "USA", systems: "guided_rocket", rate: [7500, 10000, 10000], minimum: 7500, expansion: 4000, from: "PR309 PR308 PR310", rule: "capacity 2022; low and minimum the actual of that year; expansion to the upper goal of 14,000" },
  { id: "mistral", name: "Mistral", supplier: "MBDA", nation: "FRA", systems: "vshorad_missile", rate: [240, 480, 480], minimum: 120, from: "PR316 PR315", rule: "goal of 40 a month for 2025; low 20 and minimum 10 a month in 2024 and 2022" },
  { id: "cv90", name: "CV90", supplier: "BAE Systems Hägglunds", nation: "SWE", systems: "CV90 infantry_fighting_vehicle", rate: [50, 150, 250], minimum: 50, expansion: 200, from: "PR321 PR320 PR322", rule: "between the 50 of 2020 and the goal of 250 in 2026; expansion to 350" },
  { id: "f-35", name: "F-35", supplier: "Lockheed Martin", nation: "USA", systems: "F-35A F-35B combat_aircraft", rate: [110, 156, 156], minimum: 110, from: "PR327 PR328", rule: "capacity; deliveries of 2025 include parked aircraft and are no rate; low and minimum are judgement" },
  { id: "rafale", name: "Rafale", supplier: "Dassault Aviation", nation: "FRA", systems: "Rafale combat_aircraft", rate: [21, 25, 36], minimum: 11, expansion: 23, from: "PR331 PR330 PR332 PR333", rule: "more than two a month in 2025; low the deliveries of 2024; high three a month; expansion to four a month in 2028; minimum is judgement" },
  { id: "eurofighter", name: "Eurofighter", supplier: "Eurofighter consortium", nation: "_EUROFIGHTER", systems: "Eurofighter-Typhoon combat_aircraft", rate: [12, 13, 14], minimum: 10, expansion: 7, from: "PR335 PR336", rule: "actual 2025; expansion to the goal of 20 in 2028; minimum is judgement" },
  { id: "gripen", name: "Gripen E", supplier: "Saab", nation: "SWE", systems: "Gripen combat_aircraft", rate: [6, 9, 24], expansion: 15, from: "PR337", rule: "single digits delivered in 2024; high and expansion the stated capacity of 24" },
  { id: "javelin", name: "Javelin", supplier: "Javelin Joint Venture", nation: "USA", systems: "atgm", rate: [2100, 2400, 3960], minimum: 2100, expansion: 1560, from: "PR342 PR341 PR343", rule: "actual 2024; low 2022; expansion to the goal of 3,960 in 2026" },
  { id: "tb2", name: "Bayraktar TB2 and Akinci", supplier: "Baykar", nation: "TUR", systems: "Bayraktar-TB2 uav_male", rate: [150, 300, 300], from: "PR344 PR345", rule: "stated capacity of 250 and 50 a year; low is judgement" },
  { id: "ground-master", name: "Ground Master radars", supplier: "Thales", nation: "FRA", systems: "air_surveillance_radar", rate: [10, 15, 20], expansion: 5, from: "PR349 PR350", rule: "between the former rate of 10 and the goal of over 20" },
  { id: "trml-4d", name: "TRML-4D radar", supplier: "Hensoldt", nation: "DEU", systems: "air_surveillance_radar", rate: [15, 20, 30], expansion: 10, from: "PR351", rule: "goal of 30 in 2025; base and low are judgement" },
  { id: "tank-rounds", name: "120 mm tank rounds", supplier: "Rheinmetall", nation: "DEU", systems: "tank_mortar_round", rate: [150000, 240000, 240000], minimum: 60000, from: "PR356", rule: "actual of 2023; minimum the output before the war" },
  { id: "hx-2", name: "HX-2 attack drone", supplier: "Helsing", nation: "DEU", systems: "loitering_munition", rate: [2000, 10000, 20000], from: "PR346", rule: "goal of 10,000 to 20,000; low the order in production" },
  { id: "vector", name: "Vector reconnaissance drone", supplier: "Quantum Systems", nation: "DEU", systems: "uav_tactical", rate: [1000, 1440, 1440], from: "PR347", rule: "120 a month in Germany" },
];

/** No rate is published for these classes. The line keeps a plan from buying without limit: rate low, base, high, and the rule. */
const ASSUMED: readonly (readonly [string, Three, string])[] = [
  ["main_battle_tank", [60, 150, 250], "Korean and American tanks that allies buy: 180 delivered to Poland 2022 to 2025, 250 in the next three years"],
  ["infantry_fighting_vehicle", [100, 250, 500], "Lynx, Puma, ASCOD, Borsuk and others: orders of 2020 to 2025 over seven years"],
  ["armoured_personnel_carrier", [400, 900, 1600], "orders of 2020 to 2025 over seven years of delivery"],
  ["protected_mobility_vehicle", [1000, 3000, 6000], "civil lines convert easily"],
  ["self_propelled_artillery", [60, 120, 200], "Korean and German guns on order over five years"],
  ["towed_artillery", [20, 50, 120], "few makers left"],
  ["rocket_artillery", [15, 50, 100], "Chunmoo and PULS on order over five years"],
  ["deep_strike_launcher", [4, 12, 30], "first series only"],
  ["combat_aircraft", [10, 25, 40], "F-16 Block 70 and others beside the four lines with a published rate"],
  ["KC-390", [4, 8, 12], "orders over five years"],
  ["A400M", [4, 8, 11], "one line, slow rate to keep it open"],
  ["tanker_aircraft", [12, 18, 25], "15 KC-46 in one lot and a few A330"],
  ["maritime_patrol", [8, 14, 20], "P-8 and converted airliners on order over five years"],
  ["airborne_early_warning", [2, 4, 8], "GlobalEye and E-7 on order"],
  ["isr_aircraft", [4, 8, 15], "conversions of business jets"],
  ["attack_helicopter", [40, 60, 90], "96 for Poland in about five years, and American orders"],
  ["transport_helicopter", [80, 150, 220], "orders over five years"],
  ["maritime_helicopter", [15, 30, 45], "orders over five years"],
  ["uav_male", [15, 40, 80], "American and European lines"],
  ["uav_tactical", [10000, 60000, 300000], "small-drone makers grow fast"],
  ["destroyer", [2, 4, 6], "American yards deliver two a year, others one or two"],
  ["frigate", [4, 8, 11], "about a dozen yards, one ship in two years each"],
  ["corvette", [2, 5, 8], "yards that also build patrol ships"],
  ["nuclear_submarine", [1.2, 2, 2.5], "1.2 American boats a year, and one British and French every two years"],
  ["conventional_submarine", [2, 3, 5], "three European yards"],
  ["aircraft_carrier", [0.2, 0.3, 0.5], "one American carrier in four to five years, one French in this period"],
  ["mine_countermeasures", [3, 5, 8], "twelve rMCM in six years, and others"],
  ["amphibious", [1, 3, 5], "yards that also build support ships"],
  ["replenishment_ship", [2, 4, 6], "yards that also build merchant ships"],
  ["roro_ship", [5, 15, 40], "merchant yards and charter"],
  ["coastal_defence_missile", [2, 5, 10], "launchers follow missiles"],
  ["uncrewed_vessel", [40, 120, 400], "small craft"],
  ["short_range_air_defence", [40, 90, 200], "561 turrets planned by Germany over about eight years"],
  ["medium_range_air_defence", [10, 20, 35], "NASAMS, CAMM, VL MICA and others beside IRIS-T"],
  ["long_range_air_defence", [6, 12, 16], "about twelve Patriot batteries and a few SAMP/T a year; seven years of queue"],
  ["upper_tier_air_defence", [0.3, 1, 2], "one THAAD battery in several years, one Arrow site"],
  ["air_surveillance_radar", [10, 25, 50], "other makers"],
  ["counter_battery_radar", [8, 20, 40], "few makers"],
  ["counter_drone_site", [20, 60, 200], "18 Polish batteries of several sites in two years"],
  ["bridging_rig", [20, 50, 100], "116 bridge layers for Spain, one main maker of rigs"],
  ["heavy_equipment_transporter", [50, 120, 250], "truck lines"],
  ["rail_flat_wagon", [100, 300, 800], "civil wagon makers"],
  ["logistics_vehicle", [3000, 6000, 10000], "truck lines"],
  ["tank_mortar_round", [100000, 200000, 400000], "other makers of tank rounds, and mortar rounds"],
  ["guided_rocket", [0, 1500, 4000], "rockets of Chunmoo and PULS, and European plans"],
  ["atgm", [3000, 5000, 9000], "Spike, Akeron and NLAW together"],
  ["air_to_air_missile", [1500, 2800, 4000], "AMRAAM, Sidewinder, Meteor, IRIS-T and MICA together"],
  ["anti_ship_missile", [200, 400, 700], "NSM, Exocet and Harpoon beside LRASM"],
  ["torpedo", [150, 300, 500], "five makers"],
  ["guided_bomb", [15000, 30000, 45000], "American lines"],
  ["loitering_munition", [8000, 40000, 250000], "makers grow fast; the German plan is 12,000"],
  ["vshorad_missile", [1500, 3000, 5000], "Stinger, RBS 70, Piorun and Martlet together"],
  ["medium_sam", [500, 1200, 2500], "AMRAAM-ER, CAMM, VL MICA beside IRIS-T"],
  ["naval_sam", [300, 600, 1000], "ESSM and SM-2 beside SM-6 and Aster"],
  ["interceptor_drone", [5000, 30000, 200000], "makers grow fast"],
  ["observation_satellite", [5, 12, 30], "several makers"],
  ["communications_satellite", [30, 80, 200], "constellation lines"],
  ["warning_satellite", [2, 6, 20], "first series"],
  ["space_sensor", [3, 8, 15], "few makers"],
  ["data_link_terminal", [800, 1600, 3000], "few makers of approved terminals"],
];

export function lineRows(sources: SourceList, cited: readonly Row[]): Table {
  const byId = new Map(cited.map((it) => [it.fact_id!, it]));
  const rows: Row[] = PUBLISHED.map((it) => {
    const facts = it.from.split(" ").map((id) => byId.get(id)!);
    const pages = facts.map((row) => sources.page(row.source!, { location: row.source_location!, date: row.source!, row: row.fact_id! }));
    const stated = ["155-us-army", "pac-3", "sm-6", "taurus", "storm-shadow", "jassm", "himars", "eurofighter", "javelin", "caesar", "tank-rounds"].includes(it.id);
    return {
      ...fact(it.id, pages[0]!, stated ? "press" : "derived", stated ? "medium" : "low", { asOf: dateIn(facts[0]!.source!) ?? dateIn(facts[0]!.applies_to!) ?? AS_OF, definition: `${it.rule[0]!.toUpperCase()}${it.rule.slice(1)}. Production figures ${it.from.replaceAll(" ", ", ")}.` }),
      name_en: it.name,
      supplier: it.supplier,
      nation: it.nation,
      systems: it.systems,
      rate_minimum: it.minimum === undefined ? "" : String(it.minimum),
      ...range("rate_maximum", it.rate),
      share: it.share === undefined ? "" : String(it.share),
      ...(it.lead === undefined ? {} : range("lead_time", it.lead)),
      expansion_maximum: it.expansion === undefined ? "" : String(it.expansion),
    };
  });
  for (const [system, rate, rule] of ASSUMED)
    rows.push({ ...fact(`assumed-${system}`, sources.file("concord-judgement"), "assumption", "low", { definition: `No rate is published; judgement: ${rule}.` }), name_en: `All other makers of ${system.replaceAll("_", " ")}`, supplier: "not named", nation: "_WORLD", systems: system, ...range("rate_maximum", rate) });
  return rows;
}
