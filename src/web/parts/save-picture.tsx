import type { RefObject } from "react";
import { wordsOf } from "../words/words.ts";
import { saveFile } from "./save-file.ts";
import { WORDS } from "./words.ts";

const CARRIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "opacity",
  "paint-order",
  "display",
];

/** A drawing of the page as a file of its own: colours and fonts written into it, the marking below. */
function standAlone(drawing: SVGSVGElement, marking: string): string {
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
  const { width, height } = drawing.getBoundingClientRect();
  const style = getComputedStyle(drawing);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height + 20));
  copy.setAttribute("viewBox", `0 0 ${width} ${height + 20}`);
  copy.removeAttribute("class");
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.documentElement).getPropertyValue("background-color") || "white");
  copy.prepend(paper);
  const note = document.createElementNS("http://www.w3.org/2000/svg", "text");
  note.textContent = marking;
  for (const [name, value] of [
    ["x", "4"],
    ["y", String(height + 14)],
    ["font-size", "11"],
    ["font-family", style.fontFamily],
    ["fill", style.color],
  ] as const)
    note.setAttribute(name, value);
  copy.append(note);
  return new XMLSerializer().serializeToString(copy);
}

/** Dots of a picture for each CSS pixel, so that it stays sharp in print. */
const SHARPNESS = 2;

/** Paints a drawing as a picture of dots. */
async function asPicture(drawing: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SHARPNESS;
    canvas.height = image.naturalHeight * SHARPNESS;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture could not be painted")) : resolve(blob)), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Saves the drawing inside `within` as SVG or PNG. Every copy carries the marking of the page. */
export function SavePicture(props: { readonly within: RefObject<HTMLElement | null>; readonly name: string; readonly marking: string }) {
  const drawn = (): string | undefined => {
    const drawing = props.within.current?.querySelector<SVGSVGElement>("svg.drawing");
    return drawing === null || drawing === undefined ? undefined : standAlone(drawing, props.marking);
  };
  const saveDrawing = (): void => {
    const drawing = drawn();
    if (drawing !== undefined) saveFile(`${props.name}.svg`, new Blob([drawing], { type: "image/svg+xml" }));
  };
  const savePicture = async (): Promise<void> => {
    const drawing = drawn();
    if (drawing !== undefined) saveFile(`${props.name}.png`, await asPicture(drawing));
  };
  const words = wordsOf(WORDS);
  return (
    <span className="take-out">
      <button type="button" className="quiet" onClick={saveDrawing}>
        SVG<span className="heard">{words.fileOfDrawing}</span>
      </button>
      <button type="button" className="quiet" onClick={() => void savePicture()}>
        PNG<span className="heard">{words.fileOfDrawing}</span>
      </button>
    </span>
  );
}
