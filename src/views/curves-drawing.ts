import type { EvidenceDrawing } from "./evidence-drawings.ts";
import { numberText, tickText } from "./figure-text.ts";

const WIDTH = 680;
const HEIGHT = 230;
const RIGHT = 16;
const ROW = 15;
const KEY = 34;
/** Room of a letter of 11 pixels. */
const LETTER = 6;
const LEFT = { plain: 52, watched: 120 };
/** Ink and dash of each line, so that they differ on grey paper too. */
const LINES = [
  { color: "#1f5f99", dash: undefined },
  { color: "#b34d12", dash: "8 3" },
  { color: "#17202b", dash: "2 3" },
  { color: "#3f7cb0", dash: "10 3 2 3" },
  { color: "#8a4b00", dash: "5 5" },
  { color: "#8b9097", dash: "12 4" },
] as const;
const FAINT = "#dddcd5";
const SOFT = "#4b5763";

/** A drawing of the record as an SVG that stands alone: lines with their bands, a level, and below how many were still watched. For paper. */
export function curvesDrawing(drawing: EvidenceDrawing, language: "en" | "fr" = "en"): string {
  const names = [...drawing.curves.map((it) => it.name), ...(drawing.level === undefined ? [] : [drawing.level.name])];
  const legend = legendOf(names.length > 1 ? names : []);
  const watched = drawing.atRisk?.rows ?? [];
  const left = watched.length === 0 ? LEFT.plain : LEFT.watched;
  const top = legend.height + ROW;
  const bottom = top + HEIGHT;
  const points = drawing.curves.flatMap((it) => it.points);
  const [from, to] = [Math.min(...points.map((it) => it.x)), Math.max(...points.map((it) => it.x))];
  const most = Math.max(drawing.level?.y ?? 0, ...points.map((it) => it.high ?? it.y));
  const ticks = ticksTo(drawing.isShare && most > 0.5 ? 1 : most);
  const x = (value: number): number => left + ((value - from) / (to - from || 1)) * (WIDTH - left - RIGHT);
  const y = (value: number): number => bottom - (value / ticks.at(-1)!) * (bottom - top);
  const times = drawing.atRisk?.times ?? roundYears(from, to);
  const place = (px: number, py: number): string => `${px.toFixed(1)},${py.toFixed(1)}`;
  /** Corners of a line; a step line goes along before it goes down. */
  const corners = (values: readonly (readonly [x: number, y: number])[], isStep: boolean): readonly string[] => values.flatMap(([vx, vy], index) => (isStep && index > 0 ? [place(x(vx), y(values[index - 1]![1])), place(x(vx), y(vy))] : [place(x(vx), y(vy))]));
  const height = bottom + 22 + (watched.length === 0 ? 0 : (watched.length + 1) * ROW);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif">`,
    ...(names.length > 1 ? names.map((name, index) => `${line([legend.places[index]!.x, legend.places[index]!.y + 7], [legend.places[index]!.x + KEY - 8, legend.places[index]!.y + 7], LINES[index] === undefined || index >= drawing.curves.length ? { color: SOFT, dash: "3 3", width: 1 } : { ...LINES[index], width: 2 })}${text(legend.places[index]!.x + KEY, legend.places[index]!.y + 11, name)}`) : []),
    text(0, top - 4, drawing.upwards, { color: SOFT }),
    ...ticks.map((tick) => `${line([left, y(tick)], [WIDTH - RIGHT, y(tick)], { color: FAINT, dash: undefined, width: 1 })}${text(left - 6, y(tick) + 4, tickText(tick, language), { anchor: "end", color: SOFT })}`),
    ...times.map((tick) => text(x(tick), bottom + 16, String(tick), { anchor: "middle", color: SOFT })),
    ...drawing.curves.flatMap((it, index) => {
      const banded = it.points.flatMap((one) => (one.low === undefined || one.high === undefined ? [] : [{ x: one.x, low: one.low, high: one.high }]));
      if (banded.length === 0) return [];
      const upper = corners(banded.map((one) => [one.x, one.high] as const), it.isStep === true);
      const lower = corners(banded.map((one) => [one.x, one.low] as const), it.isStep === true).toReversed();
      return [`<polygon points="${[...upper, ...lower].join(" ")}" fill="${LINES[index]?.color ?? SOFT}" fill-opacity="0.13"/>`];
    }),
    ...(drawing.level === undefined ? [] : [line([left, y(drawing.level.y)], [WIDTH - RIGHT, y(drawing.level.y)], { color: SOFT, dash: "3 3", width: 1 })]),
    ...drawing.curves.map((it, index) => `<polyline fill="none" stroke="${LINES[index]?.color ?? SOFT}" stroke-width="2"${dashed(LINES[index]?.dash)} points="${corners(it.points.map((one) => [one.x, one.y] as const), it.isStep === true).join(" ")}"/>`),
    ...watched.map((row, at) => `${text(0, bottom + 22 + (at + 1) * ROW, row.name, { color: SOFT })}${times.map((time, index) => text(x(time), bottom + 22 + (at + 1) * ROW, numberText(row.counts[index]!, language), { anchor: "middle", color: SOFT })).join("")}`),
    "</svg>",
  ].join("");
}

/** Where each name of the legend stands, row after row. */
function legendOf(names: readonly string[]): { readonly places: readonly { readonly x: number; readonly y: number }[]; readonly height: number } {
  const places: { x: number; y: number }[] = [];
  let [x, y] = [0, 0];
  for (const name of names) {
    const wide = KEY + name.length * LETTER + 14;
    if (x > 0 && x + wide > WIDTH) [x, y] = [0, y + ROW];
    places.push({ x, y });
    x += wide;
  }
  return { places, height: names.length === 0 ? 0 : y + ROW + 4 };
}

/** Round values from nought up to or past the largest. */
function ticksTo(most: number): readonly number[] {
  const rough = Math.max(most, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((it) => it * power >= rough * (1 - 1e-12)) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, it) => Number((it * step).toPrecision(12)));
}

function roundYears(from: number, to: number): readonly number[] {
  const step = to - from > 60 ? 20 : to - from > 25 ? 10 : 5;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, it) => first + it * step);
}

const dashed = (dash: string | undefined): string => (dash === undefined ? "" : ` stroke-dasharray="${dash}"`);
const line = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number], { color, dash, width }: { readonly color: string; readonly dash: string | undefined; readonly width: number }): string => `<line x1="${x1.toFixed(1)}" x2="${x2.toFixed(1)}" y1="${y1.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${color}" stroke-width="${width}"${dashed(dash)}/>`;
const text = (x: number, y: number, words: string, { anchor = "start", color = "#17202b" }: { readonly anchor?: string; readonly color?: string } = {}): string => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="11" fill="${color}" text-anchor="${anchor}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
