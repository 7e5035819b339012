import { appendDrafts, compareCheckpoint, createLedger, type Draft, exportLedger, type Evidence, type LedgerTools, type NodeSigner, openLedger, type OpenLedger, putWitnessed, readChannels, receiveExport } from "../../../src/app/ledger/index.ts";
import { audit, checkpointBytes, copyMemory, emptyMemory, isFault, type LedgerMemory, type LedgerStore, memoryLedger, noteKeyText, openCheckpoint, parseNote, type Signer, utf8, witnessesOf } from "#ledger";
import { signerOf, simulated } from "./crypto.ts";
import type { Message } from "./messages.ts";
import { type LogState, PowerCut, type Surroundings } from "./surroundings.ts";
import { witnessKey } from "./witness-node.ts";

/** A record whose writing was answered. */
export interface Acknowledged {
  readonly origin: string;
  readonly place: number;
  readonly id: string;
}

/** A history of a party's ledger. An honest party has one. */
interface Branch {
  readonly memory: LedgerMemory;
  ledger?: OpenLedger;
  /** What it answered the pulls of a peer with before: shown again now and then, as a cache in between would. */
  readonly shown: Map<string, Uint8Array[]>;
}

/** What a node holds of another party. */
interface Copy {
  readonly memory: LedgerMemory;
  open?: OpenLedger;
}

const SUBJECTS = 6;

/** A node of a nation: keeps its ledger, has it witnessed, imports the others', compares what others were shown. */
export class NationNode {
  readonly name: string;
  isUp = true;
  /** On the disk: the ledger (of a party that forks, both), the copies, evidence, and checkpoints that cannot be judged yet. */
  readonly branches: Branch[] = [];
  readonly copies = new Map<string, Copy>();
  readonly evidence = new Map<string, Evidence & { readonly party: string; readonly heldSize: number }>();
  readonly unjudged = new Map<string, { readonly party: string; readonly notes: Uint8Array[] }>();
  /** Histories that a roll-back has thrown away. */
  readonly thrownAway: LedgerMemory[] = [];
  readonly acknowledged: Acknowledged[] = [];
  /** States of third parties that others have shown, each signed by its log. */
  readonly shown: LogState[] = [];
  private readonly around: Surroundings;
  private readonly tools: LedgerTools;
  private readonly officers: ReadonlyMap<string, Signer>;
  private readonly node: NodeSigner;
  /** Sizes that witnesses have said they saw last. Gone with a crash. */
  private readonly seen = new Map<string, number>();
  private readonly refused = new Set<string>();
  private written = 0;

  constructor(name: string, around: Surroundings) {
    this.name = name;
    this.around = around;
    this.tools = { primitives: simulated, enrolmentFault: () => undefined, random: (size) => around.chance.bytes(size), now: around.time };
    this.officers = new Map([[`${name}/one`, signerOf(`${name}/one`)]]);
    this.node = (origin) => signerOf(`node of ${name} for ${origin}`);
    const branch: Branch = { memory: emptyMemory(), shown: new Map() };
    branch.ledger = createLedger(memoryLedger(branch.memory), this.tools, { party: name, policy: policyLines(around.witnesses), officers: this.officers, needed: 1, label: "OPEN", node: this.node });
    this.branches.push(branch);
    this.reopen(branch);
    for (const party of around.parties) if (party !== name) this.copies.set(party, newCopy(party, around));
  }

  crash(): void {
    this.isUp = false;
    for (const it of this.branches) delete it.ledger;
    for (const it of this.copies.values()) delete it.open;
    this.seen.clear();
    this.refused.clear();
  }

  /** Opens everything again from the disk, every record checked. */
  restart(): void {
    this.isUp = true;
    for (const it of this.branches) this.reopen(it);
    for (const [party, it] of this.copies) this.reopenCopy(party, it);
    this.checkAcknowledged();
  }

  private reopen(branch: Branch): void {
    const opened = openLedger(this.failing(memoryLedger(branch.memory)), this.tools);
    if (isFault(opened)) this.around.broken(`${this.name} does not open its own ledger: ${opened.code}`);
    else branch.ledger = opened;
  }

  private reopenCopy(party: string, copy: Copy): void {
    const opened = openLedger(this.failing(memoryLedger(copy.memory)), this.tools);
    if (isFault(opened)) this.around.broken(`${this.name} does not open its copy of ${party}: ${opened.code}`);
    else copy.open = opened;
  }

