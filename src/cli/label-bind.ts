import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { bindingCrypto, bindingSigner, certificatesIn } from "#adapters/keys";
import { type BindingCheck, type BindingDocument, bindingText, checkBinding, embeddedXml, type LabelDocument, labelFragment, readBinding, sidecarXml, withoutBinding, type WriteBinding, writtenOf } from "#exchange";
import { brokenFor, markingText, violationsOf } from "#labels";
import { Complaint, EXIT } from "./exit-codes.ts";
import { labelIn, type LabelOptions, policiesOf, textIn } from "./label-inputs.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";
import { textOfBytes } from "./text-file.ts";

interface Bind extends LabelOptions {
  readonly label: readonly string[];
  readonly review?: string;
  readonly sign?: string;
  readonly certificate?: string;
  readonly embed?: boolean;
  readonly force?: boolean;
}

interface Check {
  readonly trust?: readonly string[];
  readonly policy?: readonly string[];
  readonly tolerant?: boolean;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
const SIDECAR = ".bdo";
/** Address of a file beside its binding. */
const addressOf = (file: string): string => encodeURIComponent(basename(file));

/** The commands that tie labels to files. */
export function labelBindCommands(label: Command, { out, done, common }: { readonly out: Out; readonly done: (code: number) => void; readonly common: (it: Command) => Command }): void {
  common(label.command("bind").description("Tie labels to a file: in a sidecar FILE.bdo beside it, or inside it where it is XML.").argument("<file>", "file that carries the label"))
    .addOption(new Option("--label <file>", "label in 4774 XML, or JSON; a second is an alternative in another policy").argParser(collect).makeOptionMandatory())
    .option("--review <date>", "when somebody must look at the label again, for a label in JSON")
    .option("--sign <key>", "private key on P-256 in PEM to sign with; needs --certificate")
    .option("--certificate <file>", "certificate of the key, in PEM")
    .option("--embed", "write the binding into the file, as the last element of its outermost one")
    .option("--force", "write over a binding that is there")
    .action((file: string, options: Bind) => void done(bind(file, options, out)));
  const trust = (it: Command): Command => it.option("--trust <file>", "certificates in PEM of signers, or of those who issue to them; then an unsigned binding is refused too", collect).option("--json", "print the whole result as JSON");
  trust(label.command("check").description("Check the binding of a file: its digest, its signature, and who signed. Prints the label.").argument("<file>", "file with a sidecar beside it or a binding inside"))
    .option("--policy <file>", "policy of the label, to print its marking", collect)
    .option("--tolerant", "pass over departures from schema and syntax that leave the meaning plain, and say so")
    .action((file: string, options: Check) => void done(check(file, options, out)));
  label.command("unbind").description("Take the binding off a file: removes its sidecar, or the binding inside it. Prints the binding that was there.").argument("<file>", "file with a sidecar beside it or a binding inside").action((file: string) => void done(unbind(file, out)));
}

function bytesIn(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Check the path.");
  }
}

