import { CONFIDENCE, EVIDENCE, type Evidence, type Confidence } from "./kind.ts";

/** What the choice between rival figures looks at. */
export interface Rival {
  readonly id: string;
  readonly asOf: string;
  readonly evidence: Evidence;
  readonly confidence: Confidence;
}

const sortable = (asOf: string): string => asOf.padEnd(10, "-00");

/**
 * Orders rival figures, the one to use first: higher confidence, then the later date, then the firmer kind of
 * evidence, then the later row. Both are kept and shown; this only says which one is computed with. Own rule.
 * @example [{ id: "a", asOf: "2024", evidence: "press", confidence: "low" }, { id: "b", asOf: "2023", evidence: "official", confidence: "high" }].sort(compareRivals)[0].id // → "b"
 */
export function compareRivals(a: Rival, b: Rival): number {
  return (
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    (sortable(a.asOf) > sortable(b.asOf) ? -1 : sortable(a.asOf) < sortable(b.asOf) ? 1 : 0) ||
    EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence)
  );
}
