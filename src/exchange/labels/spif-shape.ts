import { isDateTime } from "../xml/date-time.ts";

/** How often an element may stand where it does. */
export type Times = "one" | "maybe" | "some" | "any";

/** A check of an attribute's text, with the words of what it should be. */
export interface TextRule {
  readonly test: (text: string) => boolean;
  readonly words: string;
}

/** What an element of a policy file may hold. */
export interface Shape {
  /** Children in their order. */
  readonly children: readonly (readonly [name: string, times: Times])[];
  readonly required: Readonly<Record<string, TextRule>>;
  readonly optional: Readonly<Record<string, TextRule>>;
  /** Rule of the text inside. Absent: only white space. */
  readonly text?: TextRule;
  /** Whether anything at all may stand inside. */
  readonly isOpen?: boolean;
}

const among = (...values: readonly string[]): TextRule => ({ test: (it) => values.includes(it), words: `one of ${values.join(", ")}` });
const matching = (pattern: RegExp, words: string): TextRule => ({ test: (it) => pattern.test(it), words });
const anyText: TextRule = { test: () => true, words: "text" };
const named: TextRule = { test: (it) => it.length <= 256, words: "a name of at most 256 characters" };
const oid = matching(/^[0-2](\.\d+)+$/, "an object identifier such as 2.16.840.1");
const lacv = anyText;
const whole = matching(/^\s*[+-]?\d+\s*$/, "a whole number");
const truth = among("true", "false", "1", "0");
const selection = matching(/^\s*([+-]?\d+|unbounded)\s*$/, "a whole number or unbounded");
const dateTime: TextRule = { test: isDateTime, words: "a date and time" };
const kind = among("notApplicable", "restrictive", "enumerated", "permissive", "tagType7");
const enumKind = among("restrictive", "permissive");
const markingCode = among("pageTop", "pageBottom", "pageTopBottom", "documentStart", "documentEnd", "noNameDisplay", "noMarkingDisplay", "suppressClassName", "firstLineOfText", "lastLineOfText", "subject", "xHeader", "portionMarking", "inputTitle", "waterMark", "replacePolicy");
const NAMED_COLORS = ["aqua", "black", "blue", "fuschia", "gray", "green", "lime", "maroon", "navy", "olive", "purple", "red", "silver", "teal", "white", "yellow"];
const color: TextRule = { test: (it) => NAMED_COLORS.includes(it) || /^#[0-9A-Fa-f]{6}$/.test(it), words: "a colour name of HTML 4 or #RRGGBB" };
const applied = among("encrypt", "decrypt", "both");
const LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang";
const validity = { notBefore: dateTime, notAfter: dateTime };
const reference = { required: { tagSetRef: named, tagType: kind }, optional: { enumType: enumKind, lacv, all: truth } };
const objectId: Shape = { children: [["markingData", "any"], ["markingQualifier", "any"]], required: { name: named, id: oid }, optional: {} };

/** Elements of schema 2.1 and 2.0 of the Open XML SPIF, from its published description. Attributes of other namespaces are open. */
export const SPIF_SHAPES: Readonly<Record<string, Shape>> = {
  SPIF: {
    children: [["defaultSecurityPolicyId", "maybe"], ["securityPolicyId", "one"], ["updateInfo", "maybe"], ["securityClassifications", "one"], ["securityCategoryTagSets", "maybe"], ["privacyMarks", "maybe"], ["equivalentPolicies", "maybe"], ["markingData", "any"], ["markingQualifier", "any"], ["extensions", "maybe"]],
    required: { schemaVersion: among("1.0", "2.0", "2.1"), creationDate: anyText, originatorDN: anyText, keyIdentifier: anyText, privilegeId: oid, rbacId: oid },
    optional: { version: matching(/^[+-]?\d+$/, "a whole number"), userRefURI: anyText, docRefURI: anyText, ...validity },
  },
  defaultSecurityPolicyId: objectId,
  securityPolicyId: objectId,
  updateInfo: { children: [], required: {}, optional: {} },
  securityClassifications: { children: [["securityClassification", "some"], ["markingData", "any"], ["markingQualifier", "any"]], required: {}, optional: { name: anyText } },
  securityClassification: {
    children: [["equivalentClassification", "any"], ["markingData", "any"], ["markingQualifier", "any"], ["requiredCategory", "any"]],
    required: { name: named, lacv: whole, hierarchy: whole },
    optional: { color, obsolete: truth, ...validity },
  },
  equivalentClassification: { children: [["requiredCategory", "any"]], required: { policyRef: named, lacv: whole, applied }, optional: {} },
  markingData: { children: [["code", "some"]], required: {}, optional: { phrase: anyText, [LANGUAGE]: named } },
  code: { children: [], required: {}, optional: {}, text: markingCode },
  markingQualifier: { children: [["qualifier", "some"]], required: {}, optional: { markingCode, [LANGUAGE]: named } },
  qualifier: { children: [], required: { markingQualifier: anyText, qualifierCode: among("prefix", "suffix", "separator") }, optional: { [LANGUAGE]: named } },
  requiredCategory: { children: [["categoryGroup", "some"]], required: {}, optional: { operation: among("onlyOne", "oneOrMore", "all") } },
  categoryGroup: { children: [], ...reference },
  excludedCategory: { children: [], ...reference },
  securityCategoryTagSets: { children: [["securityCategoryTagSet", "some"]], required: {}, optional: {} },
  securityCategoryTagSet: { children: [["securityCategoryTag", "some"], ["equivalentSecurityCategoryTagSet", "any"]], required: { name: named, id: oid }, optional: {} },
  equivalentSecurityCategoryTagSet: { children: [["requiredCategory", "any"]], required: { policyRef: named }, optional: { name: named, id: oid } },
  securityCategoryTag: {
    children: [["tagCategory", "any"], ["markingQualifier", "any"]],
    required: { tagType: kind },
    optional: { name: anyText, enumType: enumKind, tag7Encoding: among("bitSetAttributes", "securityAttributes"), singleSelection: truth, maxSelection: selection, minSelection: selection },
  },
  tagCategory: {
    children: [["equivalentSecCategoryTag", "any"], ["markingData", "any"], ["markingQualifier", "any"], ["excludedClass", "any"], ["requiredCategory", "any"], ["excludedCategory", "any"]],
    required: { name: named, lacv },
    optional: { userInput: among("string", "integer", "date"), requiredClass: named, obsolete: truth, dateFormat: anyText, ...validity },
  },
  equivalentSecCategoryTag: { children: [], required: { policyRef: named, tagSetId: oid, tagType: kind, lacv, applied }, optional: { enumType: enumKind, action: among("discard") } },
  excludedClass: { children: [], required: {}, optional: {}, text: named },
  privacyMarks: { children: [["privacyMark", "some"], ["markingData", "any"], ["markingQualifier", "any"]], required: {}, optional: { maxSelection: selection, minSelection: selection } },
  privacyMark: { children: [["markingData", "any"], ["markingQualifier", "any"]], required: {}, optional: { name: anyText, obsolete: truth } },
  equivalentPolicies: { children: [["equivalentPolicy", "some"]], required: {}, optional: {} },
  equivalentPolicy: { children: [["requiredCategory", "any"]], required: { name: named, id: oid }, optional: { userRefURI: anyText, docRefURI: anyText } },
  extensions: { children: [], required: {}, optional: {}, isOpen: true },
};
