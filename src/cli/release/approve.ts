import { readKeyFile } from "#adapters/keys";
import { approveRelease } from "#app";
import { isFault, type Signer } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { withLedger } from "../ledger/folder.ts";
import type { Out } from "../out.ts";
import { fileAt, putFile, refuse } from "./file.ts";
import { gainsKnown, voidsKnown } from "./sources.ts";
import { printRelease, releaseJson } from "./words.ts";

interface ApproveOptions {
  readonly key: string;
  readonly name: string;
  /** Folder of the ledgers that this one stands among. */
  readonly beside?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `concord release approve FILE DIR`: approves exactly what the file says. */
export function releaseApprove(path: string, folder: string, options: ApproveOptions, out: Out): number {
  const file = fileAt(path);
  const signer = signerAt(options.key);
  return withLedger(folder, (ledger) => {
    const approved = approveRelease(ledger, file, { key: options.name, signer });
    if (isFault(approved)) return refuse(approved);
    // Before anything is signed it is said who gains, by the labels that this ledger and those beside it have.
    const looked = { gains: gainsKnown(file, ledger, options.beside), voids: voidsKnown(approved, ledger) };
    if (options.yes !== true) {
      printRelease(file, looked, out);
      throw new Complaint(EXIT.usage, "Not approved: nobody has said that they have read this.", "Read it, then run the command again with --yes.");
    }
    putFile(path, approved);
    if (options.json === true) out.print(JSON.stringify(releaseJson(approved, looked), undefined, 2));
    else printRelease(approved, looked, out);
    return EXIT.ok;
  });
}

function signerAt(path: string): Signer {
  try {
    return readKeyFile(path).signer;
  } catch (error) {
    throw new Complaint(EXIT.unreadable, `${path} cannot be used as a key: ${error instanceof Error ? error.message : String(error)}`, "Give the file of your key.");
  }
}
