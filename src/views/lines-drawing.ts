import type { Language } from "./in-language.ts";
import { tickText } from "./figure-text.ts";

/** A line over the years. */
export interface DrawnLine {
  readonly name: string;
  readonly color: string;
  readonly isDashed?: boolean;
  readonly values: readonly number[];
}

const WIDTH = 680;
const HEIGHT = 240;
const MARGIN = { top: 12, right: 76, bottom: 26, left: 44 };

/** Lines over the years as an SVG that stands alone: for paper. Colours differ in dash as well. */
export function linesDrawing(years: readonly number[], lines: readonly DrawnLine[], language: Language = "en"): string {
  const top = roundUp(Math.max(1e-9, ...lines.flatMap((it) => it.values)));
  const x = (at: number): number => MARGIN.left + (at / Math.max(years.length - 1, 1)) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number => HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const text = (at: { readonly x: number; readonly y: number; readonly anchor: string; readonly color?: string }, words: string): string => `<text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" font-size="11" fill="${at.color ?? "#4b5763"}" text-anchor="${at.anchor}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * top);
  const every = Math.max(1, Math.ceil(years.length / 10));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif">`,
    ...ticks.map((tick) => `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" stroke="#dddcd5"/>${text({ x: MARGIN.left - 6, y: y(tick) + 4, anchor: "end" }, tickText(tick, language))}`),
    ...years.flatMap((year, at) => (at % every === 0 ? [text({ x: x(at), y: HEIGHT - 8, anchor: "middle" }, String(year))] : [])),
    ...lines.map((it) => `<polyline fill="none" stroke="${it.color}" stroke-width="2"${it.isDashed === true ? ' stroke-dasharray="6 4"' : ""} points="${it.values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}"/>${text({ x: x(it.values.length - 1) + 6, y: y(it.values.at(-1) ?? 0) + 4, anchor: "start", color: it.color }, it.name)}`),
    "</svg>",
  ].join("");
}

/** The next round number: 1, 2, 2.5 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (([1, 2, 2.5, 5, 10].find((it) => it * power >= value * (1 - 1e-12)) ?? 10) * power);
}
