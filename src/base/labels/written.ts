import { ownOf } from "./own.ts";
import { categoriesOf, type CategoryRef, type LabelPolicy, neededSets, type Requirement, type TagKind, type Validity } from "./policy.ts";

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
  | "empty-category"
  | "excludedClass"
  | "requiredClass"
  | "excludedCategory"
  | "requiredCategory"
  | "selection"
  | "validity";

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
 * judged no further: what else it breaks depends on the level. `at` is when the label is made; without it no date is judged.
 * @example violationsOf(policy, { policy: "P", classification: "NONE", categories: {} }) // → [{ rule: "unknown-classification", about: "NONE" }]
 */
export function violationsOf(policy: LabelPolicy, label: WrittenLabel, { at }: { readonly at?: string } = {}): readonly LabelViolation[] {
  const level = policy.levels.find((it) => it.name === label.classification);
  if (level === undefined) return [{ rule: "unknown-classification", about: label.classification }];
  const found: LabelViolation[] = [];
  const add = (rule: LabelRule, about: string): void => void found.push({ rule, about });
  const dated = (validity: Validity, about: string): void => {
    if (at !== undefined && !isValid(validity, at)) add("validity", about);
  };
  const required = (of: readonly Requirement[], about: string): void => {
    for (const it of of) if (!isMet(policy, label, it)) add("requiredCategory", about);
  };
  dated(policy.validity, policy.name);
  dated(level.validity, level.name);
  if (level.isObsolete) add("obsolete", level.name);
  required(level.required, level.name);
  for (const needed of neededSets(policy.name)) if (policy.tagSets.some((it) => it.name === needed) && (ownOf(label.categories, needed) ?? []).length === 0) add("requiredCategory", `${policy.name}: ${needed}`);
  for (const set of policy.tagSets) {
    for (const tag of set.tags) {
      const chosen = tag.categories.filter((it) => (ownOf(label.categories, set.name) ?? []).includes(it.name)).length;
      if (chosen < (tag.least ?? 0) || chosen > (tag.most ?? Number.POSITIVE_INFINITY)) add("selection", tag.name === "" ? set.name : tag.name);
    }
  }
  for (const [tagSet, values] of Object.entries(label.categories)) {
    const set = policy.tagSets.find((it) => it.name === tagSet);
    if (set === undefined) {
      add("unknown-tag-set", tagSet);
      continue;
    }
    // It could mean everyone or nobody, so it means nothing.
    if (values.length === 0) add("empty-category", tagSet);
    for (const value of values) {
      const about = `${tagSet}: ${value}`;
      const category = set.tags.flatMap((it) => it.categories).find((it) => it.name === value);
      if (category === undefined) {
        add("unknown-category", about);
        continue;
      }
      dated(category.validity, about);
      if (category.isObsolete) add("obsolete", about);
      if (category.requiredClass !== undefined && category.requiredClass !== level.name) add("requiredClass", about);
      if (category.excludedClasses.includes(level.name)) add("excludedClass", about);
      if (category.excluded.some((it) => matching(policy, label, it).some(([otherSet, other]) => otherSet !== tagSet || other !== value))) add("excludedCategory", about);
      required(category.required, about);
    }
  }
  return found;
}

/**
 * Rules that a label breaks whenever it was made. Such a label is not marked: the words would leave out what is not understood, and so
 * say too little. What is obsolete or out of date by now was once right, and keeps its marking.
 * @example brokenFor(policy, { policy: "P", classification: "LIMITED", categories: { Release: [] } }) // → [{ rule: "empty-category", about: "Release" }]
 */
export const brokenFor = (policy: LabelPolicy, label: WrittenLabel): readonly LabelViolation[] => violationsOf(policy, label).filter((it) => it.rule !== "obsolete");

/** Values of a label that a reference speaks of. */
const matching = (policy: LabelPolicy, label: WrittenLabel, { tagSet, kind, category }: CategoryRef): readonly (readonly [string, string])[] =>
  (ownOf(label.categories, tagSet) ?? []).filter((it) => (category === undefined || it === category) && kindOf(policy, tagSet, it) === kind).map((it) => [tagSet, it]);

/** `onlyOne` asks for exactly one, as its name says. */
function isMet(policy: LabelPolicy, label: WrittenLabel, { operation, of }: Requirement): boolean {
  const found = of.map((it) => matching(policy, label, it));
  if (operation === "all") return found.every((it) => it.length > 0);
  const different = new Set(found.flat().map((it) => JSON.stringify(it))).size;
  return operation === "onlyOne" ? different === 1 : different > 0;
}

/** Whether a time lies within a validity. What is no time lies within none that has an end. */
function isValid({ notBefore, notAfter }: Validity, at: string): boolean {
  const time = instant(at);
  return (notBefore === undefined || instant(notBefore) <= time) && (notAfter === undefined || time <= instant(notAfter));
}

/** A time as XML writes it, in milliseconds; one without a zone is read as UTC, so that no machine's clock decides. */
const instant = (text: string): number => Date.parse(text.replace(/T[\d:.]+$/, "$&Z"));
