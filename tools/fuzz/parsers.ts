import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readSpreadsheet } from "#adapters/xlsx";
import { bindingCrypto, enrolmentFault, openBid, primitives, readSealedBid } from "#adapters/keys";
import { parseReader } from "#app";
import { readScenarios } from "#engines/plan";
import { canonicalXml, checkBinding, checkImport, importMapText, mappedRows, PACKAGE_FILE, proposeMap, readImportMap, recordedOf, readBinding, readDataset, readDutyEvents, readLabelXml, readPledges, readSpif, readTables, readXml, scanCsv, visibleTo, writtenOf } from "#exchange";
import { heldFrom, labelOf, type LabelPolicy, markingText, permissiveSets, violationsOf } from "#labels";
import { audit, canonicalBytes, checkpointOf, isFault, isJsonFault, noteBytes, noteKeyOf, parseExport, parseJson, parseNote, parsePolicy, parseProof, readRecord, sameBytes, utf8 } from "#ledger";
import { readLp, readMps } from "#maths";
import { ROOT } from "../files.ts";
import type { FuzzParser } from "./run.ts";
import { workbookParts, zipOf } from "./zip.ts";

const bytesOf = (...path: readonly string[]): Uint8Array => readFileSync(join(ROOT, ...path));
const vectors = (folder: string, ending: string): readonly Uint8Array[] => readdirSync(join(ROOT, "tests", "vectors", folder)).filter((it) => it.endsWith(ending)).sort().map((it) => bytesOf("tests", "vectors", folder, it));
const decoder = new TextDecoder();
/** Text as a file is read: what is no UTF-8 becomes replacement characters. */
const text = (input: Uint8Array): string => decoder.decode(input);
const outcome = (isAccepted: boolean): "accepted" | "refused" => (isAccepted ? "accepted" : "refused");
/** Refused, and told why. */
function refusedWith(findings: readonly unknown[]): "refused" {
  holds(findings.length > 0, "a refusal says why");
  return "refused";
}
/** What must hold of whatever is accepted; a breach counts as a crash. */
function holds(claim: boolean, what: string): void {
  if (!claim) throw new Error(`does not hold: ${what}`);
}

const LABEL = '<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" Id="a" ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier URI="urn:oid:2.25.210987654321098765432109876543210987">ALLIANCE-TEST</PolicyIdentifier><Classification>GUARDED</Classification><PrivacyMark>Staff</PrivacyMark><Category Type="RESTRICTIVE" TagName="Codeword"><GenericValue>STONE</GenericValue></Category><Category Type="PERMISSIVE" TagName="Releasable To"><GenericValue>XAA</GenericValue><GenericValue>ALLY</GenericValue></Category></ConfidentialityInformation><OriginatorID IDType="rfc822Name">a@b.example</OriginatorID><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime><SuccessionHandling><SuccessionDateTime>2030-01-01T00:00:00Z</SuccessionDateTime><SuccessorConfidentialityLabel ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier>ALLIANCE-TEST</PolicyIdentifier><Classification>OPEN</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></SuccessorConfidentialityLabel></SuccessionHandling></originatorConfidentialityLabel>';
const policy = ((): LabelPolicy => {
  const read = readSpif(text(bytesOf("tests", "vectors", "label-algebra", "alliance-test.spif.xml")));
  if (read.kind === "refused") throw new Error("the policy of the tests is refused");
  return read.policy;
})();
const labelTerms = { policy, roster: { ALLY: ["XAA", "XBB"] }, releaseSet: "Releasable To", absentMeans: { "Releasable To": "originator" as const, Programme: "everyone" as const } };
const SIDECAR = bytesOf("tests", "labels", "signed.bdo");
const caseFiles = (name: string): readonly string[] => readdirSync(join(ROOT, "cases", name)).filter((it) => it.endsWith(".csv") || it === PACKAGE_FILE).sort();
/** One file of a data set, its name in the first line. */
const oneFile = (name: string) => (): readonly string[] => caseFiles(name).map((it) => `${it}\n${text(bytesOf("cases", name, it))}`);
const named = (input: Uint8Array): readonly [name: string, text: string] => {
  const whole = text(input);
  const at = whole.indexOf("\n");
  return at < 0 ? ["nations.csv", whole] : [whole.slice(0, at), whole.slice(at + 1)];
};
const twoNations = new Map(caseFiles("two-nations").map((it) => [it, text(bytesOf("cases", "two-nations", it))]));
const ONLOOKER = { nation: "ALM", level: 0, groups: [] };
const seen = visibleTo(twoNations, ONLOOKER);
const notes = (): readonly string[] => (JSON.parse(text(bytesOf("tests", "vectors", "tlog", "real-notes.json"))) as readonly { readonly note: string }[]).map((it) => it.note);

