import { ownOf } from "./own.ts";

/** How the values of a tag bind: all of them must be held, one of them must be held, or they only inform. */
export type TagKind = "restrictive" | "permissive" | "informative";

/** Values of a tag set that a rule speaks of. Absent `category`: any value of the kind. */
export interface CategoryRef {
  readonly tagSet: string;
  readonly kind: TagKind;
  readonly category?: string;
}

/** Values that have to stand beside a level or a value. */
export interface Requirement {
  readonly operation: "onlyOne" | "oneOrMore" | "all";
  readonly of: readonly CategoryRef[];
}

/** Words for a marking in a language and places where it stands. */
export interface Marking {
  readonly language?: string;
  readonly phrase?: string;
  readonly codes: readonly string[];
}

/** What stands before, between or after the values of a tag in a marking. */
export interface QualifierPart {
  readonly kind: "prefix" | "separator" | "suffix";
  readonly text: string;
  readonly language?: string;
}

/** Parts of a marking for one place of a page. */
export interface Qualifier {
  readonly code: string;
  readonly parts: readonly QualifierPart[];
}

/** When something may be used, both ends included. Absent: always. Times as XML writes them. */
export interface Validity {
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** Value of another policy that means the same. */
export interface EquivalentLevel {
  readonly policy: string;
  /** Number of the level in the other policy. */
  readonly lacv: string;
  readonly applied: "encrypt" | "decrypt" | "both";
  /** Values of the other policy that the level needs there. */
  readonly required: readonly EquivalentRequirement[];
}

/** Values of another policy, by the number of each, that have to stand beside an equivalent level. */
export interface EquivalentRequirement {
  readonly operation: Requirement["operation"];
  readonly of: readonly CategoryRef[];
}

/** Value of another policy that a category becomes there, or that it is left out. */
export interface EquivalentCategory {
  readonly policy: string;
  readonly tagSetId: string;
  readonly kind: TagKind;
  readonly lacv: string;
  readonly applied: "encrypt" | "decrypt" | "both";
  readonly isDiscarded: boolean;
}

/** Another policy into which labels may be brought. */
export interface EquivalentPolicy {
  readonly name: string;
  readonly id: string;
  /** Values of the other policy that every label brought there needs. */
  readonly required: readonly EquivalentRequirement[];
}

export interface Level {
  readonly name: string;
  /** Number in encoded labels; says nothing of the order. */
  readonly lacv: string;
  /** Place in the order: the higher, the stricter. */
  readonly hierarchy: number;
  readonly isObsolete: boolean;
  readonly required: readonly Requirement[];
  readonly markings: readonly Marking[];
  readonly color?: string;
  readonly validity: Validity;
  readonly equivalents: readonly EquivalentLevel[];
}

export interface Category {
  readonly name: string;
  readonly lacv: string;
  readonly isObsolete: boolean;
  readonly requiredClass?: string;
  readonly excludedClasses: readonly string[];
  readonly excluded: readonly CategoryRef[];
  readonly required: readonly Requirement[];
  readonly markings: readonly Marking[];
  readonly validity: Validity;
  readonly equivalents: readonly EquivalentCategory[];
}

export interface Tag {
  readonly name: string;
  readonly kind: TagKind;
  readonly categories: readonly Category[];
  /** Fewest and most values that may be chosen, where the policy limits them. */
  readonly least?: number;
  readonly most?: number;
  readonly qualifiers: readonly Qualifier[];
}

export interface TagSet {
  readonly name: string;
  readonly id: string;
  readonly tags: readonly Tag[];
}

/** A security policy: levels, tag sets and the rules between them. */
export interface LabelPolicy {
  readonly name: string;
  readonly id: string;
  readonly levels: readonly Level[];
  readonly tagSets: readonly TagSet[];
  readonly validity: Validity;
  readonly equivalents: readonly EquivalentPolicy[];
  readonly markings: readonly Marking[];
  readonly qualifiers: readonly Qualifier[];
}

/** What no release category means: the originator alone, a group, or everyone. Never assumed. */
export type AbsentMeans = "originator" | "everyone" | { readonly group: string };

/** Members of groups at a date. */
export type Roster = Readonly<Record<string, readonly string[]>>;

/** What a policy file leaves open and an alliance has to state. */
export interface PolicyTerms {
  readonly policy: LabelPolicy;
  /** For every tag set with a permissive tag. */
  readonly absentMeans: Readonly<Record<string, AbsentMeans>>;
  /** The tag set of releases, in which a reader acts for exactly one nation. Absent: none. */
  readonly releaseSet?: string;
  readonly roster: Roster;
}

/** Categories of a tag set by kind. */
export const categoriesOf = (policy: LabelPolicy, tagSet: string, kind: TagKind): readonly Category[] => policy.tagSets.find((it) => it.name === tagSet)?.tags.filter((it) => it.kind === kind).flatMap((it) => it.categories) ?? [];

/** Tag sets of a policy that have permissive values. */
export const permissiveSets = (policy: LabelPolicy): readonly string[] => policy.tagSets.filter((it) => it.tags.some((tag) => tag.kind === "permissive")).map((it) => it.name);

/** Permissive tag sets for which nobody has said what absence means. A policy with such a set cannot be used. */
export const unstatedSets = ({ policy, absentMeans }: PolicyTerms): readonly string[] => permissiveSets(policy).filter((it) => ownOf(absentMeans, it) === undefined);

const CASELESS = ["NATO", "PUBLIC"];
/** Whether the names of a policy compare without case, as the prose of the label syntax asks for these two. */
export const isCaseless = (policy: string): boolean => CASELESS.includes(policy.toUpperCase());

/** Tag sets that a label of a policy must carry though its file does not say so, by the prose of the label syntax. */
export const neededSets = (policy: string): readonly string[] => (policy.toUpperCase() === "NATO" ? ["Context"] : []);