function bind(file: string, options: Bind, out: Out): number {
  const stated = policiesOf(options, out);
  const now = new Date().toISOString();
  const at = options.at === undefined ? now : timeOf(options.at, "--at");
  const labels = options.label.map((path, place) => {
    const { policy, written, document } = labelIn(path, stated, options, out);
    const broken = violationsOf(policy, written, { at });
    if (broken.length > 0) throw new Complaint(EXIT.findings, `${path} breaks its policy: ${broken.map((it) => `${it.rule} (${it.about})`).join(", ")}.`, "Mend the label; node bin/concord.mjs label parse shows the rules it breaks.");
    const root = place === 0 ? "originatorConfidentialityLabel" : "alternativeConfidentialityLabel";
    if (document !== undefined) {
      if (document.root !== root) throw new Complaint(EXIT.usage, `${path} is a ${document.root}; the ${place === 0 ? "first" : "further"} label is ${place === 0 ? "the originator's" : "an alternative"}.`, place === 0 ? "Give the originator's label first." : "Give the originator's label once.");
      return textIn(path);
    }
    if (options.review === undefined) throw new Complaint(EXIT.usage, `${path} does not say when it is to be looked at again.`, "Give --review DATE: a written label needs it.");
    return labelFragment({ policy, label: written, root, created: at, review: timeOf(options.review, "--review"), ...(written.originator !== undefined && { originatorId: { idType: "uniformResourceIdentifier", value: written.originator } }) });
  });
  const ask: WriteBinding = { labels, crypto: bindingCrypto, ...signingOf(options, at) };
  const target = options.embed === true ? file : file + SIDECAR;
  if (options.embed !== true && options.force !== true && existsSync(target)) throw new Complaint(EXIT.usage, `${target} is there already.`, "Give --force to write over it, or take it off with node bin/concord.mjs label unbind.");
  const text = options.embed === true ? embedded(file, ask) : sidecarXml({ ...ask, data: [{ uri: addressOf(file), bytes: bytesIn(file) }] });
  replaceFile(target, text);
  // What was written is read back and checked as anyone would.
  const { faults } = checked(file, { ...(options.certificate !== undefined && { trust: [options.certificate] }), tolerant: true }, out);
  if (faults.length > 0) throw new Complaint(EXIT.findings, `${target} does not hold what was bound: ${faults.map((it) => it.message).join(" ")}`, "The file may have changed meanwhile: bind it again with --force.");
  out.print(`${target}: ${ask.signing === undefined ? "bound, unsigned" : "bound and signed"}.`);
  return EXIT.ok;
}

function embedded(file: string, ask: WriteBinding): string {
  const text = embeddedXml({ ...ask, document: utf8In(file) });
  if (text === undefined) throw new Complaint(EXIT.usage, `A binding cannot stand in ${file}: it is no XML with something in it, or has a binding already.`, "Leave --embed out: a sidecar goes with any file.");
  return text;
}

