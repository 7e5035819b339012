import { concat } from "./bytes.ts";
import { fault, type LedgerFault } from "./note.ts";
import type { MerkleTree } from "./tree.ts";

/** Hashes or entries in a full tile. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const ENTRY_BYTES_MOST = 65_535;

/** A file of a log in tile form. */
export interface Tile {
  /** Address below the log's own, for example `tile/0/x001/234`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Number of a tile in path elements of three digits. @example tileNumber(1234067) // → "x001/x234/067" */
export function tileNumber(index: number): string {
  const digits = String(index);
  const parts = digits.padStart(3 * Math.ceil(digits.length / 3), "0").split(/(?=(?:\d{3})+$)/);
  return parts.map((it, at) => (at < parts.length - 1 ? `x${it}` : it)).join("/");
}

/** @example tilePath("entries", 0, 44) // → "tile/entries/000.p/44" */
export const tilePath = (level: number | "entries", index: number, width = TILE_WIDTH): string => `tile/${level}/${tileNumber(index)}${width === TILE_WIDTH ? "" : `.p/${width}`}`;

/** The tiles of hashes that a tree of a size needs beyond those of an earlier size: the full ones, and the partial at each right edge. */
export function hashTiles(tree: MerkleTree, size: number, before = 0): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0, span = 1; Math.floor(size / span) > 0; level++, span *= TILE_WIDTH) {
    const hashes = Math.floor(size / span);
    for (let index = Math.floor(Math.floor(before / span) / TILE_WIDTH); index * TILE_WIDTH < hashes; index++) {
      const width = Math.min(hashes - index * TILE_WIDTH, TILE_WIDTH);
      const parts = Array.from({ length: width }, (_, at) => tree.complete(level * TILE_HEIGHT, index * TILE_WIDTH + at)!);
      tiles.push({ path: tilePath(level, index, width), bytes: concat(...parts) });
    }
  }
  return tiles;
}

/** The entry bundles of a log beyond an earlier size. @throws RangeError for an entry longer than 65 535 bytes. */
export function entryTiles(entryAt: (index: number) => Uint8Array, size: number, before = 0): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < size; index++) {
    const width = Math.min(size - index * TILE_WIDTH, TILE_WIDTH);
    tiles.push({ path: tilePath("entries", index, width), bytes: concat(...Array.from({ length: width }, (_, at) => lengthAndBytes(entryAt(index * TILE_WIDTH + at)))) });
  }
  return tiles;
}

function lengthAndBytes(entry: Uint8Array): Uint8Array {
  if (entry.length > ENTRY_BYTES_MOST) throw new RangeError(`an entry of ${entry.length} bytes does not fit; the most is ${ENTRY_BYTES_MOST}`);
  return concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry);
}

/** The entries of a bundle. */
export function entriesOf(bytes: Uint8Array): readonly Uint8Array[] | LedgerFault {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return fault("tile-cut", "The bundle ends within the length of an entry.");
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    at += 2;
    if (at + length > bytes.length) return fault("tile-cut", `The bundle ends ${at + length - bytes.length} bytes short of its last entry.`);
    if (entries.length === TILE_WIDTH) return fault("tile-width", `The bundle has more than ${TILE_WIDTH} entries.`);
    entries.push(bytes.slice(at, at + length));
    at += length;
  }
  return entries;
}
