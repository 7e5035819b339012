import type { Category, CategoryRef, EquivalentCategory, EquivalentLevel, LabelPolicy, Level, Marking, Qualifier, QualifierPart, Requirement, Tag, TagKind, TagSet, Validity } from "#labels";
import { readXml, type XmlElement } from "../xml/read-xml.ts";
import { type Shape, SPIF_SHAPES } from "./spif-shape.ts";

const NAMESPACE = "http://www.xmlspif.org/spif";
const LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang";

/** Something in a policy file that is not as the schema has it. */
export interface SpifFinding {
  readonly line: number;
  /** Element, or element and attribute. */
  readonly at: string;
  readonly message: string;
}

/** A policy file as read. Findings beside a policy are what a tolerant reading passed over. */
export type SpifReading =
  | { readonly kind: "policy"; readonly policy: LabelPolicy; readonly schemaVersion: string; readonly findings: readonly SpifFinding[] }
  | { readonly kind: "refused"; readonly findings: readonly SpifFinding[] };

export interface SpifOptions {
  /** Whether departures from the schema's order and form are passed over where the meaning is plain. Absent: no. */
  readonly tolerant?: boolean;
}

/**
 * Reads a security policy information file of schema 2.1 or 2.0. Strict unless told otherwise: any departure from the schema
 * refuses the file, with every finding. What leaves the meaning open is refused either way.
 */
export function readSpif(source: string, { tolerant = false }: SpifOptions = {}): SpifReading {
  const root = readXml(source);
  if ("kind" in root) return { kind: "refused", findings: [{ line: root.line, at: "document", message: root.message }] };
  if (root.namespace !== NAMESPACE || root.name !== "SPIF") return refused(root, `The document is a ${root.name} in the namespace "${root.namespace}", not a SPIF in ${NAMESPACE}.`);
  const version = root.attributes.get("schemaVersion") ?? "";
  if (/^3(\.|$)/.test(version)) return refused(root, `Schema ${version} is not read yet; it differs in its codes and separators. Ask for the policy in schema 2.1.`);
  const findings: SpifFinding[] = [];
  checkShape(root, findings);
  const meaning: SpifFinding[] = [];
  const policy = policyOf(root, meaning);
  if (policy === undefined || meaning.length > 0 || (!tolerant && findings.length > 0)) return { kind: "refused", findings: [...findings, ...meaning] };
  return { kind: "policy", policy, schemaVersion: version, findings };
}

const refused = (element: XmlElement, message: string): SpifReading => ({ kind: "refused", findings: [{ line: element.line, at: element.name, message }] });

/** Compares an element and all within with the schema. */
function checkShape(element: XmlElement, findings: SpifFinding[]): void {
  const shape = SPIF_SHAPES[element.name];
  const say = (at: string, message: string, line = element.line): void => void findings.push({ line, at, message });
  if (shape === undefined || shape.isOpen === true) return;
  for (const [name, rule] of Object.entries(shape.required)) {
    const value = element.attributes.get(name);
    if (value === undefined) say(`${element.name} @${name}`, `The attribute ${name} is missing; write ${rule.words}.`);
    else if (!rule.test(value)) say(`${element.name} @${name}`, `"${value}" is not ${rule.words}.`);
  }
  for (const [name, value] of element.attributes) {
    const rule = shape.optional[name];
    if (rule !== undefined && !rule.test(value)) say(`${element.name} @${name}`, `"${value}" is not ${rule.words}.`);
    else if (rule === undefined && shape.required[name] === undefined && !name.startsWith("{")) say(`${element.name} @${name}`, `The schema knows no attribute ${name} here.`);
  }
  if (shape.text === undefined ? element.text.trim() !== "" : !shape.text.test(element.text)) say(element.name, shape.text === undefined ? `Text stands where there should be none: "${element.text.trim().slice(0, 40)}".` : `"${element.text}" is not ${shape.text.words}.`);
  checkOrder(element, shape, say);
  for (const it of element.children) {
    if (it.namespace !== NAMESPACE) say(it.name, `${it.name} is not in the namespace of the schema.`, it.line);
    else checkShape(it, findings);
  }
}

/** Children in the order of the schema, each as often as it may stand. */
function checkOrder(element: XmlElement, { children }: Shape, say: (at: string, message: string, line?: number) => void): void {
  let at = 0;
  const counts = new Map<string, number>();
  for (const it of element.children) {
    const place = children.findIndex(([name]) => name === it.name);
    if (place < 0) {
      say(it.name, `${it.name} does not stand in ${element.name}.`, it.line);
      continue;
    }
    if (place < at) say(it.name, `${it.name} stands after ${children[at]![0]}; the schema has it before.`, it.line);
    at = Math.max(at, place);
    counts.set(it.name, (counts.get(it.name) ?? 0) + 1);
  }
  for (const [name, times] of children) {
    const count = counts.get(name) ?? 0;
    if (count === 0 && (times === "one" || times === "some")) say(element.name, `${name} is missing in ${element.name}.`);
    if (count > 1 && (times === "one" || times === "maybe")) say(element.name, `${name} stands ${count} times in ${element.name}; once is allowed.`);
  }
}

