import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bindingCrypto as crypto, bindingSigner, certificatesIn } from "#adapters/keys";
import { type BindingCheck, type BindingSigner, bindingText, canonicalXml, checkBinding, embeddedXml, readBinding, readXml, sidecarXml, withoutBinding } from "#exchange";

const keys = join(import.meta.dirname, "keys");
const pem = (name: string): string => readFileSync(join(keys, name), "utf8");
const signerOf = (name: string): BindingSigner => {
  const signer = bindingSigner({ key: pem(`${name}.key.pem`), certificate: pem(`${name}.cert.pem`) });
  if (typeof signer === "string") throw new Error(signer);
  return signer;
};
const certificate = (name: string): string => certificatesIn(pem(`${name}.cert.pem`))[0]!;
const AT = "2026-03-01T10:00:00Z";
const label = (classification: string, root = "originatorConfidentialityLabel"): string =>
  `<${root} xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier>P</PolicyIdentifier><Classification>${classification}</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></${root}>`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const stock = bytes("ally;tanks\nA;12\n");
const files = (of: Readonly<Record<string, Uint8Array>>) => (uri: string): Uint8Array | undefined => (Object.hasOwn(of, uri) ? of[uri] : undefined);
const sidecar = ({ signer = "signer", at = AT, classification = "SECRET" }: { readonly signer?: string | undefined; readonly at?: string; readonly classification?: string } = {}): string =>
  sidecarXml({ labels: [label(classification), label("ELSEWHERE", "alternativeConfidentialityLabel")], crypto, data: [{ uri: "stock.csv", bytes: stock }], ...(signer !== "" && { signing: { signer: signerOf(signer), at } }) });
type Verdict = { readonly refused: string } | (BindingCheck & { readonly codes: readonly string[]; readonly classifications: readonly string[] });
function verdict(source: string, { data = files({ "stock.csv": stock }), trusted }: { readonly data?: (uri: string) => Uint8Array | undefined; readonly trusted?: readonly string[] } = {}): Verdict {
  const read = readBinding(source);
  if (read.kind === "refused") return { refused: read.findings.map((it) => `${it.line}: ${it.message}`).join(" ") };
  const check = checkBinding(read.binding, { crypto, data, ...(trusted !== undefined && { trusted }) });
  return { ...check, codes: [...new Set(check.faults.map((it) => it.code))], classifications: check.labels.map((it) => it.classification) };
}
const codesOf = (it: Verdict): readonly string[] | string => ("refused" in it ? it.refused : it.codes);

describe("canonical XML, as libxml2 writes it", () => {
  test.each([
    ["<a b='1'/>", '<a b="1"></a>'],
    ['<a z="1" a="2" b="&#9;&lt;&gt;&quot;\'"/>', '<a a="2" b="&#x9;&lt;>&quot;\'" z="1"></a>'],
    ["<a>\r\n&#13;<![CDATA[<&>]]><!-- no --></a>", "<a>\n&#xD;&lt;&amp;&gt;</a>"],
    ['<x:a xmlns:x="urn:x" xmlns:y="urn:y"><x:b y:c=""/><y:d/></x:a>', '<x:a xmlns:x="urn:x"><x:b xmlns:y="urn:y" y:c=""></x:b><y:d xmlns:y="urn:y"></y:d></x:a>'],
    ['<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"/></b><d/></a>', '<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"></c></b><d></d></a>'],
    ['<r xmlns="urn:a" xmlns:b="urn:b" xmlns:unused="urn:u" z="1" b:y="2" a="q&quot;&#10;x\ty\nz" xml:lang="en"><b:c xmlns:b="urn:other"><b:e xmlns:b="urn:b" b:q="1" a="2"/></b:c></r>', '<r xmlns="urn:a" xmlns:b="urn:b" a="q&quot;&#xA;x y z" z="1" xml:lang="en" b:y="2"><b:c xmlns:b="urn:other"><b:e xmlns:b="urn:b" a="2" b:q="1"></b:e></b:c></r>'],
    ['<a \u{ff5e}="1" \u{10400}="2"/>', '<a \u{ff5e}="1" \u{10400}="2"></a>'],
  ])("%s", (source, expected) => {
    const root = readXml(source);
    expect("kind" in root ? root.message : canonicalXml(root)).toBe(expected);
  });
});

