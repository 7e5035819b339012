import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { digestOf } from "#adapters/files";
import { writePdf } from "#adapters/pdf";
import { writeXlsx } from "#adapters/xlsx";
import { OWNER, type Viewer, viewOf } from "#app";
import { inLanguage, reportCommandText, reportView } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessSource, choicesOf, planned, type RunOptions, sha256, sourceOf } from "./load.ts";
import type { Out } from "./out.ts";
import { readerOf } from "./reader.ts";

interface Options extends RunOptions {
  readonly pdf?: string;
  readonly xlsx?: string;
  /** Run key, or its beginning, that must come out. */
  readonly run?: string;
  readonly fresh?: boolean;
  readonly language?: "en" | "fr";
}

/** `concord report DIR`: the report for ministers as PDF and as a workbook. With `--run` only where the data and the choices make that run. */
export async function reportCommand(folder: string, options: Options, out: Out): Promise<number> {
  if (options.pdf === undefined && options.xlsx === undefined) throw new Complaint(EXIT.usage, "No file is named to write the report to.", "Give --pdf report.pdf, --xlsx report.xlsx, or both.");
  const source = await sourceOf(folder, options.at === undefined ? {} : { at: options.at });
  const { as: _as, ...asOwner } = options;
  const owner = assessSource(folder, source, asOwner);
  const viewer: Viewer = options.as === undefined ? OWNER : { kind: "reader", reader: readerOf(options.as) };
  // The view of a reader is made as the server makes it, so that both name it alike.
  const view = viewOf({ source, viewer, roster: ROSTER, choices: choicesOf(options), digestOf, sha256 });
  if (view.kind === "nothing") throw new Complaint(EXIT.unreadable, "There is nothing that this reader may see.", "Look as another reader, or ask the owner of the data for a release.");
  const results = options.as === undefined ? owner : { ...view.results, dataset: owner.dataset };
  if (options.run !== undefined && !results.runKey.startsWith(options.run)) throw new Complaint(EXIT.usage, `This data set and these choices make the run ${results.runKey.slice(0, 12)}, not ${options.run.slice(0, 12)}.`, "Give the data, the reader, the path and the parameters that the run was made with; they stand in the report.");
  const made = await planned(results, out, { fresh: options.fresh === true });
  const { language = "en" } = options;
  const paper = reportView(inLanguage(made, language), { command: reportCommandText({ runKey: made.runKey, path: made.path, ...(options.as !== undefined && { as: options.as }), ...(options.at !== undefined && { at: options.at }), parameters: choicesOf(options).parameters ?? {}, language }) });
  const write = async (file: string, bytes: Buffer): Promise<void> => {
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    } catch (cause) {
      throw new Complaint(EXIT.unreadable, `${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, "Name a file that can be written to.");
    }
    out.print(`${file}: ${paper.title}, ${paper.marking}, run ${made.runKey.slice(0, 12)}`);
  };
  if (options.pdf !== undefined) await write(options.pdf, writePdf(paper));
  if (options.xlsx !== undefined) await write(options.xlsx, await writeXlsx(paper));
  return EXIT.ok;
}

/** Roster of the server without sign-in: readers are as they are stated. */
const ROSTER = "as stated";
