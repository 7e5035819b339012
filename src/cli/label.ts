import { Option, type Command } from "commander";
import { instantOf } from "#exchange";
import { brokenFor, equivalentOf, isLanguage, isProblem, joinMaps, type Label, type LabelMap, type LabelPolicy, languagesOf, MARKING_PLACES, markingText, type MarkingPlace, permits, permitsMap, render, uplift, type UpliftReason, type UpliftRule, violationsOf, type WrittenLabel } from "#labels";
import { isList, isObject } from "#ledger";
import { Complaint, EXIT } from "./exit-codes.ts";
import { labelBindCommands } from "./label-bind.ts";
import { clearanceIn, labelIn, type LabelOptions, mapOf, meaningOf, objectIn, policiesOf, termsOf } from "./label-inputs.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

interface Marked extends LabelOptions {
  readonly language: string;
  readonly place: MarkingPlace["place"];
}

interface Joined extends LabelOptions {
  readonly uplift?: string;
  readonly collection?: string;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
/** Language that a marking is in where none is asked for; a policy need not name it. */
const DEFAULT_LANGUAGE = "en";
const LABEL = "label in 4774 XML, or JSON";

/** The commands about confidentiality labels. `done` takes the exit code. */
export function labelCommands(program: Command, { out, done }: { readonly out: Out; readonly done: (code: number) => void }): void {
  const label = program.command("label").description("Read confidentiality labels, join them, decide who may read, and bind them to files.");
  const common = (it: Command): Command =>
    it
      .addOption(new Option("--policy <file>", "security policy: a SPIF of schema 2.1 or 2.0, or JSON that names one and states its terms; may be repeated").argParser(collect).default([], "none, and one is needed"))
      .option("--tolerant", "pass over departures from schema and syntax that leave the meaning plain, and say so")
      .option("--caseless", "names of the policy compare without case (NATO and PUBLIC always do)")
      .option("--at <date>", "day or time that counts for validity, review and rosters; default: now")
      .option("--json", "print the whole result as JSON");
  const terms = (it: Command): Command => it.option("--terms <file>", "JSON with absentMeans for each permissive tag set, releaseSet and roster or rosters; may be repeated", collect);
  common(label.command("parse").description("Read a label, check it against its policy, and print its marking.").argument("<label>", LABEL)).action((file: string, options: LabelOptions) => void done(parse(file, options, out)));
  common(label.command("marking").description("Print the marking of a label, as its policy words it in a language and place.").argument("<label>", LABEL))
    .option("--language <tag>", "language of the marking", DEFAULT_LANGUAGE)
    .addOption(new Option("--place <place>", "where it stands").choices(MARKING_PLACES).default("pageTop"))
    .action((file: string, options: Marked) => void done(marking(file, options, out)));
  terms(common(label.command("join").description("Join labels: the least that all of them are below, policy by policy, and how it can be written.").argument("<labels...>", LABEL)))
    .option("--uplift <file>", "JSON with rules that raise the label of a collection; needs --collection")
    .option("--collection <kind:granularity:nations>", "what the joined figure is")
    .action((files: readonly string[], options: Joined) => void done(joined(files, options, out)));
  terms(common(label.command("decide").description("Whether a reader may read what carries a label, or several that stand together: all of them bind.").argument("<labels...>", LABEL)))
    .addOption(new Option("--clearance <file>", "JSON with classification, restrictive [[set, value]], nation, permissive {set: [values]}; one for each policy").argParser(collect).makeOptionMandatory())
    .action((files: readonly string[], options: LabelOptions & { readonly clearance: readonly string[] }) => void done(decide(files, options, out)));
  common(label.command("equivalent").description("Say a label again in another policy, where its own policy states how.").argument("<label>", LABEL))
    .requiredOption("--into <name>", "name of the other policy, one of those given")
    .addOption(new Option("--by <whom>", "who brings it there").choices(["sender", "receiver"]).default("sender"))
    .action((file: string, options: LabelOptions & { readonly into: string; readonly by: "sender" | "receiver" }) => void done(equivalent(file, options, out)));
  labelBindCommands(label, { out, done, common });
}

/** The time that counts: what was asked for, or now. */
function timeOf({ at }: LabelOptions): string {
  if (at === undefined) return new Date().toISOString();
  if (Number.isNaN(Date.parse(at))) throw new Complaint(EXIT.usage, `--at ${at} is no day or time.`, "Write it as 2026-03-01 or 2026-03-01T10:00:00Z.");
  return at;
}

function parse(file: string, options: LabelOptions, out: Out): number {
  const at = timeOf(options);
  const { policy, written, document } = labelIn(file, policiesOf(options, out), options, out);
  const violations = violationsOf(policy, written, { at });
  const isMarked = brokenFor(policy, written).length === 0;
  const marking = { en: markingText(policy, written, { language: "en", place: "pageTop" }), fr: markingText(policy, written, { language: "fr", place: "pageTop" }) };
  const { review, succession, root } = document ?? {};
  const isReviewDue = review !== undefined && instantOf(review) <= instantOf(at);
  if (options.json === true) out.print(JSON.stringify({ ...written, ...(root !== undefined && { root }), ...(isMarked && { marking }), violations, ...(review !== undefined && { review, isReviewDue }), ...(succession !== undefined && { succession: { at: succession.at, classification: succession.label.classification } }) }, undefined, 2));
  else {
    if (isMarked) out.print(marking.en);
    else out.print("No marking: the label breaks its policy.");
    if (isMarked && marking.fr !== marking.en) out.print(marking.fr);
    for (const it of violations) out.print(`breaks ${it.rule}: ${it.about}`);
    if (isReviewDue) out.print(wrap(`Its review was due on ${review}. The label holds until somebody gives another.`, out.width));
    if (succession !== undefined) out.print(wrap(`It names a successor from ${succession.at} on: ${succession.label.classification}. Nothing is lowered by itself; a person gives the new label.`, out.width));
  }
  return violations.length === 0 ? EXIT.ok : EXIT.findings;
}

/** A label that is not marked is no base for anything else. @throws Complaint with the rules that it breaks */
function sound(file: string, policy: LabelPolicy, written: WrittenLabel): void {
  const broken = brokenFor(policy, written);
  if (broken.length > 0) throw new Complaint(EXIT.findings, `${file} breaks its policy: ${broken.map((it) => `${it.rule} (${it.about})`).join(", ")}.`, "Mend the label; node bin/concord.mjs label parse shows the rules it breaks.");
}

function marking(file: string, options: Marked, out: Out): number {
  const { policy, written } = labelIn(file, policiesOf(options, out), options, out);
  const { language, place } = options;
  const known = languagesOf(policy);
  // Words that name no language are the policy's own, which are asked for as English.
  if (language.toLowerCase() !== DEFAULT_LANGUAGE && !known.some((it) => isLanguage(it, language))) throw new Complaint(EXIT.usage, `--language ${language}: ${policy.name} words no marking in that language.`, `Use one of: ${[...new Set([DEFAULT_LANGUAGE, ...known])].join(", ")}.`);
  sound(file, policy, written);
  const text = markingText(policy, written, { language, place });
  out.print(options.json === true ? JSON.stringify({ language, place, marking: text }) : text);
  return EXIT.ok;
}

function joined(files: readonly string[], options: Joined, out: Out): number {
  const at = timeOf(options);
  const stated = policiesOf(options, out);
  const meant = files.map((it) => meaningOf(labelIn(it, stated, options, out), stated, { at }));
  const terms = termsOf(meant);
  const rules = upliftOf(options);
  const all = Object.entries(meant.map(mapOf).reduce((a, b) => joinMaps(terms, a, b))).map(([policy, label]) => {
    const of = terms[policy]!;
    const { label: raised, reasons } = rules === undefined ? { label, reasons: [] } : uplift(of, rules.rules, { label, of: rules.collection });
    return { policy, label: raised, reasons, rendering: render(of, raised) };
  });
  if (options.json === true) out.print(JSON.stringify(all.length === 1 ? { label: all[0]!.label, rendering: all[0]!.rendering, reasons: all[0]!.reasons } : { labels: all }, undefined, 2));
  else {
    for (const { policy: name, label, reasons, rendering } of all) {
      const { policy } = terms[name]!;
      if (all.length > 1) out.print(`${name}, which binds beside the others:`);
      for (const it of reasons) out.print(wrap(reasonText(it), out.width));
      out.print(wrap(`A reader needs: ${needsOf(policy, label).map((it) => it.text).join("; ")}.`, out.width));
      if (rendering.outcome === "refuse") out.print(wrap(`No label says this, so the figure stays inside: ${rendering.reason}.`, out.width));
      else {
        out.print(`Written: ${markingText(policy, { policy: name, classification: rendering.classification, categories: rendering.categories }, { language: "en", place: "pageTop" })}`);
        if (rendering.outcome === "tightened") out.print(wrap(`Tightened: ${rendering.note}. Fewer may read than might, none who may not.`, out.width));
      }
    }
  }
  return all.some((it) => it.rendering.outcome === "refuse") ? EXIT.findings : EXIT.ok;
}

const reasonText = (it: UpliftReason): string => `At least ${it.level}, by rule ${it.rule} (version ${it.version}): ${it.reason}`;

/** Rules of uplift and what they are asked about. */
function upliftOf({ uplift: file, collection }: Joined): { readonly rules: readonly UpliftRule[]; readonly collection: Parameters<typeof uplift>[2]["of"] } | undefined {
  if (file === undefined && collection === undefined) return undefined;
  const [kind = "", granularity = "", nations = ""] = collection?.split(":") ?? [];
  if (file === undefined || kind === "" || granularity === "" || !/^\d+$/.test(nations)) throw new Complaint(EXIT.usage, "Rules of uplift need both --uplift FILE and --collection KIND:GRANULARITY:NATIONS.", "For example --collection stock:exact:5.");
  const { rules } = objectIn(file);
  const read = (isList(rules ?? null) ? (rules as readonly unknown[]) : [undefined]).map((it, at): UpliftRule => {
    const rule = (isObject(it as never) ? it : {}) as Partial<UpliftRule>;
    const { id, version, policy, kind: of, nationsMin, granularity: fine, level, reason } = rule;
    if (![id, policy, of, level, reason].every((one) => typeof one === "string") || ![version, nationsMin].every((one) => Number.isInteger(one)) || !["string", "undefined"].includes(typeof fine)) throw new Complaint(EXIT.unreadable, `${file}: rules[${at}] is no rule of uplift.`, 'Write {"id","version","policy","kind","nationsMin","granularity","level","reason"}; granularity may be left out.');
    return rule as UpliftRule;
  });
  return { rules: read, collection: { kind, granularity, nations: Number(nations) } };
}

function decide(files: readonly string[], options: LabelOptions & { readonly clearance: readonly string[] }, out: Out): number {
  const at = timeOf(options);
  const stated = policiesOf(options, out);
  const clearances = Object.fromEntries(options.clearance.map((it) => clearanceIn(it, stated)));
  const meant = files.map((it) => meaningOf(labelIn(it, stated, options, out), stated, { at }));
  const terms = termsOf(meant);
  const labels: LabelMap = meant.map(mapOf).reduce((a, b) => joinMaps(terms, a, b));
  const may = permitsMap(terms, clearances, labels);
  const rosters = Object.fromEntries(meant.map((it) => [it.file, it.roster]));
  const missing = Object.entries(labels).flatMap(([policy, label]) => {
    const clearance = clearances[policy];
    if (clearance === undefined) return [`anything in ${policy}`];
    return needsOf(terms[policy]!.policy, label).filter((it) => !permits(terms[policy]!, clearance, it.alone)).map((it) => it.text);
  });
  if (options.json === true) out.print(JSON.stringify({ decision: may ? "permit" : "deny", ...(!may && { missing }), rosters }));
  else {
    out.print(may ? "permit" : "deny");
    for (const it of missing) out.print(wrap(`not held: ${it}`, out.width));
  }
  return may ? EXIT.ok : EXIT.findings;
}

/** What a reader must hold for a label, one thing each, and the label that asks for that thing alone. */
function needsOf(policy: LabelPolicy, label: Label): readonly { readonly text: string; readonly alone: Label }[] {
  const nothing: Label = { ...label, hierarchy: Math.min(label.hierarchy, ...policy.levels.map((it) => it.hierarchy)), restrictive: [], clauses: {} };
  return [
    { text: `level ${policy.levels.find((it) => it.hierarchy === label.hierarchy)?.name ?? label.hierarchy} or above`, alone: { ...nothing, hierarchy: label.hierarchy } },
    ...label.restrictive.map((it) => ({ text: `${it[0]} ${it[1]}`, alone: { ...nothing, restrictive: [it] } })),
    ...Object.entries(label.clauses).flatMap(([set, clauses]) => clauses.map((it) => ({ text: it.length === 0 ? `${set}: nobody is left` : `${set}: ${it.join(" or ")}`, alone: { ...nothing, clauses: { [set]: [it] } } }))),
  ];
}

function equivalent(file: string, options: LabelOptions & { readonly into: string; readonly by: "sender" | "receiver" }, out: Out): number {
  const stated = policiesOf(options, out);
  const to = stated.find((it) => it.policy.name === options.into)?.policy;
  if (to === undefined) throw new Complaint(EXIT.usage, `The policy ${options.into} is not given.`, `Give its file with --policy; given: ${stated.map((it) => it.policy.name).join(", ")}.`);
  const { policy, written } = labelIn(file, stated, options, out);
  sound(file, policy, written);
  const found = equivalentOf({ from: policy, to, by: options.by }, written);
  if (isProblem(found)) throw new Complaint(EXIT.findings, `${file}: ${found.message}`, found.mend);
  sound(`${file} in ${to.name}`, to, found.label);
  out.print(options.json === true ? JSON.stringify(found.label, undefined, 2) : markingText(to, found.label, { language: "en", place: "pageTop" }));
  return EXIT.ok;
}
