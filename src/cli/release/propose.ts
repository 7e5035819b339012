import { gainsByRelease, proposeRelease } from "#app";
import { isFault } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { withLedger } from "../ledger/folder.ts";
import type { Out } from "../out.ts";
import { mustBeNew, putFile, refuse, rowOf } from "./file.ts";
import { sourcesBeside } from "./sources.ts";
import { printRelease, releaseJson } from "./words.ts";

interface ProposeOptions {
  readonly figure?: string;
  readonly query?: string;
  readonly value?: string;
  readonly input: readonly string[];
  readonly without: readonly string[];
  readonly to: string;
  readonly reason: string;
  readonly until: string;
  readonly beside?: string;
  readonly json?: boolean;
}

/** `concord release propose DIR FILE`: what is to be released, in a file for those who approve. */
export function releasePropose(folder: string, path: string, options: ProposeOptions, out: Out): number {
  mustBeNew(path);
  const { figure, query, value, to, reason, until, without } = options;
  if ((figure === undefined) === (query === undefined) || (query === undefined) !== (value === undefined)) throw new Complaint(EXIT.usage, "It does not say what is to be released.", "Give --figure TABLE:ID for a row, or --query and --value for the answer to a question.");
  return withLedger(folder, (ledger) => {
    const sources = sourcesBeside(ledger, options.beside);
    const proposed = proposeRelease(ledger, { figure: figure === undefined ? { query: query!, value: value! } : rowOf(figure), inputs: options.input.map(rowOf), without, to, reason, until }, sources);
    if (isFault(proposed)) return refuse(proposed);
    putFile(path, proposed.file);
    const looked = { gains: gainsByRelease(proposed.file, sources), voids: [] };
    if (options.json === true) out.print(JSON.stringify(releaseJson(proposed.file, looked), undefined, 2));
    else {
      printRelease(proposed.file, looked, out);
      out.print(`\nWritten to ${path}. Pass it to those who approve: node bin/concord.mjs release approve ${path} THEIR-LEDGER --key FILE --name NAME`);
    }
    return EXIT.ok;
  });
}
