/** The pages that explain each method, for "why". */
export const METHODS: Readonly<Record<string, { readonly title: string; readonly doc: string }>> = {
  C10: { title: "Fair-share apportionment", doc: "docs/methods/targets.md" },
  C11: { title: "Lead-nation score and N-1", doc: "docs/methods/assess.md" },
  C12: { title: "Fragmentation and duplication", doc: "docs/methods/assess.md" },
  C14: { title: "Coverage and readiness", doc: "docs/methods/assess.md" },
  C31: { title: "Requirements", doc: "docs/methods/assess.md" },
  C32: { title: "Price of misalignment", doc: "docs/methods/plan.md" },
  C33: { title: "Sharing what joint agreements gain", doc: "docs/methods/gains.md" },
  "what-if": { title: "What if: changed levers, answered with a proof", doc: "docs/methods/what-if.md" },
  uncertainty: { title: "Planning under uncertainty", doc: "docs/methods/uncertainty.md" },
  explanation: { title: "Prices, reasons and clashes", doc: "docs/methods/explanation.md" },
  parameters: { title: "Parameters: every judgement", doc: "docs/parameters.md" },
  data: { title: "Provenance of the data", doc: "docs/sources.md" },
};
