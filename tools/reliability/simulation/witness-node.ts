import { COSIGNATURE, isFault, noteKeyFor, type NoteKey, witnessVerdict } from "#ledger";
import { signerOf, simulated } from "./crypto.ts";
import type { Message } from "./messages.ts";
import { type LogState, PowerCut, type Surroundings } from "./surroundings.ts";

/** A witness with its memory on a disk. A faithless one signs whatever it is shown. */
export class WitnessNode {
  readonly name: string;
  readonly isFaithless: boolean;
  isUp = true;
  /** Every state a line has left for. */
  readonly signed: LogState[] = [];
  private readonly around: Surroundings;
  private readonly disk = new Map<string, Pick<LogState, "size" | "root">>();
  /** Written, and not yet on the disk. */
  private unsynced = new Map<string, Pick<LogState, "size" | "root">>();

  constructor(name: string, around: Surroundings, { isFaithless }: { readonly isFaithless: boolean }) {
    this.name = name;
    this.around = around;
    this.isFaithless = isFaithless;
  }

  crash(): void {
    this.isUp = false;
    this.unsynced.clear();
  }

  restart(): void {
    this.isUp = true;
  }

  receive(from: string, message: Message): void {
    if (message.kind !== "witness-ask") return;
    const { time, network, happened } = this.around;
    const verdict = witnessVerdict(simulated, {
      request: this.isFaithless ? { ...message.request, oldSize: 0, proof: [] } : message.request,
      keys: this.around.parties.flatMap((it) => this.around.trustIn(it).keys),
      seenOf: (origin) => (this.isFaithless ? undefined : (this.unsynced.get(origin) ?? this.disk.get(origin))),
      name: this.name,
      signer: signerOf(this.name),
      seconds: Math.floor(Date.parse(time()) / 1000),
    });
    if (isFault(verdict)) {
      happened(`witness refuses: ${verdict.code}`);
      if (verdict.code === "witness-fork") network.send(this.name, from, { kind: "witness-refusal", checkpoint: message.request.checkpoint });
      return;
    }
    const { origin } = verdict;
    if (verdict.kind === "conflict") return network.send(this.name, from, { kind: "witness-conflict", origin, size: verdict.size });
    this.keep(origin, verdict.keep);
    this.mayFail();
    this.signed.push({ origin, ...verdict.keep });
    network.send(this.name, from, { kind: "witness-line", origin, text: noteText(message.request.checkpoint), line: verdict.line });
    this.mayFail();
  }

  /** Kept on the disk before the line leaves. */
  private keep(origin: string, state: Pick<LogState, "size" | "root">): void {
    this.unsynced.set(origin, state);
    this.sync();
  }

  private sync(): void {
    for (const [origin, state] of this.unsynced) this.disk.set(origin, state);
    this.unsynced.clear();
  }

  private mayFail(): void {
    if (this.around.isFaulty() && this.around.chance.isLucky(0.015)) throw new PowerCut();
  }
}

export const witnessKey = (name: string): NoteKey => noteKeyFor(simulated.sha256, name, signerOf(name), COSIGNATURE);

const noteText = (note: Uint8Array): string => {
  const text = new TextDecoder().decode(note);
  return text.slice(0, text.lastIndexOf("\n\n") + 1);
};
