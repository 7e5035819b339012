import { Evidence } from "../../evidence/evidence.tsx";
import type { PagePart } from "../page.ts";

/** Did technology change what alliances achieve? */
export function Page() {
  return <Evidence />;
}

export const partsOf = (): readonly PagePart[] => [
  { id: "known", name: "In plain words" },
  { id: "q1", name: "War-level attack" },
  { id: "q2", name: "Disputes by era" },
  { id: "q3", name: "Nuclear patrons" },
  { id: "q4", name: "Reliability" },
  { id: "q5", name: "Durability" },
  { id: "q6", name: "Winning" },
  { id: "specifications", name: "Other choices" },
  { id: "adoption", name: "Adoption" },
  { id: "priors", name: "For a plan" },
  { id: "literature", name: "What others found" },
];
