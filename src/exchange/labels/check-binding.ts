import { canonicalXml } from "../xml/canonical-xml.ts";
import { instantOf } from "../xml/date-time.ts";
import type { BindingDocument, BindingSignature, BoundReference, MetadataBinding } from "./binding.ts";
import { type BindingCrypto, type CertificateFacts, DIGESTS, type DigestName, SIGNATURES, type SignatureName } from "./binding-crypto.ts";
import type { LabelDocument } from "./label-xml.ts";

/** Why a binding is not believed, where, and what to do. */
export interface BindingFault {
  readonly code: "data-missing" | "data-changed" | "digest-missing" | "digest-algorithm" | "signature-algorithm" | "signature-wrong" | "certificate" | "not-covered" | "reference" | "duplicate-id" | "untrusted" | "unsigned" | "time";
  readonly line: number;
  readonly message: string;
  readonly mend: string;
}

/** Who signed, and when they say they did. */
export interface BindingSigned {
  readonly signer: CertificateFacts;
  readonly time: string;
  /** Absent: nobody said whom to trust. */
  readonly isTrusted?: boolean;
}

/** What a binding comes to. Its labels count only where there is no fault. */
export interface BindingCheck {
  readonly labels: readonly LabelDocument[];
  readonly data: readonly string[];
  readonly signatures: readonly BindingSigned[];
  readonly faults: readonly BindingFault[];
}

export interface CheckBinding {
  readonly crypto: BindingCrypto;
  /** Bytes of what a binding refers to by address. Absent: it is not there. */
  readonly data: (uri: string) => Uint8Array | undefined;
  /** Certificates, base64, of signers or of those who issue to them. Given: an unsigned binding is a fault, and so is another signer. */
  readonly trusted?: readonly string[];
}

const RESTORE = "Get the file and its label again from where they came.";
const RESIGN = "Ask whoever labelled it to bind it again.";

/**
 * Checks a binding: every datum against its digest and every signature against its certificate. Believed is only what is
 * covered: each MetadataBinding, each DataReference and the time must be among what is signed, referred to by Ids that stand
 * once in the document and at the one place where they are read.
 */
export function checkBinding(binding: BindingDocument, { crypto, data, trusted }: CheckBinding): BindingCheck {
  const faults: BindingFault[] = [];
  const fault = (code: BindingFault["code"], line: number, message: string, mend: string): void => void faults.push({ code, line, message, mend });
  const told = new Set<string>();
  const bytesOf = (uri: string): Uint8Array | undefined => (uri === "" ? undefined : data(uri));
  const isRight = (reference: BoundReference, element: MetadataBinding["element"] | undefined): boolean => {
    const name = ownDigest(reference.algorithm);
    told.add(reference.uri);
    if (name === undefined) {
      fault("digest-algorithm", reference.line, `The digest ${reference.algorithm} of ${addressOf(reference.uri)} is not one that is believed.`, `${RESIGN} SHA-384 is the one to use.`);
      return false;
    }
    const of = element === undefined ? bytesOf(reference.uri) : canonicalXml(element, reference.transforming === "without-binding" ? { without: binding.information } : {});
    if (of === undefined) {
      fault("data-missing", reference.line, `${addressOf(reference.uri)} is bound and is not there.`, RESTORE);
      return false;
    }
    if (crypto.digest(name, of) === reference.value) return true;
    fault("data-changed", reference.line, `${addressOf(reference.uri)} is not what was bound: its digest differs.`, RESTORE);
    return false;
  };
  const counts = new Map<string, number>();
  for (const it of binding.ids) counts.set(it, (counts.get(it) ?? 0) + 1);
  const repeated = binding.signatures.flatMap((it) => it.references).find((it) => (counts.get(it.uri.slice(1)) ?? 0) > 1)?.uri.slice(1);
  if (repeated !== undefined) fault("duplicate-id", binding.information.line, `The Id ${repeated} stands twice, so what is signed cannot be told.`, RESIGN);
  const digested = new Set<string>();
  for (const { digests } of binding.bindings) for (const it of digests) if (isRight(it, documentOf(binding, it))) digested.add(it.uri);
  const signatures = repeated !== undefined ? [] : binding.signatures.flatMap((it) => signedOf(it, { binding, crypto, trusted, fault, isRight, digested }));
  for (const it of binding.bindings) {
    for (const { uri } of it.data) {
      if (!digested.has(uri) && !told.has(uri)) fault("digest-missing", it.element.line, `${addressOf(uri)} has no digest in the binding, so nothing ties the label to it.`, RESIGN);
    }
  }
  if (trusted !== undefined && binding.signatures.length === 0) fault("unsigned", binding.information.line, "The binding is not signed: anyone could have written it.", "Ask for a signed one, or check it without --trust.");
  return { labels: binding.bindings.flatMap((it) => it.labels), data: binding.bindings.flatMap((it) => it.data.map(({ uri }) => uri)), signatures, faults };
}

