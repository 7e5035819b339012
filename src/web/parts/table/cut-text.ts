import { type FocusEvent, type MouseEvent, useState } from "react";

/** The text of the cell that has the focus, where its column is too narrow to show all of it; absent where nothing is cut. Whoever rests the pointer on such a cell reads all of it there. */
export function useCutText(): { readonly text: string | undefined; readonly look: (event: FocusEvent) => void; readonly rest: (event: MouseEvent) => void } {
  const [text, setText] = useState<string>();
  const look = (event: FocusEvent): void => {
    const cell = cutCell(event.target);
    setText(cell?.textContent ?? undefined);
  };
  const rest = (event: MouseEvent): void => {
    const cell = cutCell(event.target);
    if (cell !== undefined && cell.title === "") cell.title = cell.textContent ?? "";
  };
  return { text, look, rest };
}

/** The cell that something stands in, where it is cut. */
function cutCell(target: EventTarget): HTMLElement | undefined {
  const cell = (target as Element).closest<HTMLElement>("[data-row]");
  return cell !== null && cell.scrollWidth > cell.clientWidth + 1 ? cell : undefined;
}
