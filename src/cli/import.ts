import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { changeTable, FolderError, replaceDurably } from "#adapters/files";
import { readSpreadsheet, writeTemplate } from "#adapters/xlsx";
import { importRows } from "#app";
import { checkImport, csvText, type FallenPart, headingsIn, type ImportCheck, type ImportCounts, type ImportDifferences, type ImportMap, importMapText, type MappedRows, mappedRows, namesSource, ownSourceRow, type ProposedMap, proposedSource, proposeMap, readAsOwn, readImportMap, type Recorded, recordedOf, type RecordedRow, recordedRows, type Sheet, sheetTemplate, SOURCES_FILE, tableWith, visibleTo, withOwnSource, withoutDoubtfulLabel } from "#exchange";
import { type AnyKind, columnsOf, KINDS, type KindName, nearest } from "#model";
import type { Finding } from "#stdx";
import { Complaint, EXIT } from "./exit-codes.ts";
import { cellsOf, draftImport } from "./ledger/draft.ts";
import { LEDGER_FILE, readBytes, readText } from "./ledger/folder.ts";
import { ledgersIn } from "./ledger/state.ts";
import { sourceOf } from "./load.ts";
import type { Out } from "./out.ts";
import { readerOf } from "./reader.ts";
import { wrap } from "./table.ts";
import { counted } from "./counted.ts";

interface Options {
  readonly as?: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly nation?: string;
  readonly map?: string;
  readonly saveMap?: string;
  readonly kind?: string;
  readonly sheet?: string;
  readonly set: readonly string[];
  readonly whole?: boolean;
  readonly template?: boolean;
  readonly ownSource?: string | true;
  readonly ownSourceDate?: string;
  readonly ownSourceLicence?: string;
  readonly ownSourceClass?: string;
  readonly leaveOutErrors?: boolean;
  readonly table?: string;
  readonly write?: boolean;
  readonly label?: string;
  readonly beside?: string;
}

const FINDINGS_SHOWN = 20;
const ROWS_SHOWN = 10;

/** `concord import DIR FILE`: reads a national spreadsheet against a data set; with `--write` its rows are taken. */
export async function importCommand(folder: string, file: string, options: Options, out: Out): Promise<number> {
  if (options.write === true && (options.as !== undefined || options.at !== undefined)) throw new Complaint(EXIT.usage, "--as and --at look at a part of the data or at an earlier state, and nothing is written into those.", "Leave --write or the other out.");
  const data = await sourceOf(folder, options);
  const files = options.as === undefined ? data.files : visibleTo(data.files, readerOf(options.as), data.released);
  if (options.template === true) return templateTo(file, files, options, out);
  const name = basename(file);
  const book = readSpreadsheet(name, readBytes(file, "Name an XLSX or a CSV file."));
  if (book.kind === "problem") throw new Complaint(EXIT.unreadable, `${file}: ${book.message}`, book.mend);
  const nation = nationIn(files, options.nation);
  const recorded = recordedOf(files);
  const { map, sheet, why } = mapFor({ sheets: book.sheets, recorded, nation }, options);
  if (options.saveMap !== undefined) replaceDurably(options.saveMap, importMapText(map));
  const kind: AnyKind = KINDS[map.kind];
  const table = `${kind.file}.csv`;
  const source = ownSourceOf({ options, name, nation, map, sheet, recorded });
  const ask = { files, kind: map.kind, nation, name, isWhole: options.whole === true, ...(source !== undefined && { source }) };
  const ownId = source?.["id"];
  const all = ownId === undefined ? mappedRows(sheet.rows, map, recorded) : readAsOwn(mappedRows(sheet.rows, withOwnSource(map, ownId), recorded), ownId, recorded);
  const first = checkImport({ ...ask, mapped: all });
  const leftOut = options.leaveOutErrors === true ? all.rows.filter((it) => first.wrong.has(it.line)) : [];
  const mapped: MappedRows = { ...all, rows: all.rows.filter((it) => !leftOut.includes(it)) };
  const check = leftOut.length === 0 ? first : checkImport({ ...ask, mapped });
  const idAt = all.columns.indexOf("id");
  if (options.whole === true && leftOut.some((it) => !check.taken.has(it.cells[idAt] ?? ""))) throw new Complaint(EXIT.usage, "A spreadsheet with rows left out is not the whole: what they speak of would be withdrawn.", "Mend the rows, or leave --whole out.");
  const remarks = book.remarks.map((it): Finding => ({ code: it.code, level: it.code === "broken-quote" && options.leaveOutErrors !== true ? "error" : "warning", file: name, ...(it.line !== undefined && { row: it.line }), message: it.message, mend: it.mend }));
  const errors = [...remarks, ...check.findings].filter((it) => it.level === "error");
  if (options.table !== undefined) replaceDurably(options.table, csvText([mapped.columns, ...mapped.rows.map((it) => it.cells)]));
  if (options.json === true) out.print(JSON.stringify({ file: name, kind: map.kind, nation, map, why, rows: all.rows.length, leftOut: leftOut.map((it) => it.line), findings: [...remarks, ...(leftOut.length === 0 ? check : first).findings], counts: check.counts, differences: check.differences }, undefined, 2));
  else tell({ name, sheet: sheet.name, map, why, rows: all.rows.length, leftOut: leftOut.length, findings: [...remarks, ...first.findings], counts: check.counts, differences: check.differences }, out);
  if (errors.length > 0) {
    if (options.json !== true) out.say(wrap(`${errors.length === 1 ? "One error" : `${errors.length} errors`}: nothing was written. ${errors.every((it) => it.row !== undefined) ? `Mend them in ${name}, or leave their rows out with --leave-out-errors.` : "Those of the sheet as a whole are mended as it says beside each; rows that are wrong can be left out with --leave-out-errors."}`, out.width));
    return EXIT.findings;
  }
  if (options.write === true) await write(folder, { table, kind, mapped, check, map, name, options, source, seen: data.files }, out);
  else if (options.json !== true) out.print("Nothing was written; --write takes the rows.");
  return EXIT.ok;
}

