import { isDateTime } from "../xml/date-time.ts";
import { readXml, type XmlElement } from "../xml/read-xml.ts";
import { type LabelDocument, type LabelFinding, readLabelElement } from "./label-xml.ts";
import { EXCLUSIVE_C14N } from "../xml/canonical-xml.ts";

export const BINDING_NAMESPACE = "urn:nato:stanag:4778:bindinginformation:1:0";
export const SIGNATURE_NAMESPACE = "http://www.w3.org/2000/09/xmldsig#";
/** Of the time of a signature: the time stamp of WS-Security, which the binding profiles use. */
export const TIME_NAMESPACE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const LABEL_NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";
const MEDIA_TYPE = "{http://www.w3.org/2005/05/xmlmime}contentType";
const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
/** Words of the one filter that is read: the document without its binding. */
export const WITHOUT_BINDING = "not(ancestor-or-self::mb:BindingInformation)";
/** Names under which an element may be referred to. */
const ID_NAMES = ["Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id"];

/** How the bytes of a digest come about: as they are, from an element, or from a document without its binding. */
export type Transforming = "bytes" | "element" | "without-binding";

/** A digest of something by its address. */
export interface BoundReference {
  readonly uri: string;
  readonly transforming: Transforming;
  /** Name of the algorithm, whatever it is. */
  readonly algorithm: string;
  /** Base64. */
  readonly value: string;
  readonly line: number;
}

/** Data that labels are bound to, by address. */
export interface BoundData {
  readonly uri: string;
  readonly mediaType?: string;
}

/** Labels and the data they are bound to. */
export interface MetadataBinding {
  readonly element: XmlElement;
  readonly id: string | undefined;
  /** The originator's label and its alternatives, and labels of the labels. */
  readonly labels: readonly LabelDocument[];
  readonly data: readonly BoundData[];
  /** Digests of data, which stand in the binding itself. */
  readonly digests: readonly BoundReference[];
}

/** A signature, before anything of it is checked. */
export interface BindingSignature {
  readonly signedInfo: XmlElement;
  readonly algorithm: string;
  readonly references: readonly BoundReference[];
  readonly value: string;
  /** Base64, the signer's first. */
  readonly certificates: readonly string[];
  /** Elements in the signature that hold its time: one of them it must refer to. */
  readonly objects: readonly XmlElement[];
  readonly time: string | undefined;
  readonly line: number;
}

/** Binding information of STANAG 4778 as it stands, with nothing verified. */
export interface BindingDocument {
  readonly root: XmlElement;
  readonly information: XmlElement;
  readonly isEmbedded: boolean;
  readonly signatures: readonly BindingSignature[];
  readonly bindings: readonly MetadataBinding[];
  /** Every Id of the document, as often as it stands there. */
  readonly ids: readonly string[];
}

export type BindingReading = { readonly kind: "binding"; readonly binding: BindingDocument; readonly findings: readonly LabelFinding[] } | { readonly kind: "refused"; readonly findings: readonly LabelFinding[] };

type Say = (it: XmlElement, message: string) => void;
interface Finding {
  /** Departures that leave the meaning plain. */
  readonly slack: LabelFinding[];
  readonly hard: LabelFinding[];
  readonly say: Say;
}

/**
 * Reads binding information that stands alone or as a child of the outermost element of another document. Only what can be
 * enforced is read: a label, a list of digests, a signature with its certificate; all else is refused with its line.
 */
export function readBinding(source: string, { tolerant = false }: { readonly tolerant?: boolean } = {}): BindingReading {
  const root = readXml(source);
  if ("kind" in root) return { kind: "refused", findings: [{ line: root.line, message: root.message }] };
  const slack: LabelFinding[] = [];
  const hard: LabelFinding[] = [];
  const on: Finding = { slack, hard, say: (it, message) => void hard.push({ line: it.line, message }) };
  const isBinding = (it: XmlElement): boolean => is(it, BINDING_NAMESPACE, "BindingInformation");
  const all = every(root);
  const found = all.filter(isBinding);
  const information = isBinding(root) ? root : root.children.find(isBinding);
  if (information === undefined) return { kind: "refused", findings: [{ line: root.line, message: `The document is a ${root.name} without binding information in ${BINDING_NAMESPACE}.` }] };
  // Of two, one reader would check the one and another show the other.
  if (found.length > 1) on.say(found[1]!, "Binding information stands more than once in the document.");
  const containers = inOrder(information, [[SIGNATURE_NAMESPACE, "Signature"], [BINDING_NAMESPACE, "MetadataBindingContainer"]], on.say);
  const signatures = (containers[0] ?? []).flatMap((it) => signatureOf(it, on));
  const bindings = (containers[1] ?? []).flatMap((container) => (inOrder(container, [[BINDING_NAMESPACE, "MetadataBinding"]], on.say)[0] ?? []).flatMap((it) => bindingOf(it, on)));
  if (bindings.length === 0) on.say(information, "The binding binds nothing: there is no MetadataBinding.");
  if (hard.length > 0 || (slack.length > 0 && !tolerant)) return { kind: "refused", findings: [...hard, ...slack] };
  const ids = all.flatMap((it) => ID_NAMES.flatMap((name) => it.attributes.get(name) ?? []));
  return { kind: "binding", binding: { root, information, isEmbedded: information !== root, signatures, bindings, ids }, findings: slack };
}

