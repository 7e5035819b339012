import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** The tokens as they are written. */
const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
type Theme = "light" | "dark";
type Triple = readonly [number, number, number];

function token(name: string, theme: Theme): string {
  const [, light, dark, both] = new RegExp(`--${name}: (?:light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)|(#[0-9a-f]{6}))`).exec(css) ?? [];
  const found = both ?? (theme === "light" ? light : dark);
  if (found === undefined) throw new Error(`no colour --${name}`);
  return found;
}

/** How light becomes what someone sees who lacks a kind of cones, in linear RGB. Source: Machado, Oliveira & Fernandes 2009, severity 1. */
const SIGHTS: Readonly<Record<string, readonly Triple[]>> = {
  "full colour": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const linear = (hex: string): Triple => {
  const part = (at: number): number => {
    const it = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};
const times = (rows: readonly Triple[], [r, g, b]: Triple): Triple => rows.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Triple;
const seen = (hex: string, sight: string): Triple => times(SIGHTS[sight]!, linear(hex)).map((it) => Math.min(1, Math.max(0, it))) as unknown as Triple;

/** CIELAB of linear RGB, white point D65. */
function lab(rgb: Triple): Triple {
  const [x, y, z] = times([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]], rgb);
  const root = (it: number): number => (it > 216 / 24389 ? Math.cbrt(it) : (841 / 108) * it + 4 / 29);
  const [fx, fy, fz] = [root(x / 0.95047), root(y), root(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** How far two colours are apart to a sight (ΔE*ab, CIE 1976): 2.3 is just noticed side by side. */
const apart = (one: string, two: string, sight: string): number => {
  const [a, b] = [lab(seen(one, sight)), lab(seen(two, sight))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

test("the arithmetic agrees with published values", () => {
  expect(lab(linear("#ffffff"))[0]).toBeCloseTo(100, 3);
  expect(lab(linear("#ff0000")).map((it) => Math.round(it))).toEqual([53, 80, 67]);
  // Red and green of one lightness: far apart to most, and next to the same to who lacks the middle cones.
  expect([apart("#b35a4a", "#768032", "full colour") > 50, apart("#b35a4a", "#768032", "deuteranopia") < 16]).toEqual([true, true]);
});

const steps = (of: string): readonly string[] => Array.from({ length: 7 }, (_, it) => `${of}-${it}`);
/** Colours that stand for different things on one map, table or bar, and how far any two of them are to be apart: some three and more of what is just noticed. */
const FAMILIES: readonly (readonly [string, readonly string[], number])[] = [
  ["from short to covered", steps("step"), 13],
  ["pale to deep", steps("plain"), 8],
  ["levers", ["lever-1", "lever-2", "lever-3", "lever-4"], 11],
  ["together and alone", ["aligned", "alone"], 60],
];

test.each(FAMILIES.flatMap(([name, tokens, least]) => (["light", "dark"] as const).flatMap((theme) => Object.keys(SIGHTS).map((sight) => [name, theme, sight, tokens, least] as const))))(
  "%s, %s: any two colours stay apart to %s",
  (_, theme, sight, tokens, least) => {
    const close = tokens.flatMap((one, at) => tokens.slice(at + 1).flatMap((two) => (apart(token(one, theme), token(two, theme), sight) < least ? [`${one} ${two} ${apart(token(one, theme), token(two, theme), sight).toFixed(1)}`] : [])));
    expect(close).toEqual([]);
  },
);

/** Contrast of two colours (WCAG 2.2). */
const contrast = (one: string, two: string): number => {
  const [a = 0, b = 0] = [one, two].map((it) => times([[0.2126, 0.7152, 0.0722]], linear(it))[0]).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
test.each(steps("step").concat(steps("plain")))("what is written on %s is read", (step) =>
  expect(Math.max(contrast(token(step, "light"), token("on-step-dark", "light")), contrast(token(step, "light"), token("on-step-light", "light")))).toBeGreaterThanOrEqual(4.5),
);
