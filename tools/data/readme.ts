import { type AnyKind, columnOf, columnsOf, type KindName, KINDS } from "../../src/model/index.ts";
import type { Tables } from "./build.ts";
import { CLASSES } from "./classes.ts";
import type { Row } from "./csv.ts";
import { AS_OF, chosenOf, NATIONS } from "./facts.ts";
import { LANDLOCKED } from "./holdings.ts";

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
const countBy = (rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return counts;
};
/** Rows that are computed with: of figures for the same thing one, as `replay` of the model chooses. A row that belongs to no group is by itself. */
function inForce(kind: AnyKind, rows: readonly Row[]): number {
  const keyed = (row: Row): string => kind.rivalKey.map((it) => row[columnOf(it)] ?? "").join("|");
  return kind.rivalKey.length === 0 ? rows.length : new Set(rows.map((it) => (kind.name === "programme" && it.group === "" ? it.id : keyed(it)))).size;
}
const EVIDENCE = ["observed", "official", "press", "estimate", "derived", "assumption"];
const COUNTING = new Set(["additive", "limiting", "alternative"]);

/** What the data set says of itself. Every number is counted from the tables. */
export function readmeText(tables: Tables): string {
  const classOfSource = new Map(tables.source.map((it) => [it.id!, it.licence_class!]));
  const classOf = new Map(tables.system.map((it) => [it.id!, it.class || it.id!]));
  const all = Object.entries(KINDS).map(([kind, it]) => ({ kind: kind as KindName, file: it.file, rows: tables[kind as KindName], facts: columnsOf(it).includes("evidence") })).filter((it) => it.rows.length > 0);
  const facts = all.filter((it) => it.facts).flatMap((it) => it.rows);

  const leaves = tables.capability.filter((it) => it.level === "leaf");
  const needs = new Map(tables.requirement.filter((it) => it.use === "plan" && it.year === "2026").map((it) => [it.capability!, it]));
  const planned = leaves.filter((it) => needs.has(it.id!) && it.planned === "yes");
  const counting = new Map<string, Set<string>>();
  const limiting = new Map<string, Set<string>>();
  const put = (into: Map<string, Set<string>>, it: Row): unknown => into.set(it.capability!, (into.get(it.capability!) ?? new Set()).add(classOf.get(it.system!)!));
  for (const it of tables.yield) if (COUNTING.has(it.combine!) && Number(it.quantity) > 0) put(it.combine === "limiting" ? limiting : counting, it);
  const holders = new Map<string, Set<string>>();
  const held = [...tables.holding, ...tables.stock.filter((it) => it.quantity !== undefined && it.quantity !== "")].filter((it) => it.nation !== "ISL");
  for (const it of held) holders.set(classOf.get(it.system!)!, (holders.get(classOf.get(it.system!)!) ?? new Set()).add(it.nation!));
  // Of systems that limit one another an ally's part is known where all of them are, as the assessment has it.
  const isKnown = (leaf: string): boolean => {
    const limits = [...(limiting.get(leaf) ?? [])];
    return [...(counting.get(leaf) ?? [])].some((it) => (holders.get(it)?.size ?? 0) > 0) || (limits.length > 0 && NATIONS.some((nation) => limits.every((it) => holders.get(it)?.has(nation) === true)));
  };
  const unknown = planned.filter((it) => !isKnown(it.id!));
  const areas = tables.capability.filter((it) => it.level === "area");
  const heldClasses = CLASSES.filter((it) => it.kind === "platform" && (holders.get(it.id)?.size ?? 0) > 0);
  const cells = new Map<string, string>();
  for (const it of tables.holding) {
    const key = `${it.nation}|${classOf.get(it.system!)}`;
    const mark = it.source === "rdmc" ? "c" : it.source === "airframes" ? "l" : "H";
    if (cells.get(key) !== "H") cells.set(key, mark === "H" ? "H" : (cells.get(key) ?? mark));
  }
  const count = (mark: string): number => NATIONS.flatMap((nation) => heldClasses.map((it) => cells.get(`${nation}|${it.id}`) ?? "?")).filter((it) => it === mark).length;
  const priced = tables.system.filter((it) => (it.class ?? "") === "" && it.unit_cost !== undefined && it.unit_cost !== "");

  const chosen = chosenOf(tables.holding, (it) => `${it.nation}|${it.system}`);
  const inAll = (system: string): number => [...chosen.values()].filter((it) => it.system === system).reduce((sum, it) => sum + Number(it.quantity), 0);
  const inEurope = (system: string): number => inAll(system) - ["USA", "CAN"].reduce((sum, nation) => sum + Number(chosen.get(`${nation}|${system}`)?.quantity ?? 0), 0);

  return `# nato-open

Open data on the 32 members of NATO as one model: money, forces, needs, prices, production, programmes and initiatives.
State of ${AS_OF}. Built by \`node tools/data/build.ts SOURCE_FOLDER\`; this page is built with it and every number on it is
counted. Terms: [LICENSE.md](LICENSE.md). Sources and rules: \`docs/sources.md\`.

**Read first.** Nothing here is NATO's target list, and nothing is classified. Requirements are what ministers, newspapers and
institutes have said, rules computed from that, and our judgement where nobody has said anything; each row says which in
\`evidence\`, and its rule in \`definition\`. Holdings are patchy, old or derived: look at \`as_of\`, \`confidence\` and the range. A
missing row is unknown, never zero. Where sources disagree both rows are kept, and the program says which it uses.

## What is in it

${table(["table", "rows", "in force", ...EVIDENCE, "high", "medium", "low"], all.map((it) => [`\`${it.file}.csv\``, it.rows.length, inForce(KINDS[it.kind], it.rows), ...(it.facts ? [...EVIDENCE.map((word) => it.rows.filter((row) => row.evidence === word).length || "·"), ...["high", "medium", "low"].map((word) => it.rows.filter((row) => row.confidence === word).length || "·")] : [...EVIDENCE, 1, 2, 3].map(() => ""))]))}

