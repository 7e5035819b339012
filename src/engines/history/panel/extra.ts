import { column, type Table } from "../table.ts";
import { allianceTies } from "./ties.ts";
import { ByStateYear, eachRow, type RawTables } from "./raw.ts";

/** Columns that stand beside the panel, row by row. */
export const EXTRA_COLUMNS = ["tdef_l1", "rel_in_l1", "rel_out_l1", "tnuc_test", "tnuc_fas", "tcon_only", "tnon_only", "tdef_no_nato", "tdef_no_warsaw", "tdef_no_oas", "tdef_no_arab"] as const;

/** Alliances that are left out one at a time, by their number in ATOP. */
export const LEFT_OUT = { tdef_no_nato: [3180], tdef_no_warsaw: [3285], tdef_no_oas: [3075, 3150], tdef_no_arab: [3205] } as const;

/** First test of a weapon, where that is the later date: India and Pakistan. */
const FIRST_TEST: Readonly<Record<number, number>> = { 750: 1974, 770: 1998 };

/**
 * What robustness checks ask beside the panel: pacts of the year before (a pact of the same year never counts), possession by
 * date of first test or by a counted stockpile, pacts to consult or not to attack alone, and pacts without one large alliance.
 */
export function buildExtra(raw: RawTables & { readonly nuclear_stockpiles: Table }, panel: Table): Table {
  const nothing = new ByStateYear();
  const stockpiles = new Set<number>();
  eachRow(raw.nuclear_stockpiles, ["ccode", "year", "stockpile"], (state, year, count) => void (count! > 0 && stockpiles.add(state! * 10_000 + year!)));
  const spells: { readonly state: number; readonly from: number; readonly to: number }[] = [];
  eachRow(raw.nuclear_possession, ["ccode", "styear", "endyear"], (state, from, to) => void spells.push({ state: state!, from: FIRST_TEST[state!] ?? from!, to: to! }));
  const ties = allianceTies(raw, { cinc: nothing, technology: nothing, isNuclear: (state, year) => spells.some((it) => it.state === state && it.from <= year && year <= it.to) });
  const counted = allianceTies(raw, { cinc: nothing, technology: nothing, isNuclear: (state, year) => stockpiles.has(state * 10_000 + year) });
  const [a, b, year] = ["a", "b", "year"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array];
  const columns = new Map(EXTRA_COLUMNS.map((it) => [it as string, new Float64Array(panel.rowCount)]));
  const put = (name: (typeof EXTRA_COLUMNS)[number], row: number, is: boolean): void => void (columns.get(name)![row] = is ? 1 : 0);
  for (let row = 0; row < panel.rowCount; row++) {
    const [x, y, now] = [a[row]!, b[row]!, year[row]!];
    const before = ties.of(x, y, now - 1);
    put("tdef_l1", row, before.defenders > 0);
    put("rel_in_l1", row, before.relevantIn);
    put("rel_out_l1", row, before.relevantOut);
    put("tnuc_test", row, ties.of(x, y, now).hasNuclear);
    put("tnuc_fas", row, counted.of(x, y, now).hasNuclear);
    put("tcon_only", row, ties.only("consultation", x, y, now));
    put("tnon_only", row, ties.only("nonaggression", x, y, now));
    for (const [name, alliances] of Object.entries(LEFT_OUT)) put(name as keyof typeof LEFT_OUT, row, ties.defendedWithout(alliances, x, y, now));
  }
  return { rowCount: panel.rowCount, columns };
}
