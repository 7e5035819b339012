import type { ReactNode, Ref } from "react";
import { Button } from "react-aria-components/Button";
import { Heading } from "react-aria-components/Heading";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** What stands around an answer in the drawer: its question, what can be done with it, and its marking. */
export function DrawerFrame(props: {
  readonly title: string;
  /** Leads to the answer before. Absent: it is the first. */
  readonly onBack: (() => void) | undefined;
  readonly onCopy: () => void;
  readonly onClose: () => void;
  /** What is said of a press, for a moment. */
  readonly said: string;
  readonly release?: ReactNode;
  readonly marking: string;
  readonly top?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}) {
  const words = wordsOf(WORDS);
  const { top, children } = props;
  return (
    <>
      <header className="drawer-head">
        {props.onBack !== undefined && (
          <Button className="quiet" onPress={props.onBack}>
            {words.back}
          </Button>
        )}
        <Heading slot="title" level={2}>
          {props.title}
        </Heading>
        <span role="status" className="take-out-said">
          {props.said}
        </span>
        {props.release}
        <Button className="quiet" onPress={props.onCopy}>
          {words.copyLink}
        </Button>
        <Button className="quiet" onPress={props.onClose}>
          {words.close}
        </Button>
      </header>
      <div className="drawer-body" ref={top} tabIndex={0} role="region" aria-label={words.answer}>
        {children}
      </div>
      <p className="drawer-marking">{props.marking}</p>
    </>
  );
}
