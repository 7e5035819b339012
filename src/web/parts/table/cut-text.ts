import { type FocusEvent, type MouseEvent, useLayoutEffect, useRef, useState } from "react";

/**
 * The text of the cell that has the focus, where its column is too narrow to show all of it; absent where nothing is cut. Whoever rests the pointer on
 * such a cell reads all of it there. Both follow the widths of the columns.
 */
export function useCutText(widths: readonly number[]): { readonly text: string | undefined; readonly look: (event: FocusEvent) => void; readonly rest: (event: MouseEvent) => void } {
  const [text, setText] = useState<string>();
  const focused = useRef<Element>(undefined);
  const tell = (): void => setText(cutText(focused.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew where the columns have other widths
  useLayoutEffect(tell, [widths]);
  const look = (event: FocusEvent): void => {
    focused.current = event.target;
    tell();
  };
  const rest = (event: MouseEvent): void => {
    const cell = cellOf(event.target as Element);
    if (cell === null || cell.matches("th")) return;
    const whole = cutText(cell);
    if (whole === undefined) cell.removeAttribute("title");
    else cell.title = whole;
  };
  return { text, look, rest };
}

const cellOf = (element: Element | undefined): HTMLElement | null => element?.closest<HTMLElement>("[data-row]") ?? null;

/** The text of the cell that something stands in, where it is cut: aside, or below its last line. */
function cutText(element: Element | undefined): string | undefined {
  const cell = cellOf(element);
  const lines = cell?.querySelector(".cell-lines") ?? cell;
  if (cell === null || lines === null || lines === undefined) return undefined;
  const isCut = lines.scrollWidth > lines.clientWidth + 1 || lines.scrollHeight > lines.clientHeight + 1;
  return isCut ? (cell.textContent ?? undefined) : undefined;
}