function bindingOf(element: XmlElement, on: Finding): readonly MetadataBinding[] {
  const [metadata = [], data = []] = inOrder(element, [[BINDING_NAMESPACE, "Metadata"], [BINDING_NAMESPACE, "DataReference"]], (it, message) => on.say(it, it.name === "Data" || it.name === "MetadataReference" ? `${it.name} is not read: labels stand in the binding, and data beside it.` : message));
  const labels: LabelDocument[] = [];
  const digests: BoundReference[] = [];
  for (const it of metadata) {
    const [one, ...more] = it.children;
    if (one === undefined || more.length > 0 || it.text.trim() !== "") on.say(it, "Metadata holds one label.");
    else if (one.namespace === LABEL_NAMESPACE) {
      const read = readLabelElement(one, { tolerant: true });
      (read.kind === "refused" ? on.hard : on.slack).push(...read.findings);
      if (read.kind === "label") labels.push(read.label);
    } else if (is(one, SIGNATURE_NAMESPACE, "Manifest")) digests.push(...(inOrder(one, [[SIGNATURE_NAMESPACE, "Reference"]], on.say)[0] ?? []).flatMap((reference) => referenceOf(reference, on.say)));
    else on.say(one, `${one.name} is metadata that is not read here; a label or a Manifest is.`);
  }
  const bound = data.map((it): BoundData => {
    const [uri, mediaType] = [it.attributes.get("URI"), it.attributes.get(MEDIA_TYPE)];
    if (uri === undefined) on.say(it, "A DataReference needs a URI.");
    for (const one of it.children) on.say(one, `${one.name} is not read in a DataReference.`);
    return { uri: uri ?? "", ...(mediaType !== undefined && { mediaType }) };
  });
  if (!labels.some((it) => it.root === "originatorConfidentialityLabel")) on.say(element, "The binding has no originatorConfidentialityLabel.");
  if (bound.length === 0) on.say(element, "The binding has no DataReference: nothing carries the label.");
  return [{ element, id: element.attributes.get("Id"), labels, data: bound, digests }];
}

function signatureOf(element: XmlElement, { say }: Finding): readonly BindingSignature[] {
  const dsig = (name: string): readonly [string, string] => [SIGNATURE_NAMESPACE, name];
  const [infos = [], values = [], keys = [], objects = []] = inOrder(element, [dsig("SignedInfo"), dsig("SignatureValue"), dsig("KeyInfo"), dsig("Object")], say);
  const [signedInfo, value, keyInfo] = [only(element, infos, "SignedInfo", say), only(element, values, "SignatureValue", say), only(element, keys, "KeyInfo", say)];
  if (signedInfo === undefined || value === undefined || keyInfo === undefined) return [];
  const [canons = [], methods = [], references = []] = inOrder(signedInfo, [dsig("CanonicalizationMethod"), dsig("SignatureMethod"), dsig("Reference")], say);
  const [canon, method] = [only(signedInfo, canons, "CanonicalizationMethod", say), only(signedInfo, methods, "SignatureMethod", say)];
  if (canon !== undefined && (canon.attributes.get("Algorithm") !== EXCLUSIVE_C14N || canon.children.length > 0)) say(canon, `Canonicalization is by ${EXCLUSIVE_C14N} without parameters.`);
  for (const it of method?.children ?? []) say(it, `${it.name} is not read in a SignatureMethod.`);
  const [data = []] = inOrder(keyInfo, [dsig("X509Data")], say);
  const certificates = (data[0]?.children ?? []).filter((it) => is(it, SIGNATURE_NAMESPACE, "X509Certificate")).map((it) => plain(it.text));
  if (data.length !== 1 || certificates.length === 0) say(keyInfo, "KeyInfo needs one X509Data with the certificate of the signer.");
  const inside = objects.flatMap((it) => inOrder(it, [dsig("SignatureProperties")], say)[0] ?? []);
  const properties = inside.flatMap((it) => inOrder(it, [dsig("SignatureProperty")], say)[0] ?? []);
  const times = properties.flatMap(every).filter((it) => is(it, TIME_NAMESPACE, "Created"));
  if (times.length !== 1 || !isDateTime(times[0]!.text.trim())) say(element, "A signature says once when it was made, in a SignatureProperty with a time.");
  return [{ signedInfo, algorithm: method?.attributes.get("Algorithm") ?? "", references: references.flatMap((it) => referenceOf(it, say)), value: plain(value.text), certificates, objects: [...inside, ...properties].filter((it) => times[0] !== undefined && every(it).includes(times[0])), time: times[0]?.text.trim(), line: element.line }];
}

