/** Days that a shipment can be under way: one less than the slots kept. */
export const TRANSIT_MOST = 7;

/** What is simulated: nations that use up stocks of many types, are supplied from depots by their lift, and have lines that refill the depots. */
export interface SustainmentCase {
  readonly nations: number;
  readonly types: number;
  /** Days simulated. Unit: d. */
  readonly days: number;
  /** With the force at the start. `nation * types + type`, as the next six. Unit: items. */
  readonly stock: Float32Array;
  /** In depots behind it at the start. Unit: items. */
  readonly depot: Float32Array;
  /** Mean use. Unit: items a day. */
  readonly demand: Float32Array;
  /** Standard deviation of a day's use, before it is cut at zero. Unit: items a day. */
  readonly spread: Float32Array;
  /** Stock with the force and under way that is aimed at. Unit: items. */
  readonly target: Float32Array;
  /** Part of the stock with the force that is lost in a day. Unit: share a day. */
  readonly attrition: Float32Array;
  /** What lines deliver to the depots. Unit: items a day. */
  readonly production: Float32Array;
  /** Standard deviation of a line's day, as part of its output, before it is cut at zero; the same for all nations. By type. */
  readonly lineSpread: Float32Array;
  /** By type. Unit: tonnes an item. */
  readonly weight: Float32Array;
  /** What a nation can ship in a day. By nation. Unit: tonnes a day. */
  readonly lift: Float32Array;
  /** Days from depot to force, 1 to 7. By nation. Unit: d. */
  readonly transit: Uint8Array;
}

/** A case whose arrays do not fit together, or with figures that mean nothing. */
export class CaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CaseError";
  }
}

/** @throws CaseError that says which array is at fault and how to mend it. */
export function checkCase(it: SustainmentCase): void {
  if (!(it.nations >= 1 && it.types >= 1 && it.days >= 1)) throw new CaseError("A case needs at least one nation, one type and one day.");
  const cells = it.nations * it.types;
  const sizes = { stock: cells, depot: cells, demand: cells, spread: cells, target: cells, attrition: cells, production: cells, lineSpread: it.types, weight: it.types, lift: it.nations } as const;
  for (const [name, size] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    const array = it[name];
    if (array.length !== size) throw new CaseError(`${name} has ${array.length} figures; it needs ${size}.`);
    const at = array.findIndex((value) => !(value >= 0 && Number.isFinite(value)) || (name === "attrition" && value > 1));
    if (at >= 0) throw new CaseError(`${name}[${at}] is ${array[at]}; it must be ${name === "attrition" ? "a share from 0 to 1" : "a number of at least 0"}.`);
  }
  if (it.transit.length !== it.nations) throw new CaseError(`transit has ${it.transit.length} figures; it needs ${it.nations}.`);
  const at = it.transit.findIndex((days) => days < 1 || days > TRANSIT_MOST);
  if (at >= 0) throw new CaseError(`transit[${at}] is ${it.transit[at]}; it must be 1 to ${TRANSIT_MOST} days.`);
}
