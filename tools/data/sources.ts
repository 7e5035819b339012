import { createHash } from "node:crypto";
import { AS_OF } from "./facts.ts";
import type { Row } from "./csv.ts";

/** Data files that many rows were read in, under the short name that rows cite. */
const FILES: Readonly<Record<string, Omit<Row, "id">>> = {
  "nato-2024-06": { title: "Defence Expenditure of NATO Countries (2014-2024), NATO, June 2024 edition", location: "https://github.com/jacobvoss/geopolitical-dashboard/tree/a6a6f6c", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2024-06-17", note: "Read in the workbook 240617-def-exp-2024-TABLES-en.xlsx of the copy." },
  "nato-2025-08": { title: "Defence Expenditure of NATO Countries (2014-2025), NATO, August 2025 edition", location: "https://github.com/Datavisualiatie-UGent/project-dv26-2/tree/2b05394", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2025-08-28", note: "The copy has no US-dollar or GDP tables." },
  "nato-2026-07": { title: "Defence Expenditure of NATO Countries, Table 3, NATO, July 2026 edition", location: "https://github.com/alyssaagard/primacy-premium/tree/896129e", licence: "NATO material: reuse with credit to NATO, not for sale, no advertising use", licence_class: "B", as_of: "2026-07", note: "Share of GDP only, on the core-defence basis agreed at The Hague in 2025; not comparable with earlier editions." },
  "world-bank": { title: "GDP (current US$), World Bank, World Development Indicators", location: "https://github.com/datasets/gdp/tree/822019c", licence: "CC BY 4.0", licence_class: "A", as_of: "2026-03-20", note: "2024 of 40 countries was read at <https://github.com/marhip97/ukrainastotte/tree/159b45e>." },
  "world-bank-population": { title: "Population, World Bank, World Development Indicators", location: "https://github.com/datasets/population/tree/425fc44", licence: "CC BY 4.0", licence_class: "A", as_of: "2026-03-06" },
  factbook: { title: "The World Factbook, CIA", location: "https://github.com/factbook/factbook.json/tree/8662a8b", licence: "public domain", licence_class: "A", as_of: "2026-05-17" },
  rdmc: { title: "Distribution of Military Capabilities (rDMC), J. A. Gannon, 2023", location: "https://github.com/CenterForPeaceAndSecurityStudies/rDMC/tree/b680b9c", licence: "MIT (repository); counts coded by the author from a yearbook", licence_class: "B", as_of: "2014", note: "Counts end in 2014. A blank is unknown. Some zeros are coding gaps, so zeros are not read." },
  airframes: { title: "plane-alert-db, SDR-Enthusiasts and contributors, counted by operator and type", location: "https://github.com/sdr-enthusiasts/plane-alert-db/tree/c2709be", licence: "ODbL 1.0, share alike", licence_class: "B", as_of: "2026-08-22", note: "A watch list: neither complete nor cleared of withdrawn aircraft." },
  "nisp-12.2": { title: "NATO Interoperability Standards and Profiles, database v12.2", location: "https://github.com/stavnstrup/nisp-tools/tree/v12.2", licence: "MIT, NATO IP CaT", licence_class: "A", as_of: "2019-12-06" },
  "fmn-spirals": { title: "Federated Mission Networking spiral 4 and 5 profiles", location: "https://github.com/stavnstrup/nisp-tools/tree/b677ce4", licence: "MIT, NATO IP CaT", licence_class: "A", as_of: "2022-12-02" },
  "concord-tree": { title: "Concord capability tree, groups, yields and class list", licence: "CC BY 4.0", licence_class: "A", as_of: AS_OF, note: "No web page: written for this data set. Own wording; areas follow public lists named in docs/sources.md." },
  "concord-judgement": { title: "Concord planning assumptions", licence: "CC BY 4.0", licence_class: "A", as_of: AS_OF, note: "No web page: our judgement. Each row states its rule and range; replace any of them. See docs/sources.md." },
  "public-knowledge": { title: "Codes, names and dates that are public facts", licence: "facts", licence_class: "A", as_of: AS_OF, note: "No web page: ISO 3166 and 4217 codes, accession years, capitals; written by hand." },
  "public-averages": { title: "Yearly averages of exchange rates and of the euro-area price index, from general knowledge", licence: "facts", licence_class: "A", as_of: AS_OF, note: "No web page: not read in a document; check against the ECB and Eurostat before relying on them." },
  "nato-figures": { title: "NATO and CSIS, RUSI, Bruegel and Kiel figures collected for checks", licence: "single facts, credited in docs/sources.md", licence_class: "A", as_of: AS_OF, note: "No web page: several documents, each credited in docs/sources.md." },
};

/** Pages that the collected tables cite in words that lead nowhere: what they are, where they stand, or why no address is known. */
const MENDED: Readonly<Record<string, { readonly title?: string; readonly location?: string; readonly note?: string }>> = {
  "24/7 Wall St, countries without armed forces, 2024-03-09": { note: "No web page: the excerpt that was read came without its address." },
  "Bild via Upday, equipment current_holdings_cited_facts HF049": { title: "Bild via Upday, 2025", location: "https://www.upday.com/it/esteri/germania-ingannata-da-trump-sui-patriot-per-lucraina/gry4d12" },
  "current_holdings_cited_facts HF049 to HF056 (press, in equipment)": { title: "Defense Express via newsreadonline.com, 2023-2024", location: "https://newsreadonline.com/la-germania-cerchera-patriots-per-lucraina-dove-sono-in-servizio-nel-mondo" },
  "Kiel and Bruegel, Fit for war by 2030?, figures as relayed in the project’s earlier research note D12 (original not read here)": { note: "No web page: read in an unpublished research note of this project, not in the original." },
  "Project research note D9 (press, original not read here)": { title: "Press reports on hot spots of military mobility, from the project's research note D9", note: "No web page: read in an unpublished research note of this project, not in the originals." },
  "Project research note D10 on the EU ASAP regulation (press, original not read here)": { title: "Press reports on the EU ASAP regulation, from the project's research note D10", note: "No web page: read in an unpublished research note of this project, not in the originals." },
  "public GitHub document on EU instruments (string search, id 53653829263)": { title: "Public document on EU instruments, found on GitHub", note: "No web page: found by searching public repositories for a phrase, without an address." },
  "unnamed page in the pages corpus (Norwegian-German submarine contracts, July 2021)": { title: "News report on the Norwegian-German submarine contracts, July 2021", note: "No web page: the report was read in a collection of pages that names no address for it." },
  "unnamed Breaking Defense tag page in the pages corpus (Sweden)": { title: "Breaking Defense, reports tagged Sweden", note: "No web page: the report was read in a collection of pages that names no address for it." },
};

/** Addresses as the collected tables write them: a web address, or a repository and a path in it. */
const ADDRESS = /https?:\/\/\S+|github\.com\/\S+(?:\s_collections\S*)?/g;
/** The state of a repository that was read, where the tables name the repository alone. */
const READ_AT: Readonly<Record<string, string>> = { "agorahub/pen0": "6195bf2" };

/** An address that opens: a path in a repository becomes its page on the web, in the state that was read. */
function webAddress(address: string): string {
  const [, repository, path] = /^github\.com\/([^/\s]+\/[^/\s]+)\s(\S+)$/.exec(address) ?? [];
  if (repository === undefined || path === undefined) return address;
  const commit = READ_AT[repository];
  if (commit === undefined) throw new Error(`no state is named for the repository "${repository}"; add it to READ_AT`);
  return `https://github.com/${repository}/blob/${commit}/${path}`;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 6);

/** Dates in sources come as text: keep what is a date, drop the rest. */
export const dateIn = (text: string): string | undefined => {
  const found = /\b(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?/.exec(text)?.[0];
  return found !== undefined && found <= "2026-11-24" ? found : undefined;
};

/** What a page is about, as its address says; of an address without words, what tells the page from others of the site. */
function subjectOf(location: string): string {
  const pieces = (decodeURI(location).split(/[?#]/)[0] ?? "").split("/").slice(3);
  const wordy = pieces.map((it) => it.replace(/\.\w+$/, "").replace(/^\d{4}-\d{2}-\d{2}-/, "").replace(/[-_+]+/g, " ").replace(/[ ,]\w*\d{5,}\w*$/, "").trim());
  const wordsIn = (text: string): number => text.match(/(?<![\p{L}\p{N}])\p{L}{3,}(?![\p{L}\p{N}])/gu)?.length ?? 0;
  const words = wordy.reduce((best, it) => (wordsIn(it) >= Math.max(wordsIn(best), 2) ? it : best), "");
  if (words === "") return `Page ${location.split("/").slice(3).join("/").replace(/\/$/, "").slice(0, 100)}`.trim();
  const title = `${words[0]!.toUpperCase()}${words.slice(1)}`;
  return title.length > 100 ? `${title.slice(0, 100).replace(/ \S*$/, "")} …` : title;
}

const hostOf = (text: string): string | undefined => /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+)/u.exec(text)?.[1]?.toLowerCase();

/** The title of a page as cited: the words beside its address, or, without words, its subject and site. */
function titleOf(text: string, location: string): string {
  const words = text.replace(/,?\s*https?:\/\/\S+/g, "").replace(ADDRESS, "").replace(/\s*\((from equipment\/\S+|as recorded in procurement_aid \w+)\)/g, "").replace(/[\s,]+$/, "").trim();
  const address = text.match(ADDRESS)?.[0] ?? location;
  const named = `${subjectOf(webAddress(address))}, ${hostOf(address) ?? "page"}`;
  return words === "" ? named : words.startsWith("(") ? `${named} ${words}` : words;
}

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
    const addresses = text.match(ADDRESS) ?? [];
    const location = more.location ?? addresses[0] ?? "";
    const id = `${hostOf(location || text) ?? "page"}-${hash(`${text}|${location}`)}`;
    const mended = MENDED[text] ?? {};
    const others = [...new Set(addresses.map(webAddress))].filter((it) => it !== webAddress(location));
    const undated = dateIn(more.date ?? "") === undefined && dateIn(text) === undefined;
    const notes = [mended.note, undated ? "Page undated; dated by when it was read." : undefined, others.length === 0 ? undefined : `Cited together with ${others.map((it) => `<${it}>`).join(" and ")}.`].filter((it) => it !== undefined);
    this.#rows.set(id, {
      id,
      title: mended.title ?? text.split(" ; ").map((part) => titleOf(part, location)).join("; "),
      location: mended.location ?? webAddress(location),
      licence: more.licence ?? "single facts with credit; the page keeps its own rights",
      licence_class: more.licenceClass ?? "A",
      as_of: (more.date === undefined ? undefined : dateIn(more.date)) ?? dateIn(text) ?? AS_OF,
      ...(notes.length > 0 && { note: notes.join(" ") }),
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