function referenceOf(element: XmlElement, say: Say): readonly BoundReference[] {
  const dsig = (name: string): readonly [string, string] => [SIGNATURE_NAMESPACE, name];
  const [transforms = [], methods = [], values = []] = inOrder(element, [dsig("Transforms"), dsig("DigestMethod"), dsig("DigestValue")], say);
  const [method, value] = [only(element, methods, "DigestMethod", say), only(element, values, "DigestValue", say)];
  const uri = element.attributes.get("URI");
  if (uri === undefined) say(element, "A Reference needs a URI.");
  const transforming = transformingOf(transforms.flatMap((it) => inOrder(it, [dsig("Transform")], say)[0] ?? []));
  if (transforming === undefined || transforms.length > 1) say(element, "The transforms of a Reference are none, exclusive canonicalization, or the filter of the binding and exclusive canonicalization.");
  if (method === undefined || value === undefined || uri === undefined || transforming === undefined) return [];
  return [{ uri, transforming, algorithm: method.attributes.get("Algorithm") ?? "", value: plain(value.text), line: element.line }];
}

function transformingOf(transforms: readonly XmlElement[]): Transforming | undefined {
  const isPlain = (it: XmlElement | undefined): boolean => it?.attributes.get("Algorithm") === EXCLUSIVE_C14N && it.children.length === 0;
  const [first, second] = transforms;
  if (first === undefined) return "bytes";
  if (transforms.length === 1) return isPlain(first) ? "element" : undefined;
  const [filter, ...more] = first.children;
  const isFilter = first.attributes.get("Algorithm") === XPATH && more.length === 0 && filter !== undefined && is(filter, SIGNATURE_NAMESPACE, "XPath") && filter.children.length === 0 && filter.text.trim() === WITHOUT_BINDING;
  return transforms.length === 2 && isFilter && isPlain(second) ? "without-binding" : undefined;
}

/** Children by the names that may stand here, in this order; any other is told. Text between them is told too. */
function inOrder(element: XmlElement, names: readonly (readonly [namespace: string, name: string])[], say: Say): readonly (readonly XmlElement[])[] {
  if (element.text.trim() !== "") say(element, `Text stands in ${element.name}, where there should be none.`);
  let at = 0;
  const found: XmlElement[][] = names.map(() => []);
  for (const it of element.children) {
    const place = names.findIndex(([namespace, name]) => is(it, namespace, name));
    if (place < 0) say(it, `${it.name} does not stand in ${element.name}.`);
    else if (place < at) say(it, `${it.name} stands too late in ${element.name}.`);
    else {
      at = place;
      found[place]!.push(it);
    }
  }
  return found;
}

function only(parent: XmlElement, of: readonly XmlElement[], name: string, say: Say): XmlElement | undefined {
  if (of.length !== 1) say(parent, `${parent.name} needs one ${name}.`);
  return of[0];
}

const is = (it: XmlElement, namespace: string, name: string): boolean => it.name === name && it.namespace === namespace;
const plain = (text: string): string => text.replace(/\s+/g, "");
function every(element: XmlElement): readonly XmlElement[] {
  const all: XmlElement[] = [element];
  for (let at = 0; at < all.length; at++) for (const it of all[at]!.children) all.push(it);
  return all;
}
