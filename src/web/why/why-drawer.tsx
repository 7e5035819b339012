import { useEffect, useRef, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { earlierWhy, hasEarlierWhy, leaveWhy } from "../address/why-steps.ts";
import { useIsOfficer } from "../fetch/ledger.ts";
import { useWhy } from "../fetch/queries.ts";
import { ServerProblem } from "../fetch/server.ts";
import { Loading, ProblemMessage } from "../parts/message.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { WORDS as PARTS } from "../parts/words.ts";
import { wordsOf } from "../words/words.ts";
import { DrawerFrame } from "./drawer-frame.tsx";
import { WhyAnswer } from "./why-answer.tsx";
import { WORDS } from "./words.ts";

/** The answer to "why" at the right of the page. It stands in the address, closes with Escape and gives the focus back. */
export function WhyDrawer(props: { readonly asked: string | undefined; readonly marking: string | undefined }) {
  const isOpen = props.asked !== undefined;
  // Where the focus has left the dialog, as when what had it is gone, Escape closes it all the same.
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && document.activeElement?.closest("[role='dialog']") === null) leaveWhy();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [isOpen]);
  return (
    <ModalOverlay
      className="shade"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(stays) => {
        if (!stays) leaveWhy();
      }}
    >
      <Modal className="drawer">
        <Dialog className="drawer-inside">{props.asked !== undefined && <Answer asked={props.asked} marking={props.marking} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Answer(props: { readonly asked: string; readonly marking: string | undefined }) {
  const why = useWhy(props.asked);
  const words = wordsOf(WORDS);
  const isOfficer = useIsOfficer();
  const [said, setSaid] = useState("");
  const top = useRef<HTMLDivElement>(null);
  // The number that was pressed is gone when the next answer comes: the focus goes to that answer's top.
  useEffect(() => {
    if (hasEarlierWhy()) top.current?.focus();
    top.current?.scrollTo(0, 0);
  }, [props.asked]);
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    navigator.clipboard.writeText(location.href).then(
      () => setSaid(words.copied),
      () => setSaid(words.copyRefused),
    );
  };
  return (
    <DrawerFrame
      title={why.data?.question ?? words.why}
      onBack={hasEarlierWhy() ? earlierWhy : undefined}
      onCopy={copy}
      onClose={leaveWhy}
      said={said}
      release={
        isOfficer &&
        why.data?.shown.value !== undefined && (
          <PageLink to={{ page: "releases" }} query={{ figure: props.asked }} className="quiet action-link">
            {wordsOf(PARTS).release}
          </PageLink>
        )
      }
      marking={why.data?.shown.label ?? props.marking ?? ""}
      top={top}
    >
      {why.data !== undefined ? (
        <WhyAnswer why={why.data} />
      ) : why.error instanceof ServerProblem && why.error.reason === "no-figure" ? (
        <div className="message message-problem" role="alert">
          <p className="message-head">{words.noFigure}</p>
          <p>
            {why.error.detail} {words.pressAnother}
          </p>
        </div>
      ) : why.isError ? (
        <ProblemMessage problem={why.error} what={words.thisAnswer} onRetry={() => void why.refetch()} />
      ) : (
        <Loading what={words.theAnswer} lines={9} />
      )}
    </DrawerFrame>
  );
}