interface Signing {
  readonly binding: BindingDocument;
  readonly crypto: BindingCrypto;
  readonly trusted: readonly string[] | undefined;
  readonly fault: (code: BindingFault["code"], line: number, message: string, mend: string) => void;
  readonly isRight: (reference: BoundReference, element: MetadataBinding["element"] | undefined) => boolean;
  /** Addresses whose digests are right; those that a signature covers itself are added. */
  readonly digested: Set<string>;
}

/** Who made a signature, where it is right and covers all that it must. */
function signedOf(signature: BindingSignature, { binding, crypto, trusted, fault, isRight, digested }: Signing): readonly BindingSigned[] {
  const { signedInfo, line, time = "" } = signature;
  const algorithm = Object.hasOwn(SIGNATURES, signature.algorithm) ? (SIGNATURES[signature.algorithm as keyof typeof SIGNATURES] satisfies SignatureName) : undefined;
  const certificate = signature.certificates[0]!;
  const signer = crypto.certificate(certificate);
  if (algorithm === undefined) fault("signature-algorithm", line, `The signature ${signature.algorithm} is not one that is believed.`, `${RESIGN} ECDSA on P-256 with SHA-256 is the one to use.`);
  if (signer === undefined) fault("certificate", line, "The certificate of the signer cannot be used: it is none, is broken, or its key is too weak.", `${RESIGN} It needs a key on P-256, or RSA of 2048 bits or more.`);
  if (algorithm === undefined || signer === undefined) return [];
  if (!crypto.verify({ certificate, algorithm, message: canonicalXml(signedInfo), signature: signature.value })) {
    fault("signature-wrong", line, `The signature is not of ${signer.subject} over this label.`, RESTORE);
    return [];
  }
  const covered = new Set<unknown>();
  for (const it of signature.references) {
    const target = targetOf(it, { binding, signature });
    if (target === "nothing") fault("reference", it.line, `The signature refers to ${addressOf(it.uri)}, which is no part that is read from the binding.`, RESIGN);
    else if (isRight(it, target)) {
      covered.add(target ?? it.uri);
      // The document without its binding, or a file: the signature itself is the digest that ties it.
      if (target === undefined || it.transforming === "without-binding") digested.add(it.uri);
    }
  }
  const uncovered = [
    ...binding.bindings.filter((it) => !covered.has(it.element)).map(() => "a MetadataBinding"),
    ...(signature.objects.some((it) => covered.has(it)) ? [] : ["its time"]),
    ...binding.bindings.flatMap((it) => it.data.filter(({ uri }) => !digested.has(uri)).map(({ uri }) => addressOf(uri))),
  ];
  for (const it of uncovered) fault("not-covered", line, `The signature does not cover ${it}.`, RESIGN);
  if (!(instantOf(signer.notBefore) <= instantOf(time) && instantOf(time) <= instantOf(signer.notAfter))) fault("time", line, `The signature says ${time}, when the certificate was not valid (${signer.notBefore} to ${signer.notAfter}).`, RESIGN);
  const isTrusted = trusted === undefined ? undefined : crypto.isTrusted(certificate, trusted);
  if (isTrusted === false) fault("untrusted", line, `${signer.subject} (certificate ${signer.fingerprint.slice(0, 16)}…) is not among those you trust.`, "Name the certificate, or that of its issuer, only after you have made sure whose it is.");
  return [{ signer, time, ...(isTrusted !== undefined && { isTrusted }) }];
}

/** What a reference of a signature means: an element that is read, a file (`undefined`), or nothing of the binding. */
function targetOf(reference: BoundReference, { binding, signature }: { readonly binding: BindingDocument; readonly signature: BindingSignature }): MetadataBinding["element"] | undefined | "nothing" {
  const { uri, transforming } = reference;
  if (uri === "") return documentOf(binding, reference) ?? "nothing";
  if (!uri.startsWith("#")) return transforming === "bytes" && binding.bindings.some((it) => it.data.some((one) => one.uri === uri)) ? undefined : "nothing";
  if (transforming !== "element") return "nothing";
  const id = uri.slice(1);
  return [...binding.bindings.map((it) => it.element), ...signature.objects].find((it) => it.attributes.get("Id") === id) ?? "nothing";
}

/** The document around an embedded binding, where a reference means it. */
const documentOf = (binding: BindingDocument, { uri, transforming }: BoundReference): MetadataBinding["element"] | undefined => (uri === "" && transforming === "without-binding" && binding.isEmbedded ? binding.root : undefined);

const ownDigest = (algorithm: string): DigestName | undefined => (Object.hasOwn(DIGESTS, algorithm) ? DIGESTS[algorithm as keyof typeof DIGESTS] : undefined);
const addressOf = (uri: string): string => (uri === "" ? "The document" : uri);
