import { adoptedOrder } from "./kinds/adopted-order.ts";
import { adoption } from "./kinds/adoption.ts";
import { answer } from "./kinds/answer.ts";
import { bill } from "./kinds/bill.ts";
import { budget } from "./kinds/budget.ts";
import { capability } from "./kinds/capability.ts";
import { economy } from "./kinds/economy.ts";
import { exchangeRate } from "./kinds/exchange-rate.ts";
import { holding } from "./kinds/holding.ts";
import { initiative } from "./kinds/initiative.ts";
import { label } from "./kinds/label.ts";
import { line } from "./kinds/line.ts";
import { nation } from "./kinds/nation.ts";
import { parameterValue } from "./kinds/parameter-value.ts";
import { priceIndex } from "./kinds/price-index.ts";
import { programme } from "./kinds/programme.ts";
import { requirement } from "./kinds/requirement.ts";
import { retirement } from "./kinds/retirement.ts";
import { source } from "./kinds/source.ts";
import { standard } from "./kinds/standard.ts";
import { stock } from "./kinds/stock.ts";
import { system } from "./kinds/system.ts";
import { systemYield } from "./kinds/yield.ts";
import type { RecordOf } from "./field.ts";

/** Every record kind, in the order in which a data set is read. */
export const KINDS = {
  source,
  label,
  parameter: parameterValue,
  nation,
  exchangeRate,
  priceIndex,
  economy,
  budget,
  capability,
  requirement,
  standard,
  adoption,
  system,
  yield: systemYield,
  bill,
  holding,
  retirement,
  stock,
  programme,
  line,
  adoptedOrder,
  initiative,
  answer,
} as const;

export type KindName = keyof typeof KINDS;
export type FactOf<K extends KindName> = RecordOf<(typeof KINDS)[K]["fields"]>;
/** All facts of a data set, by kind. */
export type Facts = { readonly [K in KindName]: readonly FactOf<K>[] };

export type Source = FactOf<"source">;
export type Label = FactOf<"label">;
export type ParameterValue = FactOf<"parameter">;
export type Nation = FactOf<"nation">;
export type ExchangeRate = FactOf<"exchangeRate">;
export type PriceIndex = FactOf<"priceIndex">;
export type Economy = FactOf<"economy">;
export type Budget = FactOf<"budget">;
export type Capability = FactOf<"capability">;
export type Requirement = FactOf<"requirement">;
export type Standard = FactOf<"standard">;
export type Adoption = FactOf<"adoption">;
export type System = FactOf<"system">;
export type Yield = FactOf<"yield">;
export type Holding = FactOf<"holding">;
export type Retirement = FactOf<"retirement">;
export type Bill = FactOf<"bill">;
export type AdoptedOrder = FactOf<"adoptedOrder">;
export type Stock = FactOf<"stock">;
export type Programme = FactOf<"programme">;
export type Line = FactOf<"line">;
export type Initiative = FactOf<"initiative">;
export type Answer = FactOf<"answer">;
