import { useState } from "react";
import { changeAddress } from "../../address/address.ts";
import { fetchProof } from "../../fetch/ledger.ts";
import { useAs } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { languageNow, wordsOf } from "../../words/words.ts";
import { type Checked, checkEntry, leafText } from "./check-entry.ts";
import type { EntryRow } from "./entries.tsx";
import type { ChannelRow } from "./page.tsx";
import { WORDS } from "./words.ts";

/** One entry: what it says, under which label, after what, signed by whom, and whether it is in the channel. */
export function EntryCard(props: { readonly channel: ChannelRow; readonly entry: EntryRow }) {
  const { channel, entry } = props;
  const words = wordsOf(WORDS);
  const as = useAs();
  const [state, setState] = useState<Checked | "checking" | "failed">();
  const check = async (): Promise<void> => {
    setState("checking");
    try {
      const { proof } = await fetchProof(as, channel.channel, entry.place);
      setState(await checkEntry({ ...entry, proof, origin: channel.origin, key: channel.key }));
    } catch {
      setState("failed");
    }
  };
  const save = (): void =>
    void fetchProof(as, channel.channel, entry.place).then(
      ({ proof }) => saveFile(`${channel.channel}-${entry.place}.tlog-proof`, new Blob([proof], { type: "text/plain" })),
      () => setState("failed"),
    );
  return (
    <Card
      id="entry"
      title={words.entryTitle(entry.place)}
      note={words.types[entry.type] ?? entry.type}
      tools={
        <button type="button" className="quiet" onClick={() => changeAddress({ entry: undefined }, "push")}>
          {words.close}
        </button>
      }
    >
      <dl className="entry-facts">
        <Fact name={words.at}>{entry.at}</Fact>
        <Fact name={words.label}>
          {channel.marking === undefined || channel.marking[languageNow()] === channel.label ? channel.label : `${channel.label} · ${channel.marking[languageNow()]}`}
        </Fact>
        <Fact name={words.id}>
          <code>{entry.id}</code>
        </Fact>
        <Fact name={words.follows}>{entry.prev === undefined ? words.followsNothing : <code>{entry.prev}</code>}</Fact>
        {entry.signatures.map((it) => (
          <Fact key={it.key} name={`${words.by} ${it.key}`}>
            <code>{it.signature}</code>
          </Fact>
        ))}
      </dl>
      <h3>{words.fields}</h3>
      {entry.fields.length === 0 ? (
        <EmptyMessage>{words.noFields}</EmptyMessage>
      ) : (
        <ScrollRegion label={words.fields}>
          <table className="table entry-fields">
            <thead>
              <tr>
                <th scope="col">{words.field}</th>
                <th scope="col">{words.value}</th>
              </tr>
            </thead>
            <tbody>
              {entry.fields.flatMap(linesOf).map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {entry.partly && <p className="card-note">{words.partly}</p>}
      <details>
        <summary>{words.leaf}</summary>
        <ScrollRegion label={words.leaf}>
          <pre className="entry-leaf">{leafText(entry.leaf)}</pre>
        </ScrollRegion>
      </details>
      <div className="draft-tools">
        <button type="button" className="action" onClick={() => void check()}>
          {words.check}
        </button>
        <button type="button" className="quiet" onClick={save}>
          {words.proofFile}
        </button>
      </div>
      <p role="status" className={state === undefined ? undefined : typeof state === "object" && state.kind === "holds" ? "strip strip-done" : "strip"}>
        {state === "checking" ? words.checking : state === "failed" ? words.failed : state !== undefined && said(state, entry.place)}
      </p>
      <p className="card-note">{words.checkNot}</p>
    </Card>
  );
}

const said = (state: Checked, place: number): string => {
  const words = wordsOf(WORDS);
  return state.kind === "broken" ? words.broken[state.where] : words[state.kind](place, state.size);
};

const Fact = (props: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
);

/** A field in lines: the cells of a row each in its own. */
function linesOf({ name, value }: EntryRow["fields"][number]): readonly { readonly name: string; readonly value: string }[] {
  const read: unknown = JSON.parse(value);
  if (typeof read === "string") return [{ name, value: read }];
  if (typeof read !== "object" || read === null || Array.isArray(read)) return [{ name, value }];
  return Object.entries(read).map(([part, it]) => ({ name: `${name} · ${part}`, value: typeof it === "string" ? it : JSON.stringify(it) }));
}