  /** A store whose machine may lose its power just before a commit is on the disk, or just after. */
  private failing(store: LedgerStore): LedgerStore {
    const { chance, isFaulty } = this.around;
    return {
      ...store,
      commit: (changes) => {
        if (isFaulty() && chance.isLucky(0.015)) throw new PowerCut();
        const done = store.commit(changes);
        if (isFaulty() && chance.isLucky(0.015)) throw new PowerCut();
        return done;
      },
    };
  }

  /** Everything that was answered is there, to the byte. */
  checkAcknowledged(): void {
    if (!this.around.isHonest(this.name)) return;
    const { ledger } = this.branches[0]!;
    for (const { origin, place, id } of this.acknowledged) {
      const leaf = ledger?.channels.get(origin)?.tree.leaf(place);
      if (leaf === undefined || Buffer.from(leaf).toString("base64url") !== id) return this.around.broken(`${this.name} has lost entry ${place} of ${origin}, which was acknowledged`);
    }
  }

  /** Turns one bit on the disk, looks, and has the bit put right again: it has to be found. */
  rot(): void {
    const { chance, broken, happened } = this.around;
    const memories = [...this.branches, ...this.copies.values()].map((it) => it.memory);
    const logs = memories.flatMap((memory) => [...memory.logs.values()].filter((it) => it.entries.length > 0).map((log) => ({ memory, log })));
    const { memory, log } = chance.pick(logs);
    const at = chance.below(log.entries.length);
    const sound = log.entries[at]!;
    const turned = (bytes: Uint8Array): Uint8Array => {
      const other = bytes.slice();
      other[chance.below(other.length)]! ^= 1 << chance.below(8);
      return other;
    };
    const [signature, ...rest] = sound.signatures;
    log.entries[at] = signature !== undefined && chance.isLucky(0.3) ? { ...sound, signatures: [{ ...signature, signature: turned(signature.signature) }, ...rest] } : { ...sound, leaf: turned(sound.leaf) };
    const opened = openLedger(memoryLedger(memory), this.tools);
    if (isFault(opened)) happened("bit rot found");
    else broken(`${this.name} reads a rotten entry ${at} of ${log.origin} as sound`);
    log.entries[at] = sound;
  }

  /** Says something: one to three records under labels by chance. */
  write(): void {
    const { chance, happened } = this.around;
    for (const branch of this.branches) {
      if (branch.ledger === undefined) continue;
      const drafts = Array.from({ length: 1 + chance.below(3) }, (): Draft => ({ type: "stock", subject: `subject ${chance.below(SUBJECTS)}`, label: chance.pick(["OPEN", "PACT", `OWN-${this.name}`]), hidden: chance.isLucky(0.3) ? ["quantity"] : [], fields: { quantity: this.written++ } }));
      const answer = appendDrafts(branch.ledger, drafts, { authors: this.officers, node: this.node });
      if (answer.kind !== "appended") {
        this.around.broken(`${this.name} cannot write: ${answer.kind === "refused" ? answer.fault.code : answer.kind}`);
        continue;
      }
      happened("commits acknowledged");
      if (branch === this.branches[0]) this.acknowledged.push(...answer.written.map(({ origin, place, id }) => ({ origin, place, id })));
    }
  }

  /** Shows one history to some and another to the rest, from here on. */
  fork(): void {
    const [first] = this.branches;
    if (this.branches.length > 1 || first === undefined) return;
    const second: Branch = { memory: copyMemory(first.memory), shown: new Map() };
    this.branches.push(second);
    this.reopen(second);
    this.around.happened("logs forked");
    this.write();
  }

  /** Goes back to an earlier state and on from there, as if what came after had never been. */
  rollBack(to: LedgerMemory): void {
    this.thrownAway.push(this.branches[0]!.memory);
    this.branches[0] = { memory: copyMemory(to), shown: new Map() };
    this.reopen(this.branches[0]);
    this.seen.clear();
    this.around.happened("logs rolled back");
    this.write();
  }

  backup(): LedgerMemory {
    return copyMemory(this.branches[0]!.memory);
  }

  /** The history that a peer is shown: now and then, by mistake, the other. */
  private branchFor(peer: string): Branch {
    const isMistaken = this.branches.length > 1 && this.around.chance.isLucky(0.1);
    return this.branches[(this.around.parties.indexOf(peer) + (isMistaken ? 1 : 0)) % this.branches.length]!;
  }

