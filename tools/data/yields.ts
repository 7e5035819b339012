import { range, type Row } from "./csv.ts";
import { AS_OF, fact, type Table, wordOf } from "./facts.ts";
import { dateIn, type SourceList } from "./sources.ts";

/** Cited yield rows under the classes of this data set. `skip` says why a row is not carried. */
const CITED: Readonly<Record<string, { readonly system: string; readonly combine?: string; readonly share?: readonly [number, number, number]; readonly note?: string }>> = {
  YD001: { system: "main_battle_tank" }, YD002: { system: "infantry_fighting_vehicle" },
  YD003: { system: "self_propelled_artillery", share: [0.4, 0.6, 0.8], note: "The share is a judgement: the other guns serve medium and light brigades." },
  YD004: { system: "towed_artillery", combine: "reference", note: "Shown only: as a second limiting class it would be needed as well as self-propelled guns, not instead." },
  YD007: { system: "armoured_personnel_carrier" }, YD008: { system: "infantry_fighting_vehicle", share: [0, 0.2, 0.4], note: "The share is a judgement." },
  YD009: { system: "self_propelled_artillery", share: [0.2, 0.4, 0.6], note: "The share is a judgement." },
  YD010: { system: "towed_artillery", combine: "reference", note: "Shown only: as a second limiting class it would be needed as well as self-propelled guns, not instead." },
  YD020: { system: "loitering_munition" }, YD021: { system: "main_battle_tank" }, YD022: { system: "infantry_fighting_vehicle" },
  YD023: { system: "armoured_personnel_carrier" }, YD024: { system: "protected_mobility_vehicle" }, YD025: { system: "attack_helicopter" },
  YD026: { system: "transport_helicopter", note: "The holdings do not part heavy from light types: all count one, which is too good." },
  YD027: { system: "self_propelled_artillery" }, YD028: { system: "towed_artillery", share: [0.2, 0.4, 0.6], note: "Share of towed guns that are of 155 mm: judgement." },
  YD029: { system: "rocket_artillery" }, YD030: { system: "deep_strike_launcher" }, YD032: { system: "logistics_vehicle" },
  YD033: { system: "combat_aircraft" }, YD035: { system: "uav_male", share: [0.2, 0.5, 0.8], note: "Half armed, half watching: judgement, so that no aircraft counts twice." },
  YD036: { system: "tanker_aircraft" }, YD037: { system: "airborne_early_warning" }, YD038: { system: "isr_aircraft" },
  YD039: { system: "uav_male", share: [0.2, 0.5, 0.8], note: "Half armed, half watching: judgement, so that no aircraft counts twice." },
  YD040: { system: "uav_hale" }, YD041: { system: "uav_tactical" }, YD042: { system: "maritime_patrol" }, YD043: { system: "combat_aircraft" },
  YD044: { system: "C-17A" }, YD045: { system: "A400M" }, YD046: { system: "A400M" }, YD047: { system: "C-130" }, YD048: { system: "tanker_aircraft" },
  YD049: { system: "destroyer" }, YD051: { system: "frigate" }, YD052: { system: "nuclear_submarine" }, YD053: { system: "conventional_submarine" },
  YD054: { system: "aircraft_carrier" }, YD055: { system: "mine_countermeasures" }, YD056: { system: "replenishment_ship" }, YD057: { system: "roro_ship" },
  YD058: { system: "amphibious" }, YD059: { system: "uncrewed_vessel" }, YD060: { system: "coastal_defence_missile" }, YD061: { system: "roro_ship" },
  YD062: { system: "long_range_air_defence" }, YD064: { system: "medium_range_air_defence" }, YD066: { system: "short_range_air_defence" },
  YD067: { system: "long_range_air_defence" }, YD068: { system: "medium_range_air_defence" }, YD069: { system: "short_range_air_defence" },
  YD071: { system: "upper_tier_air_defence" }, YD072: { system: "short_range_air_defence" }, YD073: { system: "bomber_aircraft" },
  YD074: { system: "electronic_warfare_aircraft" }, YD075: { system: "manpads" }, YD076: { system: "patrol", combine: "reference", note: "Shown only: a patrol ship counts when its task is stated, and none is, so the leaf stays unknown rather than empty." }, YD077: { system: "corvette" },
  YD078: { system: "maritime_helicopter" }, YD079: { system: "upper_tier_air_defence" }, YD080: { system: "long_range_air_defence" },
  YD082: { system: "medium_range_air_defence" }, YD083: { system: "rocket_artillery" }, YD085: { system: "ammunition_155" },
  YD086: { system: "atgm" }, YD087: { system: "air_to_air_missile" }, YD088: { system: "guided_bomb" }, YD089: { system: "anti_ship_missile" },
  YD090: { system: "land_attack_missile" }, YD091: { system: "loitering_munition" }, YD092: { system: "vshorad_missile" }, YD093: { system: "medium_sam" },
  YD094: { system: "long_sam" }, YD095: { system: "upper_sam" }, YD096: { system: "naval_sam" }, YD097: { system: "interceptor_drone" },
  YD098: { system: "guided_rocket" }, YD099: { system: "torpedo" }, YD100: { system: "tank_mortar_round" },
  YD102: { system: "ammunition_155", combine: "reference", note: "Days of supply do not add over nations: shown only." },
  YD103: { system: "bridging_rig" }, YD106: { system: "heavy_equipment_transporter" }, YD107: { system: "rail_flat_wagon" }, YD108: { system: "rail_flat_wagon" },
  YD109: { system: "field_hospital" }, YD110: { system: "field_hospital" }, YD111: { system: "cbrn_battalion" }, YD113: { system: "fortified_border" },
  YD114: { system: "communications_satellite" }, YD115: { system: "observation_satellite" }, YD116: { system: "warning_satellite" },
  YD117: { system: "battle_management_set" }, YD118: { system: "electronic_warfare_unit" }, YD119: { system: "cloud_region", note: "See the row of the region." },
  YD120: { system: "main_battle_tank" }, YD121: { system: "frigate" }, YD122: { system: "destroyer" }, YD123: { system: "long_range_air_defence" },
  YD124: { system: "combat_aircraft" }, YD125: { system: "self_propelled_artillery" }, YD126: { system: "towed_artillery" }, YD127: { system: "airborne_early_warning", combine: "reference" },
};

