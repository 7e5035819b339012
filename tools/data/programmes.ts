import { CLASSES } from "./classes.ts";
import type { Row } from "./csv.ts";
import { AS_OF, fact, idOf, isNation, NATIONS, type Table, wordOf } from "./facts.ts";
import { dateIn, type SourceList } from "./sources.ts";
import type { FoundType } from "./systems.ts";

const UNIT = new Map(CLASSES.map((it) => [it.id, it.unit]));

/** Class of a programme under ours, by its listed class and, where that is too wide, by its name. */
const CLASS: readonly (readonly [string, RegExp, string])[] = [
  ["uav", /Luna|Proteus/, "uav_tactical"], ["uav", /./, "uav_male"], ["apc", /Griffon|Scorpion|Serval|./, "armoured_personnel_carrier"], ["combat_aircraft", /./, "combat_aircraft"], ["frigate", /./, "frigate"],
  ["gbad_long", /Arrow/, "upper_tier_air_defence"], ["gbad_long", /./, "long_range_air_defence"], ["gbad_medium", /./, "medium_range_air_defence"], ["gbad_shorad", /./, "short_range_air_defence"], ["mcm", /./, "mine_countermeasures"],
  ["ifv", /Stryker/, "armoured_personnel_carrier"], ["ifv", /./, "infantry_fighting_vehicle"], ["missile_atgm", /./, "atgm"], ["helicopter_utility", /./, "transport_helicopter"], ["helicopter_transport", /./, "transport_helicopter"], ["helicopter_attack", /./, "attack_helicopter"],
  ["light_vehicle", /truck/i, "logistics_vehicle"], ["light_vehicle", /./, "protected_mobility_vehicle"], ["mpa", /./, "maritime_patrol"], ["naval_other", /carrier/i, "aircraft_carrier"], ["naval_other", /./, "patrol"],
  ["submarine", /Barracuda|nuclear/i, "nuclear_submarine"], ["submarine", /./, "conventional_submarine"], ["artillery_tube", /./, "self_propelled_artillery"], ["artillery_rocket", /./, "rocket_artillery"], ["main_battle_tank", /./, "main_battle_tank"],
  ["transport_aircraft", /./, "transport_aircraft"], ["tanker_aircraft", /./, "tanker_aircraft"], ["aew", /./, "airborne_early_warning"], ["ammunition_155", /./, "ammunition_155"], ["ammunition_other", /./, "tank_mortar_round"],
  ["loitering_munition", /./, "loitering_munition"], ["missile_air", /AIM-120/, "air_to_air_missile"], ["missile_air", /./, "guided_bomb"], ["missile_cruise_antiship", /Naval Strike/, "anti_ship_missile"], ["missile_cruise_antiship", /Torpedo/, "torpedo"], ["missile_cruise_antiship", /Typhon/, "deep_strike_launcher"], ["missile_cruise_antiship", /./, "land_attack_missile"],
  ["missile_sam", /PAC-3|GEM-T|Aster/, "long_sam"], ["missile_sam", /Mistral/, "vshorad_missile"], ["missile_sam", /./, "medium_sam"], ["counter_uas", /./, "counter_drone_site"], ["engineering", /Bridge/, "bridging_rig"],
  ["space", /communication|GovSat|earth-orbit/i, "communications_satellite"], ["space", /SAR|LUXEO|IRIS|SPOCK/i, "observation_satellite"], ["c4isr", /radios/, "tactical_radio_set"], ["c4isr", /TaWAN/, "battle_management_set"], ["cloud_digital", /Cloud/, "cloud_region"],
  ["fortification", /./, "fortified_border"], ["sensor_radar", /./, "air_surveillance_radar"],
];

