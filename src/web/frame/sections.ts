/** The parts of the page in the order they stand. */
export const SECTIONS = [
  { id: "overview", name: "Overview" },
  { id: "priorities", name: "Priority shortfalls" },
  { id: "years", name: "Plan over the years" },
  { id: "actions", name: "Actions" },
  { id: "data", name: "Data" },
  { id: "capabilities", name: "Capabilities" },
] as const;
