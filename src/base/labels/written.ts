import { categoriesOf, type LabelPolicy, type TagKind } from "./policy.ts";

/** A label as it is written: names of the policy, category values by tag set. */
export interface WrittenLabel {
  readonly policy: string;
  readonly classification: string;
  /** Values by tag set, in the order of writing. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Who gave the label. Needed where absence of a release means the originator. */
  readonly originator?: string;
}

/** Rules of a policy that a label can break. */
export type LabelRule =
  | "unknown-classification"
  | "obsolete"
  | "unknown-tag-set"
  | "unknown-category"
  | "excludedClass"
  | "requiredClass"
  | "excludedCategory"
  | "requiredCategory"
  | "selection";

/** A broken rule, with what broke it. */
export interface LabelViolation {
  readonly rule: LabelRule;
  readonly about: string;
}

const KINDS: readonly TagKind[] = ["restrictive", "permissive", "informative"];

/** Kind of a value in a tag set. Absent: the policy does not know it. */
export const kindOf = (policy: LabelPolicy, tagSet: string, value: string): TagKind | undefined => KINDS.find((kind) => categoriesOf(policy, tagSet, kind).some((it) => it.name === value));

/**
 * Every rule of its policy that a fresh label breaks, once a rule and cause. A label that names no level of the policy is
 * judged no further: what else it breaks depends on the level.
 */
export function violationsOf(policy: LabelPolicy, label: WrittenLabel): readonly LabelViolation[] {
  const level = policy.levels.find((it) => it.name === label.classification);
  if (level === undefined) return [{ rule: "unknown-classification", about: label.classification }];
  const found: LabelViolation[] = [];
  const add = (rule: LabelRule, about: string): void => void found.push({ rule, about });
  if (level.isObsolete) add("obsolete", level.name);
  const has = (tagSet: string, kind: TagKind, value?: string): number => (label.categories[tagSet] ?? []).filter((it) => kindOf(policy, tagSet, it) === kind && (value === undefined || it === value)).length;
  const meets = ({ operation, of }: (typeof level.required)[number]): boolean => {
    const counts = of.map((it) => has(it.tagSet, it.kind, it.category));
    const present = counts.filter((it) => it > 0).length;
    if (operation === "all") return present === of.length;
    return operation === "onlyOne" ? counts.reduce((sum, it) => sum + it, 0) === 1 : present > 0;
  };
  for (const it of level.required) if (!meets(it)) add("requiredCategory", level.name);
  for (const [tagSet, values] of Object.entries(label.categories)) {
    const set = policy.tagSets.find((it) => it.name === tagSet);
    if (set === undefined) {
      add("unknown-tag-set", tagSet);
      continue;
    }
    for (const tag of set.tags) {
      const chosen = values.filter((it) => tag.categories.some((category) => category.name === it)).length;
      if ((tag.least !== undefined && chosen < tag.least) || (tag.most !== undefined && chosen > tag.most)) add("selection", tag.name);
    }
    for (const value of values) {
      const category = set.tags.flatMap((it) => it.categories).find((it) => it.name === value);
      if (category === undefined) {
        add("unknown-category", `${tagSet}: ${value}`);
        continue;
      }
      const about = `${tagSet}: ${value}`;
      if (category.isObsolete) add("obsolete", about);
      if (category.requiredClass !== undefined && category.requiredClass !== level.name) add("requiredClass", about);
      if (category.excludedClasses.includes(level.name)) add("excludedClass", about);
      if (category.excluded.some((it) => has(it.tagSet, it.kind, it.category) > 0)) add("excludedCategory", about);
      for (const it of category.required) if (!meets(it)) add("requiredCategory", about);
    }
  }
  return found;
}
