import { expect, test } from "vitest";
import { piecesOf } from "./with-names.tsx";

/** Names in brackets, as the pieces are joined. */
const marked = (text: string, names: readonly string[]): string => piecesOf(text, names).map((it) => (it.isName ? `[${it.text}]` : it.text)).join("");

test.each([
  ["attaques de Some War", ["Some War"], "attaques de [Some War]"],
  ["attaques du différend entre Arvenia et Borland en 1997", ["Arvenia", "Borland"], "attaques du différend entre [Arvenia] et [Borland] en 1997"],
  ["sans Arvenia-Borland (1st); Arvenia.", ["Arvenia", "Arvenia-Borland (1st)"], "sans [Arvenia-Borland (1st)]; [Arvenia]."],
  ["Arvenia", ["Arvenia"], "[Arvenia]"],
  ["Arveniates", ["Arvenia"], "Arveniates"],
  ["la ligue", [], "la ligue"],
] as const)("in %j the names %j stand in the language of the data", (text, names, expected) => expect(marked(text, names)).toBe(expected));