describe("what is bound is read again", () => {
  test.each(["", "signer", "rsa", "issued"])("a sidecar signed by: %s", (signer) => {
    const found = verdict(sidecar({ signer }), signer === "" ? {} : { trusted: [certificate(signer)] });
    expect([codesOf(found), "classifications" in found && found.classifications, "signatures" in found && found.signatures.map((it) => [it.time, it.isTrusted])]).toEqual([[], ["SECRET", "ELSEWHERE"], signer === "" ? [] : [[AT, true]]]);
  });
  test("a signer whose issuer is trusted", () => expect(codesOf(verdict(sidecar({ signer: "issued" }), { trusted: [certificate("issuer")] }))).toEqual([]));
  test.each([false, true])("inside an XML document, signed %s, and taken out again to the byte", (isSigned) => {
    const document = '<?xml version="1.0"?>\n<!-- </r> --><r a="1">\n  <x xmlns="urn:x">1 &amp; 2</x><!-- in -->\n</r >\n<!-- behind -->\n';
    const text = embeddedXml({ document, labels: [label("SECRET")], crypto, ...(isSigned && { signing: { signer: signerOf("signer"), at: AT } }) });
    expect(text).toBeDefined();
    expect([codesOf(verdict(text!)), withoutBinding(text!)]).toEqual([[], document]);
    expect(codesOf(verdict(text!.replace("1 &amp; 2", "1 &amp; 3")))).toContain("data-changed");
    expect(codesOf(verdict(text!.replace("</r >", "<y/></r >")))).toContain("data-changed");
  });
  test.each([
    ["no XML", "a;b\n1;2\n"],
    ["one empty tag", "<a/>"],
    ["a comment behind the end that holds a tag", "<a>1</a><!-- </a> -->"],
    ["a document that has a binding", embeddedXml({ document: "<a>1</a>", labels: [label("SECRET")], crypto })!],
  ])("not inside %s", (_, document) => expect(embeddedXml({ document, labels: [label("SECRET")], crypto })).toBeUndefined());
  test("words that look like gaps of a signature stay as they are", () => {
    const text = embeddedXml({ document: "<a>[digest of the binding] [digest of the time] [signature]</a>", labels: [label("[signature]")], crypto, signing: { signer: signerOf("signer"), at: AT } });
    expect([codesOf(verdict(text!)), withoutBinding(text!)]).toEqual([[], "<a>[digest of the binding] [digest of the time] [signature]</a>"]);
  });
  test("parts of a package, by their addresses", () => {
    const parts = { "pack:///xl/workbook.xml": bytes("<workbook/>"), "pack:///xl/worksheets/sheet1.xml": bytes("<sheet/>"), "pack:///xl/media/a.png": bytes("png") };
    const text = sidecarXml({ labels: [label("SECRET")], crypto, data: Object.entries(parts).map(([uri, of]) => ({ uri, bytes: of, ...(uri.endsWith("png") && { mediaType: "image/png" }) })), signing: { signer: signerOf("signer"), at: AT } });
    const read = readBinding(text);
    expect(read.kind === "binding" && read.binding.bindings[0]!.data).toEqual([{ uri: "pack:///xl/workbook.xml" }, { uri: "pack:///xl/worksheets/sheet1.xml" }, { uri: "pack:///xl/media/a.png", mediaType: "image/png" }]);
    expect(codesOf(verdict(text, { data: files(parts) }))).toEqual([]);
    expect(codesOf(verdict(text, { data: files({ ...parts, "pack:///xl/media/a.png": bytes("pnG") }) }))).toEqual(["data-changed", "not-covered"]);
    const { "pack:///xl/media/a.png": _, ...fewer } = parts;
    expect(codesOf(verdict(text, { data: files(fewer) }))).toEqual(["data-missing", "not-covered"]);
  });
  test("a label that is none is not bound", () => expect(() => sidecarXml({ labels: ["secret"], crypto, data: [] })).toThrow(RangeError));
});

