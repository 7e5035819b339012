import { createHash } from "node:crypto";
import { AS_OF } from "./facts.ts";
import type { Row } from "./csv.ts";

/** Data files that many rows were read in, under the short name that rows cite. */
const FILES: Readonly<Record<string, Omit<Row, "id">>> = {
  "nato-2024-06": { title: "Defence Expenditure of NATO Countries (2014-2024), NATO, June 2024 edition", location: "github.com/jacobvoss/geopolitical-dashboard a6a6f6c (workbook 240617-def-exp-2024-TABLES-en.xlsx)", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2024-06-17" },
  "nato-2025-08": { title: "Defence Expenditure of NATO Countries (2014-2025), NATO, August 2025 edition", location: "github.com/Datavisualiatie-UGent/project-dv26-2 2b05394", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2025-08-28", note: "The copy has no US-dollar or GDP tables." },
  "nato-2026-07": { title: "Defence Expenditure of NATO Countries, Table 3, NATO, July 2026 edition", location: "github.com/alyssaagard/primacy-premium 896129e", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2026-07", note: "Share of GDP only, on the core-defence basis agreed at The Hague in 2025; not comparable with earlier editions." },
  "world-bank": { title: "GDP (current US$) and population, World Bank, World Development Indicators", location: "github.com/datasets/gdp 822019c, github.com/datasets/population 425fc44", licence: "CC BY 4.0", licence_class: "A", as_of: "2026-03-20" },
  factbook: { title: "The World Factbook, CIA", location: "github.com/factbook/factbook.json 8662a8b", licence: "public domain", licence_class: "A", as_of: "2026-05-17" },
  rdmc: { title: "Distribution of Military Capabilities (rDMC), J. A. Gannon, 2023", location: "github.com/CenterForPeaceAndSecurityStudies/rDMC b680b9c", licence: "MIT (repository); counts coded by the author from a yearbook", licence_class: "B", as_of: "2014", note: "Counts end in 2014. A blank is unknown. Some zeros are coding gaps, so zeros are not read." },
  airframes: { title: "plane-alert-db, SDR-Enthusiasts and contributors, counted by operator and type", location: "github.com/sdr-enthusiasts/plane-alert-db c2709be", licence: "ODbL 1.0, share alike", licence_class: "B", as_of: "2026-08-22", note: "A watch list: neither complete nor cleared of withdrawn aircraft." },
  "nisp-12.2": { title: "NATO Interoperability Standards and Profiles, database v12.2", location: "github.com/stavnstrup/nisp-tools v12.2", licence: "MIT, NATO IP CaT", licence_class: "A", as_of: "2019-12-06" },
  "fmn-spirals": { title: "Federated Mission Networking spiral 4 and 5 profiles", location: "github.com/stavnstrup/nisp-tools b677ce4", licence: "MIT, NATO IP CaT", licence_class: "A", as_of: "2022-12-02" },
  "concord-tree": { title: "Concord capability tree, groups, yields and class list", licence: "CC BY 4.0", licence_class: "A", as_of: AS_OF, note: "Own wording; areas follow public lists named in docs/sources.md." },
  "concord-judgement": { title: "Concord planning assumptions", licence: "CC BY 4.0", licence_class: "A", as_of: AS_OF, note: "Our judgement. Each row states its rule and range; replace any of them. See docs/sources.md." },
  "public-knowledge": { title: "Codes, names and dates that are public facts", licence: "facts", licence_class: "A", as_of: AS_OF, note: "ISO 3166 and 4217 codes, accession years, capitals; written by hand." },
  "public-averages": { title: "Yearly averages of exchange rates and of the euro-area price index, from general knowledge", licence: "facts", licence_class: "A", as_of: AS_OF, note: "Not read in a document: check against the ECB and Eurostat before relying on them." },
  "nato-figures": { title: "NATO and CSIS, RUSI, Bruegel and Kiel figures collected for checks", licence: "single facts, credited in docs/sources.md", licence_class: "A", as_of: AS_OF },
};

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 6);

/** Dates in sources come as text: keep what is a date, drop the rest. */
export const dateIn = (text: string): string | undefined => {
  const found = /\b(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?/.exec(text)?.[0];
  return found !== undefined && found <= "2026-11-24" ? found : undefined;
};

/** What a page is about, as its address says. */
const subjectOf = (location: string): string => {
  const words = (location.split(/[?#]/)[0] ?? "").split("/").filter((it) => /\p{L}{3}/u.test(it)).slice(2).at(-1)?.replace(/\.\w+$/, "").replace(/[-_+]+/g, " ").trim() ?? "";
  return words === "" ? "Page" : `${words[0]!.toUpperCase()}${words.slice(1)}`.slice(0, 100);
};

/** Gives every document one row of sources.csv, once. */
export class SourceList {
  readonly #rows = new Map<string, Row>();
  readonly #cited = new Map<string, Set<string>>();

  /** A data file or one of our own pages. */
  file(id: string): string {
    const known = FILES[id];
    if (known === undefined) throw new Error(`no source is named "${id}"; add it to FILES`);
    this.#rows.set(id, { id, ...known });
    return id;
  }

  /** A page that single facts were read in. */
  page(text: string, more: { readonly location?: string; readonly date?: string; readonly licence?: string; readonly licenceClass?: string; readonly row?: string }): string {
    const location = more.location ?? /https?:\/\/\S+|github\.com\/\S+(?:\s_collections\S*)?/.exec(text)?.[0] ?? "";
    const host = /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+)/u.exec(location || text)?.[1]?.toLowerCase() ?? "page";
    const id = `${host}-${hash(`${text}|${location}`)}`;
    const title = text.replace(/,?\s*https?:\/\/\S+/g, "").replace(/,?\s*github\.com\/\S+(\s_collections\S*)?/g, "").trim();
    this.#rows.set(id, {
      id,
      title: title === "" ? `${subjectOf(location)}, ${host}` : title,
      location,
      licence: more.licence ?? "single facts with credit; the page keeps its own rights",
      licence_class: more.licenceClass ?? "A",
      as_of: (more.date === undefined ? undefined : dateIn(more.date)) ?? dateIn(text) ?? AS_OF,
      ...(dateIn(more.date ?? "") === undefined && dateIn(text) === undefined ? { note: "Page undated; dated by when it was read." } : {}),
    });
    if (more.row !== undefined) this.#cited.set(id, (this.#cited.get(id) ?? new Set()).add(more.row));
    return id;
  }

  rows(): readonly Row[] {
    // Prices and production figures have no table of their own: the page says which of them it stands for.
    const noted = [...this.#rows.values()].map((it) => {
      const rows = [...(this.#cited.get(it.id!) ?? [])].sort().join(", ");
      return rows === "" ? it : { ...it, note: [it.note ?? "", `Cited as ${rows}.`].filter((text) => text !== "").join(" ") };
    });
    return noted.sort((a, b) => (a.id! < b.id! ? -1 : 1));
  }
}
