import { type AddressKey, changeAddress, useAddress, useUnfound } from "./address.ts";

/**
 * A choice among a few that stands in the address, so that a shared link shows the same and Back undoes it. The first choice is what is shown
 * where the address says nothing: only another stands there.
 * @example const [basis, setBasis] = useChosen("basis", ["ready", "planned"]);
 */
export function useChosen<T extends string>(key: AddressKey, choices: readonly [T, ...T[]]): readonly [T, (to: T) => void] {
  const value = useAddress()(key);
  const found = choices.find((it) => it === value);
  useUnfound(key, value !== undefined && found === undefined);
  return [found ?? choices[0], (to) => changeAddress({ [key]: to === choices[0] ? undefined : to }, "push")];
}

export type Shape = "chart" | "table";

/**
 * Whether a part of the page stands as a chart or as the table behind it. The parts that stand as tables are in the address by their names.
 * @example const [shape, setShape] = useShape("years"); // `?tables=years`: a table
 */
export function useShape(part: string): readonly [Shape, (to: Shape) => void] {
  const parts = (useAddress()("tables") ?? "").split(" ").filter((it) => it !== "");
  const others = parts.filter((it) => it !== part);
  return [parts.includes(part) ? "table" : "chart", (to) => changeAddress({ tables: (to === "table" ? [...others, part] : others).join(" ") }, "push")];
}
