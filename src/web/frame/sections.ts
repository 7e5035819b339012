/** The parts of the page in the order they stand. */
export const SECTIONS = [
  { id: "overview", name: "Overview" },
  { id: "priorities", name: "Priority shortfalls" },
  { id: "years", name: "Plan over the years" },
  { id: "actions", name: "Actions" },
  { id: "data", name: "Data" },
  { id: "capabilities", name: "Capabilities" },
] as const;

/** The parts of the page of the record since 1914. */
export const EVIDENCE_SECTIONS = [
  { id: "known", name: "In plain words" },
  { id: "q1", name: "War-level attack" },
  { id: "q2", name: "Disputes by era" },
  { id: "q3", name: "Nuclear patrons" },
  { id: "q4", name: "Reliability" },
  { id: "q5", name: "Durability" },
  { id: "q6", name: "Winning" },
  { id: "specifications", name: "Other choices" },
  { id: "adoption", name: "Adoption" },
  { id: "literature", name: "What others found" },
] as const;
