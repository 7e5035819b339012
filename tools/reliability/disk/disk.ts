import type { Chance } from "../chance.ts";
import type { DiskOp } from "./trace.ts";

/** What a disk writes whole or not at all. */
export const SECTOR = 512;

/** Files of a folder as a power cut leaves them. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

type ContentOp = Extract<DiskOp, { kind: "write" | "resize" }>;

/** Bytes of a file, changed in place. */
class Content {
  private room: Uint8Array<ArrayBuffer>;
  private size: number;

  constructor(bytes: Uint8Array, room = bytes.length) {
    this.room = new Uint8Array(Math.max(room, bytes.length));
    this.room.set(bytes);
    this.size = bytes.length;
  }

  get bytes(): Uint8Array {
    return this.room.subarray(0, this.size);
  }

  apply(op: ContentOp): void {
    const size = op.kind === "resize" ? op.size : Math.max(this.size, op.at + op.bytes.length);
    if (size > this.room.length) {
      const wider = new Uint8Array(2 * size);
      wider.set(this.bytes);
      this.room = wider;
    }
    // What a file is cut by is gone: grown again, it is zero there.
    if (size < this.size) this.room.fill(0, size, this.size);
    this.size = size;
    if (op.kind === "write") this.room.set(op.bytes, op.at);
  }
}

/** A file behind its names: what is surely on the disk, and what has been asked for since its last sync. */
class Inode {
  readonly isFolder: boolean;
  durable: Uint8Array = new Uint8Array(0);
  private readonly current = new Content(this.durable);
  /** Since the last sync, in order. */
  pending: ContentOp[] = [];
  /** Contents each sector has had since the last sync, the latest last. */
  private sectors = new Map<number, Uint8Array[]>();
  private sizes: number[] = [];

  constructor(isFolder: boolean) {
    this.isFolder = isFolder;
  }

  get volatile(): Uint8Array {
    return this.current.bytes.slice();
  }

  apply(op: ContentOp): void {
    this.pending.push(op);
    this.current.apply(op);
    const { bytes } = this.current;
    this.sizes.push(bytes.length);
    if (op.kind === "resize") return;
    for (let sector = Math.floor(op.at / SECTOR); sector * SECTOR < op.at + op.bytes.length; sector++) {
      const versions = this.sectors.get(sector) ?? [];
      versions.push(bytes.slice(sector * SECTOR, (sector + 1) * SECTOR));
      this.sectors.set(sector, versions);
    }
  }

  sync(): void {
    this.durable = this.volatile;
    this.pending = [];
    this.sectors = new Map();
    this.sizes = [];
  }

  /** The first `count` of what is pending, of the last of them only some sectors. */
  prefix(count: number, chance: Chance): Uint8Array {
    const content = new Content(this.durable, Math.max(0, ...this.sizes));
    for (const [at, op] of this.pending.slice(0, count).entries()) {
      if (at < count - 1 || op.kind === "resize" || chance.isLucky(0.5)) content.apply(op);
      else for (const part of sectorsOf(op)) if (chance.isLucky(0.5)) content.apply(part);
    }
    return content.bytes;
  }

  /** Each sector as it was at any one moment since the last sync, and a size the file had since. */
  scattered(share: number, chance: Chance): Uint8Array {
    const size = this.sizes.length > 0 && chance.isLucky(share) ? chance.pick(this.sizes) : this.durable.length;
    const image = new Uint8Array(size);
    image.set(this.durable.subarray(0, size));
    for (const [sector, versions] of this.sectors) {
      if (sector * SECTOR >= size || !chance.isLucky(share)) continue;
      // The latest half of the time: it is what a disk most often has.
      const version = chance.isLucky(0.5) ? versions.at(-1)! : chance.pick(versions);
      image.set(version.subarray(0, size - sector * SECTOR), sector * SECTOR);
    }
    return image;
  }
}

/** A write as the sectors it goes to. */
function sectorsOf(op: Extract<DiskOp, { kind: "write" }>): readonly ContentOp[] {
  const parts: ContentOp[] = [];
  for (let from = 0, to = SECTOR - (op.at % SECTOR); from < op.bytes.length; from = to, to += SECTOR) parts.push({ ...op, at: op.at + from, bytes: op.bytes.subarray(from, to) });
  return parts;
}

type Naming = { readonly folder: string; readonly change: (names: Map<string, Inode>) => void };

/**
 * A disk that promises only what POSIX does: bytes are kept after a sync of their file, names after a sync of their folder.
 * Until then each sector holds any of the contents it was given since, a name is there or not, and a size is any it had.
 * Assumed: a sector is written whole or not at all, and what a sync has answered stays.
 */
export class Disk {
  private readonly names = new Map<string, Inode>();
  private readonly durableNames = new Map<string, Inode>();
  private namings: Naming[] = [];

  apply(op: DiskOp): void {
    switch (op.kind) {
      case "create":
      case "folder": {
        const inode = new Inode(op.kind === "folder");
        this.name(op.name, (names) => void names.set(op.name, inode));
        return;
      }
      case "rename": {
        const inode = this.inode(op.name);
        this.name(op.to, (names) => {
          names.delete(op.name);
          names.set(op.to, inode);
        });
        return;
      }
      case "unlink":
        this.name(op.name, (names) => void names.delete(op.name));
        return;
      case "write":
      case "resize":
        this.inode(op.name).apply(op);
        return;
      case "sync": {
        const file = this.names.get(op.name);
        if (file?.isFolder === false) {
          file.sync();
          return;
        }
        for (const it of this.namings.filter((one) => one.folder === op.name)) it.change(this.durableNames);
        this.namings = this.namings.filter((it) => it.folder !== op.name);
        return;
      }
      case "said":
    }
  }

  /** Whether a power cut now could leave more than one state. */
  get isUnsettled(): boolean {
    return this.namings.length > 0 || [...this.names.values()].some((it) => it.pending.length > 0);
  }

  /** States that a power cut now could leave: nothing of what is unsynced, all of it, and `count` by chance. */
  states(count: number, chance: Chance): readonly DiskImage[] {
    const nothing = this.image(this.durableNames, (it) => it.durable);
    if (!this.isUnsettled) return [nothing];
    return [nothing, this.now(), ...Array.from({ length: count }, () => this.byChance(chance))];
  }

  /** What a program that reads now finds. */
  now(): DiskImage {
    return this.image(this.names, (it) => it.volatile);
  }

  private byChance(chance: Chance): DiskImage {
    const share = chance.pick([0.1, 0.5, 0.9, 1]);
    const names = new Map(this.durableNames);
    for (const it of this.namings) if (chance.isLucky(share)) it.change(names);
    const isInOrder = chance.isLucky(0.4);
    return this.image(names, (it) => (isInOrder ? it.prefix(chance.below(it.pending.length + 1), chance) : it.scattered(share, chance)));
  }

  private image(names: ReadonlyMap<string, Inode>, contentOf: (inode: Inode) => Uint8Array): DiskImage {
    // A file is not there when its folder is not.
    return new Map([...names].filter(([name, it]) => !it.isFolder && (folderOf(name) === "." || names.has(folderOf(name)))).map(([name, it]) => [name, contentOf(it)]));
  }

  private name(name: string, change: (names: Map<string, Inode>) => void): void {
    change(this.names);
    this.namings.push({ folder: folderOf(name), change });
  }

  private inode(name: string): Inode {
    const found = this.names.get(name);
    if (found === undefined) throw new Error(`the trace writes to ${name} before it is made`);
    return found;
  }
}

const folderOf = (name: string): string => (name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : ".");
