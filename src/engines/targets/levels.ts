import type { Alliance } from "#model";
import { TARGETS } from "./parameters.ts";

/** A CAP level's part of a requirement. */
export interface LevelPart {
  /** 1 most urgent to 5. A requirement that is not split has two parts: 1.5 for levels 1 and 2, 4 for levels 3 to 5. */
  readonly level: number;
  /** Unit: share of the requirement. All parts of a leaf and year sum to 1. */
  readonly part: number;
}

const UNSPLIT_URGENT = 1.5;
const UNSPLIT_OTHER = 4;

/**
 * The parts of a leaf's requirement in a year, the most urgent first, from the rows of the alliance that are in force:
 * of each level the latest row, of the first situation stated. A row that names no level gives `plan.urgent-share` to levels 1 and 2.
 */
export function levelParts(alliance: Alliance, leaf: string, year: number): readonly LevelPart[] {
  const urgent = alliance.valueOf(TARGETS.urgentShare).base;
  const latest = new Map<number | undefined, { readonly year: number; readonly quantity: number }>();
  const rows = (alliance.requirementsOf.get(leaf) ?? []).filter((it) => it.scope === "alliance" && it.use === "plan");
  for (const it of rows) {
    if (it.situation !== rows[0]?.situation || it.year > year) continue;
    const known = latest.get(it.capLevel);
    if (known === undefined || known.year <= it.year) latest.set(it.capLevel, { year: it.year, quantity: it.quantity.base });
  }
  const quantities = new Map<number, number>();
  const add = (level: number, quantity: number): void => void quantities.set(level, (quantities.get(level) ?? 0) + quantity);
  for (const [level, { quantity }] of latest) {
    if (level !== undefined) add(level, quantity);
    else {
      add(UNSPLIT_URGENT, quantity * urgent);
      add(UNSPLIT_OTHER, quantity * (1 - urgent));
    }
  }
  const whole = [...quantities.values()].reduce((sum, it) => sum + it, 0);
  if (whole <= 0) return [{ level: UNSPLIT_URGENT, part: urgent }, { level: UNSPLIT_OTHER, part: 1 - urgent }];
  return [...quantities].filter(([, it]) => it > 0).sort(([a], [b]) => a - b).map(([level, it]) => ({ level, part: it / whole }));
}

/** The stretch of a target between two quantities, cut by CAP level: what is held fills the most urgent part first. */
export function bandsBetween(parts: readonly LevelPart[], target: number, stretch: { readonly from: number; readonly to: number }): readonly { readonly level: number; readonly quantity: number }[] {
  let below = 0;
  return parts.flatMap(({ level, part }, index) => {
    const start = below * target;
    below += part;
    const end = index === parts.length - 1 ? target : below * target;
    const quantity = Math.min(end, stretch.to) - Math.max(start, stretch.from);
    return quantity > 0 ? [{ level, quantity }] : [];
  });
}
