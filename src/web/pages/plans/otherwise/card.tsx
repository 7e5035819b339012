import { useState } from "react";
import { changeAddress, useAddress } from "../../../address/address.ts";
import { type Extent, type StudyHeard, type StudyTold, useStudy } from "../../../fetch/scenarios.ts";
import { Card } from "../../../parts/card.tsx";
import { goOnFrom } from "../../../parts/go-on-from.ts";
import { Loading, ProblemMessage } from "../../../parts/message.tsx";
import { Progress } from "../../../parts/progress.tsx";
import { Switch } from "../../../parts/switch.tsx";
import { wordsOf } from "../../../words/words.ts";
import { StudyResult } from "./result.tsx";
import { WORDS } from "./words.ts";

// What takes a button of the card away leaves the keyboard within it.
const PLACE = "#otherwise .otherwise-run button, #otherwise button";

/** What to decide now where elections, budgets, deliveries and threats may go otherwise: worked out on demand, since it takes minutes. */
export function Otherwise(props: { readonly runKey: string }) {
  const words = wordsOf(WORDS);
  const asked = extentIn(useAddress()("study"));
  const heard = useStudy(asked, props.runKey);
  const begin = (extent: Extent): void => {
    void heard.begin(extent).then((isBegun) => {
      if (isBegun) changeAddress({ study: extent }, "push");
      goOnFrom(PLACE);
    });
  };
  const { told, problem } = heard;
  return (
    <Card id="otherwise" title={words.title} note={words.note}>
      {problem !== undefined ? (
        <ProblemMessage problem={problem} what={words.theStudy} onRetry={heard.again} />
      ) : told === undefined ? (
        <Loading what={words.theStudy} lines={2} />
      ) : told.state === "waiting" || told.state === "running" ? (
        <Running told={told} heard={heard} />
      ) : told.state === "done" && told.answer !== undefined ? (
        <StudyResult view={told.answer} onFull={() => begin("full")} />
      ) : (
        <Ask told={told} asked={asked} onBegin={begin} />
      )}
    </Card>
  );
}

/** @example extentIn("quick") // → "quick" */
const extentIn = (text: string | undefined): Extent | undefined => (text === "quick" || text === "full" ? text : undefined);

/** The choice how far it goes, and the button; what became of it before, where it failed or was stopped. */
function Ask(props: { readonly told: StudyTold; readonly asked: Extent | undefined; readonly onBegin: (extent: Extent) => void }) {
  const { told, asked } = props;
  const words = wordsOf(WORDS);
  const [extent, setExtent] = useState<Extent>(asked ?? "quick");
  return (
    <div className="otherwise-ask">
      {told.state === "failed" ? (
        <div className="message message-problem" role="alert">
          <p className="message-head">{words.failed}</p>
          <p lang="en">{told.message}</p>
        </div>
      ) : (
        <p role="status">{told.state === "cancelled" ? words.cancelled : asked === undefined ? words.none : words.notYet}</p>
      )}
      <form
        className="otherwise-run"
        aria-label={words.title}
        onSubmit={(event) => {
          event.preventDefault();
          props.onBegin(extent);
        }}
      >
        <Switch label={words.extent} value={extent} options={(["quick", "full"] as const).map((id) => ({ id, name: words.extents[id] }))} onChange={setExtent} />
        <button type="submit" className="action">
          {words.begin}
        </button>
      </form>
      <p className="card-note">{words.says[extent]}</p>
    </div>
  );
}

/** How far it has come, how long it still takes, and Cancel. */
function Running(props: { readonly told: StudyTold; readonly heard: StudyHeard }) {
  const { told, heard } = props;
  const words = wordsOf(WORDS);
  return (
    <div className="otherwise-run otherwise-running">
      <Progress of={words.title} come={told}>{told.detail !== undefined && <span>{told.detail}</span>}</Progress>
      <p className="card-note">{words.goesOn}</p>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          void heard.cancel(told.quick ? "quick" : "full");
          goOnFrom(PLACE);
        }}
      >
        {words.cancel}
      </button>
    </div>
  );
}
