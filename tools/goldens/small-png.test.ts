import fc from "fast-check";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { comparePictures } from "./compare.ts";
import { smallPng } from "./small-png.ts";

/** A picture whose pixels a function paints. */
function painted(width: number, height: number, colourAt: (at: number) => readonly [number, number, number]): Buffer {
  const it = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) it.data.set([...colourAt(at), 255], 4 * at);
  return PNG.sync.write(it);
}

const channel = fc.integer({ min: 0, max: 255 });

test("a picture of few colours, none near another, is kept to the last pixel", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.array(fc.tuple(channel, channel, channel), { minLength: 1, maxLength: 12 }), (width, height, colours) => {
      // Sixteen steps between any two.
      const rounded = colours.map(([r, g, b]) => [r & 0xf0, g & 0xf0, b & 0xf0] as const);
      const picture = painted(width, height, (at) => rounded[at % rounded.length] ?? [0, 0, 0]);
      expect(PNG.sync.read(smallPng(picture)).data.equals(PNG.sync.read(picture).data)).toBe(true);
    }),
  );
});

test("a picture of thousands of colours is kept so near that no difference is seen, and smaller", () => {
  // Edges of letters: every mixture of two inks with a page, as smoothing makes them.
  const picture = painted(120, 120, (at) => {
    const part = (at % 97) / 96;
    const ink = at % 2 === 0 ? [23, 32, 43] : [179, 77, 18];
    return [0, 1, 2].map((it) => Math.round(246 * (1 - part) + (ink[it] ?? 0) * part)) as unknown as [number, number, number];
  });
  const small = smallPng(picture);
  expect(comparePictures(small, picture)).toEqual({ kind: "same", pixels: 0 });
  expect(small.length).toBeLessThan(picture.length);
});

test("what is no picture is refused", () => expect(() => smallPng(Buffer.from("no picture"))).toThrow());