/** Writes an empty sheet to fill in. */
async function templateTo(file: string, files: ReadonlyMap<string, string>, options: Options, out: Out): Promise<number> {
  const kind = kindIn(options);
  if (kind === undefined) throw new Complaint(EXIT.usage, "It does not say of which kind of record the empty sheet is.", `Say it with --kind: one of ${Object.keys(KINDS).join(", ")}.`);
  if (options.write === true) throw new Complaint(EXIT.usage, "--template makes an empty sheet and takes no rows.", "Leave --write out.");
  if (existsSync(file)) throw new Complaint(EXIT.usage, `${file} is there already.`, "Name a file that is not: what is filled in there would be lost.");
  const template = sheetTemplate({ kind, language: "en", recorded: recordedOf(files), tell: (it) => it });
  replaceDurably(file, await writeTemplate(template));
  out.print(`${file} is an empty sheet of ${template.sheet.toLowerCase()}; fill it in below its headings and read it with node bin/concord.mjs import.`);
  return EXIT.ok;
}

/** The kind that is asked for, by its name or its table's. */
function kindIn(options: Options): KindName | undefined {
  const kind = options.kind === undefined ? undefined : (Object.keys(KINDS) as KindName[]).find((it) => it === options.kind || KINDS[it].file === options.kind);
  if (options.kind !== undefined && kind === undefined) throw new Complaint(EXIT.usage, `"${options.kind}" is no kind of record.`, `Use one of: ${Object.keys(KINDS).join(", ")}.`);
  return kind;
}