/** Standards without which a contribution counts only in part, by leaf. */
const STANDARD: Readonly<Record<string, string>> = {
  "ENG-AIR-01": "STANAG-4193", "ENG-AIR-02": "STANAG-5516", "ENG-AIR-03": "STANAG-5516", "ENG-AIR-04": "STANAG-4586",
  "ENG-FIR-01": "STANAG-4425", "ENG-FIR-02": "ADatP-36", "ENG-FIR-03": "STANAG-5518", "ENG-LND-04": "ADatP-36", "ENG-LND-05": "ADatP-36", "ENG-MUN-01": "STANAG-4425",
  "ENG-MAR-01": "STANAG-5522", "ENG-MAR-02": "STANAG-5522", "ENG-MAR-08": "STANAG-5522", "PRJ-AIR-03": "STANAG-3447",
  "PRO-AMD-02": "STANAG-4312", "PRO-AMD-03": "STANAG-5516", "PRO-AMD-04": "STANAG-5516", "PRO-AMD-05": "STANAG-5518", "PRO-AMD-06": "STANAG-4193", "PRO-AMD-07": "STANAG-5518",
  "PRO-CYB-01": "FMN-spiral-4", "PRO-FOR-01": "STANAG-2103", "SUS-ENG-01": "STANAG-2021", "SUS-LOG-02": "STANAG-1135", "SUS-MED-01": "STANAG-2228",
  "CCC-CMD-02": "STANAG-5516", "CCC-CMD-03": "STANAG-5525", "CCC-DAT-01": "STANAG-5516", "CCC-DAT-03": "FMN-spiral-4", "CCC-DAT-04": "STANAG-4774", "CCC-COM-01": "STANAG-4606", "CCC-COM-02": "STANAG-5527",
  "INF-ISR-01": "STANAG-4559", "INF-ISR-04": "STANAG-5516", "INF-ISR-05": "STANAG-4607", "INF-ISR-06": "STANAG-4609", "INF-ISR-07": "STANAG-4586", "INF-ISR-08": "STANAG-5518",
  "INF-ANA-01": "STANAG-4559", "INF-ANA-02": "STANAG-5525",
};

