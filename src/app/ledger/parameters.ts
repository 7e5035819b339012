import { type Parameter, parameter } from "#quantities";

/** Every judgement about ledgers. */
export const LEDGER = {
  checkpointAge: parameter({ id: "ledger.checkpoint-age", unit: "hours", value: 24, meaning: "Age from which a state of a log is shown as stale, never as current: of the latest witness behind it, or where there is none of its latest record.", source: "judgement; nodes of allies are pulled from several times a day, so a day without news is news" }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const ledgerParameters: readonly Parameter[] = Object.values(LEDGER);
