import { createHash } from "node:crypto";
import { isFault, leafHash, type LedgerMemory, MerkleTree, noteKeyFor, noteKeyText, parsePolicy, sameBytes, trustedCheckpoint } from "#ledger";
import { Chance } from "../chance.ts";
import { Clock } from "./clock.ts";
import { signerOf, simulated } from "./crypto.ts";
import { damaged, type Message } from "./messages.ts";
import { NationNode, policyLines } from "./nation-node.ts";
import { Network } from "./network.ts";
import { type LogState, PowerCut, type Surroundings, type Trust } from "./surroundings.ts";
import { WitnessNode } from "./witness-node.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = Date.parse("2030-01-01T00:00:00Z");
const WITNESSES = ["w1.example", "w2.example", "w3.example"];

/** What one run came to. */
export interface Simulated {
  readonly seed: number;
  /** Promises that were broken, each once. */
  readonly broken: readonly string[];
  /** How often what happened. */
  readonly happened: ReadonlyMap<string, number>;
  readonly events: number;
  /** Simulated time. Unit: days. */
  readonly days: number;
  /** Over everything that happened and was kept: the same seed gives the same digest. */
  readonly digest: string;
}

/**
 * One run of a small alliance from a seed: nations that write, have their logs witnessed and import each other's, on machines
 * that lose power, disks that rot and a network that loses, doubles, damages, reorders and is cut; now and then a party that
 * forks its log or rolls it back, with or without faithless witnesses. After some days all heals, and what was promised has to hold.
 * Without a count of nations the seed draws one: two or three, now and then five.
 */