/** The sheet itself as a source, where it is named as one: by its file's name, its sender and the latest date of its rows, unless the options say otherwise. */
function ownSourceOf({ options, name, nation, map, sheet, recorded }: { readonly options: Options; readonly name: string; readonly nation: string; readonly map: ImportMap; readonly sheet: Sheet; readonly recorded: Recorded }): RecordedRow | undefined {
  const more = options.ownSourceDate !== undefined || options.ownSourceLicence !== undefined || options.ownSourceClass !== undefined;
  if (options.ownSource === undefined) {
    if (more) throw new Complaint(EXIT.usage, "--own-source-date, --own-source-licence and --own-source-class say something of the sheet as a source, and it is not named as one.", "Add --own-source.");
    return undefined;
  }
  if (!namesSource(map)) throw new Complaint(EXIT.usage, `Rows of ${KINDS[map.kind].file}.csv name no source.`, "Leave --own-source out.");
  const { columns, rows } = mappedRows(sheet.rows, map, recorded);
  const dateAt = columns.indexOf("as_of");
  const proposed = proposedSource({ name, sender: recorded.get("nations.csv")?.find((it) => it["id"] === nation)?.["name_en"] ?? "", dates: rows.flatMap((it) => it.cells[dateAt] ?? []) });
  const licenceClass = (["A", "B", "C"] as const).find((it) => it === (options.ownSourceClass ?? proposed.licenceClass));
  if (licenceClass === undefined) throw new Complaint(EXIT.usage, `"${options.ownSourceClass}" is no class of terms.`, "Use A, B or C.");
  const source = { ...proposed, licenceClass, ...(typeof options.ownSource === "string" && { title: options.ownSource }), ...(options.ownSourceDate !== undefined && { asOf: options.ownSourceDate }), ...(options.ownSourceLicence !== undefined && { licence: options.ownSourceLicence }) };
  const date = KINDS.source.fields.asOf.read(source.asOf);
  if (!date.ok) throw new Complaint(EXIT.usage, source.asOf === "" ? "No row says a date, so the sheet has none as a source." : date.problem.message, source.asOf === "" ? "Say it: --own-source-date YYYY-MM-DD." : date.problem.mend);
  return ownSourceRow(nation, source);
}

function nationIn(files: ReadonlyMap<string, string>, wanted: string | undefined): string {
  if (wanted === undefined) return "";
  const nations = [...recordedRows(files.get("nations.csv")).keys()];
  if (nations.includes(wanted)) return wanted;
  const near = nearest(wanted, nations);
  throw new Complaint(EXIT.usage, `"${wanted}" is no nation of this data set.`, near === undefined ? `Use one of: ${nations.slice(0, 12).join(", ")}.` : `Did you mean ${near}?`);
}

