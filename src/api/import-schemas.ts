import { Type } from "typebox";
import { oneOf } from "./one-of.ts";

const Optional = Type.Optional;
const strict = { additionalProperties: false };
const text = Type.String();
const Line = Type.Integer({ minimum: 1, maximum: 1_048_576 });
const named = (description: string, maxLength = 200) => Type.String({ maxLength, description });
const Words = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 20_000 }));
const SheetCell = Type.Union([Type.Number(), Type.String({ maxLength: 20_000 })]);
const SheetRow = Type.Object({ line: Line, cells: Type.Array(SheetCell, { maxItems: 256 }) }, strict);
const Nation = Optional(named("Whose rows they are. Absent: of several."));
const Kind = named("Kind of record.", 80);

export const ImportMapSchema = Type.Object(
  {
    kind: Kind,
    sheet: Optional(named("Sheet that is meant.")),
    headingLine: Line,
    columns: Words,
    fixed: Words,
    words: Type.Record(Type.String({ maxLength: 200 }), Words),
    numbers: Type.Union([Type.Literal("point"), Type.Literal("comma")]),
    dates: Type.Union([Type.Literal("year-first"), Type.Literal("day-first"), Type.Literal("month-first")]),
    id: Type.String({ maxLength: 200 }),
  },
  strict,
);

export const ImportReadBody = Type.Object(
  {
    name: named("Name of the file."),
    content: Type.String({ maxLength: 11_300_000, description: "The file, in base64; at most 8 MB of it." }),
    nation: Nation,
    kind: Optional(Kind),
    sheet: Optional(named("Sheet of a workbook. Absent: the map's, else the first.")),
    headingLine: Optional(Line),
    map: Optional(Type.String({ maxLength: 1_000_000, description: "A map that was kept. Absent: one is proposed." })),
  },
  strict,
);
export const ImportReadReply = Type.Object({
  name: text,
  sheets: Type.Array(Type.Object({ name: text, rows: Type.Number() })),
  sheet: text,
  rows: Type.Array(Type.Object({ line: Type.Number(), cells: Type.Array(Type.Union([Type.Number(), text])) })),
  map: ImportMapSchema,
  why: Type.Record(text, text),
  kinds: Type.Array(Type.Object({ kind: text, fit: Type.Number() }), { description: "Kinds of record that the sheet may be, the best first; more than one where nothing tells them apart. Empty: a map was given." }),
  source: Type.Object({ title: text, asOf: text, licence: text, licenceClass: oneOf(["A", "B", "C"]) }, { description: "What the sheet may be called as a source of its own. An empty date: its rows say none." }),
  remarks: Type.Array(Type.Object({ code: text, sheet: text, line: Optional(Type.Number()), message: text, mend: text })),
});

const OwnSource = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 500, description: "What it is called, with whoever made it." }),
    asOf: Type.String({ pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$", description: "Date of the document." }),
    licence: Type.String({ minLength: 1, maxLength: 500, description: "Terms under which its figures may be passed on." }),
    licenceClass: oneOf(["A", "B", "C"]),
  },
  { ...strict, description: "The sheet itself as the source of its rows. Absent: it is none." },
);
const Edit = Type.Object({ line: Line, column: named("Column of ours."), value: Type.String({ maxLength: 20_000 }) }, strict);
const asked = {
  name: named("What the spreadsheet is called in findings."),
  nation: Nation,
  map: ImportMapSchema,
  rows: Type.Array(SheetRow, { maxItems: 20_000 }),
  edits: Type.Array(Edit, { maxItems: 200_000, description: "Cells that were mended." }),
  source: Optional(OwnSource),
  leftOut: Type.Array(Line, { maxItems: 20_000, description: "Lines that are left out." }),
  whole: Type.Boolean({ description: "The spreadsheet is all that the nation has in this table: what it lacks is withdrawn." }),
};
export const ImportCheckBody = Type.Object(asked, strict);
export const ImportDraftBody = Type.Object({ ...asked, party: Optional(Type.String({ maxLength: 40 })) }, strict);

const Finding = Type.Object({ code: text, level: oneOf(["error", "warning", "notice"]), file: text, row: Optional(Type.Number()), column: Optional(text), fact: Optional(text), message: text, mend: text });
const Place = { line: Type.Number(), id: text };
export const ImportCheckReply = Type.Object({
  kind: text,
  file: text,
  columns: Type.Array(text),
  rows: Type.Array(Type.Object({ line: Type.Number(), cells: Type.Array(text) }), { description: "As the map reads them, mended." }),
  findings: Type.Array(Finding),
  whole: Type.Boolean({ description: "Whether it was taken as the whole: it is not where a row that is left out speaks of something that no other row does." }),
  counts: Type.Object({ added: Type.Number(), changed: Type.Number(), same: Type.Number(), wrong: Type.Number() }, { description: "Rows by what becomes of them; a row with an error is counted as that alone." }),
  wrong: Type.Array(Type.Number(), { description: "Lines of the rows that have an error, also one that is told once for all rows." }),
  differences: Type.Object({
    added: Type.Array(Type.Object(Place)),
    changed: Type.Array(Type.Object({ ...Place, cells: Type.Array(Type.Object({ column: text, before: text, after: text })), fallen: Type.Array(Type.Object({ column: text, before: Optional(text), low: Optional(text), high: Optional(text) }), { description: "What the recorded row said of its old figure and that falls away, since the figure is new: the bounds of a range, or what one column said." }) })),
    withdrawn: Type.Array(Type.Object({ id: text })),
    source: Optional(Type.Object({ id: text, title: text }, { description: "The sheet as a source, where it is named as one and is not recorded so already." })),
    same: Type.Number(),
  }, { description: "Of every row, those with an error too: what is read wrong in one of those is no change that is meant." }),
});
export const FindingsReply = Type.Object({ marking: text, asOf: text, errors: Type.Number(), warnings: Type.Number(), notices: Type.Number(), findings: Type.Array(Finding) });
export const ImportDraftReply = Type.Object({ party: text, drafts: Type.Number({ description: "Drafts that this import has added." }), waiting: Type.Number({ description: "Drafts that wait for one's signature in all." }) });
