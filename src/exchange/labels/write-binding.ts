import { canonicalXml, EXCLUSIVE_C14N } from "../xml/canonical-xml.ts";
import { escapeXml, readXml, type XmlElement } from "../xml/read-xml.ts";
import { BINDING_NAMESPACE, readBinding, SIGNATURE_NAMESPACE, TIME_NAMESPACE, WITHOUT_BINDING } from "./binding.ts";
import { type BindingCrypto, type BindingSigner, SHA384, SIGNATURES } from "./binding-crypto.ts";

/** Data to bind by address: a file beside the binding, or a part of a package. */
export interface DataToBind {
  /** Address as it will stand: `stock.csv`, `pack:///xl/workbook.xml`. */
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
}

export interface WriteBinding {
  /** Labels as XML, the originator's first, then alternatives; as `labelFragment` writes them, or as they came. */
  readonly labels: readonly string[];
  readonly crypto: Pick<BindingCrypto, "digest">;
  /** Absent: unsigned. */
  readonly signing?: {
    readonly signer: BindingSigner;
    /** Time of the signature, with zone. */
    readonly at: string;
  };
}

const BINDING_ID = "binding-1";
const SIGNATURE_ID = "signature-1";
const PROPERTIES_ID = "signature-1-properties";
const NEW_LINE = "\n";

/**
 * A sidecar: binding information for data that stand beside it, one label a Metadata, the digests of the data in a Manifest,
 * and where a signer is given a signature over the binding, over each file and over its time. Parts of a package are covered
 * by the Manifest, since no signature library fetches them. @throws RangeError for a label that is none.
 */
export function sidecarXml({ data, ...ask }: WriteBinding & { readonly data: readonly DataToBind[] }): string {
  const digests = data.map((it) => ({ uri: it.uri, value: ask.crypto.digest("sha384", it.bytes), transforms: "" }));
  const references = data.map((it) => `<mb:DataReference URI="${escapeXml(it.uri)}"${it.mediaType === undefined ? "" : ` xmlns:xmime="http://www.w3.org/2005/05/xmlmime" xmime:contentType="${escapeXml(it.mediaType)}"`}/>`);
  const isFetched = (uri: string): boolean => !uri.startsWith("pack:");
  return signed(`<?xml version="1.0" encoding="UTF-8"?>${NEW_LINE}${information(ask, { digests, references, signed: digests.filter((it) => isFetched(it.uri)) })}${NEW_LINE}`, ask);
}

/**
 * A document with binding information as the last child of its outermost element, bound to the document without it.
 * Answers `undefined` where it cannot stand there: the document is not XML, has binding information, or is one empty tag.
 */
export function embeddedXml({ document, ...ask }: WriteBinding & { readonly document: string }): string | undefined {
  const root = readXml(document);
  const at = document.lastIndexOf("</");
  if ("kind" in root || at < 0) return undefined;
  const transforms = `<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath xmlns:mb="${BINDING_NAMESPACE}">${WITHOUT_BINDING}</ds:XPath></ds:Transform><ds:Transform Algorithm="${EXCLUSIVE_C14N}"/></ds:Transforms>`;
  const digest = { uri: "", value: ask.crypto.digest("sha384", canonicalXml(root)), transforms };
  const text = document.slice(0, at) + information(ask, { digests: [digest], references: ['<mb:DataReference URI=""/>'], signed: [digest] }) + document.slice(at);
  // Read back before it is signed: a tag in a comment behind the end would have taken the binding, and another may stand there.
  return withoutBinding(text) === document && readBinding(text, { tolerant: true }).kind === "binding" ? signed(text, ask) : undefined;
}

const OPENS = `<mb:BindingInformation xmlns:mb="${BINDING_NAMESPACE}">`;
const CLOSES = "</mb:BindingInformation>";

/** The binding that `embeddedXml` wrote into a document. Answers `undefined` where no such binding stands in it, or more than one. */
export function bindingText(document: string): string | undefined {
  const [from, to] = [document.indexOf(OPENS), document.indexOf(CLOSES)];
  return from < 0 || to < from || document.includes(OPENS, from + 1) || document.includes(CLOSES, to + 1) ? undefined : document.slice(from, to + CLOSES.length);
}

