import { EXIT } from "../exit-codes.ts";
import { withLedger } from "../ledger/folder.ts";
import type { Out } from "../out.ts";
import { fileAt } from "./file.ts";
import { gainsKnown, voidsKnown } from "./sources.ts";
import { printRelease, type ReleaseLooked, releaseJson } from "./words.ts";

/** `concord release show FILE`: what it would release, in words. */
export function releaseShow(path: string, options: { readonly ledger?: string; readonly beside?: string; readonly json?: boolean }, out: Out): number {
  const file = fileAt(path);
  const looked: ReleaseLooked = options.ledger === undefined ? { gains: undefined, voids: undefined } : withLedger(options.ledger, (ledger) => ({ gains: gainsKnown(file, ledger, options.beside), voids: voidsKnown(file, ledger) }));
  if (options.json === true) out.print(JSON.stringify(releaseJson(file, looked), undefined, 2));
  else printRelease(file, looked, out);
  return EXIT.ok;
}