const isSpif = (it: XmlElement, name: string): boolean => it.name === name && (it.namespace === NAMESPACE || it.namespace === "");
const inside = (element: XmlElement | undefined, name: string): readonly XmlElement[] => element?.children.filter((it) => isSpif(it, name)) ?? [];
const isTrue = (text: string | undefined): boolean => text === "true" || text === "1";

/** The policy, and every finding that leaves its meaning open. */
function policyOf(root: XmlElement, findings: SpifFinding[]): LabelPolicy | undefined {
  const say = (it: XmlElement, message: string): void => void findings.push({ line: it.line, at: it.name, message });
  const identity = inside(root, "securityPolicyId")[0];
  const name = identity?.attributes.get("name") ?? "";
  const id = identity?.attributes.get("id") ?? "";
  if (identity === undefined || name === "") {
    say(identity ?? root, "The policy has no name: securityPolicyId needs a name.");
    return undefined;
  }
  const levels = inside(inside(root, "securityClassifications")[0], "securityClassification").map((it) => levelOf(it, say));
  if (levels.length === 0) say(root, "The policy has no level.");
  twice(levels.map((it) => it.name), (it) => say(root, `The level ${it} stands twice.`));
  twice(levels.map((it) => String(it.hierarchy)), (it) => say(root, `Two levels have the place ${it} in the order; which is the stricter cannot be told.`));
  const setElements = inside(inside(root, "securityCategoryTagSets")[0], "securityCategoryTagSet");
  const tagSets = setElements.map((it): TagSet => ({ name: it.attributes.get("name") ?? "", id: it.attributes.get("id") ?? "", tags: inside(it, "securityCategoryTag").map((tag) => tagOf(tag, say)) }));
  twice(tagSets.map((it) => it.name), (it) => say(root, `The tag set ${it} stands twice.`));
  for (const set of tagSets) twice(set.tags.flatMap((it) => it.categories.map((category) => category.name)), (it) => say(root, `The value ${it} stands twice in ${set.name}.`));
  const known = new Set(levels.map((it) => it.name));
  const setNames = new Set(tagSets.map((it) => it.name));
  const byNumber = new Map(tagSets.flatMap((set) => set.tags.flatMap((tag) => tag.categories.map((it): [string, string] => [JSON.stringify([set.name, tag.kind, it.lacv]), it.name]))));
  const resolved = (references: readonly CategoryRef[]): readonly CategoryRef[] =>
    references.map((it) => {
      if (!setNames.has(it.tagSet)) say(root, `A rule names the tag set ${it.tagSet}, which the policy does not have.`);
      if (it.category === undefined) return it;
      const category = byNumber.get(JSON.stringify([it.tagSet, it.kind, it.category]));
      if (category === undefined && setNames.has(it.tagSet)) say(root, `A rule names value ${it.category} of ${it.tagSet}, which is not there.`);
      return { ...it, category: category ?? it.category };
    });
  const requirements = (of: readonly Requirement[]): readonly Requirement[] => of.map((it) => ({ ...it, of: resolved(it.of) }));
  for (const set of tagSets) {
    for (const category of set.tags.flatMap((it) => it.categories)) {
      for (const level of [...category.excludedClasses, ...(category.requiredClass === undefined ? [] : [category.requiredClass])]) if (!known.has(level)) say(root, `${category.name} names the level ${level}, which the policy does not have.`);
    }
  }
  return {
    name,
    id,
    levels: levels.map((it) => ({ ...it, required: requirements(it.required) })),
    tagSets: tagSets.map((set) => ({ ...set, tags: set.tags.map((tag) => ({ ...tag, categories: tag.categories.map((it) => ({ ...it, excluded: resolved(it.excluded), required: requirements(it.required) })) })) })),
    validity: validityOf(root),
    equivalents: inside(inside(root, "equivalentPolicies")[0], "equivalentPolicy").map((it) => ({ name: it.attributes.get("name") ?? "", id: it.attributes.get("id") ?? "", required: inside(it, "requiredCategory").map(requirementOf) })),
    markings: [...inside(root, "markingData"), ...inside(identity, "markingData")].map(markingOf),
    qualifiers: [...inside(root, "markingQualifier"), ...inside(identity, "markingQualifier")].map(qualifierOf),
  };
}

function twice(names: readonly string[], say: (name: string) => void): void {
  const seen = new Set<string>();
  const again = new Set(names.filter((it) => seen.size === seen.add(it).size));
  for (const name of again) say(name);
}

type Say = (it: XmlElement, message: string) => void;

function levelOf(it: XmlElement, say: Say): Level {
  const hierarchy = it.attributes.get("hierarchy")?.trim() ?? "";
  if (!/^[+-]?\d+$/.test(hierarchy)) say(it, `The level ${it.attributes.get("name") ?? ""} has no place in the order.`);
  const color = it.attributes.get("color");
  return { name: it.attributes.get("name") ?? "", lacv: it.attributes.get("lacv")?.trim() ?? "", hierarchy: Number(hierarchy), isObsolete: isTrue(it.attributes.get("obsolete")), required: inside(it, "requiredCategory").map(requirementOf), markings: inside(it, "markingData").map(markingOf), validity: validityOf(it), equivalents: inside(it, "equivalentClassification").map(equivalentLevelOf), ...(color !== undefined && { color }) };
}

