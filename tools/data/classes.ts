type Three = readonly [number, number, number];

/**
 * Classes of equipment, munitions, units and services: what one counts, price of one with its currency and year, and
 * where the price comes from. `UC…` are rows of unit prices, `PR…` rows of production figures, `NP…` programmes: a
 * price divided out of a package is an upper bound, so it sets the high end. "judgement" has no document behind it.
 */
export interface ClassRow {
  readonly id: string;
  readonly kind: "platform" | "munition" | "unit" | "service";
  readonly en: string;
  readonly fr: string;
  readonly unit: string;
  readonly cost?: Three;
  /** `EUR 2025`: currency and price year. */
  readonly money?: string;
  readonly from?: string;
  readonly lead?: Three;
  readonly upkeep?: Three;
  readonly crew?: number;
  readonly life?: number;
  readonly natures?: string;
  readonly note?: string;
}

const one = (id: string, kind: ClassRow["kind"], en: string, fr: string, unit: string, cost?: Three, money?: string, from?: string, lead?: Three, more: Partial<ClassRow> = {}): ClassRow => ({
  id, kind, en, fr, unit, ...(cost && { cost }), ...(money !== undefined && { money }), ...(from !== undefined && { from }), ...(lead && { lead }), ...more,
});
const VEHICLE: Three = [2, 3, 5];
const AIRCRAFT: Three = [3, 4, 6];
const SHIP: Three = [5, 7, 10];
const MISSILE: Three = [1.5, 2.5, 3.5];
const ROUND: Three = [1, 1.5, 2.5];
const SERVICE: Three = [1, 2, 4];
const UNIT: Three = [2, 3, 5];
const KEEP_MUNITION: Three = [0.005, 0.01, 0.03];
const KEEP_SERVICE: Three = [0.1, 0.2, 0.3];

