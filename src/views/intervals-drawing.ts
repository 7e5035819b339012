import { tickText } from "./figure-text.ts";

/** An estimate with its interval, to be drawn. */
export interface DrawnInterval {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval that holds the middle half: drawn thicker. */
  readonly inner?: { readonly low: number; readonly high: number };
}

/** A name that fits, its middle left out: what tells rows apart stands at either end. @example shortened("pact of the target, log-odds", 15) // → "pact of…og-odds" */
export function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const head = Math.ceil((most - 1) / 2);
  return `${name.slice(0, head).trimEnd()}…${name.slice(name.length - (most - 1 - head)).trimStart()}`;
}

const WIDTH = 680;
const NAMES = 300;
const RIGHT = 16;
const ROW = 20;
const FOOT = 24;
/** Letters of a name that fit beside the drawing. */
const NAME_MOST = 52;

/** Intervals one a row on one scale as an SVG that stands alone: for paper. The dashed line is where nothing would lie. */
export function intervalsDrawing(rows: readonly DrawnInterval[], { nothing, language = "en" }: { readonly nothing: number; readonly language?: "en" | "fr" }): string {
  const { x, ticks } = axis([nothing, ...rows.flatMap((it) => [it.low, it.high])], [NAMES + 8, WIDTH - RIGHT]);
  const height = rows.length * ROW + FOOT;
  return svg(height, [
    ...ticks.map((tick) => `${line({ x1: x(tick), x2: x(tick), y1: 0, y2: height - FOOT }, "#dddcd5")}${text({ x: x(tick), y: height - 8, anchor: "middle" }, tickText(tick, language))}`),
    line({ x1: x(nothing), x2: x(nothing), y1: 0, y2: height - FOOT }, "#4b5763", "3 3"),
    ...rows.map((it, index) => {
      const y = index * ROW + ROW / 2;
      return `${text({ x: 0, y: y + 4, anchor: "start" }, shortened(it.name, NAME_MOST))}${line({ x1: x(it.low), x2: x(it.high), y1: y, y2: y }, "#1f5f99", undefined, 2)}${it.inner === undefined ? "" : line({ x1: x(it.inner.low), x2: x(it.inner.high), y1: y, y2: y }, "#1f5f99", undefined, 4)}<circle cx="${at(x(it.value))}" cy="${at(y)}" r="3.5" fill="#1f5f99"/>`;
    }),
  ]);
}

const CURVE_HEIGHT = 240;
const CURVE = { left: 44, right: 12, top: 8, bottom: 12 };
/** Beyond this intervals of the curve are cut. */
const CUT = 4;

/** Estimates lowest first, each with its interval, and one that is marked: for paper. */
export function curveDrawing(points: readonly Omit<DrawnInterval, "name">[], { marked, language = "en" }: { readonly marked?: Omit<DrawnInterval, "name">; readonly language?: "en" | "fr" }): string {
  const all = [...points, ...(marked === undefined ? [] : [marked])].sort((one, two) => one.value - two.value);
  const clamped = (value: number): number => Math.min(CUT, Math.max(-CUT, value));
  const { x: y, ticks } = axis([0, ...all.flatMap((it) => [clamped(it.low), clamped(it.high)])], [CURVE_HEIGHT - CURVE.bottom, CURVE.top]);
  const x = (index: number): number => CURVE.left + (index / Math.max(1, all.length - 1)) * (WIDTH - CURVE.left - CURVE.right);
  return svg(CURVE_HEIGHT, [
    ...ticks.map((tick) => `${line({ x1: CURVE.left, x2: WIDTH - CURVE.right, y1: y(tick), y2: y(tick) }, "#dddcd5")}${text({ x: CURVE.left - 6, y: y(tick) + 4, anchor: "end" }, tickText(tick, language))}`),
    ...all.map((it, index) => line({ x1: x(index), x2: x(index), y1: y(clamped(it.low)), y2: y(clamped(it.high)) }, it === marked ? "#b34d12" : "#c9cccd", undefined, it === marked ? 2 : 1)),
    line({ x1: CURVE.left, x2: WIDTH - CURVE.right, y1: y(0), y2: y(0) }, "#4b5763", "3 3"),
    ...all.map((it, index) => (it === marked ? `<path d="M${at(x(index))},${at(y(clamped(it.value)) - 6)}l6,6l-6,6l-6,-6Z" fill="#b34d12"/>` : `<circle cx="${at(x(index))}" cy="${at(y(clamped(it.value)))}" r="1.5" fill="#1f5f99"/>`)),
  ]);
}

/** A scale from values to places, with round ticks. */
function axis(values: readonly number[], [from, to]: readonly [number, number]): { readonly x: (value: number) => number; readonly ticks: readonly number[] } {
  const known = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = stepOf((high - low || 1) / 4);
  const [first, last] = [Math.floor(low / step), Math.max(Math.ceil(high / step), Math.floor(low / step) + 1)];
  const ticks = Array.from({ length: last - first + 1 }, (_, it) => Number(((first + it) * step).toPrecision(12)));
  return { x: (value) => from + ((value - first * step) / ((last - first) * step)) * (to - from), ticks };
}

/** The next of 1, 2 and 5 times a power of ten. */
function stepOf(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((it) => it * power >= value * (1 - 1e-12)) ?? 10) * power;
}

const at = (value: number): string => value.toFixed(1);
const svg = (height: number, parts: readonly string[]): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif">${parts.join("")}</svg>`;
const text = (where: { readonly x: number; readonly y: number; readonly anchor: string }, words: string): string => `<text x="${at(where.x)}" y="${at(where.y)}" font-size="11" fill="#17202b" text-anchor="${where.anchor}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
const line = ({ x1, x2, y1, y2 }: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number }, color: string, dash?: string, width = 1): string => `<line x1="${at(x1)}" x2="${at(x2)}" y1="${at(y1)}" y2="${at(y2)}" stroke="${color}" stroke-width="${width}"${dash === undefined ? "" : ` stroke-dasharray="${dash}"`}/>`;
