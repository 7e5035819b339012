import type { Parameter, Range } from "#quantities";
import type { Budget, Capability, Economy, Facts, FactOf, Holding, KindName, Nation, Requirement, Source, System, Yield } from "./kinds.ts";
import type { Settings } from "./settings.ts";

/** Several figures for one thing: all are kept, one is used, and the rule that chose it is `choose`. */
export interface Rivals<F = FactOf<KindName>> {
  readonly kind: KindName;
  readonly key: string;
  readonly chosen: F;
  readonly others: readonly F[];
}

/** The model: all facts, the chosen figure of each thing, and the look-ups that engines need. Built by `replay`. */
export interface Alliance {
  readonly settings: Settings;
  /** Every fact as stated, rivals and corrected ones included. */
  readonly stated: Facts;
  /** Facts in force: corrected facts and losing rivals left out. */
  readonly facts: Facts;
  readonly rivals: readonly Rivals[];
  readonly years: readonly number[];
  readonly nations: readonly Nation[];
  /** Leaves of the capability tree, in the order of the file. */
  readonly leaves: readonly Capability[];
  readonly systems: readonly System[];
  readonly nationIndex: ReadonlyMap<string, number>;
  readonly leafIndex: ReadonlyMap<string, number>;
  readonly systemIndex: ReadonlyMap<string, number>;
  readonly capabilityById: ReadonlyMap<string, Capability>;
  readonly systemById: ReadonlyMap<string, System>;
  readonly sourceById: ReadonlyMap<string, Source>;
  readonly holdingsOf: ReadonlyMap<string, readonly Holding[]>;
  readonly yieldsOf: ReadonlyMap<string, readonly Yield[]>;
  readonly requirementsOf: ReadonlyMap<string, readonly Requirement[]>;
  readonly economyOf: ReadonlyMap<string, readonly Economy[]>;
  readonly budgetsOf: ReadonlyMap<string, readonly Budget[]>;
  /** The value of a named parameter: the data set's own if it states one, else the default. */
  readonly valueOf: (parameter: Parameter) => Range;
  /** Money of a stated unit and price base in M of the alliance's currency at the alliance's price year. Absent: no rate or index. */
  readonly money: (amount: Range, unit: string | undefined, priceBase: string | undefined) => Range | undefined;
}
