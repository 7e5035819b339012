import type { HeatRow } from "#views";
import type { HeatGroup } from "./arrange.ts";

/** A line of the table from above: the name of a group, or a capability with its number, from 1. */
export type HeatLine = { readonly kind: "group"; readonly name: string } | { readonly kind: "row"; readonly row: HeatRow; readonly number: number; readonly withArea: boolean };

/** The groups one below the other, as the table shows them. */
export function linesOf(groups: readonly HeatGroup[]): readonly HeatLine[] {
  let number = 0;
  return groups.flatMap((group): readonly HeatLine[] => [
    ...(group.name === "" ? [] : [{ kind: "group", name: group.name } as const]),
    ...group.rows.map((row) => ({ kind: "row", row, number: ++number, withArea: group.name === "" }) as const),
  ]);
}
