import { type OpenLedger, putWitnessed, witnessedBy, witnessNames, witnessRequestFor } from "#app";
import { isFault, type WitnessRequest, witnessRequestBytes } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { withLedger } from "./folder.ts";
import { originsOf } from "./witness.ts";

const WAIT_MS = 15_000;
const ANSWER_MOST = 100_000;

/** `concord ledger witness DIR --url URL`: asks a witness over HTTP to sign the state of the logs, and keeps its lines. */
export async function ledgerWitnessAsk(folder: string, { url, log }: { readonly url: string; readonly log: readonly string[] }, out: Out): Promise<number> {
  const address = addressOf(url);
  return withLedger(folder, async (ledger) => {
    const notes = new Map<string, Uint8Array>();
    for (const origin of originsOf(ledger, log)) notes.set(origin, await witnessed(ledger, origin, address));
    if (!putWitnessed(ledger, notes)) throw new Complaint(EXIT.noPlan, "The ledger has gone on in the meantime.", "Run the command again: the witness then looks at what is there now.");
    for (const origin of notes.keys()) out.print(`${origin} at ${sizeOf(ledger, origin)} entries is witnessed by ${witnessNames(ledger, origin).join(", ")}.`);
    return EXIT.ok;
  });
}

const sizeOf = ({ root, channels }: OpenLedger, origin: string): number => (origin === root?.origin ? root.tree : channels.get(origin)?.tree)?.size ?? 0;

function addressOf(url: string): URL {
  const prefix = URL.canParse(url) ? new URL(url) : undefined;
  if (prefix === undefined || !/^https?:$/.test(prefix.protocol)) throw new Complaint(EXIT.usage, `"${url}" is no address of a witness.`, "Give its submission prefix, as https://witness.example/.");
  return new URL("add-checkpoint", prefix.href.endsWith("/") ? prefix.href : `${prefix.href}/`);
}

/** The latest checkpoint of a log with the witness's line under it. Asked from nothing first: the witness then says from where. */
async function witnessed(ledger: OpenLedger, origin: string, address: URL): Promise<Uint8Array> {
  let request = requestFrom(ledger, origin, 0);
  let { status, text } = await post(address, request);
  if (status === 409) {
    const size = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
    if (size === undefined) throw new Complaint(EXIT.findings, `The witness at ${address.origin} answers 409 without a size to ask from.`, "Tell its keeper.");
    if (Number(size) > sizeOf(ledger, origin)) throw new Complaint(EXIT.findings, `The witness has seen ${size} entries of ${origin}, and there are ${sizeOf(ledger, origin)} here: entries are missing. Nothing was signed.`, "Restore the ledger from a copy that has them.");
    request = requestFrom(ledger, origin, Number(size));
    ({ status, text } = await post(address, request));
  }
  if (status !== 200) throw new Complaint(EXIT.findings, `The witness at ${address.origin} does not sign ${origin}: ${status} ${text.trim().slice(0, 300)}`, MENDS[status] ?? "Tell its keeper.");
  const answer = witnessedBy(ledger, { origin, checkpoint: request.checkpoint, lines: text });
  if (isFault(answer)) throw new Complaint(EXIT.findings, `${answer.message} [${answer.code}]`, "Check that the witness stands in the trust policy with this key and name.");
  return answer.note;
}

/** What to do about an answer. */
const MENDS: Readonly<Record<number, string>> = {
  403: "The witness knows the log with another key: give its keeper the policy.txt of this ledger.",
  404: "Give the keeper of the witness the policy.txt of this ledger, which names its logs, new channels too.",
  409: "Another process asked at the same moment: run the command again.",
  422: "The witness has seen another history of this log: keep both, and tell the other witnesses and everyone who reads it.",
};

function requestFrom(ledger: OpenLedger, origin: string, size: number): WitnessRequest {
  const request = witnessRequestFor(ledger, origin, size);
  if (isFault(request)) throw new Complaint(EXIT.findings, `${request.message} [${request.code}]`, "Append something first.");
  return request;
}

async function post(address: URL, request: WitnessRequest): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(address, { method: "POST", body: new Uint8Array(witnessRequestBytes(request)), headers: { "content-type": "text/plain; charset=utf-8" }, redirect: "error", signal: AbortSignal.timeout(WAIT_MS) });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const it of response.body ?? []) {
      size += it.length;
      if (size > ANSWER_MOST) throw new Error(`its answer is larger than ${ANSWER_MOST} bytes`);
      parts.push(it);
    }
    return { status: response.status, text: Buffer.concat(parts).toString("utf8") };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Complaint(EXIT.unreadable, `The witness at ${address.origin} cannot be asked: ${cause instanceof Error ? cause.message : String(cause)}`, "Check the address, and that the witness listens. Nothing was changed.");
  }
}
