import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colours that a palette holds at most. */
const COLOURS_MOST = 256;
/** How near two colours are that may stand for one another, at first: steps of 255, in each of red, green and blue together. */
const NEAR = 6;

/**
 * The same picture with at most 256 colours, in a third of the size: a page is made of some tens of colours and of the edges of letters
 * between them. Every colour becomes one that is as near as can be had. PNG (ISO/IEC 15948) of colour type 3; pngjs reads it and writes none.
 * @throws where it is no PNG file. @example smallPng(picture).length < picture.length // → true
 */
export function smallPng(picture: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(picture);
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  // Each row begins with the filter that is used: none, since neighbours in a palette are not near in number.
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0, at = 0; y < height; y += 1) for (let x = 1; x <= width; x += 1, at += 4) rows[y * (width + 1) + x] = places.get(colourAt(data, at)) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", Buffer.from(palette.flatMap(partsOf))), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** The most frequent colours, none near another; nearness grows until they fit. */
function paletteOf(counts: ReadonlyMap<number, number>): readonly number[] {
  const colours = [...counts].sort(([a, many], [b, more]) => more - many || a - b).map(([colour]) => colour);
  for (let near = NEAR; ; near *= 1.25) {
    const palette: number[] = [];
    for (const colour of colours) {
      if (palette.some((it) => distance(it, colour) < near * near)) continue;
      palette.push(colour);
      if (palette.length > COLOURS_MOST) break;
    }
    if (palette.length <= COLOURS_MOST) return palette;
  }
}

const nearest = (palette: readonly number[], colour: number): number => palette.reduce((best, it, at) => (distance(it, colour) < distance(palette[best] ?? 0, colour) ? at : best), 0);
const colourAt = (data: Buffer, at: number): number => data.readUIntBE(at, 3);
const partsOf = (colour: number): readonly number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];
const distance = (a: number, b: number): number => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