/** Types that programmes name: pattern in the name, type. */
const TYPE: readonly (readonly [RegExp, string])[] = [
  [/F-35B/, "F-35B"], [/F-35A/, "F-35A"], [/F-16/, "F-16"], [/Eurofighter|EF 2000/, "Eurofighter Typhoon"], [/Rafale/, "Rafale"], [/A-29N/, "A-29N"], [/Leopard 2A8/, "Leopard-2A8"], [/Leopard 2A7/, "Leopard 2A7"], [/Leopard 2A4/, "Leopard 2A4"], [/K2/, "K2"], [/M1A2/, "M1A2 Abrams"], [/M1A1/, "M1A1 Abrams"],
  [/CV90/, "CV90"], [/Puma/, "Puma"], [/Lynx/, "Lynx KF41"], [/Borsuk/, "Borsuk"], [/ASCOD/, "ASCOD Hunter"], [/Stryker/, "Stryker"], [/Patria 6x6/, "Patria 6x6"], [/Patria AMV/, "Patria AMV"], [/Boxer/, "Boxer"], [/CAESAR/, "CAESAR"], [/K9/, "K9"], [/PzH 2000/, "PzH 2000"], [/RCH 155/, "RCH 155"],
  [/Chunmoo/, "Chunmoo"], [/HIMARS/, "M142 HIMARS"], [/PULS/, "PULS"], [/AH-64/, "AH-64"], [/CH-47/, "CH-47"], [/UH-60/, "UH-60"], [/AW149/, "AW149"], [/P-8/, "P-8A"], [/C-390/, "KC-390"], [/MQ-9/, "MQ-9"], [/Bayraktar/, "Bayraktar TB2"], [/IRIS-T SLM$|IRIS-T SLM \((?!plan.*miss)/, "IRIS-T-SLM"], [/Patriot (fire|miss)|M903/, "Patriot"], [/Skyranger/, "Skyranger 30"], [/Barak/, "Barak MX"],
  [/rMCM/, "rMCM"], [/Type 26/, "Type 26"], [/Type 31/, "Type 31"], [/FDI|Belharra/, "FDI"], [/FREMM/, "Bergamini class"], [/U212 NFS/, "U212 NFS"], [/212CD/, "Type 212CD"], [/Orka-class/, "Orka class"], [/A26/, "A26"], [/Barracuda/, "Suffren class"], [/PAC-3 MSE/, "PAC-3-MSE"], [/GEM-T/, "GEM-T"], [/Aster/, "Aster"], [/Taurus/, "Taurus"], [/Tomahawk/, "Tomahawk"], [/JASSM/, "JASSM"], [/KC-46/, "KC-46A"], [/GlobalEye/, "GlobalEye"], [/Wedgetail/, "E-7"],
];

/** Rows that report the same programme though nation, type and number do not show it: rows, name of the group. */
const GROUP: readonly (readonly [readonly string[], string])[] = [
  [["NP010", "NP011", "NP012"], "BGR-Stryker"], [["NP017", "NP018", "NP019", "NP020"], "CAN-P-8A"], [["NP028", "NP029"], "CZE-Leopard-2A8"], [["NP035"], "DEU-Boxer-plan"], [["NP042", "NP043", "NP044"], "DEU-Eurofighter-tranche-5"], [["NP045", "NP047"], "DEU-F-35A-first"], [["NP046", "NP048"], "DEU-F-35A-further"],
  [["NP054", "NP055", "NP056"], "DEU-CH-47"], [["NP062", "NP063"], "DEU-Leopard-2A8"], [["NP058", "NP059", "NP060", "NP061"], "DEU-loitering"], [["NP067", "NP068"], "DEU-Taurus"], [["NP101", "NP102"], "EST-IRIS-T"], [["NP106", "NP107"], "FIN-F-35A"], [["NP110", "NP111"], "FRA-CAESAR"], [["NP135", "NP136"], "GRC-PULS"], [["NP143", "NP144"], "HRV-CAESAR"],
  [["NP154", "NP155"], "ITA-tanks"], [["NP152", "NP153"], "ITA-A2CS"], [["NP160", "NP161"], "LTU-CAESAR"], [["NP165", "NP166"], "LTU-UH-60"], [["NP177", "NP178", "NP179", "NP180"], "MKD-Stryker"], [["NP186", "NP187"], "NLD-Skyranger"], [["NP194", "NP195"], "NLD-MQ-9"], [["NP196", "NP197"], "NOR-rockets"], [["NP207", "NP208"], "POL-rockets"],
  [["NP209", "NP210"], "POL-K9"], [["NP212", "NP213"], "POL-SAN"], [["NP216", "NP217"], "POL-AH-64"], [["NP218", "NP219"], "POL-Borsuk"], [["NP220", "NP221", "NP223"], "POL-K2-second"], [["NP226", "NP227"], "POL-MikroSAR"], [["NP228", "NP229"], "POL-Orka"], [["NP258", "NP259"], "TUR-Eurofighter"], [["NP264", "NP265"], "USA-PAC-3"], [["NP114", "NP115"], "FRA-FDI"], [["NP084", "NP086", "NP087"], "DNK-air-defence"],
];
/** Groups whose rows name two types: they stand under the class, so that they are rivals. */
const UNDER_CLASS = new Set(["ITA-tanks", "NOR-rockets", "POL-rockets", "DEU-loitering", "DNK-air-defence"]);
/** Rows whose number is not in the class's unit: rows, reason. */
const OTHER_UNIT: Readonly<Record<string, string>> = {
  NP039: "20,000 radios; the class counts brigade sets", NP040: "one division network; the class counts brigade sets", NP084: "long and medium range systems together", NP100: "600 bunkers; the class counts kilometres", NP134: "a demonstrator", NP171: "capacity on civil satellites", NP183: "part of a larger order", NP191: "vessels of all kinds", NP215: "48 launchers; the class counts batteries", NP260: "new aircraft and kits together",
};

/** Programmes whose value pays for more than the quantity that stands here, so that value over quantity is no price: what else. */
const WIDER: Readonly<Record<string, string>> = {
  NP081: "it pays for systems of several drones each", NP154: "it is a programme of 14 years with variants and support", NP155: "it pays for 140 variants besides the tanks", NP168: "it pays for about 130 logistics vehicles, upgrades and 30 years of support besides",
};

/** A nation's chosen figure for a type, by `nation|type`: what a programme under delivery has brought already. */
export type Held = ReadonlyMap<string, Row>;

export function programmeRows(sources: SourceList, cited: readonly Row[], { known, held }: { readonly known: ReadonlyMap<string, string>; readonly held: Held }): { readonly rows: Table; readonly types: readonly FoundType[] } {
  const groupOf = new Map(GROUP.flatMap(([ids, group]) => ids.map((id) => [id, group] as const)));
  const types: FoundType[] = [];
  const ids = new Map(known);
  const typeFor = (name: string, className: string): string | undefined => {
    const found = TYPE.find(([pattern]) => pattern.test(name))?.[1];
    if (found === undefined) return undefined;
    const plain = idOf(found);
    for (const id of [plain, `${plain}:${className}`]) if (ids.get(id) === className) return id;
    const id = ids.has(plain) || UNIT.has(plain) ? `${plain}:${className}` : plain;
    ids.set(id, className);
    types.push({ id, name: found, class: className });
    return id;
  };
  const rows = cited.flatMap((it): readonly Row[] => {
    const className = CLASS.find(([listed, name]) => listed === it.system_class && name.test(it.system_name!))?.[2];
    if (className === undefined || !isNation(it.nation_iso3!)) return [];
    const group = groupOf.get(it.programme_id!) ?? it.programme_id!;
    const otherUnit = OTHER_UNIT[it.programme_id!];
    const wider = it.value === "" ? undefined : WIDER[it.programme_id!];
    const notice = /US approval|planning document|planning list|press plan|proposal/.test(it.system_name!);
    const currency = it.currency!;
    const system = UNDER_CLASS.has(group) ? className : (typeFor(it.system_name!, className) ?? className);
    // Under delivery: what is held already is taken off, or it would count twice.
    const had = it.status === "delivering" && it.quantity !== "" && system !== className ? held.get(`${it.nation_iso3}|${system}`) : undefined;
    const left = had === undefined ? undefined : Math.max(Number(it.quantity) - Number(had.quantity), 0);
    return [{
      ...fact(it.programme_id!, sources.page(it.source!, { date: it.source_date! }), it.how_read === "secondary" ? "press" : "official", notice ? "low" : wordOf(it.confidence!), {
        // An undated page must not pass for the newest: it is dated by what it speaks of.
        asOf: dateIn(it.source_date!) ?? dateIn(it.contract_year!) ?? dateIn(it.first_delivery_year!) ?? "2021",
        definition: [otherUnit === undefined ? "" : `Number not carried: ${otherUnit} (${it.quantity} ${it.quantity_unit}).`, it.value_basis === "" ? "" : `Value: ${it.value_basis}.`, wider === undefined ? "" : `The ${Number(it.value) / 1e6} M ${currency} are not taken as the price of the quantity: ${wider}.`, left === undefined ? "" : `${it.quantity} in all; ${had!.quantity} held ${had!.as_of} are taken off, so the window starts now.`].filter((text) => text !== "").join(" "),
        note: notice ? "A ceiling or an intention, not an order." : "",
      }),
      evidence: it.how_read === "secondary" ? "press" : ["announced"].includes(it.status!) ? "press" : "official",
      nation: it.nation_iso3!,
      system,
      name_en: it.system_name!,
      group: `${it.nation_iso3}:${group}`,
      ...(it.quantity === "" || otherUnit !== undefined ? {} : { quantity: left === undefined ? it.quantity! : String(left) }),
      unit: UNIT.get(className)!,
      first_year: left === undefined ? it.first_delivery_year! : AS_OF.slice(0, 4),
      last_year: left !== undefined && it.last_delivery_year! < AS_OF.slice(0, 4) ? "" : it.last_delivery_year!,
      contract_year: it.contract_year!,
      status: it.status!,
      ...(it.value === "" || wider !== undefined ? {} : { value: String(Number(it.value) / 1e6), value_unit: `M ${currency}`, price_base: `current ${it.contract_year || dateIn(it.source_date!)?.slice(0, 4) || "2025"}` }),
      supplier: it.supplier!,
    }];
  });
  return { rows, types };
}

/** Capabilities and systems that initiatives serve, by the word in their `capability` column. */
const SERVES: readonly (readonly [RegExp, string, string])[] = [
  [/VSHORAD/, "PRO-AMD-02", "short_range_air_defence"], [/medium-range air/, "PRO-AMD-03", "medium_range_air_defence"], [/air and missile defence|^air defence$/, "PRO-AMD-01 PRO-AMD-03 PRO-AMD-04", "medium_range_air_defence long_range_air_defence"], [/air defence munitions/, "PRO-INT-02 PRO-INT-03", "medium_sam long_sam"],
  [/armoured personnel|armoured vehicles/, "ENG-LND-05 ENG-LND-08", "armoured_personnel_carrier"], [/artillery ammunition|^shells$/, "ENG-MUN-01 PRE-IND-01", "ammunition_155"], [/^explosives$/, "PRE-IND-03", "explosive_capacity"], [/^propellant$/, "PRE-IND-02", "propellant_capacity"], [/air-to-air refuelling/, "PRJ-AIR-03", "tanker_aircraft"],
  [/undersea warfare/, "ENG-MAR-04", "conventional_submarine"], [/anti-submarine/, "ENG-MAR-02", "frigate"], [/airlift/, "PRJ-AIR-01 PRJ-AIR-02", "transport_aircraft"], [/heavy armour/, "ENG-LND-04 ENG-LND-06", "main_battle_tank"], [/mechanised infantry/, "ENG-LND-04 ENG-LND-07", "infantry_fighting_vehicle"], [/^artillery$/, "ENG-FIR-01", "self_propelled_artillery"],
  [/deep fires/, "ENG-FIR-03 ENG-MUN-08", "deep_strike_launcher land_attack_missile"], [/electronic warfare/, "INF-EWS-01", "electronic_warfare_unit"], [/counter-UAS/, "PRO-AMD-06", "counter_drone_site"], [/seabed/, "PRO-CIP-01 INF-ISR-10", "seabed_watch"], [/medical/, "SUS-MED-01 SUS-MED-03", "field_hospital"], [/^cyber$/, "PRO-CYB-01 PRO-CYB-02", "cyber_response_team"],
  [/space and imagery/, "INF-ISR-01", "observation_satellite"], [/satellite communications/, "CCC-COM-01", "communications_satellite"], [/military mobility/, "PRJ-LND-03 PRJ-LND-04", "corridor_upgrade"], [/combat air/, "ENG-AIR-01", "combat_aircraft"], [/^naval$/, "ENG-MAR-01 ENG-MAR-02", "frigate"], [/command and control/, "CCC-CMD-01 PRO-AMD-07", "fire_control_node"], [/ammunition logistics/, "SUS-LOG-01", ""],
  [/air surveillance/, "INF-ISR-08", "air_surveillance_radar"], [/helicopters/, "ENG-LND-10", "transport_helicopter"], [/training/, "PRE-TRN-01", "brigade_exercise"], [/uncrewed aircraft/, "INF-ISR-06", "uav_male"], [/border defence/, "PRO-FOR-02", "fortified_border"], [/mine countermeasures/, "ENG-MAR-07", "mine_countermeasures"], [/^cloud$/, "CCC-DAT-03", "cloud_region"], [/^ISR$/, "INF-ISR-06", "uav_hale"],
  [/reconnaissance|land combat/, "ENG-LND-05", ""], [/^logistics$/, "SUS-LOG-03", "logistics_vehicle"], [/navigation|quantum/, "CCC-COM-04", "protected_pnt_lot"],
];

export const initiativeRows = (sources: SourceList, cited: readonly Row[]): Table =>
  cited.map((it) => {
    const serves = SERVES.find(([word]) => word.test(it.capability!));
    const members = it.members_iso3_list!.split(/\s+/).filter((member) => member !== "");
    return {
      ...fact(it.initiative_id!, sources.page(it.source!, {}), "press", wordOf(it.confidence!), { asOf: it.start_year === "" ? "2025" : Number(it.start_year) > 2023 ? it.start_year! : "2025", note: it.note! }),
      name_en: it.name!,
      form: it.type!,
      lead: it.lead_nation_iso3_or_group!,
      members: members.filter(isNation).join(" "),
      others: members.filter((member) => !isNation(member)).join(" "),
      purpose: it.purpose!,
      capabilities: serves?.[1] ?? "",
      systems: serves?.[2] ?? "",
      start_year: it.start_year!,
      status: it.status!,
      ...(it.budget === "" ? {} : { budget: String(Number(it.budget) / 1e6), budget_unit: `M ${it.budget_currency}` }),
    };
  });

/** Munitions in store and stocks aimed at, as far as anyone has said. */
export function stockRows(sources: SourceList, requirements: readonly Row[]): Table {
  const page = (id: string): { readonly source: string; readonly date: string } => {
    const row = requirements.find((it) => it.req_id === id);
    if (row === undefined) throw new Error(`no cited requirement ${id}`);
    return { source: sources.page(row.source!, { date: row.source_date! }), date: dateIn(row.source_date!) ?? AS_OF };
  };
  const stock = (nation: string, system: string, from: string, more: Row, evidence = "official", definition = "", confidence = "medium"): Row => ({ ...fact(`${nation}:${system}`, page(from).source, evidence, confidence, { asOf: page(from).date, definition }), nation, system, unit: UNIT.get(system)!, ...more });
  const rows: Row[] = [
    stock("DEU", "ammunition_155", "CR032", { quantity_low: "15000", quantity: "20000", quantity_high: "40000", target: "230000", daily_use: "7667", target_days: "30" }, "press", "Der Spiegel, June 2023: about 20,000 rounds in store against 230,000 aimed at by 2031; deliveries since then are not known."),
    stock("USA", "long_sam", "CR073", { target: "13773" }, "official", "Army acquisition objective for PAC-3 MSE; a buy over all years, not a stock level."),
    stock("POL", "medium_sam", "CR134", { target: "1000" }, "official", "Missiles for 23 Narew batteries."),
    stock("GBR", "land_attack_missile", "CR188", { target: "7000" }, "official", "Long-range weapons to be bought, Strategic Defence Review 2025."),
    stock("DEU", "loitering_munition", "CR125", { target: "12000" }, "official", "National plan for 2029."),
    { ...fact("USA:upper_sam", sources.file("nato-figures"), "derived", "low", { asOf: "2025-12-05", definition: "534 THAAD interceptors delivered (CSIS, December 2025) less 100 to 250 reported as fired; base 150." }), nation: "USA", system: "upper_sam", unit: UNIT.get("upper_sam")!, quantity_low: "284", quantity: "384", quantity_high: "434" },
  ];
  // The thirty-day guideline is a press report about all allies; what is in store is unknown.
  const guideline = page("CR030");
  for (const nation of NATIONS) if (nation !== "ISL" && nation !== "DEU") rows.push({ ...fact(`${nation}:ammunition_155`, guideline.source, "press", "low", { asOf: guideline.date, definition: "NATO's 30-day guideline as reported; the stock and the rate of use are not public." }), nation, system: "ammunition_155", unit: UNIT.get("ammunition_155")!, target_days: "30" });
  return rows;
}
