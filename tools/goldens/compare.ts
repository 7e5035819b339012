import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/**
 * How far a picture may be from the one that is kept before it counts as changed: in no square of `window` pixels may more than `pixels` differ
 * by more than `shade` (0 to 1, as the eye tells colours), smoothed edges not counted. One letter that is another is more than that, however
 * large the page. Two runs on one machine differ in no pixel; the room is for another build of the same browser.
 */
export const TOLERANCE = { window: 32, pixels: 8, shade: 0.1 } as const;

/** What a comparison found. `pixels`: how many differ where most do. `size`: the pictures are not of one size, so that nothing can be laid over them. */
export type Comparison =
  | { readonly kind: "same"; readonly pixels: number }
  | { readonly kind: "differs"; readonly pixels: number; readonly difference: Buffer }
  | { readonly kind: "size"; readonly kept: string; readonly taken: string };

/**
 * Lays a picture over the one that is kept. The difference is a picture too: what differs in red on what is the same, pale. Both are PNG files.
 * @throws where one of them is no PNG file. @example comparePictures(kept, kept).kind // → "same"
 */
export function comparePictures(kept: Buffer, taken: Buffer): Comparison {
  const [before, now] = [PNG.sync.read(kept), PNG.sync.read(taken)];
  const { width, height } = now;
  if (before.width !== width || before.height !== height) return { kind: "size", kept: `${before.width} × ${before.height}`, taken: `${width} × ${height}` };
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(before.data, now.data, difference.data, width, height, { threshold: TOLERANCE.shade, windowSize: TOLERANCE.window });
  return pixels <= TOLERANCE.pixels ? { kind: "same", pixels } : { kind: "differs", pixels, difference: PNG.sync.write(difference) };
}