  /** Asks the witnesses for their lines under every checkpoint that has not all of them yet. */
  askWitnesses(): void {
    for (const { ledger } of this.branches) {
      if (ledger === undefined) continue;
      for (const { origin, checkpoint } of ledger.store.logs()) {
        const tree = origin === ledger.root?.origin ? ledger.root.tree : ledger.channels.get(origin)?.tree;
        if (checkpoint === undefined || tree === undefined) continue;
        const text = new TextDecoder().decode(checkpoint);
        for (const witness of this.around.witnesses) {
          if (text.includes(`\n\u2014 ${witness} `) || this.refused.has(`${witness} ${headOf(text)}`)) continue;
          const oldSize = Math.min(this.seen.get(`${witness} ${origin}`) ?? 0, tree.size);
          this.around.network.send(this.name, witness, { kind: "witness-ask", request: { oldSize, proof: oldSize === 0 ? [] : tree.consistency(oldSize), checkpoint } });
        }
      }
    }
  }

  pull(party: string): void {
    const copy = this.copies.get(party)?.open;
    if (copy !== undefined) this.around.network.send(this.name, party, { kind: "pull", have: new Map([...copy.channels].map(([origin, { tree }]) => [origin, tree.size])) });
  }

  /** Tells a peer what one was shown of third parties. */
  gossip(peer: string): void {
    for (const [party, { open }] of this.copies) {
      if (party === peer || open === undefined) continue;
      for (const { checkpoint } of open.store.logs()) if (checkpoint !== undefined) this.around.network.send(this.name, peer, { kind: "gossip", party, note: checkpoint });
    }
    for (const { party, first, second } of this.evidence.values()) if (party !== peer) for (const note of [first, second]) this.around.network.send(this.name, peer, { kind: "gossip", party, note: utf8(note) });
  }

  receive(from: string, message: Message): void {
    switch (message.kind) {
      case "witness-line":
        return this.takeLine(from, message);
      case "witness-conflict":
        return void this.seen.set(`${from} ${message.origin}`, message.size);
      case "witness-refusal":
        return void this.refused.add(`${from} ${headOf(new TextDecoder().decode(message.checkpoint))}`);
      case "pull":
        return this.answerPull(from, message.have);
      case "export":
        return this.take(from, message.bytes);
      case "gossip":
        return this.judge(message.party, message.note);
      case "witness-ask":
    }
  }

  private takeLine(witness: string, { origin, text, line }: Extract<Message, { kind: "witness-line" }>): void {
    this.seen.set(`${witness} ${origin}`, Number(text.split("\n")[1]));
    if (witnessesOf(simulated, { text, signatures: [line] }, this.around.trustIn(this.name).policy.witnesses.map((it) => it.key)).length === 0) return;
    for (const { ledger } of this.branches) {
      const checkpoint = ledger?.store.logs().find((it) => it.origin === origin)?.checkpoint;
      const note = checkpoint === undefined ? undefined : parseNote(checkpoint);
      // A line for a checkpoint that has given way to a later one is of no use any more.
      if (ledger === undefined || note === undefined || isFault(note) || note.text !== text || note.signatures.some((it) => it.name === witness)) continue;
      putWitnessed(ledger, new Map([[origin, checkpointBytes({ text, signatures: [...note.signatures, line] })]]));
    }
  }

  private answerPull(peer: string, have: ReadonlyMap<string, number>): void {
    const branch = this.branchFor(peer);
    const { ledger } = branch;
    if (ledger === undefined) return;
    const { mayRead, chance, network } = this.around;
    const before = branch.shown.get(peer) ?? [];
    if (before.length > 0 && this.around.isFaulty() && chance.isLucky(0.15)) {
      this.around.happened("stale exports shown");
      return network.send(this.name, peer, { kind: "export", bytes: chance.pick(before) });
    }
    const mayHave = (label: unknown): boolean => typeof label === "string" && mayRead(peer, label);
    if ([...ledger.channels].every(([origin, { tree, book }]) => !mayHave(book.label) || have.get(origin) === tree.size)) return;
    // What too few witnesses stand behind is mostly not worth sending; that it is refused is seen often enough.
    const isWitnessed = ledger.store.logs().every((it) => it.role === "root" || !mayHave(ledger.channels.get(it.origin)?.book.label) || new TextDecoder().decode(it.checkpoint).split("\n\u2014 ").length > 3);
    if (!isWitnessed && chance.isLucky(0.8)) return;
    const bytes = exportLedger(ledger, { channel: (_, label) => mayHave(label) });
    if (isFault(bytes)) return;
    branch.shown.set(peer, [...before, bytes]);
    network.send(this.name, peer, { kind: "export", bytes });
  }