/** A text that is written again may not lose a byte: one that is not UTF-8 is not read. */
function utf8In(file: string): string {
  const bytes = bytesIn(file);
  textOfBytes(file, bytes);
  if ((bytes[0] ?? 0) >= 0xfe) throw new Complaint(EXIT.unreadable, `${file} is in UTF-16.`, "Write it in UTF-8.");
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function signingOf({ sign, certificate }: Bind, at: string): Pick<WriteBinding, "signing"> {
  if (sign === undefined && certificate === undefined) return {};
  if (sign === undefined || certificate === undefined) throw new Complaint(EXIT.usage, "A signature needs both --sign KEY and --certificate CERT.", "Give the private key on P-256 and its certificate, both in PEM.");
  const signer = bindingSigner({ key: textIn(sign), certificate: textIn(certificate) });
  if (typeof signer === "string") throw new Complaint(EXIT.usage, `${sign} and ${certificate} do not sign: ${signer}`, "Make a pair as docs/guide/labels.md shows.");
  return { signing: { signer, at } };
}

function timeOf(text: string, option: string): string {
  if (Number.isNaN(Date.parse(text))) throw new Complaint(EXIT.usage, `${option} ${text} is no day or time.`, "Write it as 2031-03-01 or 2031-03-01T10:00:00Z.");
  return new Date(text).toISOString();
}

/** The binding of a file, from its sidecar or from inside it. A sidecar counts first. */
function bindingOf(file: string, { tolerant }: Check, out: Out): { readonly binding: BindingDocument; readonly from: string } {
  const from = existsSync(file + SIDECAR) ? file + SIDECAR : file;
  const read = readBinding(utf8In(from), { tolerant: tolerant === true });
  if (read.kind === "refused") throw new Complaint(EXIT.unreadable, from === file ? `${file} has no sidecar ${file}${SIDECAR}, and no binding is read from inside it: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 5).join(" ")}` : `${from} is no binding: ${read.findings.map((it) => `line ${it.line}: ${it.message}`).slice(0, 10).join(" ")}`, "Bind it with node bin/concord.mjs label bind, or get the binding again from where the file came.");
  for (const it of read.findings) out.say(`${from}:${it.line}: passed over: ${it.message}`);
  if (from !== file && read.binding.isEmbedded) throw new Complaint(EXIT.unreadable, `${from} is a document with a binding inside, not a sidecar.`, "Get the sidecar again from where the file came.");
  return { binding: read.binding, from };
}

interface Checked extends BindingCheck {
  readonly from: string;
}

function checked(file: string, options: Check, out: Out): Checked {
  const { binding, from } = bindingOf(file, options, out);
  const trusted = options.trust?.flatMap((path) => {
    const found = certificatesIn(textIn(path));
    if (found.length === 0) throw new Complaint(EXIT.unreadable, `${path} holds no certificate.`, "Give certificates in PEM.");
    return found;
  });
  const result = checkBinding(binding, { crypto: bindingCrypto, ...(trusted !== undefined && { trusted }), data: (uri) => besideOf(file, uri) });
  const own = binding.isEmbedded ? "" : addressOf(file);
  if (result.data.includes(own) || result.data.some((it) => nameOf(it) === basename(file))) return { ...result, from };
  return { ...result, from, faults: [...result.faults, { code: "reference", line: binding.information.line, message: `The binding is of ${result.data.join(", ")}, not of ${file}.`, mend: "Get the file and its own binding again from where they came." }] };
}

/** Bytes of a file that a binding names: only such as lie beside it, by name. */
function besideOf(file: string, uri: string): Uint8Array | undefined {
  const name = nameOf(uri);
  const path = name === undefined ? undefined : join(dirname(file), name);
  return path === undefined || !existsSync(path) ? undefined : readFileSync(path);
}

function nameOf(uri: string): string | undefined {
  try {
    const name = decodeURIComponent(uri.replace(/^\.\//, ""));
    return name === "" || name === "." || name === ".." || /[/\\:\0]/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}

function check(file: string, options: Check, out: Out): number {
  const { labels, signatures, faults, from } = checked(file, options, out);
  const isBelieved = faults.length === 0;
  // A label that is not believed is not shown as one.
  const shown = isBelieved ? labels.map((it) => ({ root: it.root, policy: it.policy, classification: it.classification, categories: it.categories, ...markingOf(it, options, out) })) : [];
  if (options.json === true) out.print(JSON.stringify({ file, binding: from, outcome: isBelieved ? "bound" : "refused", labels: shown, signatures, faults }, undefined, 2));
  else {
    for (const it of shown) out.print(it.marking ?? [it.policy, it.classification, ...it.categories.map((one) => `${one.tagName}: ${one.values.join(", ")}`)].join(" / "));
    if (isBelieved && signatures.length === 0) out.print(wrap("Unsigned: the digest shows that the file is the one that was labelled, not who labelled it.", out.width));
    for (const it of isBelieved ? signatures : []) out.print(wrap(`Signed ${it.time} by ${it.signer.subject} (certificate ${it.signer.fingerprint.slice(0, 16)}…)${it.isTrusted === undefined ? "; whether that is whom you trust was not asked: give --trust" : it.isTrusted ? ", whom you trust" : ""}.`, out.width));
    for (const it of faults) out.say(wrap(`${from}:${it.line}: ${it.message} ${it.mend}`, out.width));
  }
  return isBelieved ? EXIT.ok : EXIT.findings;
}

function markingOf(label: LabelDocument, { policy, tolerant }: Check, out: Out): { readonly marking?: string } {
  if (policy === undefined) return {};
  const of = policiesOf({ policy, ...(tolerant === true && { tolerant }) }, out).map((it) => it.policy).find((it) => writtenOf(it, label).policy === it.name);
  // What breaks its policy is shown by its names alone.
  return of === undefined || brokenFor(of, writtenOf(of, label)).length > 0 ? {} : { marking: markingText(of, writtenOf(of, label), { language: "en", place: "pageTop" }) };
}

function unbind(file: string, out: Out): number {
  const sidecar = file + SIDECAR;
  if (existsSync(sidecar)) {
    out.print(utf8In(sidecar).trimEnd());
    rmSync(sidecar);
    return EXIT.ok;
  }
  const text = utf8In(file);
  const without = withoutBinding(text);
  if (without === undefined) throw new Complaint(EXIT.unreadable, `${file} has no sidecar ${sidecar} and no binding inside that Concord wrote.`, "Check the path.");
  out.print(bindingText(text) ?? "");
  replaceFile(file, without);
  return EXIT.ok;
}

/** Writes beside and renames, so that a file is never half of what it should be. */
function replaceFile(file: string, text: string): void {
  const beside = `${file}.part`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
