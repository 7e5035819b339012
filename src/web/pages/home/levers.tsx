import type { HeadlineView, LeverShare } from "#views";
import { formatShown } from "../../format/number.ts";
import { WhyNumber } from "../../parts/why-number.tsx";

/** What saves how much: a bar of the levers that help, and a table of all of them. */
export function Levers(props: { readonly headline: HeadlineView }) {
  const { levers } = props.headline;
  const helping = levers.filter((it) => (it.share.value ?? 0) > 0);
  return (
    <div className="levers">
      <h2>Which alignment saves it</h2>
      <div className="lever-bar" aria-hidden="true">
        {helping.map((it) => (
          <span key={it.lever} className={`lever lever-${levers.indexOf(it) + 1}`} style={{ flexGrow: it.share.value }} />
        ))}
      </div>
      <table className="lever-table">
        <thead>
          <tr>
            <th scope="col">Lever</th>
            <th scope="col" className="right">
              Share
            </th>
            <th scope="col" className="right">
              Shortfall-years
            </th>
            <th scope="col" className="right">
              Money
            </th>
          </tr>
        </thead>
        <tbody>
          {levers.map((it, index) => (
            <Lever key={it.lever} lever={it} place={index + 1} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lever(props: { readonly lever: LeverShare; readonly place: number }) {
  const { lever } = props;
  return (
    <tr>
      <th scope="row">
        <span className={`lever-key lever-${props.place}`} aria-hidden="true" />
        {lever.name}
      </th>
      <td className="right">
        <WhyNumber shown={lever.share} of={`share of ${lever.name}`} />
      </td>
      <td className="right">
        <WhyNumber shown={lever.shortfallYears} text={formatShown(lever.shortfallYears, false)} of={`shortfall-years saved by ${lever.name}`} />
      </td>
      <td className="right">
        <WhyNumber shown={lever.money} of={`money saved by ${lever.name}`} />
      </td>
    </tr>
  );
}
