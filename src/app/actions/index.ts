/**
 * Actions: what a person means to do to a data set in a ledger, checked against the model before anything is signed. An action
 * answers drafts or findings; signing and writing are the ledger's. Absent here: keys, disks, clocks.
 */
export { lowestLabel } from "./lowest-label.ts";
export { act, type ActionAnswer, type ActionState, type Intent } from "./act.ts";
export { applyDrafts } from "./apply-drafts.ts";
export { mergeParties, ownerOf, type PartyTables, sourcesAmong, splitByOwner } from "./owners.ts";
export { type ImportAnswer, type ImportRows, importRows } from "./import-rows.ts";
export { PLAN_ADOPTED } from "./adopt.ts";
