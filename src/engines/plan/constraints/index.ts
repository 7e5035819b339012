import { ADOPTION } from "./adoption.ts";
import { AGREEMENT } from "./agreement.ts";
import { BALANCE } from "./balance.ts";
import { BUDGET } from "./budget.ts";
import { BURDEN } from "./burden.ts";
import { CAPACITY } from "./capacity.ts";
import { CEILING } from "./ceiling.ts";
import { CHANGEOVER } from "./changeover.ts";
import { COMMON } from "./common-fund.ts";
import { COMPONENT } from "./component.ts";
import { CONTRIBUTION } from "./contribution.ts";
import { DELIVERIES } from "./deliveries.ts";
import { EXPANSION } from "./expansion.ts";
import { INTEROPERABILITY } from "./interoperability.ts";
import { LEAD } from "./lead.ts";
import { LOT } from "./lot.ts";
import type { ConstraintNote } from "./note.ts";
import { PAYMENTS } from "./payments.ts";
import { PERSISTENCE } from "./persistence.ts";
import { PROGRAMME } from "./programme.ts";
import { RAMP } from "./ramp.ts";
import { REQUIREMENT } from "./requirement.ts";
import { SPLIT } from "./split.ts";
import { STOCK } from "./stock.ts";
import { SUPPLY } from "./supply.ts";
import { SUSTAINING } from "./sustaining.ts";

export type { ConstraintNote } from "./note.ts";

/** Every constraint, in the order in which a reader meets them. */
export const CONSTRAINTS: readonly ConstraintNote[] = [DELIVERIES, BALANCE, PROGRAMME, CONTRIBUTION, CEILING, SPLIT, ADOPTION, INTEROPERABILITY, LEAD, REQUIREMENT, STOCK, SUPPLY, CAPACITY, RAMP, EXPANSION, CHANGEOVER, SUSTAINING, COMPONENT, AGREEMENT, LOT, PAYMENTS, BUDGET, COMMON, BURDEN, PERSISTENCE];
