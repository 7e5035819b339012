import { labelProblem, type LabelProblem } from "./label.ts";
import { categoriesOf, type EquivalentRequirement, type LabelPolicy, type TagKind } from "./policy.ts";
import { kindOf, violationsOf, type WrittenLabel } from "./written.ts";

/** A label said again in another policy, for an alternative label beside the first; never instead of it. */
export interface Equivalent {
  readonly kind: "equivalent";
  readonly label: WrittenLabel;
}

/** Who brings a label into another policy: the one who sends it or the one who receives it. */
export type AppliedBy = "sender" | "receiver";

/**
 * The equivalent of a label in another policy, only where its policy states one for the policy, the level and every value that
 * binds. A permissive value that would be discarded is refused: the label without it would let in more. What the equivalent
 * breaks of the other policy is a problem too.
 */
export function equivalentOf({ from, to, by }: { readonly from: LabelPolicy; readonly to: LabelPolicy; readonly by: AppliedBy }, label: WrittenLabel): Equivalent | LabelProblem {
  const none = (what: string): LabelProblem => labelProblem("other-policy", `${from.name} states no equivalent in ${to.name} for ${what}.`, "Keep the label beside yours: both bind. A person may label the value in the other policy.");
  const applies = (it: { readonly policy: string; readonly applied: string }): boolean => it.policy === to.name && (it.applied === "both" || it.applied === (by === "sender" ? "encrypt" : "decrypt"));
  const stated = from.equivalents.find((it) => it.name === to.name);
  if (stated === undefined || label.policy !== from.name) return none("the policy");
  const entry = from.levels.find((it) => it.name === label.classification)?.equivalents.find(applies);
  const level = to.levels.find((it) => it.lacv === entry?.lacv);
  if (entry === undefined || level === undefined) return none(label.classification);
  const values = new Map<string, string[]>();
  const add = (set: string, value: string): void => void values.set(set, [...new Set([...(values.get(set) ?? []), value])]);
  for (const [set, chosen] of Object.entries(label.categories)) {
    for (const value of chosen) {
      const kind = kindOf(from, set, value);
      const of = kind === undefined ? [] : categoriesOf(from, set, kind).filter((it) => it.name === value).flatMap((it) => it.equivalents.filter(applies));
      const kept = of.filter((it) => !it.isDiscarded);
      if (kind !== "informative" && (of.length === 0 || (kind === "permissive" && kept.length === 0))) return none(`${set} ${value}`);
      for (const it of kept) {
        const found = valueOf(to, { kind: it.kind, lacv: it.lacv }, (one) => one.id === it.tagSetId);
        if (found === undefined) return none(`${set} ${value}`);
        add(...found);
      }
    }
  }
  for (const found of [...stated.required, ...entry.required].flatMap((it) => needed(to, it))) {
    if (found === undefined) return none("a value that it asks for");
    add(...found);
  }
  const equivalent: WrittenLabel = { policy: to.name, classification: level.name, categories: Object.fromEntries(values), ...(label.originator !== undefined && { originator: label.originator }) };
  const broken = violationsOf(to, equivalent);
  return broken.length > 0 ? none(`the whole: it would break ${broken.map((it) => `${it.rule} (${it.about})`).join(", ")}`) : { kind: "equivalent", label: equivalent };
}

/** Values that stand in the other policy whatever the label says; where it leaves a choice, none is made here. */
const needed = (to: LabelPolicy, { operation, of }: EquivalentRequirement): readonly (readonly [string, string] | undefined)[] =>
  operation !== "all" && of.length > 1 ? [undefined] : of.map((it) => (it.category === undefined ? undefined : valueOf(to, { kind: it.kind, lacv: it.category }, (one) => one.name === it.tagSet)));

function valueOf(to: LabelPolicy, { kind, lacv }: { readonly kind: TagKind; readonly lacv: string }, isSet: (set: LabelPolicy["tagSets"][number]) => boolean): readonly [string, string] | undefined {
  const set = to.tagSets.find(isSet);
  const category = set === undefined ? undefined : categoriesOf(to, set.name, kind).find((it) => it.lacv === lacv);
  return set === undefined || category === undefined ? undefined : [set.name, category.name];
}
