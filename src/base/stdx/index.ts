/** Small things every folder needs. Absent here: the alliance, input and output, time. */
export { assert, unreachable } from "./assert.ts";
export { type Finding, type FindingLevel, formatFinding } from "./finding.ts";
export { canonicalJson } from "./canonical.ts";
export { closeness, searchWords } from "./closeness.ts";
