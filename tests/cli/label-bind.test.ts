import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "#cli";

const KEYS = "tests/labels/keys";
const POLICY = ["--policy", "cases/labels/policy.spif.xml"];
const LABEL = ["--label", "cases/labels/stock-of-xaa.json", ...POLICY, "--review", "2031-03-01", "--at", "2026-03-01"];
const SIGN = ["--sign", `${KEYS}/signer.key.pem`, "--certificate", `${KEYS}/signer.cert.pem`];
const TRUST = ["--trust", `${KEYS}/signer.cert.pem`];
const folder = (): ((name: string, text?: string | Uint8Array) => string) => {
  const at = mkdtempSync(join(tmpdir(), "concord-bind-"));
  return (name, text) => {
    if (text !== undefined) writeFileSync(join(at, name), text);
    return join(at, name);
  };
};
async function concord(...args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [printed, said]: [string[], string[]] = [[], []];
  const code = await main(["label", ...args], { width: 1000, print: (text) => void printed.push(text), say: (text) => void said.push(text), progress: () => undefined, progressDone: () => undefined });
  return { code, stdout: printed.join("\n"), stderr: said.join("\n") };
}
const STOCK = "ally;tanks\nA;12\n";

describe("a label goes with its file", () => {
  test("unsigned: bound, checked, changed, unbound", async () => {
    const file = folder();
    const stock = file("stock of A.csv", STOCK);
    expect(await concord("bind", stock, ...LABEL)).toEqual({ code: 0, stdout: `${stock}.bdo: bound, unsigned.`, stderr: "" });
    expect((await concord("check", stock, ...POLICY)).stdout).toBe("ALLIANCE-TEST LIMITED REL TO ALLY PROG P1, P3\nUnsigned: the digest shows that the file is the one that was labelled, not who labelled it.");
    expect((await concord("check", stock)).stdout).toContain("ALLIANCE-TEST / LIMITED / Releasable To: ALLY / Programme: P1, P3");
    expect(await concord("check", stock, ...TRUST)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("is not signed: anyone could have written it. Ask for a signed one") });
    file("stock of A.csv", STOCK.replace("12", "13"));
    expect(await concord("check", stock)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/stock of A.csv.bdo:\d+: stock%20of%20A.csv is not what was bound/) });
    const taken = await concord("unbind", stock);
    expect([taken.code, taken.stdout.includes("<mb:BindingInformation")]).toEqual([0, true]);
    expect(await concord("check", stock)).toMatchObject({ code: 3, stderr: expect.stringContaining("has no sidecar") });
  });
  test("signed: by whom, when, and whether they are trusted", async () => {
    const file = folder();
    const stock = file("stock.csv", STOCK);
    expect((await concord("bind", stock, ...LABEL, ...SIGN)).stdout).toBe(`${stock}.bdo: bound and signed.`);
    expect((await concord("check", stock, ...TRUST)).stdout).toMatch(/Signed 2026-03-01T00:00:00.000Z by CN=Signer of labels, O=Invented Alliance \(certificate [0-9a-f]{16}…\), whom you trust\./);
    expect((await concord("check", stock)).stdout).toContain("whether that is whom you trust was not asked: give --trust");
    expect(await concord("check", stock, "--trust", `${KEYS}/stranger.cert.pem`)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("is not among those you trust") });
    const whole = JSON.parse((await concord("check", stock, ...TRUST, "--json")).stdout) as Readonly<Record<string, unknown>>;
    expect([whole["outcome"], whole["faults"]]).toEqual(["bound", []]);
    expect(await concord("bind", stock, ...LABEL)).toMatchObject({ code: 2, stderr: expect.stringMatching(/is there already\.\s+Give --force/) });
    expect((await concord("bind", stock, ...LABEL, "--force")).code).toBe(0);
  });
  test("a sidecar put beside another file, and one that names files elsewhere", async () => {
    const file = folder();
    const [stock, plan] = [file("stock.csv", STOCK), file("plan.csv", "plan\n")];
    await concord("bind", stock, ...LABEL, ...SIGN);
    const sidecar = readFileSync(`${stock}.bdo`, "utf8");
    file("plan.csv.bdo", sidecar);
    expect(await concord("check", plan, ...TRUST)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(`The binding is of stock.csv, not of ${plan}`) });
    for (const uri of ["../stock.csv", "..%2Fstock.csv", "%2e%2e", "file:///etc/hostname", "%E0%A4%A"]) {
      file("stock.csv.bdo", sidecar.replaceAll('"stock.csv"', `"${uri}"`));
      expect(await concord("check", stock)).toMatchObject({ code: 1, stdout: "" });
    }
  });
  test("inside an XML document, and out again to the byte", async () => {
    const file = folder();
    const text = '\u{feff}<?xml version="1.0"?>\r\n<r>é<x/>\r\n</r>\n';
    const document = file("data.xml", text);
    expect((await concord("bind", document, "--embed", ...LABEL, ...SIGN)).stdout).toBe(`${document}: bound and signed.`);
    expect((await concord("check", document, ...TRUST, ...POLICY)).stdout).toContain("ALLIANCE-TEST LIMITED REL TO ALLY PROG P1, P3\nSigned");
    expect(await concord("bind", document, "--embed", ...LABEL)).toMatchObject({ code: 2, stderr: expect.stringMatching(/has a binding already\.\s+Leave --embed out/) });
    expect((await concord("unbind", document)).stdout).toMatch(/^<mb:BindingInformation.*<\/mb:BindingInformation>$/s);
    expect(readFileSync(document, "utf8")).toBe(text);
    expect(await concord("unbind", document)).toMatchObject({ code: 3 });
  });
  test("a label in XML is bound as it came, with an alternative in another policy", async () => {
    const file = folder();
    const stock = file("stock.csv", STOCK);
    const xml = (root: string, policy: string, classification: string): string => `<${root} xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2031-01-01T00:00:00Z"><ConfidentialityInformation><PolicyIdentifier>${policy}</PolicyIdentifier><Classification>${classification}</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></${root}>`;
    const own = file("own.xml", `<?xml version="1.0"?>\n${xml("originatorConfidentialityLabel", "ALLIANCE-TEST", "OPEN")}`);
    const other = file("other.xml", xml("alternativeConfidentialityLabel", "TLP", "GREEN"));
    const policies = [...POLICY, "--policy", "tests/vectors/stanag4774-spif/tlp.spif.xml", "--tolerant"];
    expect((await concord("bind", stock, "--label", own, "--label", other, ...policies)).code).toBe(0);
    expect((await concord("check", stock, ...policies)).stdout).toMatch(/^ALLIANCE-TEST OPEN\nTLP:GREEN\n/);
    expect(await concord("bind", stock, "--force", "--label", other, ...policies)).toMatchObject({ code: 2, stderr: expect.stringContaining("Give the originator's label first") });
  });
});