/** Our own yields, for leaves that no cited row serves: system, leaf, low, base, high, how, rule. */
const OWN: readonly (readonly [string, string, number, number, number, "additive" | "alternative", "one" | "assumption", string])[] = [
  ["personnel", "PRE-FOR-04", 1, 1, 1, "additive", "one", "one person counts as one"],
  ["brigade_exercise", "PRE-TRN-01", 1, 1, 1, "additive", "one", "one exercise counts as one"],
  ["shell_capacity", "PRE-IND-01", 1, 1, 1, "additive", "one", "one round a year counts as one"],
  ["propellant_capacity", "PRE-IND-02", 1, 1, 1, "additive", "one", "one tonne a year counts as one"],
  ["explosive_capacity", "PRE-IND-03", 1, 1, 1, "additive", "one", "one tonne a year counts as one"],
  ["rocket_motor_capacity", "PRE-IND-05", 1, 1, 1, "additive", "one", "one motor a year counts as one"],
  ["missile_capacity", "PRE-IND-06", 1, 1, 1, "additive", "one", "one missile a year counts as one"],
  ["vehicle_capacity", "PRE-IND-07", 1, 1, 1, "additive", "one", "one vehicle a year counts as one"],
  ["drone_capacity", "PRE-IND-08", 1, 1, 1, "additive", "one", "one drone a year counts as one"],
  ["C-5M", "PRJ-AIR-01", 1, 1, 1, "additive", "one", "larger than a C-17, counted as one"],
  ["C-27J", "PRJ-AIR-02", 1, 1, 1, "additive", "one", "one aircraft is one point"],
  ["KC-390", "PRJ-AIR-02", 1, 1, 1, "additive", "one", "one aircraft is one point"],
  ["C-160", "PRJ-AIR-02", 0, 0.5, 1, "additive", "assumption", "old type leaving service: half"],
  ["C-295", "PRJ-AIR-02", 0.3, 0.5, 1, "additive", "assumption", "light tactical transport: half"],
  ["CN-235", "PRJ-AIR-02", 0.2, 0.4, 1, "additive", "assumption", "light tactical transport: two fifths"],
  ["corridor_upgrade", "PRJ-LND-04", 1, 1, 1, "additive", "one", "one bottleneck counts as one"],
  ["corps_headquarters", "ENG-LND-01", 1, 1, 1, "additive", "one", "one headquarters counts as one"],
  ["division_headquarters", "ENG-LND-02", 1, 1, 1, "additive", "one", "one headquarters counts as one"],
  ["air_defence_gun", "PRO-AMD-02", 0, 0.05, 0.167, "additive", "assumption", "old guns: one fire unit for twenty; six a battery at best"],
  ["counter_drone_site", "PRO-AMD-06", 1, 1, 1, "additive", "one", "one set protects one site"],
  ["fire_control_node", "PRO-AMD-07", 1 / 1467, 1 / 1467, 1 / 1467, "additive", "one", "one of 1,467 fire units connected"],
  ["soc_cell", "PRO-CYB-01", 0.01, 1 / 64, 0.03, "additive", "assumption", "two cells an ally cover all mission systems"],
  ["cyber_response_team", "PRO-CYB-02", 1, 1, 1, "additive", "one", "one team counts as one"],
  ["undersea_watch", "PRO-CIP-01", 1, 1, 1, "additive", "one", "one set counts as one"],
  ["space_protection", "PRO-CIP-02", 1, 1, 1, "additive", "one", "one asset counts as one"],
  ["fuel_storage", "SUS-LOG-02", 1, 1, 1, "additive", "one", "one cubic metre counts as one"],
  ["prepositioned_brigade_set", "SUS-LOG-04", 1, 1, 1, "additive", "one", "one set counts as one"],
  ["contingency_bed", "SUS-MED-02", 1, 1, 1, "additive", "one", "one bed counts as one"],
  ["engineer_battalion", "SUS-ENG-02", 1, 1, 1, "additive", "one", "one battalion counts as one"],
  ["depot_line", "SUS-REP-01", 60, 120, 240, "additive", "assumption", "ten heavy vehicles a month a line; half and double"],
  ["joint_headquarters", "CCC-CMD-01", 1, 1, 1, "additive", "one", "one headquarters counts as one"],
  ["air_operations_centre", "CCC-CMD-02", 1, 1, 1, "additive", "one", "one centre counts as one"],
  ["data_link_terminal", "CCC-DAT-01", 1 / 12000, 1 / 8000, 1 / 6000, "additive", "assumption", "about 8,000 combat platforms and fire units of the alliance need one each; 6,000 and 12,000 as range"],
  ["mission_network_node", "CCC-DAT-02", 1, 1, 1, "additive", "one", "one verified ally counts as one"],
  ["cloud_region", "CCC-DAT-03", 10, 20, 40, "additive", "assumption", "one accredited region hosts about 20 services"],
  ["decision_support_node", "CCC-DAT-04", 1, 1, 1, "additive", "one", "one headquarters counts as one"],
  ["tactical_radio_set", "CCC-COM-02", 1, 1, 1, "additive", "one", "one brigade counts as one"],
  ["crypto_migration", "CCC-COM-03", 0.01, 0.01, 0.01, "additive", "one", "one per cent of systems"],
  ["protected_pnt_lot", "CCC-COM-04", 0.0013, 0.002, 0.004, "additive", "assumption", "about 50,000 platforms, 100 a lot; 25,000 and 75,000 as range"],
  ["military_satellite", "INF-ISR-01", 1, 1, 1, "additive", "one", "the requirement counts all military satellites, as its source does"],
  ["space_sensor", "INF-ISR-03", 1, 1, 1, "additive", "one", "one sensor counts as one"],
  ["air_surveillance_radar", "INF-ISR-08", 0.5, 1, 1, "additive", "assumption", "one radar counts as one; older sets see low targets badly"],
  ["counter_battery_radar", "INF-ISR-09", 0.5, 1, 1, "additive", "assumption", "one radar counts as one"],
  ["seabed_watch", "INF-ISR-10", 1, 1, 1, "additive", "one", "one set counts as one"],
  ["fusion_centre", "INF-ANA-01", 1, 1, 1, "additive", "one", "one centre counts as one"],
  ["data_web_node", "INF-ANA-02", 1, 1, 1, "additive", "one", "one formation counts as one"],
  ["counter_disinformation_centre", "INF-ANA-03", 1, 1, 1, "additive", "one", "one centre counts as one"],
];

