import type { EvidenceDrawing } from "#views";
import { changeAddress, useAddress, useUnfound } from "../address/address.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { wordsOf } from "../words/words.ts";
import { DrawingFigure } from "./drawing-figure.tsx";
import { WORDS } from "./words.ts";

/** What was adopted when, one drawing at a time. */
export function Adoption(props: { readonly drawings: readonly EvidenceDrawing[] }) {
  const { adoption: words } = wordsOf(WORDS);
  const chosen = useAddress()("series");
  const first = props.drawings[0];
  useUnfound("series", chosen !== undefined && !props.drawings.some((it) => it.id === chosen));
  const found = props.drawings.find((it) => it.id === chosen) ?? first;
  if (found === undefined) return null;
  return (
    <Card id="adoption" title={words.title} note={words.note} tools={<Choice label={words.series} value={found.id} options={props.drawings.map((it) => ({ id: it.id, name: it.title }))} onChange={(id) => changeAddress({ series: id === first?.id ? undefined : id }, "push")} />}>
      <DrawingFigure key={found.id} drawing={found} />
    </Card>
  );
}