export function simulate(seed: number, faultyDays = 2, nationCount?: number): Simulated {
  const faultyTime = faultyDays * DAY;
  const quietTime = 2 * DAY;
  const chance = new Chance(seed);
  const clock = new Clock();
  const broken = new Set<string>();
  const happened = new Map<string, number>();
  const history = createHash("sha256");
  const isBetrayed = chance.isLucky(0.4);
  // It takes three to be told two stories.
  const drawn = chance.isLucky(0.03) ? 5 : isBetrayed ? 3 : 2 + chance.below(2);
  const parties = Array.from({ length: nationCount ?? drawn }, (_, at) => `N${at + 1}`);
  const pact = new Set(parties.filter(() => chance.isLucky(0.7)));
  const dishonest = isBetrayed ? chance.pick(parties) : undefined;
  const faithless = isBetrayed ? chance.pick([0, 1, 2, 2]) : 0;
  const trusts = new Map<string, Trust>();
  let isFaulty = true;
  const nations = new Map<string, NationNode>();
  const witnesses = new Map<string, WitnessNode>();
  const nodeOf = (name: string): NationNode | WitnessNode | undefined => nations.get(name) ?? witnesses.get(name);
  const network = new Network<Message>({
    clock,
    chance: chance.branch(),
    faults: { lost: 0.3 * chance.share(), doubled: 0.1, damaged: 0.05, slowest: chance.pick([2000, 20 * MINUTE]) },
    damage: damaged,
    deliver: (to, from, message) => at(to, () => nodeOf(to)?.receive(from, message)),
  });
  const around: Surroundings = {
    clock,
    network,
    chance,
    parties,
    witnesses: WITNESSES,
    trustIn: (party) => trustOf(nations.get(party), trusts),
    mayRead: (reader, label) => label === "OPEN" || (label === "PACT" && pact.has(reader)) || label === `OWN-${reader}`,
    isHonest: (party) => party !== dishonest,
    isFaulty: () => isFaulty,
    time: () => new Date(BEGIN + clock.now).toISOString().replace(/\.\d{3}Z$/, "Z"),
    broken: (what) => void broken.add(what),
    happened: (what) => {
      happened.set(what, (happened.get(what) ?? 0) + 1);
      history.update(`${clock.now} ${what}\n`);
    },
  };

  /** Does something at a node that is up; where its power fails meanwhile, it comes back after a while. */
  function at(name: string, work: () => void): void {
    if (nodeOf(name)?.isUp !== true) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      stop(name);
    }
  }
  function stop(name: string): void {
    around.happened("crashes");
    nodeOf(name)?.crash();
    clock.after(MINUTE + chance.below(3 * HOUR), () => {
      const node = nodeOf(name);
      if (node?.isUp === false) node.restart();
    });
  }
  /** Again and again at a node, about so often. */
  const often = (name: string, every: number, work: () => void, whileFaulty = false): void => {
    clock.after(chance.below(2 * every), () => {
      if (whileFaulty && !isFaulty) return;
      at(name, work);
      often(name, every, work, whileFaulty);
    });
  };

  isFaulty = false;
  for (const it of parties) nations.set(it, new NationNode(it, around));
  for (const [index, it] of WITNESSES.entries()) witnesses.set(it, new WitnessNode(it, around, { isFaithless: index < faithless }));
  for (const it of nations.values()) it.restart();
  isFaulty = true;
  for (const [name, it] of nations) {
    const others = parties.filter((other) => other !== name);
    // Whoever betrays the others goes on when all has healed.
    often(name, 9 * HOUR, () => it.write(), name !== dishonest);
    often(name, 2 * HOUR, () => it.askWitnesses());
    often(name, 8 * HOUR, () => it.gossip(chance.pick(others)));
    for (const other of others) often(name, 7 * HOUR, () => it.pull(other));
    often(name, 2 * DAY, () => it.rot(), true);
    often(name, 2 * DAY, () => stop(name), true);
    often(name, 12 * HOUR, () => void it.view(chance.pick(parties), chance.pick(parties)), true);
  }
  for (const name of WITNESSES) often(name, 2 * DAY, () => stop(name), true);
  const everyone = [...parties, ...WITNESSES];
  for (let cut = chance.below(4); cut > 0; cut--) {
    clock.after(chance.below(faultyTime), () => {
      const [from, to] = [chance.pick(everyone), chance.pick(everyone)];
      around.happened("ways cut");
      network.cut(from, to);
      // Half of the cuts are of one direction only.
      if (chance.isLucky(0.5)) network.cut(to, from);
      clock.after(chance.below(12 * HOUR), () => network.mend());
    });
  }
  if (dishonest !== undefined) misbehave(nations.get(dishonest)!);

  clock.runUntil(faultyTime);
  isFaulty = false;
  network.heal();
  for (const it of [...nations.values(), ...witnesses.values()]) if (!it.isUp) it.restart();
  clock.runUntil(faultyTime + quietTime);
  checkEnd({ around, nations, witnesses });
  for (const [name, it] of nations) history.update(`${name} ${parties.map((party) => it.view(party, name)).join("\n")}`);
  for (const it of broken) history.update(it);
  return { seed, broken: [...broken], happened, events: clock.count, days: (faultyTime + quietTime) / DAY, digest: history.digest("hex").slice(0, 16) };

  function misbehave(node: NationNode): void {
    const when = chance.below(faultyTime / 2);
    if (chance.isLucky(0.6)) clock.after(when, () => at(node.name, () => node.fork()));
    else {
      let backup: LedgerMemory | undefined;
      clock.after(when / 2, () => void (backup = node.backup()));
      clock.after(when, () => at(node.name, () => backup !== undefined && node.rollBack(backup)));
    }
  }
}

/** Keys of all logs of a party, of all its histories: whoever signs for the party signs for them. */
function trustOf(node: NationNode | undefined, trusts: Map<string, Trust>): Trust {
  const memories = [...(node?.branches.map((it) => it.memory) ?? []), ...(node?.thrownAway ?? [])];
  const origins = [...new Set(memories.flatMap((it) => [...it.logs.keys()]))];
  const known = trusts.get(origins.join(" "));
  if (known !== undefined) return known;
  const text = [...origins.map((it) => `log ${noteKeyText(noteKeyFor(simulated.sha256, it, signerOf(`node of ${node!.name} for ${it}`)))}`), policyLines(WITNESSES)].join("\n");
  const policy = parsePolicy(simulated.sha256, text);
  if (isFault(policy)) throw new Error(policy.message);
  const trust = { text, policy, keys: policy.logs.map((it) => it.key) };
  trusts.set(origins.join(" "), trust);
  return trust;
}