/** Combat aircraft types that are low-observable, and frigates with an area air-defence fit: design facts. */
const STEALTH = ["F-35A", "F-35B", "F-35-(all)"];
const AREA_DEFENCE = ["De-Zeven-Provincien-class", "Iver-Huitfeldt-class", "F-100"];

export function yieldRows(sources: SourceList, cited: readonly Row[], hasSystem: (id: string) => boolean): Table {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const push = (system: string, leaf: string, quantity: readonly [number, number, number], combine: string, provenance: Row, share?: readonly [number, number, number]): void => {
    const id = combine === "multiplier" ? `${system}:ready` : `${system}:${leaf}`;
    if (!hasSystem(system) || seen.has(`${system}|${leaf}`)) return;
    seen.add(`${system}|${leaf}`);
    const standard = combine === "reference" || combine === "multiplier" ? "" : (STANDARD[leaf] ?? "");
    rows.push({ ...provenance, id, system, capability: leaf, ...range("quantity", quantity), combine, standard, ...(share === undefined ? {} : range("share", share)) });
  };
  const own = sources.file("concord-tree");
  for (const type of STEALTH) push(type, "ENG-AIR-02", [1, 1, 1], "additive", fact("", own, "derived", "high", { definition: "Low-observable type: one counts as one." }));
  for (const type of AREA_DEFENCE) {
    push(type, "ENG-MAR-01", [1, 1, 1], "additive", fact("", own, "derived", "high", { definition: "Frigate with area air defence: counts as an air-defence ship." }));
    push(type, "ENG-MAR-02", [0, 0, 0], "additive", fact("", own, "derived", "high", { definition: "Counted in ENG-MAR-01 instead." }));
  }
  for (const it of cited) {
    const use = CITED[it.yield_id!];
    if (use === undefined || (it.yield_id === "YD119")) continue;
    const source = /^own$|^assumption$|^definition$/.test(it.source!) ? sources.file(it.kind === "assumption" ? "concord-judgement" : "concord-tree") : sources.page(it.source!, { date: it.source_date! });
    const evidence = it.kind === "published" ? "press" : it.kind === "assumption" ? "assumption" : "derived";
    const provenance = fact("", source, evidence, wordOf(it.confidence!), { asOf: dateIn(it.source_date!) ?? AS_OF, definition: `${it.rule}${it.filter === "" ? "" : ` (${it.filter})`}`, note: [it.note, use.note ?? "", `Row ${it.yield_id} of the cited yields.`].filter((text) => text !== "").join(" ") });
    // The A400M serves either leaf: a half in the cited rows is a share of the fleet, not of an aircraft.
    if (use.system === "A400M") push("A400M", it.capability_code!, [1, 1, 1], "alternative", provenance, [0, 0.5, 1]);
    else push(use.system, it.capability_code!, [Number(it.yield_low), Number(it.yield_base), Number(it.yield_high)], use.combine ?? it.combine!, provenance, use.share);
  }
  for (const [system, leaf, low, base, high, combine, how, rule] of OWN)
    push(system, leaf, [low, base, high], combine, how === "one" ? fact("", own, "derived", "high", { definition: rule }) : fact("", sources.file("concord-judgement"), "assumption", "low", { definition: rule }));
  return rows;
}

/** Leaves by the standard that lets their contributions count in full. */
export const leavesOfStandards = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [leaf, standard] of Object.entries(STANDARD)) found.set(standard, [...(found.get(standard) ?? []), leaf]);
  return found;
};
