import { isCaseless, kindOf, type LabelPolicy, ownOf, type TagKind, type WrittenLabel } from "#labels";
import { isDateTime } from "../xml/date-time.ts";
import { escapeXml, readXml, type XmlElement, type XmlLimits } from "../xml/read-xml.ts";

const NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";
const ROOTS = ["originatorConfidentialityLabel", "alternativeConfidentialityLabel", "metadataConfidentialityLabel"] as const;

export type LabelRoot = (typeof ROOTS)[number];

/** A category of a label as it stands in XML. */
export interface LabelCategory {
  readonly tagName: string;
  readonly kind: TagKind;
  readonly uri?: string;
  readonly values: readonly string[];
}

/** A 4774 label as it stands in XML, before any policy is asked. */
export interface LabelDocument {
  readonly root: LabelRoot;
  readonly policy: string;
  readonly policyUri?: string;
  readonly classification: string;
  readonly privacyMark?: string;
  readonly categories: readonly LabelCategory[];
  readonly originatorId?: { readonly idType: string; readonly value: string };
  /** Time as written. */
  readonly created?: string;
  readonly review?: string;
  readonly succession?: { readonly at: string; readonly label: LabelDocument };
}

/** What is not as the label syntax has it. */
export interface LabelFinding {
  readonly line: number;
  readonly message: string;
}

export type LabelReading = { readonly kind: "label"; readonly label: LabelDocument; readonly findings: readonly LabelFinding[] } | { readonly kind: "refused"; readonly findings: readonly LabelFinding[] };

const KINDS: Readonly<Record<string, TagKind>> = { RESTRICTIVE: "restrictive", PERMISSIVE: "permissive", INFORMATIVE: "informative" };
const ID_TYPES = ["rfc822Name", "dNSName", "directoryName", "uniformResourceIdentifier", "iPAddress", "x400Address", "userPrincipalName", "jID"];
/** A label is small; a larger document is none. */
const LIMITS: XmlLimits = { characters: 1_000_000, depth: 32, elements: 10_000 };

/**
 * Reads a confidentiality label of STANAG 4774 from XML. Strict unless told otherwise: a tolerant reading passes over what
 * leaves the meaning plain (a missing creation or review time, an attribute misspelt) and says so.
 */
export function readLabelXml(source: string, { tolerant = false }: { readonly tolerant?: boolean } = {}): LabelReading {
  const root = readXml(source, LIMITS);
  if ("kind" in root) return { kind: "refused", findings: [{ line: root.line, message: root.message }] };
  return readLabelElement(root, { tolerant });
}

/** Reads a label that stands in another document. */
export function readLabelElement(root: XmlElement, { tolerant }: { readonly tolerant: boolean }): LabelReading {
  const slack: LabelFinding[] = [];
  const hard: LabelFinding[] = [];
  const label = documentOf(root, { slack, hard, isSuccessor: false });
  if (label === undefined || hard.length > 0 || (!tolerant && slack.length > 0)) return { kind: "refused", findings: [...hard, ...slack] };
  return { kind: "label", label, findings: slack };
}

interface Findings {
  /** Departures that leave the meaning plain. */
  readonly slack: LabelFinding[];
  readonly hard: LabelFinding[];
  readonly isSuccessor: boolean;
}