/** What was promised, after everything has healed. */
function checkEnd({ around, nations, witnesses }: { readonly around: Surroundings; readonly nations: ReadonlyMap<string, NationNode>; readonly witnesses: ReadonlyMap<string, WitnessNode> }): void {
  const { broken, parties, isHonest, mayRead } = around;
  const histories = [...nations.values()].flatMap((it) => [...it.branches.map((one) => one.memory), ...it.thrownAway]);
  const trees = histories.flatMap((memory) => [...memory.logs.values()].map(({ origin, entries }) => ({ origin, tree: treeOf(entries.map((it) => it.leaf)) })));
  const fits = (a: LogState, b: LogState): boolean => trees.some(({ origin, tree }) => origin === a.origin && [a, b].every((it) => it.size <= tree.size && sameBytes(tree.root(it.size), it.root)));
  for (const { name, isFaithless, signed } of witnesses.values()) {
    if (isFaithless) continue;
    const clash = signed.find((a, at) => signed.slice(at + 1).some((b) => a.origin === b.origin && !fits(a, b)));
    if (clash !== undefined) broken(`${name} has signed two histories of ${clash.origin}`);
  }
  for (const node of nations.values()) {
    node.checkAcknowledged();
    for (const [party, { open }] of node.copies) {
      for (const { origin, checkpoint } of open?.store.logs() ?? []) {
        const { tree, book } = open!.channels.get(origin)!;
        const held = { origin, size: tree.size, root: tree.root() };
        const stop = node.evidence.get(origin);
        if (typeof book.label !== "string" || !mayRead(node.name, book.label)) broken(`${node.name} was given a channel of ${JSON.stringify(book.label)} by ${party}`);
        if (!fits(held, held)) broken(`${node.name} holds a history of ${origin} that nobody wrote`);
        if (!isBehind(checkpoint, held, around.trustIn(party))) broken(`${node.name} holds more or less of ${origin} than its log and two witnesses have signed`);
        if (stop !== undefined && stop.heldSize !== tree.size) broken(`${node.name} went on importing ${origin} after it was proved forked`);
        if (stop === undefined && node.shown.some((it) => it.origin === origin && it.size <= tree.size && !sameBytes(tree.root(it.size), it.root))) broken(`${node.name} was shown two histories of ${origin} and has not noticed`);
      }
      if (isHonest(party) && nations.get(party)!.view(party, node.name) !== node.view(party, node.name)) broken(`${node.name} does not see what ${party} has said, though all has healed`);
    }
  }
  // What readers of the same clearance see of an honest party is the same at every node that may hold it.
  for (const party of parties.filter(isHonest)) {
    const views = new Set([...nations.values()].map((it) => it.view(party, "a reader of what is open")));
    if (views.size > 1) broken(`readers of what is open see ${views.size} states of ${party}`);
  }
}

/** Whether the log and two witnesses stand behind a state. */
function isBehind(checkpoint: Uint8Array | undefined, { size, root }: LogState, { policy }: Trust): boolean {
  const trusted = trustedCheckpoint(simulated, checkpoint ?? new Uint8Array(0), policy);
  return !isFault(trusted) && trusted.checkpoint.size === size && sameBytes(trusted.checkpoint.root, root) && new Set(trusted.witnesses.map((it) => it.name)).size >= 2;
}

function treeOf(leaves: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree(simulated.sha256);
  for (const it of leaves) tree.append(leafHash(simulated.sha256, it));
  return tree;
}