describe("tampering", () => {
  const trusted = [certificate("signer")];
  const text = sidecar();
  const whole = verdict(text, { trusted });
  test("no byte of the sidecar can change without notice: it is refused, or says the very same", () => {
    const source = bytes(text);
    const harmless: string[] = [];
    for (let at = 0; at < source.length; at++) {
      const changed = source.slice();
      changed[at]! ^= 1 << (at % 7);
      let found: Verdict;
      try {
        found = verdict(new TextDecoder("utf-8", { fatal: true }).decode(changed), { trusted });
      } catch {
        continue;
      }
      if (codesOf(found).length > 0) continue;
      expect(found).toEqual(whole);
      harmless.push(text.slice(at - 6, at + 6));
    }
    // Only names of prefixes in no signed element, and the declaration, may read otherwise and mean the same.
    expect(harmless.length).toBeLessThan(60);
  });
  test("no bit of the file can change", () => {
    for (let at = 0; at < stock.length * 8; at++) {
      const changed = stock.slice();
      changed[at >> 3]! ^= 1 << (at & 7);
      expect(codesOf(verdict(text, { trusted, data: files({ "stock.csv": changed }) }))).toContain("data-changed");
    }
  });
  test("unsigned, whatever of file or digest changes is told too", () => {
    const unsigned = sidecar({ signer: "" });
    expect(codesOf(verdict(unsigned, { data: files({ "stock.csv": bytes("ally;tanks\nA;13\n") }) }))).toEqual(["data-changed"]);
    expect(codesOf(verdict(unsigned.replace(/(<ds:DigestValue>)../, "$1AA")))).toEqual(["data-changed"]);
    expect(codesOf(verdict(unsigned.replace(/<mb:Metadata><ds:Manifest.*<\/ds:Manifest><\/mb:Metadata>/, "")))).toEqual(["digest-missing"]);
    expect(codesOf(verdict(unsigned, { trusted }))).toEqual(["unsigned"]);
  });
  test("labels swapped between files", () => {
    const plan = bytes("the plan");
    const other = sidecarXml({ labels: [label("OPEN")], crypto, data: [{ uri: "plan.csv", bytes: plan }], signing: { signer: signerOf("signer"), at: AT } });
    const both = { "stock.csv": stock, "plan.csv": plan };
    expect(verdict(other, { trusted, data: files(both) })).toMatchObject({ faults: [], data: ["plan.csv"] });
    expect(codesOf(verdict(other.replaceAll("plan.csv", "stock.csv"), { trusted, data: files(both) }))).toContain("data-changed");
    const labelOf = (of: string): string => /<originator.*?<\/originatorConfidentialityLabel>/s.exec(of)![0];
    expect(codesOf(verdict(text.replace(labelOf(text), labelOf(other)), { trusted, data: files(both) }))).toContain("data-changed");
  });

  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(text)![0];
  const binding = /<mb:MetadataBinding Id.*<\/mb:MetadataBinding>/s.exec(text)![0];
  const container = `<mb:MetadataBindingContainer>${binding}</mb:MetadataBindingContainer>`;
  const forged = binding.replace("SECRET", "OPEN");
  const removed = (pattern: RegExp, from = text): string => from.replace(pattern, "");
  test.each<readonly [string, string, RegExp]>([
    ["the signed binding moved into the signature, a forged one in its place", text.replace(binding, forged.replace("binding-1", "binding-2")).replace("</ds:Object>", `${binding}</ds:Object>`), /does not stand in Object/],
    ["a forged binding of another Id beside the signed one", text.replace(binding, binding + forged.replace("binding-1", "binding-2")), /not-covered/],
    ["a forged binding without an Id before the signed one", text.replace(binding, forged.replace(' Id="binding-1"', "") + binding), /not-covered/],
    ["a forged binding of the same Id", text.replace(binding, forged + binding), /duplicate-id/],
    ["a forged binding of the same Id in other letters", text.replace(binding, forged.replace("Id=", "ID=") + binding), /duplicate-id/],
    ["a forged binding whose Id is an xml:id", text.replace(binding, forged.replace("Id=", "xml:id=") + binding), /duplicate-id/],
    ["a second container with the forged binding first", text.replace(container, `<mb:MetadataBindingContainer>${forged.replace("binding-1", "b")}</mb:MetadataBindingContainer>${container}`), /not-covered/],
    ["binding information within a document, signed, and another around it", `<r>${text.replace(/^<\?.*\n/, "")}${text.replace(/^<\?.*\n/, "").replace(signature, "").replace("SECRET", "OPEN")}</r>`, /more than once/],
    ["binding information deep in a document", `<r><s>${text.replace(/^<\?.*\n/, "")}</s></r>`, /without binding information/],
    ["two labels in one Metadata", text.replace("<mb:Metadata><originator", `<mb:Metadata>${label("OPEN")}<originator`), /Metadata holds one label/],
    ["the signature behind the labels", text.replace(signature, "").replace(container, container + signature), /stands too late/],
    ["words between", text.replace(container, `secret${container}`), /Text stands in BindingInformation/],
    ["a reference to the whole document", text.replace('<ds:Reference URI="#binding-1">', '<ds:Reference URI="">'), /signature-wrong/],
    ["a transform that is not read", text.replace('<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>', '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'), /transforms of a Reference/],
    ["another canonical form", text.replace('CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"', 'CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"'), /Canonicalization is by/],
    ["no KeyInfo", removed(/<ds:KeyInfo>.*<\/ds:KeyInfo>/s), /needs one KeyInfo/],
    ["a KeyInfo with a bare key", text.replace(/<ds:X509Data>.*<\/ds:X509Data>/s, "<ds:KeyValue/>"), /KeyValue does not stand in KeyInfo/],
    ["a KeyInfo without a certificate", removed(/<ds:X509Certificate>.*<\/ds:X509Certificate>/s), /with the certificate of the signer/],
    ["no time", removed(/<ds:Object>.*<\/ds:Object>/s), /says once when it was made/],
    ["another time", text.replace(AT, "2026-03-01T10:00:01Z"), /data-changed|reference/],
    ["a second time beside the signed one", text.replace("</ds:SignatureProperty>", `</ds:SignatureProperty><ds:SignatureProperty Target="#x"><wsu:Created xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">${AT}</wsu:Created></ds:SignatureProperty>`), /says once when it was made/],
    ["no signature at all", text.replace(signature, ""), /unsigned/],
    ["a data reference to nothing that is signed", text.replace('<mb:DataReference URI="stock.csv"/>', '<mb:DataReference URI="plan.csv"/>'), /data-changed|digest-missing/],
    ["embedded data", text.replace('<mb:DataReference URI="stock.csv"/>', "<mb:Data>x</mb:Data>"), /Data is not read/],
    ["a label by address", text.replace(/<mb:Metadata><originator.*?<\/mb:Metadata>/s, '<mb:MetadataReference URI="label.xml"/>'), /MetadataReference is not read/],
    ["metadata that nobody knows", text.replace(/<mb:Metadata><alternative.*?<\/mb:Metadata>/s, "<mb:Metadata><x/></mb:Metadata>"), /x is metadata that is not read/],
    ["only an alternative label", text.replace(/<mb:Metadata><originator.*?<\/mb:Metadata>/s, ""), /no originatorConfidentialityLabel/],
    ["a document type", text.replace("<mb:BindingInformation", '<!DOCTYPE x [<!ENTITY a "b">]><mb:BindingInformation'), /document type/],
    ["the certificate of another", text.replace(certificate("signer"), certificate("stranger")), /signature-wrong/],
    ["a certificate that is too weak", text.replace(certificate("signer"), certificate("weak")), /certificate/],
    ["a certificate that is none", text.replace(certificate("signer"), "AAAA"), /certificate/],
  ])("refused: %s", (_, source, reason) => {
    expect(source).not.toBe(text);
    const found = codesOf(verdict(source, { trusted }));
    expect(typeof found === "string" ? found : found.join(" ")).toMatch(reason);
  });
  test.each(["http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5", "constructor"])("refused: the digest %s, though the signer signed it", (algorithm) => {
    const old = sidecarXml({ labels: [label("SECRET")], data: [{ uri: "stock.csv", bytes: stock }], crypto, signing: { signer: signing((info) => info.replaceAll("http://www.w3.org/2001/04/xmldsig-more#sha384", algorithm)), at: AT } });
    const signedSo = old.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/s, (info) => info.replaceAll("http://www.w3.org/2001/04/xmldsig-more#sha384", algorithm));
    expect(codesOf(verdict(signedSo, { trusted }))).toContain("digest-algorithm");
    expect(codesOf(verdict(signedSo, { trusted }))).not.toContain("signature-wrong");
  });
  test.each(["http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"])("refused: the signature %s", (algorithm) => {
    expect(codesOf(verdict(text.replace("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", algorithm), { trusted }))).toEqual(["signature-algorithm"]);
  });
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ["a stranger of the same name", "stranger", ["signer"], ["untrusted"]],
    ["somebody whom another issuer knows", "issued", ["signer"], ["untrusted"]],
    ["a certificate whose holder is no issuer", "stranger", ["signer", "issued"], ["untrusted"]],
    ["a certificate that was not valid then", "expired", ["expired"], ["time"]],
  ])("refused: %s", (_, signer, whom, codes) => void expect(codesOf(verdict(sidecar({ signer }), { trusted: whom.map(certificate) }))).toEqual(codes));
  test("a signature that leaves something out does not count for it", () => {
    const less = (pattern: RegExp): string => {
      const short = sidecarXml({ labels: [label("SECRET")], data: [{ uri: "stock.csv", bytes: stock }], crypto, signing: { signer: signing((info) => info.replace(pattern, "")), at: AT } });
      return short.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/s, (info) => info.replace(pattern, ""));
    };
    const reference = (uri: string): RegExp => new RegExp(`<ds:Reference URI="${uri}">.*?</ds:Reference>`, "s");
    expect(codesOf(verdict(less(reference("#binding-1")), { trusted }))).toEqual(["not-covered"]);
    expect(codesOf(verdict(less(reference("#signature-1-properties")), { trusted }))).toEqual(["not-covered"]);
    // The digest of the file stands in the binding as well, which is signed.
    expect(codesOf(verdict(less(reference("stock.csv")), { trusted }))).toEqual([]);
  });

  /** A signer that signs another text than it is asked to, as one with a will of its own could. */
  function signing(change: (info: string) => string): BindingSigner {
    const honest = signerOf("signer");
    const inForm = (info: string): string => {
      const root = readXml(change(info));
      if ("kind" in root) throw new Error(root.message);
      return canonicalXml(root);
    };
    return { ...honest, sign: (message) => honest.sign(inForm(message)) };
  }
});

