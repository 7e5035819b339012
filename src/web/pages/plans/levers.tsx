import { useEffect, useState } from "react";
import type { LeversView } from "#views";
import { changeAddress } from "../../address/address.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage, Loading } from "../../parts/message.tsx";
import { wordsOf } from "../../words/words.ts";
import { LeverForm } from "./lever-form.tsx";
import { displacedBy, leverSays, withLever } from "./lever-says.ts";
import { WORDS } from "./words.ts";

/** Changes the levers of the address; Back undoes it. */
export const setLevers = (levers: readonly string[]): void => changeAddress({ levers: levers.join(";") }, "push");

/** Where the keyboard goes on when the button it was on is gone. */
const PLACE = "#levers select";

/** The levers that are pulled, and one more. */
export function Levers(props: { readonly view: LeversView | undefined; readonly levers: readonly string[] }) {
  const { view, levers } = props;
  const words = wordsOf(WORDS);
  const [said, setSaid] = useState("");
  const [displaced, setDisplaced] = useState("");
  const add = (lever: string): void => {
    const gone = displacedBy(levers, lever).map((it) => leverSays(it, view));
    setDisplaced(gone.length === 0 ? "" : words.displaced(leverSays(lever, view), gone));
    setLevers(withLever(levers, lever));
  };
  // Back and Forward take levers away too, and with them the button that has the focus.
  useEffect(() => {
    const step = (): void => goOnFrom(PLACE);
    addEventListener("popstate", step);
    return () => removeEventListener("popstate", step);
  }, []);
  /** Takes levers back by a button that may be gone with them. */
  const setHere = (left: readonly string[]): void => {
    setLevers(left);
    goOnFrom(PLACE);
  };
  const copyLink = (): void =>
    void navigator.clipboard.writeText(location.href).then(
      () => setSaid(words.linkCopied),
      () => setSaid(location.href),
    );
  return (
    <Card
      id="levers"
      title={words.parts.levers}
      note={words.leversNote}
      tools={
        <>
          <span role="status" className="take-out-said">
            {said}
          </span>
          <button type="button" className="quiet" onClick={copyLink}>
            {words.copyLink}
          </button>
        </>
      }
    >
      {view === undefined ? <Loading what={words.parts.levers} lines={3} /> : <LeverForm view={view} levers={levers} onAdd={add} />}
      <p role="status" className="card-note">
        {displaced}
      </p>
      {levers.length === 0 ? (
        <EmptyMessage>{words.none}</EmptyMessage>
      ) : (
        <>
          <ol className="lever-list">
            {levers.map((it) => {
              const says = leverSays(it, view);
              return (
                <li key={it}>
                  <span>{says}</span>
                  <button type="button" className="quiet" aria-label={words.remove(says)} onClick={() => setHere(levers.filter((other) => other !== it))}>
                    ✕
                  </button>
                </li>
              );
            })}
          </ol>
          <p className="row-of-buttons">
            <button type="button" className="quiet" onClick={() => setHere(levers.slice(0, -1))}>
              {words.undo}
            </button>
            <button type="button" className="quiet" onClick={() => setHere([])}>
              {words.clear}
            </button>
          </p>
        </>
      )}
    </Card>
  );
}