/** A document as it was before `embeddedXml` bound it, to the byte. Answers `undefined` where no such binding stands in it. */
export function withoutBinding(document: string): string | undefined {
  const binding = bindingText(document);
  return binding === undefined ? undefined : document.slice(0, document.indexOf(OPENS)) + document.slice(document.indexOf(OPENS) + binding.length);
}

interface Digest {
  readonly uri: string;
  readonly value: string;
  readonly transforms: string;
}

/** Binding information; what a signature has to say stands in it as gaps. */
function information({ labels, signing }: WriteBinding, { digests, references, signed: covered }: { readonly digests: readonly Digest[]; readonly references: readonly string[]; readonly signed: readonly Digest[] }): string {
  const reference = ({ uri, value, transforms }: Digest): string => `<ds:Reference URI="${escapeXml(uri)}">${transforms}<ds:DigestMethod Algorithm="${SHA384}"/><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`;
  const transforms = `<ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE_C14N}"/></ds:Transforms>`;
  const signature =
    signing === undefined
      ? ""
      : `<ds:Signature xmlns:ds="${SIGNATURE_NAMESPACE}" Id="${SIGNATURE_ID}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"/><ds:SignatureMethod Algorithm="${methodOf(signing.signer)}"/>` +
        [...covered, { uri: `#${BINDING_ID}`, value: GAPS.binding, transforms }, { uri: `#${PROPERTIES_ID}`, value: GAPS.properties, transforms }].map(reference).join("") +
        `</ds:SignedInfo><ds:SignatureValue>${GAPS.value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${signing.signer.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
        `<ds:Object><ds:SignatureProperties Id="${PROPERTIES_ID}"><ds:SignatureProperty Target="#${SIGNATURE_ID}"><wsu:Timestamp xmlns:wsu="${TIME_NAMESPACE}"><wsu:Created>${escapeXml(signing.at)}</wsu:Created></wsu:Timestamp></ds:SignatureProperty></ds:SignatureProperties></ds:Object></ds:Signature>`;
  const metadata = [...labels.map(elementText), `<ds:Manifest xmlns:ds="${SIGNATURE_NAMESPACE}">${digests.map(reference).join("")}</ds:Manifest>`].map((it) => `<mb:Metadata>${it}</mb:Metadata>`);
  return `${OPENS}${signature}<mb:MetadataBindingContainer><mb:MetadataBinding Id="${BINDING_ID}">${metadata.join("")}${references.join("")}</mb:MetadataBinding></mb:MetadataBindingContainer>${CLOSES}`;
}

const methodOf = ({ algorithm }: BindingSigner): string => Object.entries(SIGNATURES).find(([, name]) => name === algorithm)![0];

/** A label as one element that needs nothing around it. */
function elementText(label: string): string {
  const element = readXml(label);
  if ("kind" in element) throw new RangeError(`no label: ${element.message}`);
  return canonicalXml(element);
}

// No base64 has a bracket, so no digest is taken for a gap.
const GAPS = { binding: "[digest of the binding]", properties: "[digest of the time]", value: "[signature]" };

/** Fills the gaps from inside out: digests of what stands in the document, then the signature over them. */
function signed(text: string, { crypto, signing }: WriteBinding): string {
  if (signing === undefined) return text;
  const inForm = (of: string, isIt: (element: XmlElement) => boolean): string => {
    const root = readXml(of);
    if ("kind" in root) throw new RangeError(`no document to sign: ${root.message}`);
    const find = (it: XmlElement): XmlElement | undefined => (isIt(it) ? it : it.children.map(find).find((one) => one !== undefined));
    return canonicalXml(find(root)!);
  };
  const byId = (id: string) => (it: XmlElement): boolean => it.attributes.get("Id") === id && (it.namespace === BINDING_NAMESPACE || it.namespace === SIGNATURE_NAMESPACE);
  const bound = filled(text, GAPS.binding, crypto.digest("sha384", inForm(text, byId(BINDING_ID))));
  const dated = filled(bound, GAPS.properties, crypto.digest("sha384", inForm(text, byId(PROPERTIES_ID))));
  return filled(dated, GAPS.value, signing.signer.sign(inForm(dated, (it) => it.name === "SignedInfo" && it.namespace === SIGNATURE_NAMESPACE)));
}

/** The signature stands first in the binding, so its gaps are the first after its start, whatever document or label say. */
function filled(text: string, gap: string, value: string): string {
  const at = text.indexOf(gap, text.indexOf(OPENS));
  return text.slice(0, at) + value + text.slice(at + gap.length);
}
