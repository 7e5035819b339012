import { headLines, type Sheet } from "../format/sheet.ts";
import { picturesFonts } from "./picture-fonts.ts";

const SVG = "http://www.w3.org/2000/svg";
const CARRIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "vector-effect",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "text-decoration",
  "dominant-baseline",
  "opacity",
  "paint-order",
  "display",
];

/** Room around what is drawn, height of a line of words, width of a letter: what names and values stand on the edge is not cut. Unit: CSS pixels. */
const PAD = 16;
const LINE = 18;
const TITLE = 22;
const LETTER = 6.4;
/** Where the title stands. */
export const TITLE_AT = { x: PAD, y: PAD / 2, width: 60, height: PAD } as const;
const SWATCH = 22;
const BESIDE = 6;
/** Width that a line of words has at least: a run key is one word. */
const ROOM_LEAST = 520;

type Attributes = Readonly<Record<string, string | number>>;
function made(name: string, attributes: Attributes, text?: string): SVGElement {
  const it = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, String(value));
  if (text !== undefined) it.textContent = text;
  return it;
}

/** A text in lines of so many letters at most. @example wrapped("one two", 4) // → ["one", "two"] */
export function wrapped(text: string, most: number): readonly string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}

/** The drawing with the colours and fonts of the page written into it. */
function painted(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = drawing.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((it, index) => {
    const source = from[index];
    if (source === undefined) return;
    const style = getComputedStyle(source);
    for (const name of CARRIED) it.setAttribute(name, style.getPropertyValue(name));
    it.removeAttribute("class");
    it.removeAttribute("style");
  });
  return copy;
}

interface LegendEntry {
  readonly swatch: SVGElement;
  readonly text: string;
  /** Room of the swatch. Absent: that of a colour. */
  readonly wide?: number;
}

/** What the colours of a drawing mean, as the key in the same card says it. */
function legendOf(card: Element | null): readonly LegendEntry[] {
  return [...(card?.querySelectorAll(".legend li, .legend p, .gantt-key li") ?? [])].flatMap((it): readonly LegendEntry[] => {
    const text = it.textContent?.trim() ?? "";
    const colour = it.querySelector(".legend-colour");
    if (colour !== null) {
      const style = getComputedStyle(colour);
      const fill = colour.classList.contains("hatched") ? "url(#hatch)" : style.backgroundColor;
      return [{ swatch: made("rect", { y: -9, width: SWATCH - 4, height: 10, fill, stroke: style.borderTopColor }), text }];
    }
    const drawn = it.querySelector<SVGSVGElement>("svg");
    if (drawn !== null) {
      const group = made("g", { transform: "translate(0 -10)" });
      group.append(...painted(drawn).children);
      return [{ swatch: group, text, wide: Math.max(SWATCH, drawn.getBoundingClientRect().width + BESIDE) }];
    }
    return text === "" ? [] : [{ swatch: made("g", {}), text }];
  });
}

/**
 * A drawing of the page as a file of its own: above it what it is and what it rests on, below it what its colours mean and the marking;
 * colours and fonts are written into it.
 */
export async function standAlone(drawing: SVGSVGElement, about: Pick<Sheet, "title" | "note" | "basis"> & { readonly marking: string }): Promise<string> {
  const copy = painted(drawing);
  const { width, height } = drawing.getBoundingClientRect();
  const page = getComputedStyle(drawing);
  const word = (x: number, y: number, text: string, more: Attributes = {}): SVGElement =>
    made("text", { x, y, "font-size": 12, "font-family": page.fontFamily, "font-weight": "400", fill: page.color, ...more }, text);
  const room = Math.max(width, ROOM_LEAST);
  const letters = Math.floor(room / LETTER);
  const [title = "", ...notes] = headLines(about);
  const lines = notes.flatMap((it) => wrapped(it, letters));
  const head = PAD + TITLE + lines.length * LINE;
  const placed = placedIn(legendOf(drawing.closest(".card")), room);
  const rows = placed.at(-1)?.row ?? -1;
  const foot = head + height + LINE;
  const size = { width: room + 2 * PAD, height: foot + (rows + 1) * LINE + LINE + PAD };
  const body = made("g", { transform: `translate(${PAD} ${head})` });
  body.append(...copy.childNodes);
  const paper = getComputedStyle(document.documentElement).getPropertyValue("background-color") || "white";
  const svg = made("svg", { xmlns: SVG, width: size.width, height: size.height, viewBox: `0 0 ${size.width} ${size.height}`, role: "img" });
  const legend = placed.map(({ swatch, text, wide = SWATCH, x, row }) => {
    const entry = made("g", { transform: `translate(${PAD + x} ${foot + row * LINE})` });
    entry.append(swatch, word(wide, 0, text));
    return entry;
  });
  svg.append(
    made("title", {}, title),
    made("rect", { width: "100%", height: "100%", fill: paper }),
    word(PAD, PAD + 8, title, { "font-size": 15, "font-weight": "600" }),
    ...lines.map((it, at) => word(PAD, PAD + 8 + (at + 1) * LINE, it)),
    body,
    ...legend,
    word(PAD, size.height - PAD, about.marking, { "font-weight": "600" }),
  );
  const used = [...svg.querySelectorAll("text, tspan")].map((it) => ({
    family: it.getAttribute("font-family") ?? "",
    weight: it.getAttribute("font-weight") ?? "400",
  }));
  svg.prepend(made("style", {}, await picturesFonts(used, svg.textContent ?? "")));
  return new XMLSerializer().serializeToString(svg);
}

/** Entries of a legend one beside the other, in as many rows as they need. */
function placedIn(entries: readonly LegendEntry[], width: number): readonly (LegendEntry & { readonly x: number; readonly row: number })[] {
  let [x, row] = [0, 0];
  return entries.map((it) => {
    const wide = (it.wide ?? SWATCH) + it.text.length * LETTER + PAD;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const place = { ...it, x, row };
    x += wide;
    return place;
  });
}
