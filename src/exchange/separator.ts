/** What may part the cells of a line. */
export type Separator = "," | ";" | "\t";

/** The separator that the heading line uses most, comma on a tie. @example separatorOf("id;unit\n1;2,5") // → ";" */
export function separatorOf(text: string): Separator {
  const end = text.search(/[\r\n]/);
  const heading = (end === -1 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const count = (separator: string): number => heading.split(separator).length - 1;
  return ([";", "\t"] as const).find((it) => count(it) > count(",")) ?? ",";
}

export const separatorName = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;