function documentOf(root: XmlElement, on: Findings): LabelDocument | undefined {
  const hard = (it: XmlElement, message: string): void => void on.hard.push({ line: it.line, message });
  const slack = (it: XmlElement, message: string): void => void on.slack.push({ line: it.line, message });
  const kind = on.isSuccessor ? "originatorConfidentialityLabel" : ROOTS.find((it) => it === root.name);
  if (kind === undefined || root.namespace !== NAMESPACE) {
    hard(root, `The document is a ${root.name} in "${root.namespace}", not a label in ${NAMESPACE}.`);
    return undefined;
  }
  const child = (it: XmlElement, name: string): XmlElement | undefined => it.children.find((one) => one.name === name && one.namespace === NAMESPACE);
  known(root, ["ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling"], hard);
  attributes(root, ["Id", "ReviewDateTime"], slack);
  const information = child(root, "ConfidentialityInformation");
  if (information === undefined) {
    hard(root, "The label has no ConfidentialityInformation.");
    return undefined;
  }
  known(information, ["PolicyIdentifier", "Classification", "PrivacyMark", "Category"], hard);
  const policy = child(information, "PolicyIdentifier");
  const classification = child(information, "Classification");
  const [policyName, classificationName] = [policy, classification].map((it) => (it === undefined ? "" : wordsOf(it, hard)));
  if (policyName === "") hard(information, "The label names no policy.");
  if (classificationName === "") hard(information, "The label names no classification.");
  if (policy !== undefined) attributes(policy, ["URI"], slack);
  if (classification !== undefined) attributes(classification, [], slack);
  const categories = information.children.filter((it) => it.name === "Category").flatMap((it): readonly LabelCategory[] => categoryOf(it, { hard, slack }));
  const created = child(root, "CreationDateTime");
  const review = root.attributes.get("ReviewDateTime");
  const handling = child(root, "SuccessionHandling");
  const createdAt = created === undefined ? undefined : wordsOf(created, hard);
  if (createdAt === undefined) slack(root, "The label has no CreationDateTime.");
  else if (!isDateTime(createdAt)) hard(created!, `"${createdAt}" is no date and time.`);
  if (review === undefined && handling === undefined) slack(root, "The label has neither a ReviewDateTime nor SuccessionHandling.");
  if (review !== undefined && !isDateTime(review)) hard(root, `"${review}" is no date and time.`);
  const originator = child(root, "OriginatorID");
  const idType = originator?.attributes.get("IDType") ?? "";
  if (originator !== undefined && !ID_TYPES.includes(idType)) hard(originator, `"${idType}" is no type of an originator; use one of ${ID_TYPES.join(", ")}.`);
  const succession = handling === undefined || on.isSuccessor ? undefined : successionOf(handling, on);
  const uri = policy?.attributes.get("URI");
  const mark = child(information, "PrivacyMark");
  return {
    root: kind,
    policy: policyName ?? "",
    ...(uri !== undefined && { policyUri: uri }),
    classification: classificationName ?? "",
    ...(mark !== undefined && { privacyMark: wordsOf(mark, hard) }),
    categories,
    ...(originator !== undefined && { originatorId: { idType, value: wordsOf(originator, hard) } }),
    ...(createdAt !== undefined && { created: createdAt }),
    ...(review !== undefined && { review }),
    ...(succession !== undefined && { succession }),
  };
}

type Say = (it: XmlElement, message: string) => void;

/** Children that may stand here, in this order. */
function known(element: XmlElement, names: readonly string[], say: Say): void {
  let at = 0;
  for (const it of element.children) {
    const place = it.namespace === NAMESPACE ? names.indexOf(it.name) : -1;
    if (place < 0) say(it, `${it.name} does not stand in ${element.name}.`);
    else if (place < at) say(it, `${it.name} stands too late in ${element.name}.`);
    else if (place === at && it.name !== "Category" && element.children.filter((one) => one.name === it.name).length > 1) say(it, `${it.name} stands more than once in ${element.name}.`);
    at = Math.max(at, place);
  }
}

/** Text of an element that holds nothing else, its white space as the type `token` has it. */
function wordsOf(element: XmlElement, say: Say): string {
  for (const it of element.children) say(it, `${it.name} stands in ${element.name}, which holds words only.`);
  return element.text.replace(/\s+/g, " ").trim();
}

function attributes(element: XmlElement, names: readonly string[], say: Say): void {
  for (const name of element.attributes.keys()) if (!names.includes(name) && !name.startsWith("{")) say(element, `${element.name} has an attribute ${name}${names.length === 0 ? "" : `; it may have ${names.join(", ")}`}.`);
}

function categoryOf(it: XmlElement, { hard, slack }: { readonly hard: Say; readonly slack: Say }): readonly LabelCategory[] {
  const tagName = it.attributes.get("TagName") ?? "";
  const kind = KINDS[it.attributes.get("Type") ?? ""];
  attributes(it, ["Type", "TagName", "URI"], slack);
  if (tagName === "") hard(it, "A category has no TagName.");
  if (kind === undefined) hard(it, `A category is of type "${it.attributes.get("Type") ?? ""}"; it is RESTRICTIVE, PERMISSIVE or INFORMATIVE.`);
  // What is not read as a value could be a limit, so it is never passed over.
  for (const one of it.children) if (one.name !== "GenericValue" || one.namespace !== NAMESPACE) hard(one, `${one.name} is not read as a value; write GenericValue of the label's own namespace.`);
  const values = it.children.map((one) => wordsOf(one, hard));
  if (values.includes("")) hard(it, `The category ${tagName} has a value without a name.`);
  if (values.length === 0) hard(it, `The category ${tagName} has no value.`);
  const uri = it.attributes.get("URI");
  return kind === undefined || tagName === "" ? [] : [{ tagName, kind, ...(uri !== undefined && { uri }), values }];
}

