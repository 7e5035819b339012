import type { FastifyRequest } from "fastify";
import { readSpreadsheet, writeTemplate } from "#adapters/xlsx";
import { checkImport, type ImportMap, mapOf, type MappedRows, mappedRows, namesSource, onPage, type OwnSource, ownSourceRow, proposedSource, proposeMap, readAsOwn, readDataset, readImportMap, type Recorded, recordedOf, type RecordedRow, type SheetRow, sheetTemplate, summariseFindings, withOwnSource, withoutDoubtfulLabel } from "#exchange";
import { columnName, KINDS, type KindName } from "#model";
import type { Finding } from "#stdx";
import { allParameters, codeInFrench, frenchOf, markingOf } from "#views";
import type { AnswerRoute } from "./data-routes.ts";
import { wantsFrench } from "./tongue.ts";
import { REFUSALS, RefusalError } from "./problem.ts";

interface ReadAsked {
  readonly name: string;
  readonly content: string;
  readonly nation?: string;
  readonly kind?: string;
  readonly sheet?: string;
  readonly headingLine?: number;
  readonly map?: string;
}

/** Rows of a spreadsheet with the map they are read by, and what was mended and left out. */
export interface ImportAsked {
  readonly name: string;
  readonly nation?: string;
  readonly map: object;
  readonly rows: readonly SheetRow[];
  readonly edits: readonly { readonly line: number; readonly column: string; readonly value: string }[];
  readonly leftOut: readonly number[];
  readonly whole: boolean;
  /** The sheet itself as the source of its rows. */
  readonly source?: OwnSource;
}

/** The routes by which a nation's spreadsheet is read and checked, and what is wrong in the data as they are. Nothing is kept. */
export function importRoutes(answer: AnswerRoute, spend: (request: FastifyRequest) => Promise<void>): void {
  answer("findings", (view) =>
    view.once("findings", ({ alliance }) => {
      const { findings: all } = readDataset(view.files, { parameters: allParameters });
      // To whom labels show no row of a table it is as if it were not there: that it lacks would be said of what the reader cannot know.
      const findings = view.results.seen === undefined ? all : all.filter((it) => it.code !== "missing-file");
      const { errors, warnings, notices } = summariseFindings(findings);
      return { marking: markingOf(alliance), asOf: alliance.settings.asOf, errors, warnings, notices, findings: findings.map(told) };
    }),
  );
  answer("importRead", async (view, request) => {
    await spend(request);
    const { name, content, nation = "", kind, sheet: wanted, headingLine, map: text } = request.body as ReadAsked;
    const book = readSpreadsheet(name, Buffer.from(content, "base64"));
    if (book.kind === "problem") throw refusal(book.message, book.mend);
    const kept = text === undefined ? undefined : readImportMap(text);
    if (kept !== undefined && "message" in kept) throw refusal(kept.message, kept.mend);
    const meant = wanted ?? kept?.sheet;
    const sheet = book.sheets.find((it) => it.name === meant) ?? (wanted === undefined ? book.sheets[0] : undefined);
    if (sheet === undefined) throw refusal(`There is no sheet ${meant ?? ""}.`, `Use one of: ${book.sheets.map((it) => it.name).join(", ")}.`);
    const proposed = kept === undefined ? proposeMap({ sheet, nation, recorded: recordedOf(view.files), ...(kind !== undefined && { kind: kindNamed(kind) }), ...(headingLine !== undefined && { headingLine }) }) : { map: withoutDoubtfulLabel(kept, sheet.rows), why: {}, kinds: [] };
    return { name, sheets: book.sheets.map((it) => ({ name: it.name, rows: it.rows.length })), sheet: sheet.name, rows: sheet.rows, map: proposed.map, why: proposed.why, kinds: proposed.kinds, source: proposedSource({ name, sender: senderIn(recordedOf(view.files), nation), dates: datesIn(sheet.rows, proposed.map, recordedOf(view.files)) }), remarks: book.remarks };
  });
  answer("importTemplate", async (view, request, reply) => {
    await spend(request);
    const kind = kindNamed((request.query as { readonly kind?: string }).kind ?? "holding");
    const isFrench = wantsFrench(request);
    const template = sheetTemplate({ kind, language: isFrench ? "fr" : "en", recorded: recordedOf(view.files), tell: isFrench ? frenchOf : (it) => it });
    return reply.type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").header("content-disposition", `attachment; filename="template-${KINDS[kind].file.replaceAll("_", "-")}.xlsx"`).send(await writeTemplate(template));
  });
  answer("importCheck", async (view, request) => {
    await spend(request);
    const asked = request.body as ImportAsked;
    const recorded = recordedOf(view.files);
    const all = importedRows({ ...asked, leftOut: [] }, recorded);
    const { kind, mapped, isWhole, source } = importedRows(asked, recorded);
    const { findings, counts, differences, wrong } = checkImport({ files: view.files, kind, nation: asked.nation ?? "", mapped, name: asked.name, isWhole, ...(source !== undefined && { source }) });
    const { withdrawn, source: added, ...rest } = differences;
    return { kind, file: `${KINDS[kind].file}.csv`, columns: mapped.columns, rows: all.mapped.rows, whole: isWhole, findings: findings.map((it) => told(onPage(it, KINDS[kind], namesFor(request)))), counts, wrong: [...wrong], differences: { ...rest, withdrawn: withdrawn.map(({ id }) => ({ id })), ...(added !== undefined && { source: { id: added["id"] ?? "", title: added["title"] ?? "" } }) } };
  });
}

