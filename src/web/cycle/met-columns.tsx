import type { ReviewNation, Shown } from "#views";
import { formatCount } from "../format/number.ts";
import type { Column } from "../parts/table/column.ts";
import { WhyNumber } from "../parts/why-number.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

type Met = Pick<ReviewNation, "name" | "standing" | "ready" | "readyKnown" | "withPlan" | "withPlanKnown">;

/** What allies meet of their targets, without the plan and with it, and on how many targets each figure rests. Nothing where nothing is asked. */
export function metColumns<Row extends Met>(): readonly Column<Row>[] {
  const words = wordsOf(WORDS);
  const column = ({ id, name, meaning, width }: { readonly id: string; readonly name: string; readonly meaning: string; readonly width: number }, of: (row: Row) => Shown | undefined, known: (row: Row) => number | undefined): readonly Column<Row>[] => [
    {
      id,
      name,
      meaning,
      type: "number",
      width,
      value: (row) => of(row)?.value,
      shown: of,
      cell: (row) => {
        const [shown, count] = [of(row), known(row)];
        if (row.standing === "nothing asked") return <span className="quiet-text">–</span>;
        if (shown === undefined) return <span className="quiet-text">…</span>;
        return (
          <>
            <WhyNumber shown={shown} of={`${row.name}, ${name}`} /> <span className="quiet-text">{words.overKnown(formatCount(count ?? 0))}</span>
          </>
        );
      },
    },
    { id: `${id}-known`, name: words.knownOf(name), type: "number", width: 6, isAside: true, value: known },
  ];
  return [...column({ id: "ready", name: words.ready, meaning: words.readySays, width: 9 }, (row) => row.ready, (row) => row.readyKnown), ...column({ id: "with-plan", name: words.withPlan, meaning: words.withPlanSays, width: 11 }, (row) => row.withPlan, (row) => row.withPlanKnown)];
}
