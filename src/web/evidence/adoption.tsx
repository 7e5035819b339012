import { useState } from "react";
import type { EvidenceDrawing } from "#views";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { wordsOf } from "../words/words.ts";
import { DrawingFigure } from "./drawing-figure.tsx";
import { WORDS } from "./words.ts";

/** What was adopted when, one drawing at a time. */
export function Adoption(props: { readonly drawings: readonly EvidenceDrawing[] }) {
  const { adoption: words } = wordsOf(WORDS);
  const [id, setId] = useState(props.drawings[0]?.id);
  const found = props.drawings.find((it) => it.id === id);
  if (found === undefined) return null;
  return (
    <Card id="adoption" title={words.title} note={words.note} tools={<Choice label={words.series} value={found.id} options={props.drawings.map((it) => ({ id: it.id, name: it.title }))} onChange={setId} />}>
      <DrawingFigure key={found.id} drawing={found} />
    </Card>
  );
}
