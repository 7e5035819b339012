import { createPrivateKey, hash, sign, verify, X509Certificate } from "node:crypto";
import type { BindingCrypto, BindingSigner } from "#exchange";

const RSA_BITS_MIN = 2048;
const CURVES = ["prime256v1", "secp384r1"];

/** SHA-2, ECDSA and RSA by Node, over the certificates of a binding. */
export const bindingCrypto: BindingCrypto = {
  digest: (name, data) => hash(name, data, "base64"),
  certificate: (text) => {
    const certificate = certificateOf(text);
    if (certificate === undefined || !isStrong(certificate) || (certificate.checkIssued(certificate) && !isSignedBy(certificate, certificate))) return undefined;
    const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
    const line = (name: string): string => name.split("\n").join(", ");
    return { subject: line(subject), issuer: line(issuer), notBefore: new Date(validFrom).toISOString(), notAfter: new Date(validTo).toISOString(), fingerprint: fingerprint256.replaceAll(":", "").toLowerCase() };
  },
  verify: ({ certificate: text, algorithm, message, signature }) => {
    const key = certificateOf(text)?.publicKey;
    const bytes = bytesOf(signature);
    if (key === undefined || bytes === undefined || key.asymmetricKeyType !== (algorithm === "ecdsa-sha256" ? "ec" : "rsa")) return false;
    try {
      return verify("sha256", Buffer.from(message, "utf8"), { key, dsaEncoding: "ieee-p1363" }, bytes);
    } catch {
      // A signature of the wrong shape is no signature.
      return false;
    }
  },
  isTrusted: (text, trusted) => {
    const certificate = certificateOf(text);
    if (certificate === undefined) return false;
    return trusted.flatMap((it) => certificateOf(it) ?? []).some((it) => it.raw.equals(certificate.raw) || (it.ca && certificate.checkIssued(it) && isStrong(it) && isSignedBy(certificate, it)));
  },
};

/** A signer from a private key, on P-256 or of RSA, and its certificate, both in PEM. Answers why not where they are none, or not one pair. */
export function bindingSigner({ key, certificate }: { readonly key: string; readonly certificate: string }): BindingSigner | string {
  const found = certificatesIn(certificate)[0];
  const x509 = found === undefined ? undefined : certificateOf(found);
  if (found === undefined || x509 === undefined) return "The certificate is no X.509 certificate in PEM.";
  try {
    const secret = createPrivateKey(key);
    const algorithm = secret.asymmetricKeyType === "rsa" ? "rsa-sha256" : secret.asymmetricKeyDetails?.namedCurve === "prime256v1" ? "ecdsa-sha256" : undefined;
    if (algorithm === undefined || !isStrong(x509)) return "The key is neither on P-256 nor of RSA with 2048 bits or more.";
    if (!x509.checkPrivateKey(secret)) return "The key is not that of the certificate.";
    return { certificate: found, algorithm, sign: (message) => sign("sha256", Buffer.from(message, "utf8"), { key: secret, dsaEncoding: "ieee-p1363" }).toString("base64") };
  } catch {
    return "The key is no private key in PEM without a pass phrase.";
  }
}

/** Certificates of a PEM text, in base64. */
export const certificatesIn = (pem: string): readonly string[] => [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g)].map(([, body = ""]) => body.replace(/\s+/g, ""));

function certificateOf(text: string): X509Certificate | undefined {
  const bytes = bytesOf(text);
  try {
    const certificate = bytes === undefined ? undefined : new X509Certificate(bytes);
    // Key and times are read when they are asked for: what is broken in them is broken here.
    return certificate?.publicKey === undefined || [certificate.validFrom, certificate.validTo].some((it) => Number.isNaN(Date.parse(it))) ? undefined : certificate;
  } catch {
    return undefined;
  }
}

function isStrong({ publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  return type === "ec" ? CURVES.includes(details?.namedCurve ?? "") : type === "rsa" && (details?.modulusLength ?? 0) >= RSA_BITS_MIN;
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** Bytes of base64 in its one spelling; another spelling of the same bytes is refused. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length > 0 && bytes.toString("base64") === base64 ? bytes : undefined;
}