/** The map that is meant: from its file, else proposed; what the options say counts before it. */
function mapFor({ sheets, recorded, nation }: { readonly sheets: readonly Sheet[]; readonly recorded: Recorded; readonly nation: string }, options: Options): { readonly map: ImportMap; readonly sheet: Sheet; readonly why: Readonly<Record<string, string>> } {
  const kind = kindIn(options);
  const given = options.map === undefined ? undefined : readImportMap(readText(options.map, "Name a map that --save-map has written."));
  if (given !== undefined && "message" in given) throw new Complaint(EXIT.unreadable, `${options.map}: ${given.message}`, given.mend);
  if (given !== undefined && kind !== undefined && given.kind !== kind) throw new Complaint(EXIT.usage, `The map is one of ${given.kind}, and --kind asks for ${kind}.`, "Leave one of them out.");
  const wanted = options.sheet ?? given?.sheet;
  const named = wanted === undefined ? sheets[0] : sheets.find((it) => it.name === wanted);
  // A CSV file has one sheet, whatever the map's was called.
  const sheet = named ?? (options.sheet === undefined && sheets.length === 1 ? sheets[0] : undefined);
  if (sheet === undefined) throw new Complaint(EXIT.usage, `There is no sheet "${wanted}".`, `Use one of: ${sheets.map((it) => it.name).join(", ")}.`);
  const proposed = given === undefined ? proposeMap({ sheet, nation, recorded, ...(kind !== undefined && { kind }) }) : undefined;
  if (proposed !== undefined && kind === undefined) mustBeClear(proposed, sheet);
  const map = given === undefined ? proposed?.map : withoutDoubtfulLabel(given, sheet.rows);
  if (map === undefined) throw new Complaint(EXIT.unreadable, "The sheet holds nothing that a map could be proposed for.", "Give one with --map.");
  if (Object.keys(map.columns).length === 0) throw new Complaint(EXIT.unreadable, `${sheet.name}: no heading of line ${map.headingLine} is known: ${headingsListed(sheet, map)}.`, `Name the columns as ${KINDS[map.kind].file}.csv does: ${columnsOf(KINDS[map.kind]).join(", ")}; or give a map of them with --map.`);
  const fixed = cellsOf(options.set);
  const strange = Object.keys(fixed).find((it) => !columnsOf(KINDS[map.kind]).includes(it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `${KINDS[map.kind].file}.csv has no column "${strange}".`, `Its columns: ${columnsOf(KINDS[map.kind]).join(", ")}.`);
  return { map: { ...map, fixed: { ...map.fixed, ...fixed } }, sheet, why: proposed?.why ?? {} };
}

const headingsListed = (sheet: Sheet, map: ImportMap): string => headingsIn(sheet.rows, map.headingLine).filter((it) => it !== "").slice(0, ROWS_SHOWN).map((it) => `"${it}"`).join(", ");

/** Complains where nothing tells what the rows of a sheet are: no heading known, or several kinds that fit as well. */
function mustBeClear({ map, kinds }: ProposedMap, sheet: Sheet): void {
  if (Object.keys(map.columns).length === 0) throw new Complaint(EXIT.unreadable, `${sheet.name}: no heading of line ${map.headingLine} is known: ${headingsListed(sheet, map)}.`, `Say what the rows are with --kind (one of ${Object.keys(KINDS).join(", ")}), and name the columns as docs/data-dictionary.md does or give a map of them with --map.`);
  if (kinds.length > 1) throw new Complaint(EXIT.usage, `${sheet.name}: headings and cells do not tell what its rows are: ${kinds.map((it) => `${KINDS[it.kind].file}.csv`).join(" or ")}.`, `Say which: ${kinds.map((it) => `--kind ${it.kind} (${KINDS[it.kind].title})`).join(" ")}`);
}

interface Told {
  readonly name: string;
  readonly sheet: string;
  readonly map: ImportMap;
  readonly why: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly leftOut: number;
  readonly findings: readonly Finding[];
  readonly counts: ImportCounts;
  readonly differences: ImportDifferences;
}

/** What concerns the whole sheet is told first, then errors, then what is doubtful. */
const weight = (it: Finding): number => (it.row === undefined || it.code === "unused-column" ? 0 : it.level === "error" ? 1 : 2);

function tell({ name, sheet, map, why, rows, leftOut, findings, counts: of, differences }: Told, out: Out): void {
  out.print(wrap(`${name}, sheet ${sheet}, headings in line ${map.headingLine}: ${rows} rows of ${KINDS[map.kind].file}.csv.`, out.width));
  for (const [column, heading] of Object.entries(map.columns)) out.print(wrap(`${column} ← ${heading}${why[column] === undefined ? "" : ` (${why[column]})`}`, out.width, "  "));
  for (const [column, value] of Object.entries(map.fixed)) out.print(wrap(`${column} = ${value}, where the row says none`, out.width, "  "));
  const counts = [...Map.groupBy(findings, (it) => `${it.level} ${it.code}`)].map(([key, some]) => [key, some.length] as const).sort((a, b) => b[1] - a[1]);
  if (findings.length > 0) out.print("");
  for (const it of findings.toSorted((a, b) => weight(a) - weight(b)).slice(0, FINDINGS_SHOWN)) {
    out.print(`${it.level.padEnd(7)} ${it.row === undefined ? it.file : `${it.file}:${it.row}`}${it.column === undefined ? "" : ` ${it.column}${map.columns[it.column] === undefined ? "" : ` (${map.columns[it.column]})`}`} [${it.code}]`);
    out.print(wrap(it.message, out.width, "        "));
    out.print(wrap(`Mend: ${it.mend}`, out.width, "        "));
  }
  if (findings.length > FINDINGS_SHOWN) out.print(wrap(`… and ${findings.length - FINDINGS_SHOWN} more; --json has all. By rule: ${counts.map(([key, count]) => `${count} ${key}`).join(", ")}.`, out.width));
  const { changed, withdrawn, source } = differences;
  out.print(`\n${rows} rows: ${of.added} new, ${of.changed} changed, ${of.same} as recorded${of.wrong === 0 ? "" : `, ${of.wrong} with errors`}${leftOut === 0 ? "" : `, ${leftOut} left out`}; ${withdrawn.length} recorded rows withdrawn.`);
  if (source !== undefined) out.print(wrap(`new source ${source["id"]}: ${source["title"]}, ${source["as_of"]}`, out.width, "  "));
  for (const it of changed.slice(0, ROWS_SHOWN)) out.print(wrap(`${name}:${it.line} ${it.id}: ${[...it.cells.map((cell) => `${cell.column} ${cell.before === "" ? "nothing" : cell.before} → ${cell.after === "" ? "nothing" : cell.after}`), ...it.fallen.map(fallenText)].join(", ")}`, out.width, "  "));
  if (changed.length > ROWS_SHOWN) out.print(`  … and ${changed.length - ROWS_SHOWN} more; --json has all.`);
  for (const it of withdrawn.slice(0, ROWS_SHOWN)) out.print(`  withdrawn: ${it.id}`);
  if (withdrawn.length > ROWS_SHOWN) out.print(`  … and ${withdrawn.length - ROWS_SHOWN} more; --json has all.`);
}

/** What a new figure does not keep of the old one. */
function fallenText(part: FallenPart): string {
  if ("before" in part) return `${part.column} of the old figure falls away (${part.before})`;
  const range = part.low === undefined ? `up to ${part.high}` : part.high === undefined ? `from ${part.low}` : `${part.low} to ${part.high}`;
  return `range ${range} of ${part.column} falls away`;
}

interface Write {
  readonly table: string;
  readonly kind: AnyKind;
  readonly mapped: MappedRows;
  readonly check: ImportCheck;
  readonly map: ImportMap;
  readonly name: string;
  readonly options: Options;
  /** The sheet itself as a source. */
  readonly source: RecordedRow | undefined;
  /** The tables on which the check was made. */
  readonly seen: ReadonlyMap<string, string>;
}

async function write(folder: string, { table, kind, mapped, check, map, name, options, source, seen }: Write, out: Out): Promise<void> {
  const say = (text: string): void => (options.json === true ? undefined : out.print(wrap(text, out.width)));
  if (existsSync(join(folder, LEDGER_FILE))) {
    const answer = draftImport(folder, `import ${name}`, (state) => importRows(state, { kind: map.kind, mapped, name, isWhole: options.whole === true, reason: `not in ${name}`, ...(source !== undefined && { source }) }), options);
    if (answer.kind === "refused") throw new Complaint(EXIT.findings, `Not drafted: ${answer.findings[0]?.message ?? ""}`, `${answer.findings[0]?.mend ?? ""} Nothing was written.`);
    say(answer.drafts.length === 0 ? "Nothing changes; nothing was drafted." : `${counted(answer.drafts.length, "draft waits", "drafts wait")} to be signed: look with node bin/concord.mjs ledger draft show ${folder}, take them back with undo, sign with sign.`);
    return;
  }
  if (ledgersIn(folder).length > 0) throw new Complaint(EXIT.usage, `${folder} holds several ledgers.`, "Name that of the nation, with --beside for the others.");
  const gone = new Set(check.differences.withdrawn.map((it) => it.id));
  try {
    // The source first: rows whose source is missing would be left out by whoever reads between the two.
    const added = check.differences.source;
    if (added !== undefined) await changeTable(folder, SOURCES_FILE, (text) => tableWith(text, [added], columnsOf(KINDS.source)), { text: seen.get(SOURCES_FILE) });
    await changeTable(folder, table, (text) => tableWith(text, [...check.taken.values()], columnsOf(kind), gone), { text: seen.get(table) });
    if (added !== undefined) say(`${SOURCES_FILE} has the sheet as a source; what stood there before is in ${SOURCES_FILE}.bak.`);
  } catch (error) {
    if (error instanceof FolderError) throw new Complaint(EXIT.unreadable, error.message, "");
    throw error;
  }
  say(`${table} was changed; what stood there before is in ${table}.bak.`);
}
