import type { HeadlineView, LeverShare } from "#views";
import type { Sheet } from "../../format/sheet.ts";
import { formatShown } from "../../format/number.ts";
import { useBasis } from "../../parts/about-card.ts";
import { BarsPicture } from "../../parts/bars-picture.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** What saves how much: a bar of the levers that help, and a table of all of them. */
export function Levers(props: { readonly headline: HeadlineView }) {
  const { levers } = props.headline;
  const words = wordsOf(WORDS);
  const helping = levers.filter((it) => (it.share.value ?? 0) > 0);
  const { rows, sorting } = useSorted("levers", levers, { lever: (it) => it.name, years: (it) => it.shortfallYears.value, share: (it) => it.share.value, money: (it) => it.money.value });
  const marking = useBasis()?.marking ?? "";
  const sheet = (): Sheet => ({
    name: "levers",
    marking,
    title: words.whichSaves,
    note: props.headline.sentence,
    columns: [words.lever, words.shortfallYears, words.share, words.money],
    rows: levers.map((it) => [it.name, it.shortfallYears, it.share, it.money]),
  });
  return (
    <div className="levers">
      <div className="levers-head">
        <h2>{words.whichSaves}</h2>
        <div className="card-tools">
          <BarsPicture
            bars={{ rows: levers.map((it) => ({ id: it.lever, name: it.name, shown: it.share })), withUnit: true, summary: words.whichSaves, amounts: "saved" }}
            picture={{ name: "levers", title: words.whichSaves, note: `${words.share} · ${props.headline.sentence}`, marking }}
          />
          <TakeOut sheet={sheet} />
        </div>
      </div>
      <div className="lever-bar" aria-hidden="true">
        {helping.map((it) => (
          <span key={it.lever} className={`lever lever-${levers.indexOf(it) + 1}`} style={{ flexGrow: it.share.value }} />
        ))}
      </div>
      <table className="lever-table">
        <thead>
          <tr>
            <SortHead sorting={sorting} column="lever">
              {words.lever}
            </SortHead>
            <SortHead sorting={sorting} column="years" className="right">
              {words.shortfallYears}
            </SortHead>
            <SortHead sorting={sorting} column="share" className="right">
              {words.share}
            </SortHead>
            <SortHead sorting={sorting} column="money" className="right">
              {words.money}
            </SortHead>
          </tr>
        </thead>
        <tbody>
          {rows.map((it) => (
            <Lever key={it.lever} lever={it} place={levers.indexOf(it) + 1} />
          ))}
        </tbody>
      </table>
      {props.headline.leversSum !== "" && <p className="card-note">{props.headline.leversSum}</p>}
    </div>
  );
}

function Lever(props: { readonly lever: LeverShare; readonly place: number }) {
  const { lever } = props;
  const words = wordsOf(WORDS);
  return (
    <tr>
      <th scope="row">
        <span className={`lever-key lever-${props.place}`} aria-hidden="true" />
        {lever.name}
      </th>
      <td className="right">
        <WhyNumber shown={lever.shortfallYears} text={formatShown(lever.shortfallYears, false)} of={words.yearsSavedBy(lever.name)} />
      </td>
      <td className="right">
        <WhyNumber shown={lever.share} of={words.shareOf(lever.name)} />
      </td>
      <td className="right">
        <WhyNumber shown={lever.money} of={words.moneySavedBy(lever.name)} />
      </td>
    </tr>
  );
}
