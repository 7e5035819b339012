import type { AnyKind } from "../kind.ts";
import { type FactOf, type KindName, KINDS } from "../kinds.ts";
import { type Doubt, fileOfKind, listed } from "./check.ts";

type AnyFact = Readonly<Record<string, unknown>> & { readonly id: string; readonly source?: string; readonly asOf?: string; readonly evidence?: string; readonly confidence?: string; readonly edition?: string };

/** Fields that say who says so, not what. */
const ABOUT_IT: ReadonlySet<string> = new Set(["source", "asOf", "evidence", "confidence", "label", "definition", "note", "corrects", "edition"]);

const valueFields = (kind: KindName): readonly string[] => Object.keys(KINDS[kind].fields).filter((it) => it !== "id");

/** Whether two facts agree in these fields. */
const agree = (a: AnyFact, b: AnyFact, fields: readonly string[]): boolean => fields.every((it) => sameValue(a[it], b[it]));

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((it, index) => it === b[index]);
  return Object.entries(a).every(([name, it]) => (b as Readonly<Record<string, unknown>>)[name] === it);
}

/** Several figures for one thing that do not agree. All are kept; the message says which is used and why. */
export const conflictingFigures: Doubt = {
  code: "conflicting-figures",
  level: "notice",
  title: "Sources that differ on one thing are shown side by side.",
  run: (on, report) => {
    const indices = new Map<KindName, Map<unknown, number>>();
    for (const { kind, chosen, others } of on.alliance.rivals) {
      const used = chosen as AnyFact;
      const said = valueFields(kind).filter((it) => !ABOUT_IT.has(it));
      const differing = (others as readonly AnyFact[]).filter((it) => it.edition === used.edition && !agree(it, used, said));
      if (differing.length === 0) continue;
      let indexOf = indices.get(kind);
      if (indexOf === undefined) indices.set(kind, (indexOf = new Map((on.facts[kind] as readonly unknown[]).map((it, index) => [it, index]))));
      const names = listed(differing.map((it) => `"${it.id}"`));
      report({ kind, index: indexOf.get(chosen) ?? -1 }, { message: `"${used.id}" is used and ${names} ${differing.length === 1 ? "is" : "are"} kept beside it: ${reason(used, differing[0] ?? used)}.`, mend: "Nothing, if the sources do differ; otherwise remove the wrong row, or let one name the other in `corrects`." });
    }
  },
};

const reason = (used: AnyFact, other: AnyFact): string =>
  used.confidence !== other.confidence
    ? `its confidence is ${used.confidence}, not ${other.confidence}`
    : used.asOf !== other.asOf
      ? `it is of ${used.asOf}, later than ${other.asOf}`
      : used.evidence !== other.evidence
        ? `it is ${used.evidence}, firmer than ${other.evidence}`
        : "the two are alike in confidence, date and evidence, so the earlier row is used";

/** A later edition of a publication revises an earlier one: not a conflict, so told once for each pair of editions and measure. */
export const revisedFigures: Doubt = {
  code: "revised-figures",
  level: "notice",
  title: "Figures that a later edition revises are kept beside it.",
  run: (on, report) => {
    const groups = new Map<string, { readonly used: unknown; readonly what: string; readonly editions: readonly [string, string]; count: number }>();
    for (const rivals of on.alliance.rivals) {
      if (rivals.kind !== "economy") continue;
      const used = rivals.chosen as FactOf<"economy">;
      for (const other of rivals.others as readonly FactOf<"economy">[]) {
        if (other.edition === used.edition || sameValue(other.value, used.value)) continue;
        const editions = [used.edition ?? "no edition", other.edition ?? "no edition"] as const;
        const key = `${used.measure}|${editions.join("|")}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { used, what: used.measure, editions, count: 1 });
        else group.count += 1;
      }
    }
    if (groups.size === 0) return;
    const indexOf = new Map<unknown, number>(on.facts.economy.map((it, index) => [it, index]));
    for (const { used, what, editions, count } of groups.values())
      report({ kind: "economy", index: indexOf.get(used) ?? -1, column: "edition" }, { message: `${count} ${count === 1 ? "figure" : "figures"} of ${what} in "${editions[1]}" ${count === 1 ? "differs" : "differ"} from "${editions[0]}", which is used.`, mend: "Nothing: both are kept and shown." });
  },
};

/** Rows alike in everything but their id: probably pasted twice. */
export const duplicateRow: Doubt = {
  code: "duplicate-row",
  level: "warning",
  title: "No row stands twice under two ids.",
  run: (on, report) => {
    for (const kind of Object.keys(KINDS) as KindName[]) {
      const fields = Object.keys(KINDS[kind].fields);
      const { rivalKey }: AnyKind = KINDS[kind];
      // Only rows about one thing can be alike, so a first cheap key parts nearly all of them.
      const cheap = rivalKey.length > 0 ? rivalKey : fields.filter((it) => it.startsWith("name") || it === "title" || it === "parent").slice(0, 2);
      if (kind === "label" || kind === "nation" || cheap.length === 0) continue;
      const all = valueFields(kind);
      const first = new Map<string, number>();
      const facts = on.facts[kind] as readonly AnyFact[];
      facts.forEach((fact, index) => {
        const key = cheap.map((it) => String(fact[it] ?? "")).join("|");
        const earlier = first.get(key);
        if (earlier === undefined) {
          first.set(key, index);
          return;
        }
        const before = facts[earlier];
        if (before === undefined || !agree(before, fact, all)) return;
        const row = on.rows[kind]?.[earlier];
        report({ kind, index }, { message: `The row says the same as ${row === undefined ? `"${before.id}"` : `row ${row}`} of ${fileOfKind(kind)}, under another id.`, mend: "Remove one of the two." });
      });
    }
  },
};