describe("answered with what to do", () => {
  const file = folder();
  const stock = file("stock.csv", STOCK);
  const unsound = file("unsound.json", '{"policy":"ALLIANCE-TEST","classification":"OPEN","categories":{"Codeword":["RIVER"]}}');
  const latin = file("latin.xml", new Uint8Array([0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e]));
  file("other.csv", "x");
  file("other.csv.bdo", "<r><a/></r>");
  test.each<readonly [string, readonly string[], number, RegExp]>([
    ["a file that is not there", ["bind", "nowhere.csv", ...LABEL], 3, /cannot be read/],
    ["a label that breaks its policy", ["bind", stock, "--label", unsound, ...POLICY, "--review", "2031-01-01"], 1, /requiredClass \(Codeword: RIVER\)/],
    ["a label without a review", ["bind", stock, "--label", "cases/labels/stock-of-xaa.json", ...POLICY], 2, /--review DATE/],
    ["a review that is no day", ["bind", stock, "--label", "cases/labels/stock-of-xaa.json", ...POLICY, "--review", "soon"], 2, /--review soon is no day/],
    ["a key without a certificate", ["bind", stock, ...LABEL, "--sign", `${KEYS}/signer.key.pem`], 2, /both --sign KEY and --certificate/],
    ["a key of another", ["bind", stock, ...LABEL, "--sign", `${KEYS}/stranger.key.pem`, "--certificate", `${KEYS}/signer.cert.pem`], 2, /not that of the certificate/],
    ["a binding inside what is no XML", ["bind", stock, ...LABEL, "--embed"], 2, /Leave --embed out/],
    ["a document in another encoding", ["bind", latin, ...LABEL, "--embed"], 3, /not in UTF-8/],
    ["a sidecar that is none", ["check", file("other.csv")], 3, /is no binding: line 1:/],
    ["no certificate to trust", ["check", stock, "--trust", unsound], 3, /no sidecar|holds no certificate/],
  ])("%s", async (_, args, code, words) => {
    const ran = await concord(...args);
    expect([ran.code, words.test(ran.stderr) ? "" : ran.stdout + ran.stderr, ran.stdout]).toEqual([code, "", ""]);
  });
});