describe("keys", () => {
  test.each([
    ["a key of another certificate", pem("stranger.key.pem"), pem("signer.cert.pem"), /not that of the certificate/],
    ["no key", "secret", pem("signer.cert.pem"), /no private key/],
    ["no certificate", pem("signer.key.pem"), "secret", /no X.509 certificate/],
    ["a broken certificate", pem("signer.key.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", /no X.509 certificate/],
  ])("no signer from %s", (_, key, of, reason) => expect(bindingSigner({ key, certificate: of })).toMatch(reason));
});

test("a certificate whose key is broken is none, wherever it is asked of", () => {
  const der = Buffer.from(certificate("signer"), "base64");
  // The name of the curve, in the key: one that there is not.
  const curve = Buffer.from("06082a8648ce3d030107", "hex");
  const broken = Buffer.from(der);
  broken[der.indexOf(curve) + curve.length - 1] = 0x99;
  const text = broken.toString("base64");
  expect([crypto.certificate(text), crypto.verify({ certificate: text, algorithm: "ecdsa-sha256", message: "m", signature: "AAAA" }), crypto.isTrusted(text, [text]), crypto.isTrusted(certificate("signer"), [text])]).toEqual([undefined, false, false, false]);
});

/** An implementation that shares nothing with this one, where the machine has it. */
const hasXmlsec = spawnSync("xmlsec1", ["--version"]).status === 0;
describe.skipIf(!hasXmlsec)("as xmlsec1 sees it", () => {
  const folder = mkdtempSync(join(tmpdir(), "concord-xmlsec-"));
  const verify = (name: string, signer: string): string => {
    try {
      execFileSync("xmlsec1", ["--verify", "--trusted-pem", join(keys, `${signer}.cert.pem`), "--id-attr:Id", "urn:nato:stanag:4778:bindinginformation:1:0:MetadataBinding", "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:SignatureProperties", name], { cwd: folder, stdio: "pipe" });
      return "valid";
    } catch {
      return "invalid";
    }
  };
  writeFileSync(join(folder, "stock.csv"), stock);
  test.each(["signer", "rsa"])("a sidecar signed by %s is valid, and is not once the label, the time or the signer changes", (signer) => {
    const text = sidecar({ signer });
    const variants = [text, text.replace("SECRET", "OPEN"), text.replace(AT, "2026-03-01T10:00:01Z")];
    variants.forEach((it, at) => writeFileSync(join(folder, `${at}.bdo`), it));
    expect([...variants.keys()].map((at) => verify(`${at}.bdo`, signer))).toEqual(["valid", "invalid", "invalid"]);
    expect(verify("0.bdo", "stranger")).toBe("invalid");
  });
  test("a binding inside a document is valid, and is not once the document changes", () => {
    const text = embeddedXml({ document: '<r xmlns:u="urn:u" a="&#10;é">\n <u:x b=\'"\'>1 &lt; 2</u:x><y/>\r\n</r>', labels: [label("SECRET")], crypto, signing: { signer: signerOf("signer"), at: AT } })!;
    writeFileSync(join(folder, "in.xml"), text);
    writeFileSync(join(folder, "out.xml"), text.replace("1 &lt; 2", "1 &lt; 3"));
    expect([verify("in.xml", "signer"), verify("out.xml", "signer"), bindingText(text) !== undefined]).toEqual(["valid", "invalid", true]);
  });
});
