import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isFault, type LedgerFault, utf8, type WitnessRequest, witnessRequestOf, type WitnessVerdict } from "#ledger";

export interface WitnessServerAsk {
  readonly port: number;
  readonly host: string;
  /** What the witness says of a request. What it keeps is on the disk when this answers; one request at a time. */
  readonly verdict: (request: WitnessRequest) => WitnessVerdict;
  /** Text of a line of a signature, with its line feed. */
  readonly lineOf: (verdict: Extract<WitnessVerdict, { readonly kind: "signed" }>) => string;
  /** Told of every answer, for the witness's own record. */
  readonly onAnswer: (answer: { readonly status: number; readonly about: string }) => void;
}

/** A witness that listens. */
export interface WitnessServer {
  /** Where it listens; one that was free where 0 was asked for. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

// A checkpoint with a hundred signatures and the longest proof stays well below it.
const BODY_MOST = 100_000;
const WAIT_MS = 10_000;
const PATH = "/add-checkpoint";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly about: string;
}

const plain = (status: number, message: string): Answer => ({ status, type: "text/plain; charset=utf-8", body: `${message}\n`, about: message });

/** Statuses that C2SP tlog-witness asks for; every other fault is a request of a wrong form. */
const STATUSES: Readonly<Record<string, number>> = { "note-signature": 403, "note-untrusted": 403, "witness-unknown": 404, "witness-fork": 422, "witness-root": 422 };
const refusal = (it: LedgerFault): Answer => plain(STATUSES[it.code] ?? 400, `${it.message} [${it.code}]`);

/** What a witness answers to the body of an `add-checkpoint`. */
function answerTo(body: Uint8Array, { verdict, lineOf }: WitnessServerAsk): Answer {
  const request = witnessRequestOf(body);
  if (isFault(request)) return refusal(request);
  const said = verdict(request);
  if (isFault(said)) return refusal(said);
  if (said.kind === "conflict") return { status: 409, type: "text/x.tlog.size", body: `${said.size}\n`, about: `${said.origin}: the log has to ask again from ${said.size}.` };
  return { status: 200, type: "text/plain; charset=utf-8", body: lineOf(said), about: `${said.origin}: signed ${said.keep.size} entries.` };
}

/**
 * Serves a witness as C2SP tlog-witness has it: `POST /add-checkpoint` answers 200 with the signature line, 409 with the size to ask
 * from, and 400, 403, 404, 422 with the reason. Who asks is known by the signature of the checkpoint alone.
 */
export async function serveWitness(ask: WitnessServerAsk): Promise<WitnessServer> {
  const server = createServer({ requestTimeout: WAIT_MS, headersTimeout: WAIT_MS, keepAliveTimeout: WAIT_MS }, (request, response) => void handle(request, response, ask));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(ask.port, ask.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, ask: WitnessServerAsk): Promise<void> {
  const answer = await answered(request, ask);
  ask.onAnswer(answer);
  const body = utf8(answer.body);
  response.writeHead(answer.status, { "content-type": answer.type, "content-length": body.length, "cache-control": "no-store", "x-content-type-options": "nosniff", ...(answer.status === 405 && { allow: "POST" }), ...(answer.status === 413 && { connection: "close" }) });
  response.end(body);
}

async function answered(request: IncomingMessage, ask: WitnessServerAsk): Promise<Answer> {
  if (request.url !== PATH) return plain(404, `There is nothing at this address; checkpoints go to ${PATH}.`);
  if (request.method !== "POST") return plain(405, "A checkpoint is sent with POST.");
  try {
    const body = await bodyOf(request);
    return body === undefined ? plain(413, `The request is larger than ${BODY_MOST} bytes.`) : answerTo(body, ask);
  } catch (error) {
    // What could not be kept is not signed; why is for the keeper of the witness alone.
    return { ...plain(500, "The witness could not keep what it saw, and signed nothing."), about: error instanceof Error ? error.message : String(error) };
  }
}

/** The whole body, or nothing where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const it of request as AsyncIterable<Buffer>) {
    size += it.length;
    if (size > BODY_MOST) return undefined;
    parts.push(it);
  }
  return new Uint8Array(Buffer.concat(parts));
}
