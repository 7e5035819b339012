import { type FormEvent, useState } from "react";
import type { LeversView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { leversIn, useDemand } from "../../fetch/plans.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { ProblemMessage } from "../../parts/message.tsx";
import { SolverWait } from "../../parts/solver-wait.tsx";
import { wordsOf } from "../../words/words.ts";
import { LeafChoice } from "./leaf-choice.tsx";
import { WORDS } from "./words.ts";

/** Asks whether a capability can be covered from a year on, and if not what stands in the way. */
export function HardDemand(props: { readonly view: LeversView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const text = useAddress()("demand") ?? "";
  const asked = leversIn(text);
  return (
    <Card id="demand" title={words.demand} note={words.demandNote}>
      <Ask view={view} text={text} />
      {asked.length > 0 && <Verdict demands={asked} />}
    </Card>
  );
}

/** The form of a demand: it shows what was asked, also after a reload or on a shared link. */
function Ask(props: { readonly view: LeversView; /** The demand of the address. */ readonly text: string }) {
  const { view, text } = props;
  const words = wordsOf(WORDS);
  const [leaf, setLeaf] = useState(view.leaves[0]?.id ?? "");
  const [share, setShare] = useState("100");
  const [year, setYear] = useState(String(view.years[0] ?? ""));
  const [shown, setShown] = useState("");
  if (shown !== text) {
    setShown(text);
    const [, askedLeaf, askedShare, askedYear] = /^cover:([^;]+)=([\d.]+)%@(\d+)$/.exec(text) ?? [];
    if (askedLeaf !== undefined && askedShare !== undefined && askedYear !== undefined && view.leaves.some((it) => it.id === askedLeaf) && view.years.some((it) => String(it) === askedYear)) {
      setLeaf(askedLeaf);
      setShare(askedShare);
      setYear(askedYear);
    }
  }
  const isShare = /^\d{1,3}(?:\.\d+)?$/.test(share.trim());
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (isShare && leaf !== "") changeAddress({ demand: `cover:${leaf}=${Number(share)}%@${year}` }, "push");
  };
  return (
    <form className="fields" aria-label={words.demand} onSubmit={ask}>
      <LeafChoice leaves={view.leaves} value={leaf} onChange={setLeaf} />
      <label className="field-short">
        <span>{words.demandShare}</span>
        <input inputMode="decimal" value={share} aria-invalid={!isShare} onChange={(event) => setShare(event.target.value)} />
      </label>
      <label className="field-short">
        <span>{words.demandFrom}</span>
        <select value={year} onChange={(event) => setYear(event.target.value)}>
          {view.years.map((it) => (
            <option key={it} value={it}>
              {it}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="action" disabled={!isShare}>
        {words.demandAsk}
      </button>
    </form>
  );
}

function Verdict(props: { readonly demands: readonly string[] }) {
  const words = wordsOf(WORDS);
  const answer = useDemand(props.demands);
  const cancel = (): void => {
    changeAddress({ demand: undefined }, "replace");
    goOnFrom("#demand .action");
  };
  if (answer.data === undefined)
    return answer.isError ? (
      <ProblemMessage problem={answer.error} what={words.theDemand} onRetry={() => void answer.refetch()} />
    ) : (
      <SolverWait work="demand" says={words.demandWaits} onCancel={cancel} />
    );
  const { kind, sentence, members = [] } = answer.data;
  const mends = members.flatMap((it) => (it.mend === undefined ? [] : [it.mend]));
  return (
    <div role="status" className="verdict">
      <h3>{kind === "possible" ? words.holds : words.clashes}</h3>
      {kind === "possible" && <p>{sentence}</p>}
      <ul>
        {members.map((it) => (
          <li key={it.words}>
            <span className="tag">{it.kind === "demand" ? words.asked : words.fact}</span> {it.words}
            {it.because !== undefined && <span className="quiet-text"> {it.because}</span>}
          </li>
        ))}
      </ul>
      {mends.length > 0 && (
        <>
          <h3>{words.mendBy}</h3>
          <ul>
            {mends.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
