import { joinRows, type Label } from "#labels";
import { canonicalText, isObject, type Json } from "#ledger";

/**
 * The one form of a label by which its channel is found: the id of a label of the data set as it is, a label with its parts in
 * the normal form of the algebra. @throws RangeError for anything else: what has no label is not written.
 * @example channelLabel({ policy: "P", hierarchy: 1, restrictive: [], clauses: { to: [["B", "A"], ["A", "B", "C"]] }, informative: [] }).clauses // → { to: [["A", "B"]] }
 */
export function channelLabel(label: Json): Json {
  if (typeof label === "string") {
    if (label.trim() !== label || label === "") throw new RangeError(`"${label}" is no label`);
    return label;
  }
  if (!isObject(label) || !isLabel(label)) throw new RangeError(`${`${JSON.stringify(label)}`.slice(0, 80)} is no label: give the id of one, or policy, hierarchy, restrictive, clauses and informative`);
  const { policy, hierarchy, restrictive, clauses, informative } = joinRows(label, label);
  return { policy, hierarchy, restrictive, clauses, informative };
}

/** Text by which two labels are compared. */
export const labelKey = (label: Json): string => canonicalText(label);

const isTexts = (it: unknown): it is readonly string[] => Array.isArray(it) && it.every((text) => typeof text === "string");
const isHelds = (it: unknown): boolean => Array.isArray(it) && it.every((pair) => isTexts(pair) && pair.length === 2);

/** Whether JSON has the parts of a label. */
export function isLabel(it: object): it is Label {
  const { policy, hierarchy, restrictive, clauses, informative, ...more } = it as Readonly<Record<string, unknown>>;
  return (
    typeof policy === "string" &&
    Number.isSafeInteger(hierarchy) &&
    isHelds(restrictive) &&
    isHelds(informative) &&
    typeof clauses === "object" &&
    clauses !== null &&
    Object.values(clauses).every((of) => Array.isArray(of) && of.every(isTexts)) &&
    Object.keys(more).length === 0
  );
}