const OPENING_KEYS = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
const SEALED = utf8(/```json\n(.*)\n```/.exec(text(bytesOf("docs", "formats", "sealed-bid.md")))?.[1] ?? "");

const RECORDS: readonly string[] = [
  '{"at":"2026-03-01T10:00:00Z","by":["XAA/officer-1"],"label":"L","open":{"place":"depot"},"party":"XAA","seq":2,"type":"stock","v":1}',
  '{"_sd":["a2dxko9WHZRWjgrPnG6NysvWq-DOk3-5yiIIv6E_Zvo"],"at":"2026-03-01T10:00:00Z","by":["a","b"],"label":{"p":1},"open":{},"party":"X","prev":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","seq":0,"type":"t","v":1}\nWyJzYWx0IiwicXVhbnRpdHkiLDEyMDBd',
];

/** Every parser that reads what comes from outside. A new one is a line here. */
export const FUZZ_PARSERS: readonly FuzzParser[] = [
  {
    name: "xml",
    about: "XML, and its canonical form",
    form: "xml",
    fixtures: () => [LABEL, '<r xmlns="urn:a" xmlns:b="urn:b" z="1" b:y="2"><b:c xmlns:b="urn:o">t&amp;<![CDATA[<x>]]></b:c> <f/></r>'],
    read: (input) => {
      const root = readXml(text(input));
      if ("kind" in root) return "refused";
      // The canonical form of a canonical form is itself, read again.
      const once = canonicalXml(root);
      const again = readXml(once);
      holds(!("kind" in again) && canonicalXml(again) === once, "the canonical form is read again as itself");
      return "accepted";
    },
  },
  {
    name: "label-xml",
    about: "4774 labels",
    form: "xml",
    fixtures: () => [LABEL, ...vectors("stanag4774-spif", ".nato.xml")],
    words: ["GenericValue", "Category", "Classification", "alternativeConfidentialityLabel", "SuccessorConfidentialityLabel", 'Type="PERMISSIVE"', "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0", "CLOSED", "Programme"],
    read: (input) => {
      const read = readLabelXml(text(input), { tolerant: true });
      if (read.kind === "refused") return refusedWith(read.findings);
      const written = writtenOf(policy, read.label);
      labelOf(labelTerms, written);
      violationsOf(policy, written, { at: read.label.created ?? "" });
      markingText(policy, written, { language: "fr", place: "portionMarking" });
      return "accepted";
    },
  },
  {
    name: "spif",
    about: "security policies",
    form: "xml",
    fixtures: () => [...vectors("label-algebra", ".xml"), ...["tlp.spif.xml", "tlpx.spif.xml"].map((it) => bytesOf("tests", "vectors", "stanag4774-spif", it))],
    words: ["securityClassification", "securityCategoryTagSet", "requiredCategory", 'operation="onlyOne"', 'tagType="permissive"', 'hierarchy="99999999999999999999"', 'schemaVersion="3.0"', "equivalentPolicy", 'minSelection="2"', 'lacv="1"'],
    read: (input) => {
      const read = readSpif(text(input), { tolerant: true });
      if (read.kind === "refused") return refusedWith(read.findings);
      const of = read.policy;
      const written = { policy: of.name, classification: of.levels[0]!.name, categories: Object.fromEntries(of.tagSets.map((set) => [set.name, set.tags.flatMap((tag) => tag.categories.slice(0, 2).map((it) => it.name))])), originator: "X" };
      violationsOf(of, written, { at: "2026-01-01T00:00:00Z" });
      markingText(of, written, { language: "en", place: "pageTop" });
      labelOf({ policy: of, roster: {}, absentMeans: Object.fromEntries(permissiveSets(of).map((it) => [it, "everyone"])) }, written);
      return "accepted";
    },
  },
  {
    name: "binding",
    about: "4778 bindings and their signatures",
    form: "xml",
    fixtures: () => [SIDECAR, `<r><x/>${text(SIDECAR).replace(/^<\?.*\n/, "")}</r>`],
    words: ["MetadataBinding", "DataReference", "ds:Reference", "ds:Signature", 'URI="#binding-1"', 'Id="binding-1"', "http://www.w3.org/2000/09/xmldsig#sha1", "ds:Manifest", "ds:Object"],
    read: (input) => {
      const read = readBinding(text(input), { tolerant: true });
      if (read.kind === "refused") return refusedWith(read.findings);
      const stock = utf8("ally;tanks\nA;12\n");
      const check = checkBinding(read.binding, { crypto: bindingCrypto, data: (uri) => (uri === "stock.csv" ? stock : undefined), trusted: read.binding.signatures.flatMap((it) => it.certificates) });
      // Whatever is believed under a signature has the label that was signed.
      holds(check.faults.length > 0 || check.signatures.length === 0 || check.labels.every((it) => it.classification === "SECRET"), "a signed label is the one that was signed");
      return outcome(check.faults.length === 0);
    },
  },
  {
    name: "note",
    about: "signed notes",
    form: "lines",
    fixtures: notes,
    words: ["— sum.golang.org ", "— ", "\n\n"],
    read: (input) => {
      const note = parseNote(input);
      if (isFault(note)) return "refused";
      holds(sameBytes(noteBytes(note), input), "a note is written as it was read");
      return "accepted";
    },
  },
  {
    name: "checkpoint",
    about: "checkpoints, their keys and their notes",
    form: "lines",
    fixtures: () => [...notes(), "ledger.test/a\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n", "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    read: (input) => {
      noteKeyOf(primitives.sha256, text(input));
      const note = parseNote(input);
      const found = checkpointOf(isFault(note) ? text(input) : note.text);
      return outcome(!isFault(found));
    },
  },
  {
    name: "proof",
    about: "proofs of inclusion",
    form: "lines",
    fixtures: () => [`c2sp.org/tlog-proof@v1\nindex 3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nBW/v779q3hkzdzibWk4kCwv8JgApIPFqjXgGT198m3c=\n\n${notes()[1]!}`],
    words: ["extra AAAA\n", "index 18446744073709551616\n", "c2sp.org/tlog-proof@v1"],
    read: (input) => outcome(!isFault(parseProof(input))),
  },
  {
    name: "trust-policy",
    about: "policies of whom to trust",
    form: "lines",
    fixtures: () => ["log sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8\nwitness w1 witness.test/w1+b11b8991+BCrpoAwAWASTRhRVfExnMBhm8i/CGS1N/8+sBZOLTME8\nwitness w2 witness.test/w2+3c539cb4+BM0IUXiPhBumwYFKoXLaiZfsVJMbToPiEDWX37nMbLCO\ngroup g 1 w1 w2\nquorum g\n"],
    words: ["group g any g", "quorum none", "witness w1 ", "group h all g w1\n"],
    read: (input) => outcome(!isFault(parsePolicy(primitives.sha256, text(input)))),
  },
  {
    name: "export",
    about: "export bundles, and their audit",
    form: "json",
    fixtures: () => [bytesOf("tests", "ledger", "fixtures", "small.export"), bytesOf("tests", "ledger", "fixtures", "before-channels", "part.export")],
    words: ['"leaf":', '"proof":[]', '"signatures":[]', '"index":9007199254740991', "concord-export-v1", "concord-export-v2"],
    read: (input) => {
      const found = parseExport(input);
      if (isFault(found)) return "refused";
      // Read, whether or not its proofs hold; whatever the audit makes of it.
      audit({ primitives, enrolmentFault, bytes: input });
      return "accepted";
    },
  },
  {
    name: "sealed-bid",
    about: "bids sealed to their openers",
    form: "json",
    fixtures: () => [SEALED],
    read: (input) => {
      const read = readSealedBid(input);
      if ("fault" in read) return "refused";
      holds(sameBytes(input, SEALED) || "fault" in openBid(read, OPENING_KEYS), "nothing opens but what was sealed");
      return "accepted";
    },
  },
  {
    name: "json",
    about: "canonical JSON",
    form: "json",
    fixtures: () => [...["input", "output"].flatMap((it) => vectors(`jcs-rfc8785/${it}`, ".json")), '{"a":[1,2.5,-0,1e21,"\\u20ac\\ud83d\\ude00"],"b":{"":null}}'],
    read: (input) => {
      const value = parseJson(input);
      if (isJsonFault(value)) return "refused";
      const once = canonicalBytes(value);
      const again = parseJson(once);
      // The canonical form writes 1e20 in digits, which strict reading refuses as a whole number beyond 2^53.
      holds(isJsonFault(again) ? again.code === "json-number" : sameBytes(canonicalBytes(again), once), "canonical JSON is read again as itself, or refused for its whole numbers");
      return "accepted";
    },
  },
  {
    name: "record",
    about: "records and their disclosures",
    form: "json",
    fixtures: () => RECORDS,
    words: ['"_sd":', '"v":1', '"prev":', '"by":["a"]', '"open":{}', '"label":"L"'],
    read: (input) => {
      const [leaf = "", ...disclosures] = text(input).split("\n");
      return outcome(!isFault(readRecord(primitives.sha256, utf8(leaf), disclosures)));
    },
  },
  {
    name: "csv",
    about: "CSV",
    form: "lines",
    fixtures: () => ['a,b;c\n1,"x\ny",""""\n"2",3\r\n', text(bytesOf("cases", "pledges", "shells.csv"))],
    read: (input) => {
      let cells = 0;
      const faults = scanCsv(text(input), ",", (row, line) => {
        cells += row.length;
        holds(line > 0, "a row has a line");
      });
      return outcome(faults.length === 0 && cells > 0);
    },
  },
  {
    name: "table",
    about: "one file of a data package",
    form: "lines",
    fixtures: oneFile("five-rivers"),
    words: ["nations.csv\n", "datapackage.json\n", "id,", "1e308", "2030-13-45", "10;20", "EUR"],
    read: (input) => {
      const tables = readTables(new Map([named(input)]));
      return outcome(tables.findings.every((it) => it.level !== "error" || it.code.startsWith("missing-")));
    },
  },
  {
    name: "data-set",
    about: "a whole data package, one of its files changed, and what a reader sees of it",
    form: "lines",
    fixtures: oneFile("two-nations"),
    words: ["labels.csv\n", "holdings.csv\n", "originator", "everyone", "Codeword=RIVER"],
    read: (input) => {
      const [name, changed] = named(input);
      const files = new Map([...twoNations, [name, changed]]);
      readDataset(visibleTo(files, ONLOOKER), { like: seen });
      return outcome(readDataset(files, { like: twoNations }).findings.every((it) => it.level !== "error"));
    },
  },
  {
    name: "pledges",
    about: "files of pledges",
    form: "lines",
    fixtures: () => [bytesOf("cases", "pledges", "shells.csv")],
    words: ["# slope: 0.8\n", "# start: 1e308\n", "price_most", "by_year", "weight"],
    read: (input) => outcome(readPledges("pledges.csv", text(input)).findings.length === 0),
  },
  {
    name: "scenarios",
    about: "files of scenarios",
    form: "json",
    fixtures: () => [bytesOf("cases", "scenarios", "two-votes.json")],
    words: ['"probability":1', '"budgets":[]', '"factor":-1', '"delay":1e9', '"all"'],
    read: (input) => outcome(readScenarios(text(input)).faults.length === 0),
  },
  {
    name: "duty-events",
    about: "events of duties",
    form: "json",
    fixtures: () => ['[{"kind":"role-granted","at":"2026-01-01T00:00:00Z","person":"Ana","role":"drafter","nation":"XAA","until":"2027-01-01T00:00:00Z"},{"kind":"draft-award","at":"2026-01-02T00:00:00Z","by":"Ana","case":"T","draft":"A","nation":"XAA","content":{"supplier":"S","amount":100,"currency":"EUR","itemClass":"shells"}},{"kind":"approve-award","at":"2026-01-03T00:00:00Z","by":"Ben","case":"T","draft":"A","hash":"00","nation":"XAA"},{"kind":"rule-set","at":"2026-01-01T00:00:00Z","nation":"XAA","rule":"four-eyes","value":2}]'],
    words: ['"kind":"award"', '"kind":"approval"', '"amount":1e99', '"at":"2026-01-01T00:00:00Z"'],
    read: (input) => {
      const value = parseJson(input);
      return outcome(!isJsonFault(value) && readDutyEvents("events.json", value).findings.length === 0);
    },
  },
  {
    name: "reader",
    about: "who looks, in an address or an option",
    form: "lines",
    fixtures: () => ["VAL:1", ":0", "VAL:2:PACT,ALLY:Codeword=RIVER;Programme=P1", "Special Handling=ALPHA; Programme=P1"],
    words: [":", "=", ";", "+", "constructor=x", "__proto__=x"],
    read: (input) => {
      heldFrom(text(input));
      return outcome(parseReader(text(input)) !== undefined);
    },
  },
  {
    name: "mps",
    about: "models in MPS",
    form: "lines",
    fixtures: () => [bytesOf("cases", "models", "workshop.mps"), "NAME\nROWS\n N o\n G r\n L s\n E t\nCOLUMNS\n M 'MARKER' 'INTORG'\n x o 1 r 1\n y s 2 t 1e30\n M 'MARKER' 'INTEND'\nRHS\n b r 2 s 4\nRANGES\n R r 3\nBOUNDS\n UP B x 4\n MI B y\nENDATA\n"],
    words: ["ROWS\n", "COLUMNS\n", "RHS\n", "RANGES\n", "BOUNDS\n", "ENDATA\n", " N ", " UP ", " FX ", " BV ", "OBJSENSE\n MAX\n", "QUADOBJ\n", "1e400", "-1e30"],
    read: (input) => outcome(readMps(text(input)).kind === "model"),
  },
  {
    name: "lp",
    about: "models in LP",
    form: "lines",
    fixtures: () => ["Minimize\n obj: 2 x + 3 y\nSubject To\n c1: x + y >= 2\n c2: x - 3 y <= 4\nBounds\n 0 <= x <= 10\n y free\nGeneral\n x\nEnd\n", "Maximize\n x + 2 y\nst\n r: x + y = 3\nBinary\n y\nEnd\n", "\\ of every form\nmax\n p: 3 x + 2.5e1 y - z + 4\nsuch that\n a: 1 <= x + 2 y <= 8\n b: x >= 2 z - 3\n x + y\n  + z =< 9\nBounds\n -inf <= x <= 4\n y >= -1\n 2 <= z <= 5\nSemi-continuous\n z\nEnd\n"],
    words: ["Subject To\n", "a:", "=<", "1 <= ", "-> ", "\\ ", "1e20 ", "free\n", "Bounds\n", "General\n", "Binary\n", "End\n", "[ x ^ 2 ] / 2", ">= ", "<= inf", "Semi-continuous\n", "sos1\n"],
    read: (input) => {
      const whole = text(input);
      const file = readLp(whole);
      if (file.kind === "error") {
        holds(file.line === 0 || whole.split(/\r\n|[\r\n]/)[file.line - 1]!.startsWith(file.text.slice(0, 100)), "a refusal shows the line that it names");
        return refusedWith([file.message, file.mend].filter((it) => it !== ""));
      }
      const { model, columnNames, rowNames } = file;
      holds(columnNames.length === model.colCount && rowNames.length === model.rowCount && new Set(columnNames).size === columnNames.length && new Set(rowNames).size === rowNames.length, "each column and row has a name of its own");
      holds(model.values.every((it) => Number.isFinite(it)) && model.cost.every((it) => Number.isFinite(it)) && [model.colLower, model.colUpper, model.rowLower, model.rowUpper].every((side) => !side.includes(Number.NaN)), "only limits are infinite");
      return "accepted";
    },
  },
  {
    name: "workbook",
    about: "XLSX workbooks, as archives",
    form: "xml",
    fixtures: () => [zipOf(workbookParts(SHEET_ROWS, { strings: SHEET_STRINGS })), zipOf(workbookParts(SHEET_ROWS, { strings: SHEET_STRINGS }), { packed: true })],
    words: ["xl/workbook.xml", "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006"],
    read: (input) => readSheets(input),
  },
  {
    name: "workbook-sheet",
    about: "sheets of a sound XLSX archive",
    form: "xml",
    fixtures: () => [SHEET_ROWS, '<row r="2"><c r="C2" s="1"><v>45292.5</v></c><c><f>A1</f><v></v></c></row><row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>'],
    words: ['r="XFD1048576"', 't="s"', 't="inlineStr"', 't="d"', 's="1"', "<rPh>", "<is><t>", "_x0000_", 'r="0"', "1e308"],
    read: (input) => readSheets(zipOf(workbookParts(text(input), { strings: SHEET_STRINGS, styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' }))),
  },
  {
    name: "national-csv",
    about: "CSV of a national spreadsheet, with its proposed map",
    form: "lines",
    fixtures: () => ["Meldung\n\nGerät;Menge;Einheit;Stand\nArmour;1.000,5;vehicles;31.12.2029\ntank;2;vehicles;1.1.2030\n", "system,quantity,unit\ntank,1,vehicles\n"],
    words: ["id", "nation", "VAL", "1.234.567,8", "35 %", "1'000", "2030-01-01", "system"],
    read: (input) => readSheets(input),
  },
  {
    name: "import-map",
    about: "maps of national spreadsheets",
    form: "json",
    fixtures: () => ['{"format":"concord-import-map/1","kind":"holding","sheet":"S","headingLine":4,"columns":{"system":"Typ"},"fixed":{"nation":"XAA"},"words":{"evidence":{"amtlich":"official"}},"numbers":"comma","dates":"day-first","id":"h.{nation}.{system}"}'],
    words: ["holding", "{nation}", "{id}", "__proto__", "columns", "month-first"],
    read: (input) => {
      const map = readImportMap(text(input));
      if ("message" in map) return refusedWith([map.message]);
      const again = readImportMap(importMapText(map));
      holds(JSON.stringify(again) === JSON.stringify(map), "a map is read back as it was");
      mappedRows([{ line: map.headingLine, cells: ["Typ"] }, { line: map.headingLine + 1, cells: ["x"] }], map, new Map());
      return "accepted";
    },
  },
];

const SHEET_ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Menge</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12</v></c></row>';
const SHEET_STRINGS = "<si><t>Typ</t></si><si><r><t>tan</t></r><r><t>k</t></r></si>";

const recorded = recordedOf(twoNations);

/** Reads a spreadsheet, proposes a map for it, reads its rows by it and checks them: what becomes of every file that is given to the page. */
function readSheets(input: Uint8Array): "accepted" | "refused" {
  const book = readSpreadsheet("return.csv", input);
  if (book.kind === "problem") return refusedWith([book.message, book.mend].filter((it) => it !== ""));
  for (const sheet of book.sheets) {
    const { map } = proposeMap({ sheet, nation: "VAL", recorded });
    const mapped = mappedRows(sheet.rows, map, recorded);
    holds(mapped.rows.every((it) => it.cells.length === mapped.columns.length), "a row has a cell for each column");
    if (sheet.rows.length > 50) continue;
    const { differences, taken } = checkImport({ files: twoNations, kind: map.kind, nation: "VAL", mapped, name: "return.csv", isWhole: true });
    holds(differences.added.length + differences.changed.length + differences.same === taken.size, "each row that is taken is new, changed or as recorded");
  }
  return "accepted";
}
