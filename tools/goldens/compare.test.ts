import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { comparePictures, TOLERANCE } from "./compare.ts";

const SIDE = 100;

/** A grey picture in which the first `count` pixels, row by row, have another shade. */
function picture(count = 0, shade = 0, side = SIDE): Buffer {
  const it = new PNG({ width: side, height: SIDE });
  for (let at = 0; at < it.data.length; at += 4) it.data.set([...(at / 4 < count ? [shade, shade, shade] : [200, 200, 200]), 255], at);
  return PNG.sync.write(it);
}

const most = TOLERANCE.pixels;

describe("a picture beside the one that is kept", () => {
  test.each([
    ["the same", picture(), picture(), "same"],
    ["as many pixels as are let pass", picture(), picture(most), "same"],
    ["one pixel more", picture(), picture(most + 1), "differs"],
    ["every pixel a shade darker than the eye tells", picture(), picture(SIDE * SIDE, 198), "same"],
    ["every pixel of another colour", picture(), picture(SIDE * SIDE, 120), "differs"],
    ["wider", picture(), picture(0, 0, SIDE + 1), "size"],
  ])("%s", (_, kept, taken, expected) => expect(comparePictures(kept, taken).kind).toBe(expected));

  test("what differs is red in the picture of the difference, and counted", () => {
    const found = comparePictures(picture(), picture(50));
    if (found.kind !== "differs") throw new Error("they do not differ");
    expect(found.pixels).toBe(TOLERANCE.window);
    const { data } = PNG.sync.read(found.difference);
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect([...data.subarray(60 * 4, 60 * 4 + 3)]).not.toEqual([255, 0, 0]);
  });

  test("what is no picture is refused", () => expect(() => comparePictures(picture(), Buffer.from("no picture"))).toThrow());
});
