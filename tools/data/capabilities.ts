import type { Row } from "./csv.ts";
import { fact, type Table } from "./facts.ts";
import type { SourceList } from "./sources.ts";

/** Leaves that are a view, a part or a ceiling: assessed where a requirement is stated, never bought for. */
export const VIEWS: Readonly<Record<string, string>> = {
  "PRE-FOR-01": "tier of the force model; its people stand in the brigades",
  "PRE-FOR-02": "tier of the force model; its people stand in the brigades",
  "PRE-FOR-03": "tier of the force model; its people stand in the brigades",
  "PRE-FOR-04": "people are paid from personnel money, not from the plan's money",
  "PRE-FOR-05": "people are paid from personnel money, not from the plan's money",
  "PRE-FOR-06": "readiness view of squadrons, ships and battalions counted elsewhere, and three units in one",
  "PRE-IND-04": "stage of PRE-IND-01",
  "PRE-IND-09": "months of stock do not add over nations",
  "PRJ-LND-03": "a ceiling: less is better",
  "ENG-LND-03": "sum of ENG-LND-04 and ENG-LND-05",
  "ENG-LND-06": "platform view of the brigades",
  "ENG-LND-07": "platform view of the brigades",
  "ENG-LND-08": "platform view of the brigades",
  "ENG-AIR-02": "part of ENG-AIR-01",
  "ENG-AIR-03": "part of ENG-AIR-01",
  "ENG-MUN-11": "days of supply over the munition stocks; days do not add over nations",
  "PRO-AMD-01": "sum of PRO-AMD-02 to PRO-AMD-04",
  "SUS-LOG-01": "days of supply; days do not add over nations",
  "SUS-REP-02": "a multiplier on every platform count",
};

const OVERLAPS: Readonly<Record<string, string>> = {
  "PRE-FOR-01": "PRE-FOR-02 PRE-FOR-03 PRE-FOR-04 ENG-LND-03",
  "PRE-FOR-02": "PRE-FOR-01 PRE-FOR-03 PRE-FOR-04 ENG-LND-03",
  "PRE-FOR-03": "PRE-FOR-01 PRE-FOR-02 PRE-FOR-04 ENG-LND-03",
  "PRE-FOR-04": "PRE-FOR-01 PRE-FOR-02 PRE-FOR-03",
  "PRE-FOR-06": "ENG-AIR-01 ENG-MAR-01 ENG-MAR-02 ENG-LND-03",
  "PRE-IND-01": "PRE-IND-04",
  "PRE-IND-04": "PRE-IND-01",
  "ENG-LND-03": "ENG-LND-04 ENG-LND-05",
  "ENG-LND-04": "ENG-LND-03 ENG-LND-06 ENG-LND-07 SUS-LOG-04",
  "ENG-LND-05": "ENG-LND-03 ENG-LND-08",
  "ENG-LND-06": "ENG-LND-04",
  "ENG-LND-07": "ENG-LND-04 ENG-LND-05",
  "ENG-LND-08": "ENG-LND-05",
  "ENG-FIR-01": "ENG-LND-04 ENG-LND-05",
  "ENG-FIR-04": "ENG-MUN-07",
  "ENG-MUN-07": "ENG-FIR-04",
  "ENG-AIR-01": "ENG-AIR-02 ENG-AIR-03",
  "ENG-AIR-02": "ENG-AIR-01",
  "ENG-AIR-03": "ENG-AIR-01",
  "ENG-AIR-04": "INF-ISR-06",
  "INF-ISR-06": "ENG-AIR-04",
  "ENG-MUN-11": "ENG-MUN-01",
  "PRO-AMD-01": "PRO-AMD-02 PRO-AMD-03 PRO-AMD-04",
  "PRO-AMD-02": "PRO-AMD-01",
  "PRO-AMD-03": "PRO-AMD-01",
  "PRO-AMD-04": "PRO-AMD-01",
  "PRJ-AIR-01": "PRJ-AIR-02",
  "PRJ-AIR-02": "PRJ-AIR-01",
  "SUS-LOG-04": "ENG-LND-04",
};

/** The capability tree: seven areas, their groups, 120 leaves. */
export function capabilityRows(sources: SourceList, tree: readonly Row[], groups: readonly Row[]): Table {
  const source = sources.file("concord-tree");
  const own = (id: string, definition = "", note = ""): Row => ({ ...fact(id, source, "official", "high", { definition, note }), evidence: "assumption", id });
  const rows: Row[] = [];
  const areas = new Map(groups.map((it) => [it.area_code!, it]));
  for (const [code, it] of areas) rows.push({ ...own(code), level: "area", name_en: it.area_en!, name_fr: it.area_fr! });
  for (const it of groups) rows.push({ ...own(it.group_code!), parent: it.area_code!, level: "group", name_en: it.group_code === "ENG-MUN" ? "Munitions in store" : it.group_en!, name_fr: it.group_fr! });
  for (const it of tree) {
    const view = VIEWS[it.code!];
    rows.push({
      ...own(it.code!, it.measure_definition!, [it.notes, view === undefined ? "" : `Not planned: ${view}.`, `Basis: ${it.basis}.`].filter((text) => text !== "").join(" ")),
      parent: it.code!.slice(0, 7),
      level: "leaf",
      name_en: it.name_en!,
      name_fr: it.name_fr!,
      domain: it.domain!,
      character: it.character!,
      unit: it.measure_unit!,
      better: it.code === "PRJ-LND-03" ? "less" : "more",
      overlaps: OVERLAPS[it.code!] ?? "",
      planned: view === undefined ? "yes" : "no",
    });
  }
  return rows;
}
