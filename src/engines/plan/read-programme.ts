import type { Alliance, Programme, System } from "#model";
import type { Range } from "#quantities";
import type { NotPlanned } from "./plan.ts";
import type { Good, PlannedProgramme } from "./world.ts";

interface ProgrammeAsk {
  readonly alliance: Alliance;
  readonly it: Programme;
  readonly T: number;
  readonly firstYear: number;
  readonly moveYears: number;
  readonly leadTime: number;
  readonly need_: (range: Range) => number;
  readonly useful: boolean;
  readonly addGood: (system: System) => number;
  readonly goods: readonly Good[];
}

/** A programme as the plan counts on it, within its years. Nothing: it was cancelled, is complete, or lies outside these years. What cannot be planned is told with its reason. */
export function readProgramme({ alliance, it, T, firstYear, moveYears, leadTime, need_, useful, addGood, goods }: ProgrammeAsk): Omit<PlannedProgramme, "nation"> | NotPlanned | undefined {
  if (it.status === "cancelled" || it.status === "complete") return undefined;
  const left = (code: NotPlanned["code"], reason: string, mend: string): NotPlanned => ({ kind: "programme", id: it.id, code, reason, mend });
  if (!useful) return left("not-planned-leaf", "What it buys counts towards no planned leaf and no stock target.", "State a yield of the system, or a requirement.");
  if (it.quantity === undefined) return left("no-quantity", "Its quantity is unknown: it is shown, not planned.", "State the quantity.");
  const system = alliance.systemById.get(it.system);
  if (system === undefined) return left("not-planned-leaf", "Its system is unknown.", "Name a system of the data set.");
  const afterContract = it.contractYear === undefined ? undefined : it.contractYear + Math.ceil(system.leadTime?.base ?? leadTime);
  const first = it.firstYear ?? (afterContract === undefined ? it.lastYear : Math.min(afterContract, it.lastYear ?? afterContract));
  if (first === undefined) return left("no-dates", "No year of contract or delivery is known.", "State a year.");
  const last = Math.max(it.lastYear ?? first + 3, first);
  const inside = Math.min(last, firstYear + T - 1) - Math.max(first, firstYear) + 1;
  if (inside <= 0) return undefined;
  const quantity = (it.quantity.base * inside) / (last - first + 1);
  if (quantity <= 0) return undefined;
  const value = it.value === undefined || it.quantity.base <= 0 ? undefined : alliance.money(it.value, it.valueUnit, it.priceBase);
  const good = addGood(system);
  const price = value === undefined ? goods[good]!.price : need_(value) / it.quantity.base;
  const firm = it.status === "contracted" || it.status === "delivering";
  if (price === undefined && !firm) return left("no-price", "Neither its value nor the unit cost of the system is known.", "State one of them.");
  return {
    id: it.id,
    good,
    quantity,
    first: Math.max(first - firstYear, 0),
    last: Math.min(last - firstYear, T - 1),
    firm,
    contractYear: it.contractYear ?? first - goods[good]!.lead,
    ...(price === undefined ? {} : { price }),
    movable: firm ? 0 : moveYears,
  };
}
