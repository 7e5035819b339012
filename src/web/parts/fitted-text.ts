const pen = (): CanvasRenderingContext2D | null => (drawn ??= document.createElement("canvas").getContext("2d"));
let drawn: CanvasRenderingContext2D | null | undefined;

/** How wide a text of the condensed small face stands. Unit: CSS pixels. */
function widthOf(text: string): number {
  const to = pen();
  if (to === null) return Number.POSITIVE_INFINITY;
  const style = getComputedStyle(document.documentElement);
  const size = Number.parseFloat(style.getPropertyValue("--text-small")) * Number.parseFloat(style.fontSize);
  to.font = `400 ${size}px ${style.getPropertyValue("--condensed")}`;
  return to.measureText(text).width;
}

/** The longest beginning of a text that a measure finds room for, with a mark where it is cut. @example fitted("Tank", 3, (it) => it.length) // → "Ta…" */
export function fitted(text: string, room: number, measure: (text: string) => number = widthOf): string {
  if (measure(text) <= room) return text;
  let [fits, over] = [0, text.length];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (measure(`${text.slice(0, middle).trimEnd()}…`) <= room) fits = middle;
    else over = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}
