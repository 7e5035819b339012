import type { CountedTargets } from "#views";
import { formatCount } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** A step of the count. `sum`: what follows from those above it. Steps that take or add nothing are left out. */
interface Step {
  readonly sign: "" | "−" | "+" | "=" | "×";
  readonly count: number;
  readonly says: string;
}

/** How the capabilities of the tree become the targets that this page and others count, folded. */
export function Counted(props: { readonly counted: CountedTargets }) {
  const { counted } = props;
  const words = wordsOf(WORDS).counted;
  const steps: readonly Step[] = [
    { sign: "", count: counted.capabilities, says: words.capabilities },
    { sign: "−", count: counted.unstated, says: words.unstated(counted.year) },
    { sign: "=", count: counted.required, says: words.required },
    { sign: "−", count: counted.notApportioned, says: words.notApportioned },
    { sign: "=", count: counted.apportioned, says: words.apportioned(counted.year) },
    { sign: "×", count: counted.nations, says: words.nations },
    { sign: "−", count: counted.notAsked, says: words.notAsked(counted.year) },
    { sign: "=", count: counted.inYear, says: words.inYear(counted.year) },
    ...(counted.declined === 0 ? [] : ([{ sign: "−", count: counted.declined, says: words.declined }, { sign: "=", count: counted.standing, says: words.standing }, { sign: "+", count: counted.declined, says: words.declinedToo }] as const)),
    { sign: "+", count: counted.otherYears, says: words.otherYears },
    { sign: "−", count: counted.takenUp, says: words.takenUp },
    { sign: "=", count: counted.inYears, says: words.inYears },
  ];
  return (
    <details className="rule counted">
      <summary>{words.how(formatCount(counted.capabilities), formatCount(counted.inYears))}</summary>
      <table className="table">
        <caption className="heard">{words.how(formatCount(counted.capabilities), formatCount(counted.inYears))}</caption>
        <tbody>
          {steps.flatMap(({ sign, count, says }) =>
            count === 0 && (sign === "−" || sign === "+")
              ? []
              : [
                  <tr key={says} className={sign === "=" ? "counted-sum" : undefined}>
                    <td className="right">
                      {sign} {formatCount(count)}
                    </td>
                    <th scope="row">{says}</th>
                  </tr>,
                ],
          )}
        </tbody>
      </table>
    </details>
  );
}
