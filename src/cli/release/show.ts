import { EXIT } from "../exit-codes.ts";
import { withLedger } from "../ledger/folder.ts";
import type { Out } from "../out.ts";
import { fileAt } from "./file.ts";
import { gainsKnown } from "./sources.ts";
import { printRelease, releaseJson } from "./words.ts";

/** `concord release show FILE`: what it would release, in words. */
export function releaseShow(path: string, options: { readonly ledger?: string; readonly beside?: string; readonly json?: boolean }, out: Out): number {
  const file = fileAt(path);
  const gains = options.ledger === undefined ? undefined : withLedger(options.ledger, (ledger) => gainsKnown(file, ledger, options.beside));
  if (options.json === true) out.print(JSON.stringify(releaseJson(file, gains), undefined, 2));
  else printRelease(file, gains, out);
  return EXIT.ok;
}
