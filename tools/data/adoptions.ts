import type { Row } from "./csv.ts";
import { fact, isNation, type Table, wordOf } from "./facts.ts";
import { dateIn, type SourceList } from "./sources.ts";

/** Standards of the list under the words of the cited rows. Memberships of programmes that are no standard stay out. */
const STANDARD: Readonly<Record<string, string>> = {
  "Link 16": "STANAG-5516",
  "MIDS terminal cooperative production": "STANAG-5516",
  "Mode 5 IFF": "STANAG-4193",
};

/** How far nations have taken standards, as pages state it; a nation without a row is unknown. */
export function adoptionRows(sources: SourceList, cited: readonly Row[]): Table {
  const seen = new Map<string, number>();
  return cited.flatMap((row) => {
    const cell = (name: string): string => row[name] ?? "";
    const nation = cell("nation_iso3");
    const standard = STANDARD[cell("standard")];
    if (standard === undefined || !isNation(nation)) return [];
    const date = dateIn(cell("source_date"));
    const asOf = date ?? dateIn(cell("year")) ?? "2015";
    const key = `${nation}:${standard}:${asOf}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const licence = cell("licence");
    const source = sources.page(cell("source"), {
      location: cell("source_location"),
      date: cell("source_date"),
      licence,
      ...(licence.includes("CC BY-SA") ? { licenceClass: "B" } : {}),
    });
    const provenance = fact(count === 1 ? key : `${key}:${count}`, source, "press", date === undefined ? "low" : wordOf(cell("confidence")), {
      asOf,
      definition: cell("standard") === "MIDS terminal cooperative production" ? "Read as Link 16: the nation builds its terminal with others." : "",
      note: cell("note"),
    });
    return [{ ...provenance, nation, standard, status: cell("status"), year: cell("year") }];
  });
}
