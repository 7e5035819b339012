import { type FocusEvent, useState } from "react";

/** The text of the cell that has the focus, where its column is too narrow to show all of it; absent where nothing is cut. */
export function useCutText(): { readonly text: string | undefined; readonly look: (event: FocusEvent) => void } {
  const [text, setText] = useState<string>();
  const look = (event: FocusEvent): void => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-row]");
    const isCut = cell !== null && cell.scrollWidth > cell.clientWidth + 1;
    setText(isCut ? (cell.textContent ?? undefined) : undefined);
  };
  return { text, look };
}