function successionOf(handling: XmlElement, on: Findings): LabelDocument["succession"] {
  const hard: Say = (it, message) => void on.hard.push({ line: it.line, message });
  known(handling, ["SuccessionDateTime", "SuccessorConfidentialityLabel"], hard);
  const [time, successor] = ["SuccessionDateTime", "SuccessorConfidentialityLabel"].map((name) => handling.children.find((it) => it.name === name));
  const at = time === undefined ? "" : wordsOf(time, hard);
  if (!isDateTime(at) || successor === undefined) {
    on.hard.push({ line: handling.line, message: "SuccessionHandling needs a SuccessionDateTime and a SuccessorConfidentialityLabel." });
    return undefined;
  }
  const label = documentOf(successor, { ...on, isSuccessor: true });
  return label === undefined ? undefined : { at, label };
}

/**
 * The label in the words of its policy. Values of the policy compare without case where `caseless`, by default for the policies
 * for which the label syntax asks it; what the policy does not know stays as it is and is refused where it is given a meaning.
 */
export function writtenOf(policy: LabelPolicy, label: LabelDocument, { caseless = isCaseless(policy.name), originator }: { readonly caseless?: boolean; readonly originator?: string } = {}): WrittenLabel {
  const same = (a: string, b: string): boolean => a === b || (caseless && a.toLowerCase() === b.toLowerCase());
  const named = (names: readonly string[], it: string): string => (names.includes(it) ? it : (names.find((name) => same(name, it)) ?? it));
  const categories = new Map<string, readonly string[]>();
  for (const it of label.categories) {
    const tagSet = named(policy.tagSets.map((set) => set.name), it.tagName);
    const names = policy.tagSets.find((set) => set.name === tagSet)?.tags.flatMap((tag) => tag.categories.map((category) => category.name)) ?? [];
    categories.set(tagSet, [...(categories.get(tagSet) ?? []), ...it.values.map((value) => named(names, value))]);
  }
  return { policy: same(policy.name, label.policy) ? policy.name : label.policy, classification: named(policy.levels.map((it) => it.name), label.classification), categories: Object.fromEntries(categories), ...(originator !== undefined && { originator }) };
}

/** Where a label contradicts its policy in what the words alone do not show: the policy's identifier, and how a value binds. */
export function contradictionsOf(policy: LabelPolicy, label: LabelDocument): readonly string[] {
  const written = writtenOf(policy, label);
  const uri = (id: string): string => `urn:oid:${id}`;
  const inPolicy = written.policy !== policy.name || label.policyUri === undefined || label.policyUri === uri(policy.id) ? [] : [`The label names ${policy.name} as ${label.policyUri}, its policy is ${uri(policy.id)}.`];
  const inValues = label.categories.flatMap((it) => {
    const set = policy.tagSets.find((one) => one.name === it.tagName || (isCaseless(policy.name) && one.name.toLowerCase() === it.tagName.toLowerCase()));
    const wrongUri = set === undefined || it.uri === undefined || it.uri === uri(set.id) ? [] : [`The label names ${set.name} as ${it.uri}, in its policy it is ${uri(set.id)}.`];
    const values = set === undefined ? [] : (ownOf(writtenOf(policy, { ...label, categories: [it] }).categories, set.name) ?? []);
    return [
      ...wrongUri,
      ...values.flatMap((value) => {
        const kind = kindOf(policy, set?.name ?? "", value);
        return kind === undefined || kind === it.kind ? [] : [`The label has ${it.tagName} ${value} as ${TYPES[it.kind]}, in its policy it is ${TYPES[kind]}.`];
      }),
    ];
  });
  return [...inPolicy, ...inValues];
}

