import { type KindName, KINDS } from "../kinds.ts";
import { columnOf } from "../kind.ts";
import { type Check, fileOfKind, type Reading } from "./check.ts";
import { nearestAmong } from "./nearest.ts";

type AnyFact = Readonly<Record<string, unknown>> & { readonly id: string; readonly corrects?: string };

/** A reference and the kind it points to. */
interface Reference {
  readonly name: string;
  readonly column: string;
  readonly to: KindName;
  readonly many: boolean;
}

const REFERENCES: readonly (readonly [KindName, readonly Reference[]])[] = (Object.keys(KINDS) as KindName[]).map((kind) => [
  kind,
  Object.entries(KINDS[kind].fields).flatMap(([name, field]) =>
    field.refersTo === undefined || field.isLoose === true ? [] : [{ name, column: columnOf(name), to: field.refersTo as KindName, many: field.type === "refs" }],
  ),
]);

const REFERRED_TO: ReadonlySet<KindName> = new Set(REFERENCES.flatMap(([, references]) => references.map((it) => it.to)));

/** Ids that others may refer to: every row that no other row replaces. */
function standingIds(on: Reading): ReadonlyMap<KindName, { readonly ids: ReadonlySet<string>; readonly replacedBy: ReadonlyMap<string, string> }> {
  return new Map(
    [...REFERRED_TO].map((kind) => {
      const facts = on.facts[kind] as readonly AnyFact[];
      const replacedBy = new Map(facts.flatMap((it) => (it.corrects === undefined ? [] : [[it.corrects, it.id]])));
      return [kind, { ids: new Set(facts.flatMap((it) => (replacedBy.has(it.id) ? [] : [it.id]))), replacedBy }];
    }),
  );
}

/** Visits every reference that points to no row in force. */
function eachDangling(on: Reading, visit: (from: { readonly kind: KindName; readonly index: number; readonly reference: Reference }, word: string, replacedBy: string | undefined) => void): void {
  const standing = standingIds(on);
  for (const [kind, references] of REFERENCES) {
    const facts = on.facts[kind] as readonly AnyFact[];
    for (const reference of references) {
      const known = standing.get(reference.to);
      if (known === undefined) continue;
      for (let index = 0; index < facts.length; index += 1) {
        const value = facts[index]?.[reference.name];
        if (value === undefined) continue;
        if (!reference.many) {
          if (!known.ids.has(value as string)) visit({ kind, index, reference }, value as string, known.replacedBy.get(value as string));
        } else for (const word of value as readonly string[]) if (!known.ids.has(word)) visit({ kind, index, reference }, word, known.replacedBy.get(word));
      }
    }
  }
}

/** Every reference points to a row that is there: nation, capability, system, standard, source, label, initiative. */
export const unknownCode: Check = {
  code: "unknown-code",
  level: "error",
  title: "Every code used is defined in its own table.",
  run: (on, report) => {
    const ids = standingIds(on);
    const near = new Map<string, string | undefined>();
    const among = new Map<KindName, ReturnType<typeof nearestAmong>>();
    const nearestOf = (to: KindName, word: string): string | undefined => {
      const key = `${to} ${word}`;
      const known = among.get(to) ?? nearestAmong(ids.get(to)?.ids ?? []);
      among.set(to, known);
      if (!near.has(key)) near.set(key, near.size < SUGGESTED ? known(word) : undefined);
      return near.get(key);
    };
    eachDangling(on, ({ kind, index, reference }, word, replacedBy) => {
      if (on.leftOut[reference.to]?.has(word) === true) return;
      const suggestion = replacedBy ?? nearestOf(reference.to, word);
      report(
        { kind, index, column: reference.column },
        {
          message: replacedBy === undefined ? `"${word}" is no id of ${fileOfKind(reference.to)}; the row was left out.` : `"${word}" was replaced by "${replacedBy}" in ${fileOfKind(reference.to)}; the row was left out.`,
          mend: suggestion === undefined ? `Add "${word}" to ${fileOfKind(reference.to)}, or correct the cell.` : `Did you mean "${suggestion}"? Otherwise add "${word}" to ${fileOfKind(reference.to)}.`,
        },
      );
    });
  },
};

// Looking for the nearest id costs a pass over all ids; a file with more wrong words than this has one cause.
const SUGGESTED = 300;

/** Rows that refer to a row left out for its own fault go with it: told once for each row left out and table, not once for each. */
export const refersToLeftOut: Check = {
  code: "refers-to-left-out",
  level: "error",
  title: "A row does not refer to one that was left out.",
  run: (on, report) => {
    const groups = new Map<string, { readonly kind: KindName; readonly reference: Reference; readonly word: string; readonly indices: number[] }>();
    eachDangling(on, ({ kind, index, reference }, word) => {
      if (on.leftOut[reference.to]?.has(word) !== true) return;
      const key = `${kind} ${reference.name} ${word}`;
      const group = groups.get(key) ?? { kind, reference, word, indices: [] };
      group.indices.push(index);
      groups.set(key, group);
    });
    for (const { kind, reference, word, indices } of groups.values()) {
      const [index = 0, ...also] = indices;
      const lines = indices.slice(0, LISTED).map((it) => on.rows[kind]?.[it]);
      const where = lines.some((it) => it === undefined) ? "" : ` (${indices.length > 1 ? "rows" : "row"} ${lines.join(", ")}${indices.length > LISTED ? " and more" : ""})`;
      report(
        { kind, index, column: reference.column, also },
        { message: `"${word}" of ${fileOfKind(reference.to)} was left out for a fault of its own, and ${indices.length === 1 ? "1 row" : `${indices.length} rows`} of ${fileOfKind(kind)} with it${where}.`, mend: `Mend "${word}" in ${fileOfKind(reference.to)}.` },
      );
    }
  },
};

const LISTED = 10;
