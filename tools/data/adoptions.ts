import type { Row } from "./csv.ts";
import { AS_OF, fact, isNation, type Table, wordOf } from "./facts.ts";
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
  return cited.flatMap((it) => {
    const standard = STANDARD[it.standard!];
    if (standard === undefined || !isNation(it.nation_iso3!)) return [];
    const asOf = dateIn(it.source_date!) ?? dateIn(it.year!) ?? AS_OF;
    const key = `${it.nation_iso3}:${standard}:${asOf}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const source = sources.page(it.source!, { location: it.source_location!, date: it.source_date!, licence: it.licence!, ...(/CC BY-SA/.test(it.licence!) ? { licenceClass: "B" } : {}) });
    return [{ ...fact(count === 1 ? key : `${key}:${count}`, source, "press", dateIn(it.source_date!) === undefined ? "low" : wordOf(it.confidence!), { asOf, definition: standard === "STANAG-5516" && it.standard !== "Link 16" ? `Read as Link 16: ${it.standard}.` : "", note: it.note! }), nation: it.nation_iso3!, standard, status: it.status!, year: it.year! }];
  });
}