Where more rows stand than are in force, several speak of the same thing: all are kept, and the program computes with one of them.

Rows by licence class of their source: ${["A", "B"].map((it) => `${facts.filter((row) => classOfSource.get(row.source!) === it).length} class ${it}`).join(", ")}; class C (not cleared): ${facts.filter((row) => classOfSource.get(row.source!) === "C").length}.
Sources: ${tables.source.length}, of them ${tables.source.filter((it) => it.licence_class === "A").length} class A and ${tables.source.filter((it) => it.licence_class === "B").length} class B.

## What is real, what is estimated

- **Real**: spending, shares of GDP, equipment shares and personnel as NATO publishes them, in ${countBy(tables.economy, (it) => it.edition!).size} editions side by side (the edition of July 2026 counts core defence only and gives shares of GDP only); World Bank GDP and population; ${tables.programme.length} programme reports on ${inForce(KINDS.programme, tables.programme)} programmes; ${tables.initiative.length} initiatives; prices and outputs with a page.
- **Derived**: exchange rates to 2024 (read off NATO's tables), holdings coded from a count of 2014 (${tables.holding.filter((it) => it.source === "rdmc").length} of ${tables.holding.length} rows), budgets (${tables.budget.length} rows by a stated rule on three paths).
- **Assumed**: ${tables.requirement.filter((it) => it.use === "plan" && it.evidence === "assumption").length} of ${tables.requirement.filter((it) => it.use === "plan").length} planning requirements, ${tables.line.filter((it) => it.evidence === "assumption").length} of ${tables.line.length} lines, prices of ${priced.filter((it) => it.evidence === "assumption").length} of ${priced.length} priced classes, most costs of adopting a standard, price index, exchange rates of 2025 and 2026.

## Requirements

${planned.length} of ${leaves.length} leaves carry a requirement that the plan may close; ${leaves.filter((it) => needs.has(it.id!) && it.planned === "no").length} more are assessed only, because they are views or sums of others.

${table(["area", "leaves", "planned", "digital", "industrial", "enabling", ...EVIDENCE.slice(1)], areas.map((area) => {
    const mine = planned.filter((it) => it.id!.startsWith(area.id!));
    return [area.name_en!, leaves.filter((it) => it.id!.startsWith(area.id!)).length, mine.length, ...["digital", "industrial", "enabling"].map((word) => mine.filter((it) => it.character === word).length || "·"), ...EVIDENCE.slice(1).map((word) => mine.filter((it) => needs.get(it.id!)?.evidence === word).length || "·")];
  }))}

Leaves without a requirement, which stay unknown: ${leaves.filter((it) => !needs.has(it.id!)).map((it) => it.id).join(", ")}.

## Holdings

For ${planned.length - unknown.length} of the ${planned.length} planned leaves some ally's holding is known. For these ${unknown.length} none is, so a shortfall cannot be told from a gap in the figures: ${unknown.map((it) => it.id).join(", ")}. Of them ${unknown.filter((it) => it.character === "digital").length} are digital. With the capabilities that are only assessed, none is known for ${leaves.filter((it) => needs.has(it.id!) && !isKnown(it.id!)).length}.

Nation by class. H: a cited figure. c: coded from the count of 2014. l: airframes listed one by one. ?: unknown. Cells: ${count("H")} cited, ${count("c")} coded, ${count("l")} listed, ${count("?")} unknown of ${NATIONS.length * heldClasses.length}.

${heldClasses.map((it, index) => `${index + 1} ${it.en}`).join(" · ")}

${table(["", ...heldClasses.map((_, index) => String(index + 1))], NATIONS.map((nation) => [nation, ...heldClasses.map((it) => cells.get(`${nation}|${it.id}`) ?? "?")]))}

## Beside published totals

${table(["what", "here", "published", "by"], [
    ["tanks of European allies", inEurope("main_battle_tank"), "6,450", "Bergmann and Svendsen (CSIS 2025), European armies, many mothballed"],
    ["combat aircraft of European allies", inEurope("combat_aircraft"), "2,046", "the same, European allies"],
    ["submarines of European allies", inEurope("conventional_submarine") + inEurope("nuclear_submarine"), "66", "CSIS 2023, for 2021"],
    ["frigates and destroyers of European allies", inEurope("frigate") + inEurope("destroyer"), "116", "CSIS 2023, principal surface combatants in 2021; here Türkiye and small frigates count too"],
    ["air-defence units of all allies", inAll("short_range_air_defence") + inAll("medium_range_air_defence") + inAll("long_range_air_defence"), "293", "Die Welt 2024, for 2021; one class here is scaled to it"],
    ["personnel of European allies", inEurope("personnel"), "1,860,000", "CSIS 2025; NATO counts more, Türkiye included"],
  ])}

## Known faults

- Fleets owned by the alliance or pooled (14 E-3A, the multinational tankers, three C-17, five RQ-4D) belong to no nation here and are not counted.
- Coded counts are of 2014 and mix classes: tanks with fighting vehicles, guns with mortars. Their ranges are wide on purpose.
- Listed airframes miss aircraft and keep some that have left service; the worst cases known to us are taken out.
- Requirements count the whole alliance, the United States included, while many published figures speak of Europe: each rule says how it was carried over.
- Requirements and holdings of missiles and rounds: almost no stock is public. Days of supply are a press report.
- Rows on services (cloud, networks, cyber) rest on judgement for price and need; no ally publishes what it has.
- The standards database is of 2019; who has adopted what is known for ${new Set(tables.adoption.map((it) => `${it["nation"]} ${it["standard"]}`)).size} pairs of ally and standard only.
- Iceland has no armed forces: zero where another ally is known to hold the class, no spending and no budget.
- Who is not asked for what (\`exempt_from\` in \`nations.csv\`) is our judgement from plain facts: no ships of ${LANDLOCKED.length} allies without a coast, no forces of Iceland, nuclear-powered boats only of the three allies that run them. Empty the cell and the ally is asked for its share.
- Spending falls in some years and jumps in others (Bulgaria 2019 bought aircraft at once): these are NATO's figures.

## Licences and credits

Source of all spending figures: NATO, *Defence Expenditure of NATO Countries*, editions of June 2024, August 2025 and July 2026. World Bank (CC BY 4.0). Airframes: plane-alert-db, SDR-Enthusiasts and contributors (ODbL 1.0): ${tables.holding.filter((it) => it.source === "airframes").length} rows of \`holdings.csv\` and what is summed from them; build with \`--without-odbl\` to leave them out. J. A. Gannon, rDMC (MIT). Wikipedia (CC BY-SA 4.0) where a source says so. Every other row names its page.
`;
}

export const licenceText = (): string => `# Terms of the data set nato-open

The collection, its rules and our own rows are offered under
[Creative Commons Attribution-ShareAlike 4.0](https://creativecommons.org/licenses/by-sa/4.0/), because some rows come from Wikipedia.
Each row names its source, and \`sources.csv\` gives the terms of each source in \`licence\` and \`licence_class\`. These go before the above:

- **NATO** (\`nato-2024-06\`, \`nato-2025-08\`, \`nato-2026-07\`, and what is derived from them): credit NATO; not for sale; not for advertising. The
  files were carried by other repositories; NATO's own page was not read.
- **ODbL 1.0** (\`airframes\`): share alike, credit "plane-alert-db, SDR-Enthusiasts and contributors". Class totals summed from these rows
  share the terms. \`node tools/data/build.ts SOURCE_FOLDER --without-odbl\` builds the data set without them.
- **World Bank**: CC BY 4.0. **The World Factbook**: public domain. **rDMC** (J. A. Gannon): MIT by its repository; the counts were coded from a
  yearbook, so ask the author before commercial use. **NISP and FMN tables**: MIT, NATO IP CaT.
- **Pages**: single facts with credit, in our own words; the pages keep their own rights.

Class A: open licence, public domain or single cited facts. Class B: reuse with credit or share alike, or terms not seen. Class C, not cleared, is not shipped.

No warranty: figures are as good as their sources, and each says how good that is.
`;