  private take(party: string, bytes: Uint8Array): void {
    const copy = this.copies.get(party);
    if (copy?.open === undefined) return;
    const { store, channels } = copy.open;
    const answer = receiveExport({ store, tools: this.tools, bytes, policy: this.around.trustIn(party).text, isStopped: (origin) => this.evidence.has(origin) });
    if (isFault(answer)) return this.judgeRefusal(party, bytes, answer.code);
    if (answer.kind === "equivocation") return this.keepEvidence(party, answer.evidence);
    for (const { origin, checkpoint } of store.logs()) if (Number(new TextDecoder().decode(checkpoint).split("\n")[1]) < (channels.get(origin)?.tree.size ?? 0)) this.around.broken(`${this.name} went back to an older state of ${origin}`);
    if (answer.logs.some((it) => it.to > it.from)) this.reopenCopy(party, copy);
    this.around.happened("imports");
    // What still cannot be judged is put back, so this goes over a list of its own.
    const waiting = [...this.unjudged].filter(([, it]) => it.party === party);
    for (const [origin, { notes }] of waiting) {
      this.unjudged.delete(origin);
      for (const it of notes) this.judge(party, it);
    }
  }

  /** A sound export is refused for a reason that says what was shown, never as though its bytes were damaged: two histories are to be proved to all. */
  private judgeRefusal(party: string, bytes: Uint8Array, code: string): void {
    this.around.happened(`import refused: ${code}`);
    if (!code.startsWith("receive-") && !isFault(audit({ ...this.tools, bytes, policy: this.around.trustIn(party).text }))) this.around.broken(`${this.name} refuses a sound export of ${party} as ${code}`);
  }

  /** Compares a checkpoint that someone else was shown with what one holds. */
  private judge(party: string, note: Uint8Array): void {
    const copy = this.copies.get(party)?.open;
    if (copy === undefined) return;
    const opened = openCheckpoint(simulated, note, this.around.trustIn(party).keys);
    if (!isFault(opened)) this.shown.push(opened.checkpoint);
    const found = compareCheckpoint(copy, { note, policy: this.around.trustIn(party).text });
    if (isFault(found)) return this.around.happened(`gossip refused: ${found.code}`);
    if (found.kind === "equivocation") return this.keepEvidence(party, found.evidence);
    if (found.kind === "agrees") return;
    if (isFault(opened)) return;
    const { origin } = opened.checkpoint;
    const kept = this.unjudged.get(origin) ?? { party, notes: [] };
    if (!kept.notes.some((it) => Buffer.compare(it, note) === 0)) kept.notes.push(note);
    this.unjudged.set(origin, kept);
  }

  private keepEvidence(party: string, evidence: Evidence): void {
    if (this.evidence.has(evidence.origin)) return;
    this.evidence.set(evidence.origin, { ...evidence, party, heldSize: this.copies.get(party)?.open?.channels.get(evidence.origin)?.tree.size ?? 0 });
    this.around.happened("forks proved");
    if (this.around.isHonest(party)) this.around.broken(`${this.name} holds evidence against ${party}, which is honest`);
  }

  /** What a reader here sees of a party: by label, in the order of its log. */
  view(party: string, reader: string): string {
    const ledger = party === this.name ? this.branches[0]?.ledger : this.copies.get(party)?.open;
    if (ledger === undefined) return "";
    const channels = readChannels(ledger, { permits: (label) => typeof label === "string" && this.around.mayRead(reader, label) });
    const hidden = channels.find((it) => typeof it.label !== "string" || !this.around.mayRead(reader, it.label));
    if (hidden !== undefined) this.around.broken(`${reader} is shown ${JSON.stringify(hidden.label)} of ${party} at ${this.name}`);
    return JSON.stringify(channels.map(({ origin, label, records }) => [origin, label, records]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  }
}

/** Origin, size and root of a checkpoint, without who signed it. */
const headOf = (note: string): string => note.split("\n", 3).join(" ");

function newCopy(party: string, { witnesses }: Surroundings): Copy {
  const memory = emptyMemory();
  memoryLedger(memory).putSettings({ party, policy: policyLines(witnesses) });
  return { memory };
}

/** Two of three witnesses, or most of however many there are. */
export const policyLines = (witnesses: readonly string[]): string => [...witnesses.map((it) => `witness ${it} ${witnessKeyText(it)}`), `group most ${Math.floor(witnesses.length / 2) + 1} ${witnesses.join(" ")}`, "quorum most", ""].join("\n");

const witnessKeyText = (name: string): string => noteKeyText(witnessKey(name));
