import { Mark } from "../../cycle/cycle-page.tsx";
import { exportAddress } from "../../fetch/ledger.ts";
import { useAs } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { wordsOf } from "../../words/words.ts";
import type { ChannelRow } from "./page.tsx";
import { WORDS } from "./words.ts";

/** What binds a channel: its checkpoint, who stands behind it, and the way to take all of it along. */
export function ChannelState(props: { readonly channel: ChannelRow }) {
  const { channel } = props;
  const words = wordsOf(WORDS);
  const as = useAs();
  return (
    <Card id="state" title={words.stateTitle} note={words.stateNote}>
      <dl className="entry-facts">
        <div>
          <dt>{words.size}</dt>
          <dd>{channel.entries}</dd>
        </div>
        <div>
          <dt>{words.root}</dt>
          <dd>
            <code>{channel.root}</code>
          </dd>
        </div>
        <div>
          <dt>{words.key}</dt>
          <dd>
            <code>{channel.key}</code>
          </dd>
        </div>
      </dl>
      <details>
        <summary>{words.checkpoint}</summary>
        {channel.checkpoint === undefined ? (
          <p>{words.noCheckpoint}</p>
        ) : (
          <ScrollRegion label={words.checkpoint}>
            <pre className="entry-leaf">{channel.checkpoint}</pre>
          </ScrollRegion>
        )}
      </details>
      <h3>{words.witnesses}</h3>
      {channel.witnesses.length === 0 ? (
        <p className="strip">{words.noWitness}</p>
      ) : (
        <ul className="plain-list">
          {channel.witnesses.map((it) => (
            <li key={it.name}>
              <Mark tone={it.signed ? "good" : "unknown"} /> <strong>{it.name}</strong> {it.signed ? words.signedBy : words.notSigned}
            </li>
          ))}
        </ul>
      )}
      <h3>{words.take}</h3>
      <p className="card-note">{words.takeNote}</p>
      <p className="take-along">
        <a className="action action-link" href={exportAddress(as, channel.channel)} download={`${channel.channel}.ndjson`}>
          {words.download}
        </a>
      </p>
      <p>
        <code>{`node bin/concord.mjs ledger verify ${channel.channel}.ndjson --policy policy.txt`}</code>
      </p>
    </Card>
  );
}