function validityOf(it: XmlElement): Validity {
  const [notBefore, notAfter] = [it.attributes.get("notBefore"), it.attributes.get("notAfter")];
  return { ...(notBefore !== undefined && { notBefore }), ...(notAfter !== undefined && { notAfter }) };
}

const appliedOf = (it: XmlElement): "encrypt" | "decrypt" | "both" => {
  const applied = it.attributes.get("applied");
  return applied === "encrypt" || applied === "decrypt" ? applied : "both";
};

const equivalentLevelOf = (it: XmlElement): EquivalentLevel => ({ policy: it.attributes.get("policyRef") ?? "", lacv: it.attributes.get("lacv")?.trim() ?? "", applied: appliedOf(it), required: inside(it, "requiredCategory").map(requirementOf) });

const equivalentCategoryOf = (it: XmlElement): EquivalentCategory => ({ policy: it.attributes.get("policyRef") ?? "", tagSetId: it.attributes.get("tagSetId") ?? "", kind: referenceOf(it).kind, lacv: it.attributes.get("lacv")?.trim() ?? "", applied: appliedOf(it), isDiscarded: it.attributes.get("action") === "discard" });

/** How the values of a tag bind. */
function kindOf(it: XmlElement, say: Say): TagKind {
  const type = it.attributes.get("tagType");
  const sort = type === "enumerated" ? it.attributes.get("enumType") : type;
  if (sort === "restrictive" || sort === "permissive") return sort;
  if (sort === "tagType7" || sort === "notApplicable") return "informative";
  say(it, type === "enumerated" ? "An enumerated tag does not say whether its values restrict or permit." : `"${type ?? ""}" is no type of a tag.`);
  // Refused by the finding; the strictest reading until then.
  return "restrictive";
}

function tagOf(it: XmlElement, say: Say): Tag {
  const number = (name: string): number | undefined => (/^\d+$/.test(it.attributes.get(name)?.trim() ?? "") ? Number(it.attributes.get(name)) : undefined);
  const least = number("minSelection");
  const most = isTrue(it.attributes.get("singleSelection")) ? 1 : number("maxSelection");
  return { name: it.attributes.get("name") ?? "", kind: kindOf(it, say), categories: inside(it, "tagCategory").map(categoryOf), ...(least !== undefined && { least }), ...(most !== undefined && { most }), qualifiers: inside(it, "markingQualifier").map(qualifierOf) };
}

function categoryOf(it: XmlElement): Category {
  const requiredClass = it.attributes.get("requiredClass");
  return {
    name: it.attributes.get("name") ?? "",
    lacv: it.attributes.get("lacv")?.trim() ?? "",
    isObsolete: isTrue(it.attributes.get("obsolete")),
    ...(requiredClass !== undefined && { requiredClass }),
    excludedClasses: inside(it, "excludedClass").map((level) => level.text.trim()),
    excluded: inside(it, "excludedCategory").map(referenceOf),
    required: inside(it, "requiredCategory").map(requirementOf),
    markings: inside(it, "markingData").map(markingOf),
    validity: validityOf(it),
    equivalents: inside(it, "equivalentSecCategoryTag").map(equivalentCategoryOf),
  };
}

function requirementOf(it: XmlElement): Requirement {
  const operation = it.attributes.get("operation");
  return { operation: operation === "onlyOne" || operation === "all" ? operation : "oneOrMore", of: inside(it, "categoryGroup").map(referenceOf) };
}

function referenceOf(it: XmlElement): CategoryRef {
  const type = it.attributes.get("tagType") === "enumerated" ? it.attributes.get("enumType") : it.attributes.get("tagType");
  const lacv = it.attributes.get("lacv")?.trim();
  return { tagSet: it.attributes.get("tagSetRef") ?? "", kind: type === "restrictive" || type === "permissive" ? type : "informative", ...(lacv !== undefined && !isTrue(it.attributes.get("all")) && { category: lacv }) };
}

function markingOf(it: XmlElement): Marking {
  const language = it.attributes.get(LANGUAGE);
  const phrase = it.attributes.get("phrase");
  return { ...(language !== undefined && { language }), ...(phrase !== undefined && { phrase }), codes: inside(it, "code").map((code) => code.text.trim()) };
}

function qualifierOf(it: XmlElement): Qualifier {
  const parts = inside(it, "qualifier").flatMap((part): readonly QualifierPart[] => {
    const kind = part.attributes.get("qualifierCode");
    const language = part.attributes.get(LANGUAGE) ?? it.attributes.get(LANGUAGE);
    if (kind !== "prefix" && kind !== "separator" && kind !== "suffix") return [];
    return [{ kind, text: part.attributes.get("markingQualifier") ?? "", ...(language !== undefined && { language }) }];
  });
  return { code: it.attributes.get("markingCode") ?? "pageTopBottom", parts };
}