export interface WriteLabel {
  readonly policy: LabelPolicy;
  readonly label: WrittenLabel;
  readonly root?: LabelRoot;
  readonly privacyMark?: string;
  /** Date and time with zone. */
  readonly created: string;
  /** When somebody must look at the label again. It may be missing only where a successor is named. */
  readonly review?: string;
  readonly originatorId?: { readonly idType: string; readonly value: string };
  /** The label that follows, and from when. */
  readonly succession?: { readonly at: string; readonly label: Omit<WriteLabel, "root" | "succession" | "policy"> };
}

const TYPES: Readonly<Record<TagKind, string>> = { restrictive: "RESTRICTIVE", permissive: "PERMISSIVE", informative: "INFORMATIVE" };

/** Writes a 4774 label: elements and values in the order of syntax and policy, spelt as the policy spells them. @throws RangeError for a level or value that the policy does not have, or a time without form. */
export const labelXml = (ask: WriteLabel): string => ['<?xml version="1.0" encoding="UTF-8"?>', ...labelLines(ask, { element: ask.root ?? "originatorConfidentialityLabel", declares: true }), ""].join("\n");

/** A label as it stands inside another document, without the declaration of one of its own. */
export const labelFragment = (ask: WriteLabel): string => labelLines(ask, { element: ask.root ?? "originatorConfidentialityLabel", declares: true }).join("\n");

function labelLines({ policy, label, privacyMark, created, review, originatorId, succession }: WriteLabel, { element, declares }: { readonly element: string; readonly declares: boolean }): readonly string[] {
  if (review === undefined && succession === undefined) throw new RangeError("a label needs a time of review, or a successor");
  for (const it of [created, review, succession?.at]) if (it !== undefined && !isDateTime(it)) throw new RangeError(`"${it}" is no date and time`);
  if (originatorId !== undefined && !ID_TYPES.includes(originatorId.idType)) throw new RangeError(`"${originatorId.idType}" is no type of an originator`);
  if (!policy.levels.some((it) => it.name === label.classification)) throw new RangeError(`${policy.name} has no level ${label.classification}`);
  for (const [tagSet, values] of Object.entries(label.categories)) for (const it of values) if (kindOf(policy, tagSet, it) === undefined) throw new RangeError(`${policy.name} has no value ${it} in ${tagSet}`);
  const lines: string[] = [];
  for (const set of policy.tagSets) {
    const values = ownOf(label.categories, set.name) ?? [];
    for (const kind of ["restrictive", "permissive", "informative"] as const) {
      const mine = set.tags.flatMap((tag) => tag.categories.map((it) => it.name)).filter((it) => values.includes(it) && kindOf(policy, set.name, it) === kind);
      if (mine.length === 0) continue;
      lines.push(`    <Category Type="${TYPES[kind]}" TagName="${escapeXml(set.name)}" URI="urn:oid:${escapeXml(set.id)}">`, ...mine.map((it) => `      <GenericValue>${escapeXml(it)}</GenericValue>`), "    </Category>");
    }
  }
  return [
    `<${element}${declares ? ` xmlns="${NAMESPACE}"` : ""}${review === undefined ? "" : ` ReviewDateTime="${review}"`}>`,
    "  <ConfidentialityInformation>",
    `    <PolicyIdentifier URI="urn:oid:${escapeXml(policy.id)}">${escapeXml(policy.name)}</PolicyIdentifier>`,
    `    <Classification>${escapeXml(label.classification)}</Classification>`,
    ...(privacyMark === undefined ? [] : [`    <PrivacyMark>${escapeXml(privacyMark)}</PrivacyMark>`]),
    ...lines,
    "  </ConfidentialityInformation>",
    ...(originatorId === undefined ? [] : [`  <OriginatorID IDType="${escapeXml(originatorId.idType)}">${escapeXml(originatorId.value)}</OriginatorID>`]),
    `  <CreationDateTime>${created}</CreationDateTime>`,
    ...(succession === undefined ? [] : ["  <SuccessionHandling>", `    <SuccessionDateTime>${succession.at}</SuccessionDateTime>`, ...labelLines({ policy, ...succession.label }, { element: "SuccessorConfidentialityLabel", declares: false }).map((it) => `    ${it}`), "  </SuccessionHandling>"]),
    `</${element}>`,
  ];
}