export const CLASSES: readonly ClassRow[] = [
  // Land
  one("main_battle_tank", "platform", "Main battle tank", "Char de combat", "vehicles", [15, 22, 30], "EUR 2025", "UC133, UC134 (low), UC075 (base), PR095 with support (high)", [2, 2, 4], { crew: 4, life: 40, natures: "tank_mortar_round" }),
  one("infantry_fighting_vehicle", "platform", "Infantry fighting vehicle", "Véhicule de combat d’infanterie", "vehicles", [7, 10, 15.2], "EUR 2025", "UC023 stated (low), UC101, UC110, UC148 (base), UC104 (high)", VEHICLE, { crew: 3, life: 35, natures: "atgm" }),
  one("armoured_personnel_carrier", "platform", "Armoured personnel carrier", "Véhicule blindé de transport de troupes", "vehicles", [1.46, 3.4, 6], "EUR 2024", "UC151 (low), UC065 (base), UC146 (high)", [1.5, 2.5, 4], { crew: 2, life: 35 }),
  one("protected_mobility_vehicle", "platform", "Protected mobility vehicle", "Véhicule de mobilité protégé", "vehicles", [0.25, 0.5, 1.2], "EUR 2024", "UC056 (low); judgement", [1, 2, 3], { crew: 2, life: 25 }),
  one("reconnaissance_vehicle", "platform", "Reconnaissance vehicle", "Véhicule de reconnaissance", "vehicles"),
  one("self_propelled_artillery", "platform", "Self-propelled artillery, 155 mm", "Artillerie automotrice de 155 mm", "guns", [3.3, 11, 20], "EUR 2025", "UC315 stated, gun alone (low), UC026 stated (base), UC098 (high)", [1.25, 2, 3], { crew: 5, life: 35, natures: "ammunition_155" }),
  one("towed_artillery", "platform", "Towed artillery", "Artillerie tractée", "guns", [1, 3, 5], "EUR 2025", "judgement", VEHICLE, { crew: 8, life: 40, natures: "ammunition_155" }),
  one("rocket_artillery", "platform", "Rocket artillery launcher", "Lance-roquettes", "launchers", [8, 14, 33], "EUR 2025", "UC322, rebuilt launcher (low), UC336 (base), UC087 with rockets (high)", VEHICLE, { crew: 3, life: 35, natures: "guided_rocket" }),
  one("deep_strike_launcher", "platform", "Land launcher beyond 500 km", "Lanceur terrestre au-delà de 500 km", "launchers", [15, 40, 90], "EUR 2025", "judgement", AIRCRAFT, { natures: "land_attack_missile" }),
  one("heavy_equipment_transporter", "platform", "Heavy equipment transporter", "Porte-char", "vehicles", [0.8, 1.3, 2.2], "EUR 2025", "judgement, about twice UC149", [1, 2, 3]),
  one("rail_flat_wagon", "platform", "Heavy rail flat wagon", "Wagon plat lourd", "wagons", [0.15, 0.25, 0.4], "EUR 2025", "judgement", [1, 2, 3]),
  one("logistics_vehicle", "platform", "Tactical logistics truck", "Camion logistique tactique", "vehicles", [0.3, 0.545, 0.9], "EUR 2024", "UC149 (base); judgement for the range", [1, 1.5, 3], { life: 25 }),
  one("bridging_rig", "platform", "Amphibious bridging rig, MLC 80", "Engin de franchissement amphibie, MLC 80", "rigs", [2.7, 5, 8], "EUR 2025", "UC086 (low); judgement", VEHICLE, { crew: 3, life: 35 }),
  one("counter_battery_radar", "platform", "Weapon-locating radar", "Radar de contre-batterie", "radars", [6, 12, 25], "EUR 2025", "judgement", VEHICLE),
  // Air
  one("combat_aircraft", "platform", "Combat aircraft", "Avion de combat", "aircraft", [83, 115, 200], "EUR 2025", "UC001 stated, without engine (low), UC085 (base), UC142 with support (high)", AIRCRAFT, { crew: 1.2, life: 35, natures: "air_to_air_missile guided_bomb" }),
  one("electronic_warfare_aircraft", "platform", "Electronic warfare aircraft", "Avion de guerre électronique", "aircraft"),
  one("bomber_aircraft", "platform", "Bomber", "Bombardier", "aircraft"),
  one("transport_aircraft", "platform", "Transport aircraft, all", "Avion de transport, tous types", "aircraft"),
  one("tanker_aircraft", "platform", "Tanker aircraft", "Avion ravitailleur", "aircraft", [141, 200, 300], "EUR 2025", "UC032 stated (low); judgement", AIRCRAFT, { life: 40 }),
  one("maritime_patrol", "platform", "Maritime patrol aircraft", "Avion de patrouille maritime", "aircraft", [160, 230, 370], "EUR 2025", "UC080 (base), UC057 with support (high), judgement (low)", AIRCRAFT, { life: 35, natures: "torpedo" }),
  one("airborne_early_warning", "platform", "Airborne early warning aircraft", "Avion de guet aérien", "aircraft", [320, 555, 740], "EUR 2025", "UC310 (low), UC309 (base), UC045 stated (high)", [4, 5, 7], { life: 35 }),
  one("isr_aircraft", "platform", "Ground surveillance and signals aircraft", "Avion de surveillance et de renseignement électronique", "aircraft", [60, 150, 350], "EUR 2025", "judgement", AIRCRAFT),
  one("attack_helicopter", "platform", "Attack helicopter", "Hélicoptère de combat", "aircraft", [38, 85, 115], "EUR 2025", "UC329, rebuilt (low), UC128 with support (high); judgement (base)", AIRCRAFT, { crew: 2, life: 35, natures: "atgm" }),
  one("transport_helicopter", "platform", "Transport helicopter", "Hélicoptère de manœuvre", "aircraft", [25, 50, 120], "EUR 2025", "UC107 (base), UC071 heavy type (high), judgement (low)", AIRCRAFT, { crew: 3, life: 35 }),
  one("maritime_helicopter", "platform", "Maritime helicopter", "Hélicoptère embarqué", "aircraft", [40, 55, 80], "EUR 2025", "judgement", AIRCRAFT),
  one("uav_male", "platform", "Medium-altitude long-endurance drone", "Drone MALE", "aircraft", [5, 28, 60], "USD 2023", "UC018 stated (low), UC021 stated (base); judgement (high)", [1.5, 2.5, 4]),
  one("uav_hale", "platform", "High-altitude long-endurance drone", "Drone HALE", "aircraft"),
  one("uav_tactical", "platform", "Tactical reconnaissance drone", "Drone tactique de reconnaissance", "drones", [0.0025, 0.012, 0.1], "GBP 2025", "UC039 stated (low), UC038 stated (base); judgement (high)", [0.5, 1, 2], { life: 3 }),
  // Maritime
  one("aircraft_carrier", "platform", "Aircraft carrier", "Porte-avions", "ships", [3500, 7000, 13000], "USD 2025", "UC044 stated, nuclear (high); judgement", [8, 10, 15], { life: 45 }),
  one("destroyer", "platform", "Destroyer", "Destroyer", "ships", [900, 1300, 2300], "EUR 2025", "UC009 stated, larger frigate (low); judgement", SHIP, { life: 35, natures: "naval_sam anti_ship_missile" }),
  one("frigate", "platform", "Frigate", "Frégate", "ships", [290, 750, 1200], "EUR 2024", "UC008 stated (low), UC103 (base), UC009, UC011 stated (high)", [4, 6, 9], { life: 30, natures: "naval_sam anti_ship_missile torpedo" }),
  one("corvette", "platform", "Corvette", "Corvette", "ships", [200, 400, 500], "EUR 2017", "UC327 (base); judgement", [4, 5, 7], { life: 30 }),
  one("nuclear_submarine", "platform", "Nuclear-powered attack submarine", "Sous-marin nucléaire d’attaque", "boats", [1500, 3000, 4500], "USD 2025", "UC043 stated (high); judgement", [8, 10, 14], { life: 35, natures: "torpedo land_attack_missile" }),
  one("conventional_submarine", "platform", "Conventional submarine", "Sous-marin classique", "boats", [433, 1000, 1413], "EUR 2024", "UC319 (low), UC013 stated (base), UC118 (high)", [6, 8, 10], { life: 35, natures: "torpedo" }),
  one("mine_countermeasures", "platform", "Mine countermeasures vessel", "Bâtiment de lutte contre les mines", "ships", [81, 167, 200], "EUR 2022", "UC328 stated (low), UC028 (base); judgement (high)", [3, 5, 7], { life: 30 }),
  one("amphibious", "platform", "Amphibious ship", "Bâtiment amphibie", "ships", [300, 600, 1300], "EUR 2025", "judgement", SHIP, { life: 35 }),
  one("replenishment_ship", "platform", "Replenishment ship", "Bâtiment ravitailleur", "ships", [200, 400, 700], "EUR 2025", "judgement", [4, 6, 8], { life: 30 }),
  one("roro_ship", "platform", "Roll-on roll-off ship, owned or assured", "Navire roulier, en propriété ou affrété", "ships", [50, 90, 150], "EUR 2025", "judgement", [2, 3, 4], { life: 25 }),
  one("patrol", "platform", "Patrol vessel", "Patrouilleur", "ships", [20, 60, 308], "EUR 2024", "UC115 (base), UC105 (high)", [2, 4, 6]),
  one("support_ship", "platform", "Support ship, other", "Bâtiment de soutien, autre", "ships"),
  one("uncrewed_vessel", "platform", "Uncrewed surface or underwater vehicle", "Engin naval sans équipage", "vehicles", [2, 10, 40], "EUR 2025", "judgement", [1, 2, 4]),
  one("coastal_defence_missile", "platform", "Coastal anti-ship missile battery", "Batterie côtière antinavire", "batteries", [80, 150, 300], "EUR 2025", "judgement", VEHICLE, { natures: "anti_ship_missile" }),
  one("seabed_watch", "platform", "Seabed and coastal surveillance set", "Ensemble de surveillance côtière et des fonds marins", "sets", [5, 20, 60], "EUR 2025", "judgement", SERVICE),
  // Air and missile defence
  one("short_range_air_defence", "platform", "Very short range air defence fire unit", "Unité de tir à très courte portée", "fire units", [10, 20, 59], "EUR 2025", "UC116 with support (high); judgement", VEHICLE, { natures: "vshorad_missile" }),
  one("air_defence_gun", "platform", "Older air defence gun", "Canon antiaérien ancien", "guns"),
  one("manpads", "platform", "Man-portable air defence launch post", "Poste de tir antiaérien portable", "launch posts"),
  one("medium_range_air_defence", "platform", "Medium range air defence fire unit", "Unité de tir à moyenne portée", "fire units", [92, 200, 250], "EUR 2025", "UC033 stated (low), UC324 stated (base), UC333 (high)", [2, 3, 5], { natures: "medium_sam" }),
  one("long_range_air_defence", "platform", "Long range air defence battery", "Batterie à longue portée", "batteries", [600, 900, 1300], "EUR 2025", "UC049 (low); judgement", [4, 7, 7], { natures: "long_sam", note: "Lead time PR101: seven years for a new Patriot battery." }),
  one("upper_tier_air_defence", "platform", "Upper-tier missile defence battery or site", "Batterie ou site de couche haute", "batteries", [750, 1500, 3000], "USD 2025", "UC047 stated, one site (low); judgement", [4, 6, 8], { natures: "upper_sam" }),
  one("counter_drone_site", "unit", "Counter-drone set for one site or formation", "Ensemble anti-drones pour un site ou une formation", "sets", [5, 25, 60], "EUR 2026", "UC125, batteries of several sites; judgement", SERVICE, { natures: "interceptor_drone" }),
  one("fire_control_node", "service", "Fire-control network node for one fire unit", "Nœud de réseau de conduite de tir pour une unité", "nodes", [1, 3, 8], "EUR 2025", "judgement", SERVICE, { upkeep: KEEP_SERVICE }),
  one("air_surveillance_radar", "platform", "Air surveillance radar", "Radar de surveillance aérienne", "radars", [8, 17, 30], "EUR 2024", "UC311 stated (high), UC312 (base); judgement (low)", VEHICLE),
  // Munitions
  one("ammunition_155", "munition", "155 mm round", "Obus de 155 mm", "rounds", [0.003, 0.004, 0.008], "EUR 2023", "UC035 stated (base), UC036 stated (high); judgement (low)", ROUND, { upkeep: KEEP_MUNITION, life: 20 }),
  one("tank_mortar_round", "munition", "Tank or mortar round", "Munition de char ou de mortier", "rounds", [0.001, 0.0045, 0.0066], "EUR 2023", "UC029, 120 mm tank round (high); judgement", ROUND, { upkeep: KEEP_MUNITION, life: 20 }),
  one("guided_rocket", "munition", "Guided rocket or short-range ballistic missile", "Roquette guidée ou missile balistique de courte portée", "missiles", [0.14, 0.18, 0.35], "EUR 2025", "judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("atgm", "munition", "Anti-tank guided missile", "Missile antichar", "missiles", [0.1, 0.18, 0.3], "USD 2021", "UC121 with launchers (high); judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("air_to_air_missile", "munition", "Air-to-air missile", "Missile air-air", "missiles", [0.4, 1.1, 3], "USD 2023", "NP065, 2.9 billion for 969 with support (high); judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("anti_ship_missile", "munition", "Anti-ship missile", "Missile antinavire", "missiles", [1.5, 3, 3.9], "USD 2024", "UC031 stated (base); judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 20 }),
  one("torpedo", "munition", "Torpedo", "Torpille", "weapons", [1, 2.5, 5], "EUR 2025", "judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 25 }),
  one("land_attack_missile", "munition", "Land-attack cruise missile", "Missile de croisière", "missiles", [1.4, 2.2, 3.5], "EUR 2025", "UC042 stated (low), UC076 (high); judgement (base)", MISSILE, { upkeep: KEEP_MUNITION, life: 20 }),
  one("guided_bomb", "munition", "Guided bomb or anti-radiation missile", "Bombe guidée ou missile antiradar", "weapons", [0.03, 0.12, 0.3], "EUR 2025", "judgement; anti-radiation missiles cost 2.5 to 3.5 M USD (UC034)", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("loitering_munition", "munition", "Loitering munition or attack drone", "Munition téléopérée ou drone d’attaque", "drones", [0.02, 0.075, 0.1], "EUR 2025", "UC017 stated, UC074 (base), UC022 (high); judgement (low)", [0.5, 1, 2], { upkeep: [0.02, 0.05, 0.1], life: 5 }),
  one("vshorad_missile", "munition", "Very short range interceptor", "Intercepteur à très courte portée", "missiles", [0.1, 0.35, 0.6], "EUR 2025", "judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("medium_sam", "munition", "Short or medium range interceptor", "Intercepteur à courte ou moyenne portée", "missiles", [0.4, 1.2, 1.75], "EUR 2025", "UC078 (high), UC077; judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("long_sam", "munition", "Long range interceptor", "Intercepteur à longue portée", "missiles", [3.5, 4.6, 8.3], "USD 2024", "UC014 stated, UC155 (base), UC079 with support (high); judgement (low)", [1.5, 2.5, 4], { upkeep: KEEP_MUNITION, life: 20 }),
  one("upper_sam", "munition", "Upper-tier interceptor", "Intercepteur de couche haute", "missiles", [9, 15, 24], "USD 2024", "UC040 stated (low), PR059 stated (base), UC041 stated (high)", [2, 3, 5], { upkeep: KEEP_MUNITION, life: 20 }),
  one("naval_sam", "munition", "Naval interceptor", "Intercepteur naval", "missiles", [1, 2, 4.5], "USD 2024", "UC015 stated (base); judgement", MISSILE, { upkeep: KEEP_MUNITION, life: 15 }),
  one("interceptor_drone", "munition", "Interceptor drone or low-cost effector", "Drone intercepteur ou effecteur à bas coût", "effectors", [0.003, 0.01, 0.05], "EUR 2025", "judgement", [0.5, 1, 2], { upkeep: [0.02, 0.05, 0.1], life: 5 }),
  // Units
  one("personnel", "unit", "Active military personnel", "Personnel militaire d’active", "persons", [0.05, 0.1, 0.2], "EUR 2025", "judgement: recruiting, first training and kit of one", [1, 1, 2], { upkeep: [0.4, 0.6, 0.8], crew: 1 }),
  one("corps_headquarters", "unit", "Corps headquarters with corps troops", "État-major de corps avec ses éléments organiques", "headquarters", [150, 500, 1200], "EUR 2025", "judgement", UNIT),
  one("division_headquarters", "unit", "Division headquarters with division troops", "État-major de division avec ses éléments organiques", "headquarters", [80, 250, 600], "EUR 2025", "judgement", UNIT),
  one("engineer_battalion", "unit", "Combat engineer battalion", "Bataillon du génie de combat", "battalions", [80, 180, 350], "EUR 2025", "judgement", UNIT, { crew: 500 }),
  one("cbrn_battalion", "unit", "CBRN battalion", "Bataillon NRBC", "battalions", [40, 90, 200], "EUR 2025", "judgement", UNIT, { crew: 400 }),
  one("field_hospital", "unit", "Mobile surgical facility, role 2", "Formation chirurgicale mobile, rôle 2", "facilities", [15, 40, 66.5], "EUR 2025", "UC320, protected facility with support (high); judgement", SERVICE, { crew: 80 }),
  one("contingency_bed", "service", "Hospital bed assigned to war casualties", "Lit d’hôpital affecté aux blessés de guerre", "beds", [0.05, 0.15, 0.4], "EUR 2025", "judgement", SERVICE, { upkeep: [0.05, 0.1, 0.2] }),
  one("electronic_warfare_unit", "unit", "Land electronic warfare unit", "Unité de guerre électronique terrestre", "units", [15, 40, 100], "EUR 2025", "judgement", UNIT, { crew: 120 }),
  one("cyber_response_team", "unit", "Cyber incident response team", "Équipe de réponse aux incidents cyber", "teams", [3, 8, 20], "EUR 2025", "judgement; a team-year costs about 4.9 M USD (UC318)", SERVICE, { upkeep: [0.3, 0.5, 0.6], crew: 20 }),
  one("counter_disinformation_centre", "unit", "Counter-disinformation centre", "Centre de lutte contre la désinformation", "centres", [3, 8, 20], "EUR 2025", "judgement", SERVICE, { upkeep: [0.2, 0.3, 0.5], crew: 60 }),
  one("joint_headquarters", "unit", "Joint headquarters", "État-major interarmées", "headquarters", [50, 120, 300], "EUR 2025", "judgement", UNIT),
  one("air_operations_centre", "unit", "Air operations and control centre", "Centre de conduite des opérations aériennes", "centres", [60, 150, 350], "EUR 2025", "judgement", UNIT),
  one("prepositioned_brigade_set", "unit", "Prepositioned brigade equipment set", "Parc de brigade prépositionné", "sets", [1500, 2500, 4000], "EUR 2025", "judgement: 87 tanks and 140 fighting vehicles at the class prices, and as much again at most", [3, 5, 7]),
  one("fortified_border", "platform", "Prepared border", "Frontière aménagée", "km", [0.3, 1.5, 4], "EUR 2025", "NP099, NP173: 303 to 500 million for some 340 km (base); judgement", SERVICE),
  // Services, infrastructure, production
  one("brigade_exercise", "service", "Evaluated brigade exercise, each year", "Exercice de brigade évalué, par an", "exercises a year", [10, 20, 50], "EUR 2025", "judgement", [1, 1, 2], { upkeep: [0.8, 0.9, 1] }),
  one("corridor_upgrade", "service", "Military mobility bottleneck mended", "Point de blocage supprimé", "bottlenecks", [18, 100, 200], "EUR 2025", "1.69 billion for 95 projects (low), 100 billion for 500 hot spots (high); judgement (base)", [2, 4, 8], { upkeep: [0.005, 0.01, 0.02] }),
  one("fuel_storage", "service", "Protected fuel storage", "Stockage protégé de carburant", "cubic metres", [0.0003, 0.0006, 0.0015], "EUR 2025", "judgement", [2, 3, 5], { upkeep: [0.01, 0.02, 0.04] }),
  one("depot_line", "service", "Depot line for heavy vehicles", "Chaîne de réparation de véhicules lourds", "lines", [30, 80, 200], "EUR 2025", "judgement", [2, 3, 5], { upkeep: [0.05, 0.1, 0.2] }),
  one("shell_capacity", "service", "Capacity for 155 mm rounds", "Capacité d’obus de 155 mm", "rounds a year", [0.0008, 0.0015, 0.003], "EUR 2025", "judgement", SERVICE, { upkeep: [0.02, 0.05, 0.1] }),
  one("propellant_capacity", "service", "Capacity for propellant powder", "Capacité de poudre propulsive", "tonnes a year", [0.0248, 0.05, 0.1], "EUR 2024", "EU grants of 248 million for 10,000 t a year (low); grants cover part", [2, 3, 4], { upkeep: [0.02, 0.05, 0.1] }),
  one("explosive_capacity", "service", "Capacity for explosive fill", "Capacité d’explosif de chargement", "tonnes a year", [0.0288, 0.06, 0.12], "EUR 2024", "EU grants of 124 million for 4,300 t a year (low); grants cover part", [2, 3, 5], { upkeep: [0.02, 0.05, 0.1] }),
  one("rocket_motor_capacity", "service", "Capacity for solid rocket motors", "Capacité de propulseurs à poudre", "motors a year", [0.01, 0.03, 0.1], "EUR 2025", "judgement", [2, 3, 5], { upkeep: [0.02, 0.05, 0.1] }),
  one("missile_capacity", "service", "Capacity for interceptors and missiles", "Capacité d’intercepteurs et de missiles", "missiles a year", [0.2, 0.5, 1.5], "EUR 2025", "judgement", [2, 3, 5], { upkeep: [0.02, 0.05, 0.1] }),
  one("vehicle_capacity", "service", "Capacity for armoured vehicles", "Capacité de véhicules blindés", "vehicles a year", [1, 3, 8], "EUR 2025", "judgement", [2, 3, 5], { upkeep: [0.02, 0.05, 0.1] }),
  one("drone_capacity", "service", "Capacity for drones", "Capacité de drones", "drones a year", [0.0005, 0.002, 0.02], "EUR 2025", "judgement", [0.5, 1, 2], { upkeep: [0.02, 0.05, 0.1] }),
  one("soc_cell", "service", "Security operations cell for mission networks", "Cellule de supervision de la sécurité des réseaux de mission", "cells", [20, 60, 150], "EUR 2025", "judgement", SERVICE, { upkeep: KEEP_SERVICE, crew: 60 }),
  one("space_protection", "service", "Protection of one satellite or ground station", "Protection d’un satellite ou d’une station sol", "assets", [3, 10, 30], "EUR 2025", "judgement", SERVICE, { upkeep: [0.05, 0.1, 0.2] }),
  one("undersea_watch", "platform", "Ship or sensor set assigned to undersea infrastructure", "Navire ou ensemble de capteurs affecté aux infrastructures sous-marines", "sets", [5, 15, 60], "EUR 2025", "judgement; UC115 for a patrol ship (high)", SERVICE),
  one("battle_management_set", "service", "Battle management set for one brigade", "Système de conduite pour une brigade", "sets", [80, 200, 633], "EUR 2025", "NP040, 1.9 billion for one division of three brigades (high); judgement", SERVICE, { upkeep: [0.05, 0.1, 0.15] }),
  one("tactical_radio_set", "service", "Coalition radio set for one brigade", "Ensemble radio de coalition pour une brigade", "sets", [34, 68, 135], "EUR 2022", "UC067, 67,500 a radio, times 500, 1,000 or 2,000 radios a brigade: the number is judgement", SERVICE, { upkeep: [0.05, 0.1, 0.15] }),
  one("data_link_terminal", "service", "Tactical data link terminal, fitted", "Terminal de liaison de données, installé", "terminals", [0.26, 0.8, 1.4], "EUR 2025", "UC313, terminal alone (low), UC331, fit of one aircraft in 2001 (base); judgement", SERVICE, { upkeep: [0.03, 0.06, 0.1] }),
  one("mission_network_node", "service", "Federated mission network node, verified", "Nœud de réseau fédéré de mission, vérifié", "nodes", [10, 25, 60], "EUR 2025", "judgement", SERVICE, { upkeep: [0.1, 0.15, 0.25] }),
  one("cloud_region", "service", "Accredited sovereign cloud region", "Région d’informatique en nuage souveraine accréditée", "regions", [100, 200, 480], "EUR 2025", "UC308 stated, British contract of 400 million pounds (high); judgement", SERVICE, { upkeep: KEEP_SERVICE }),
  one("decision_support_node", "service", "Accredited AI decision support for one headquarters", "Aide à la décision par l’IA accréditée pour un état-major", "nodes", [5, 15, 40], "EUR 2025", "judgement", SERVICE, { upkeep: KEEP_SERVICE }),
  one("crypto_migration", "service", "Quantum-safe migration of one per cent of systems", "Migration post-quantique d’un pour cent des systèmes", "steps", [20, 60, 200], "EUR 2025", "judgement", SERVICE, { upkeep: [0.02, 0.05, 0.1] }),
  one("protected_pnt_lot", "service", "Protected navigation receivers, lot of 100", "Récepteurs de navigation protégés, lot de 100", "lots", [0.5, 2, 5], "EUR 2025", "judgement", SERVICE, { upkeep: [0.02, 0.05, 0.1] }),
  one("fusion_centre", "service", "Intelligence fusion centre with accredited AI", "Centre de fusion du renseignement avec IA accréditée", "centres", [10, 25, 60], "EUR 2025", "judgement", SERVICE, { upkeep: KEEP_SERVICE }),
  one("data_web_node", "service", "Sensor-to-decision web for one formation", "Maillage capteurs-décision pour une grande unité", "nodes", [15, 50, 130], "EUR 2025", "judgement", SERVICE, { upkeep: [0.1, 0.15, 0.25] }),
  // Space
  one("military_satellite", "platform", "Military satellite, any kind", "Satellite militaire, tous types", "satellites", undefined, undefined, undefined, undefined, { note: "Sources count all kinds together; it is not bought as such." }),
  one("observation_satellite", "platform", "Reconnaissance satellite", "Satellite de reconnaissance", "satellites", [18, 100, 433], "EUR 2025", "UC301 stated, small radar satellite (low), UC305 (high); judgement (base)", [2, 4, 6], { life: 8 }),
  one("communications_satellite", "platform", "Protected communications satellite", "Satellite de télécommunications protégé", "satellites", [36, 60, 585], "EUR 2025", "judgement from the size of the EU and German constellations (low, base); UC303 stated, one large satellite (high)", [2, 4, 6], { life: 8 }),
  one("warning_satellite", "platform", "Missile warning satellite", "Satellite d’alerte antimissile", "satellites", [80, 200, 500], "EUR 2025", "judgement", [4, 6, 8], { life: 8 }),
  one("space_sensor", "platform", "Space surveillance sensor", "Capteur de surveillance de l’espace", "sensors", [10, 40, 120], "EUR 2025", "judgement", VEHICLE),
];

/** Types that count by themselves or that lines and programmes name. Others come from holdings. */
export const TYPES: readonly { readonly id: string; readonly class: string; readonly en: string; readonly family?: string; readonly cost?: Three; readonly money?: string; readonly from?: string; readonly lead?: Three }[] = [
  { id: "C-17A", class: "transport_aircraft", en: "C-17A" },
  { id: "A400M", class: "transport_aircraft", en: "A400M", cost: [150, 180, 220], money: "EUR 2025", from: "judgement", lead: AIRCRAFT },
  { id: "KC-390", class: "transport_aircraft", en: "C-390 Millennium / KC-390", cost: [130, 140, 165], money: "EUR 2024", from: "UC007 stated (low, base), UC027 (high)", lead: [2, 3, 5] },
  { id: "C-130", class: "transport_aircraft", en: "C-130" },
  { id: "C-27J", class: "transport_aircraft", en: "C-27J" },
  { id: "C-160", class: "transport_aircraft", en: "C-160" },
  { id: "C-295", class: "transport_aircraft", en: "C-295" },
  { id: "C-5M", class: "transport_aircraft", en: "C-5M" },
  { id: "CN-235", class: "transport_aircraft", en: "CN-235" },
  { id: "PAC-3-MSE", class: "long_sam", en: "PAC-3 MSE", cost: [4.975, 5.172, 8.333], money: "USD 2024", from: "UC156 (low), UC155 (base), UC079 with support (high)", lead: [1.5, 2.5, 4] },
  { id: "GEM-T", class: "long_sam", en: "Patriot GEM-T", cost: [4, 4, 5.9], money: "USD 2024", from: "UC014 stated; UC144 (high)", lead: [2, 3, 4] },
  { id: "Aster", class: "long_sam", en: "Aster 15/30", lead: [1.5, 2, 3.5] },
  { id: "SM-6", class: "naval_sam", en: "SM-6" },
  { id: "THAAD-interceptor", class: "upper_sam", en: "THAAD interceptor", cost: [12, 15, 18], money: "USD 2025", from: "PR059 stated (base); judgement", lead: [2, 3, 5] },
  { id: "IRIS-T-SLM-missile", class: "medium_sam", en: "IRIS-T SLM missile" },
  { id: "Taurus", class: "land_attack_missile", en: "Taurus KEPD 350 / Neo" },
  { id: "Storm-Shadow", class: "land_attack_missile", en: "SCALP EG / Storm Shadow" },
  { id: "JASSM", class: "land_attack_missile", en: "JASSM / JASSM-ER" },
  { id: "Tomahawk", class: "land_attack_missile", en: "Tomahawk" },
  { id: "LRASM", class: "anti_ship_missile", en: "LRASM" },
  { id: "IRIS-T-SLM", class: "medium_range_air_defence", en: "IRIS-T SLM" },
  { id: "Leopard-2A8", class: "main_battle_tank", en: "Leopard 2A8", family: "Leopard 2" },
  { id: "CAESAR", class: "self_propelled_artillery", en: "CAESAR", family: "CAESAR" },
];