/** The rows that are taken: read by the map, mended, without those that are left out. @throws RefusalError for a map that does not hold */
export function importedRows(asked: ImportAsked, recorded: Recorded): { readonly kind: KindName; readonly mapped: MappedRows; readonly isWhole: boolean; readonly source?: RecordedRow } {
  const said: ImportMap | ReturnType<typeof mapOf> = mapOf(asked.map);
  if ("message" in said) throw refusal(said.message, said.mend);
  const source = asked.source === undefined || !namesSource(said) ? undefined : ownSourceRow(asked.nation ?? "", asked.source);
  const ownId = source?.["id"];
  const map = ownId === undefined ? said : withOwnSource(said, ownId);
  const edits = new Map([...Map.groupBy(asked.edits, (it) => it.line)].map(([line, own]) => [line, new Map(own.map((it) => [it.column, it.value]))]));
  const read = mappedRows(asked.rows, map, recorded, edits);
  const { columns, rows, findings } = ownId === undefined ? read : readAsOwn(read, ownId, recorded);
  const leftOut = new Set(asked.leftOut);
  const idAt = columns.indexOf("id");
  const kept = rows.filter((it) => !leftOut.has(it.line));
  const ids = new Set(kept.map((it) => it.cells[idAt]));
  // What a row that is left out speaks of is not gone: a sheet without it is not the whole.
  return { kind: map.kind, mapped: { columns, rows: kept, findings }, isWhole: asked.whole && rows.every((it) => ids.has(it.cells[idAt])), ...(source !== undefined && { source }) };
}

/** What columns and kinds of record are called in the language of whoever asks. */
function namesFor(request: FastifyRequest): Parameters<typeof onPage>[2] {
  const isFrench = wantsFrench(request);
  return { column: (it) => columnName(it, isFrench ? "fr" : "en"), kind: (it) => (isFrench ? codeInFrench(it.name) : it.file.replaceAll("_", " ")) };
}

/** The dates that rows say of themselves. */
function datesIn(rows: readonly SheetRow[], map: ImportMap, recorded: Recorded): readonly string[] {
  const { columns, rows: mapped } = mappedRows(rows, map, recorded);
  const at = columns.indexOf("as_of");
  return mapped.flatMap((it) => it.cells[at] ?? []);
}

const senderIn = (recorded: Recorded, nation: string): string => (recorded.get("nations.csv") ?? []).find((it) => it["id"] === nation)?.["name_en"] ?? "";

function kindNamed(name: string): KindName {
  const kind = (Object.keys(KINDS) as KindName[]).find((it) => it === name);
  if (kind === undefined) throw refusal(`"${name}" is no kind of record.`, `Use one of: ${Object.keys(KINDS).join(", ")}.`);
  return kind;
}

const refusal = (detail: string, mend: string): RefusalError => new RefusalError({ ...REFUSALS["import-refused"], detail, mend });

const told = ({ code, level, file, row, column, fact, message, mend }: Finding) => ({ code, level, file, ...(row !== undefined && { row }), ...(column !== undefined && { column }), ...(fact !== undefined && { fact }), message, mend });
