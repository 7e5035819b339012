/**
 * Data sets in and out: text in, facts and findings out, and back without loss.
 * A data set is a folder of CSV tables with a `datapackage.json` (Frictionless Data Package).
 * Absent here: disk, clock, readers, engines. Bad data never throws: it becomes findings.
 */
export { csvText, neutraliseFormula } from "./csv-write.ts";
export { type CsvFault, scanCsv } from "./csv-scan.ts";
export { separatorOf } from "./separator.ts";
export { ownerIn } from "./owner.ts";
export { packageText, resourceOf } from "./package-write.ts";
export { type Dataset, readDataset } from "./read-dataset.ts";
export { FINDINGS_MAX } from "./findings.ts";
export { PACKAGE_FILE, readTables, type Tables } from "./read-tables.ts";
export { PLEDGE_SETTINGS, type PledgeFile, type PledgeRow, type PledgeSetting, type PledgeSettings, readPledges } from "./pledge-file.ts";
export { putRow, type PutRow } from "./put-row.ts";
export { readSettings } from "./settings-read.ts";
export { type FindingSummary, summariseFindings } from "./summary.ts";
export { CELL_LIMIT, readTable, type Table } from "./table-read.ts";
export { tableText, type WriteFor, writeTables } from "./write-tables.ts";
export { contradictionsOf, type LabelCategory, type LabelDocument, labelFragment, type LabelFinding, type LabelReading, type LabelRoot, labelXml, readLabelElement, readLabelXml, type WriteLabel, writtenOf } from "./labels/label-xml.ts";
export { type BindingDocument, type BindingReading, type BoundData, readBinding } from "./labels/binding.ts";
export type { BindingCrypto, BindingSigner, CertificateFacts } from "./labels/binding-crypto.ts";
export { type BindingCheck, type BindingFault, type BindingSigned, type CheckBinding, checkBinding } from "./labels/check-binding.ts";
export { bindingText, type DataToBind, embeddedXml, sidecarXml, withoutBinding, type WriteBinding } from "./labels/write-binding.ts";
export { canonicalXml } from "./xml/canonical-xml.ts";
export { instantOf } from "./xml/date-time.ts";
export { readSpif, type SpifFinding, type SpifOptions, type SpifReading } from "./labels/read-spif.ts";
export { escapeXml, readXml, XML_LIMITS, type XmlElement, type XmlLimits, type XmlProblem } from "./xml/read-xml.ts";
export { type DataReader, labelOrder, labelReaders, type ReleasedRow, visibleTo } from "./visible.ts";
export { decideScenario, playScenarios, type Scenario, type ScenarioResult } from "./duties/scenario-file.ts";
export { differenceFrom, type Expectation, expectationOf } from "./duties/expectation.ts";
export type { StageTools } from "./duties/stage.ts";
export { dutyEventFields, dutyFieldNames, type EventFault, readDutyEvent, readDutyEvents } from "./duties/events-file.ts";
export { type NumberTable, readNumberTable } from "./number-table.ts";
export { cellText, type Sheet, type SheetCell, type SheetLimits, SHEET_LIMITS, type SheetProblem, type SheetRemark, type SheetRow, type Workbook } from "./spreadsheet/sheet.ts";
export { isZip, type Unpacker } from "./spreadsheet/zip.ts";
export { readWorkbook } from "./spreadsheet/workbook.ts";
export { readCsvSheet } from "./spreadsheet/csv-sheet.ts";
export { emptyMap, type ImportMap, importMapText, type MapProblem, mapOf, readImportMap } from "./spreadsheet/import-map.ts";
export { headingsIn, type MappedRow, type MappedRows, mappedRows } from "./spreadsheet/mapped-rows.ts";
export type { Recorded, RecordedRow } from "./spreadsheet/meanings.ts";
export { namesSource, type OwnSource, ownSourceId, ownSourceRow, proposedSource, readAsOwn, SOURCES_FILE, withOwnSource } from "./spreadsheet/own-source.ts";
export { kindOfSheet, type SheetTemplate, sheetTemplate } from "./spreadsheet/template.ts";
export { onPage } from "./spreadsheet/on-page.ts";
export type { FallenPart } from "./spreadsheet/old-figure.ts";
export { type SheetFinding, withoutDoubtfulLabel } from "./spreadsheet/sheet-findings.ts";
export { type KindFit, type ProposedMap, proposeMap } from "./spreadsheet/propose-map.ts";
export { checkImport, type ImportCheck, type ImportCounts, type ImportDifferences, recordedOf, recordedRows, tableHeadings, tableWith } from "./spreadsheet/check-import.ts";
