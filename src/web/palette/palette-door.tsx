import { lazy, Suspense, useEffect, useState } from "react";
import { WORDS } from "../frame/words.ts";
import { wordsOf } from "../words/words.ts";

// Its code comes when it is first opened.
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The way to the palette: a button, and Ctrl-K or ⌘-K from anywhere. */
export function PaletteDoor() {
  const words = wordsOf(WORDS);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !(isMac ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      setOpen((it) => !it);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
  return (
    <>
      <button type="button" className="palette-door" onClick={() => setOpen(true)} aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}>
        {words.find}
        <kbd aria-hidden="true">{isMac ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      {isOpen && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
