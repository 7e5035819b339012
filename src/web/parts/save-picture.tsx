import type { RefObject } from "react";
import { saveFile } from "./save-file.ts";

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

/** Saves the drawing inside `within` as SVG. Every copy carries the marking of the page. */
export function SavePicture(props: { readonly within: RefObject<HTMLElement | null>; readonly name: string; readonly marking: string }) {
  const save = (): void => {
    const drawing = props.within.current?.querySelector<SVGSVGElement>("svg.drawing");
    if (drawing === null || drawing === undefined) return;
    saveFile(`${props.name}.svg`, new Blob([standAlone(drawing, props.marking)], { type: "image/svg+xml" }));
  };
  return (
    <button type="button" className="quiet" onClick={save}>
      SVG<span className="heard"> file of the drawing</span>
    </button>
  );
}
