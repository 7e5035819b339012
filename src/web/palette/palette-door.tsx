import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { WORDS } from "../frame/words.ts";
import { wordsOf } from "../words/words.ts";

// Its code comes when it is first opened.
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** Hears what is typed while the palette is on its way, so that no letter is lost. */
function Typed(props: { readonly onTyped: (change: (before: string) => string) => void }) {
  const { onTyped } = props;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Backspace") onTyped((it) => it.slice(0, -1));
      else if (event.key.length === 1) onTyped((it) => it + event.key);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [onTyped]);
  return null;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The way to the palette: a button, and Ctrl-K or ⌘-K from anywhere. Escape leaves it. */
export function PaletteDoor() {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const close = useCallback(() => {
    setOpen(false);
    setTyped("");
  }, []);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !(isMac ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      // It opens and never closes: whoever presses it fast behind another key finds the palette, not a page without it.
      setOpen(true);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    // Before anything else hears it: one Escape leaves whatever was typed, and wherever the focus is on its way to.
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    addEventListener("keydown", leave, { capture: true });
    return () => removeEventListener("keydown", leave, { capture: true });
  }, [isOpen, close]);
  return (
    <>
      <PaletteButton onPress={() => setOpen(true)} />
      {isOpen && (
        <Suspense fallback={<Typed onTyped={setTyped} />}>
          <Palette onClose={close} typed={typed} />
        </Suspense>
      )}
    </>
  );
}

/** The button of the palette, which says the keys too. */
export function PaletteButton(props: { readonly onPress: () => void }) {
  return (
    <button type="button" className="palette-door" onClick={props.onPress} aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}>
      {wordsOf(WORDS).find}
      <kbd aria-hidden="true">{isMac ? "⌘K" : "Ctrl K"}</kbd>
    </button>
  );
}
