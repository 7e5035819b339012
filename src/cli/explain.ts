import { highsPool } from "#adapters/highs";
import { askProgressOf, type Explainer, explainer } from "#app";
import { COPY_KEY, figureText, inSentence, needsSolver, parseWhyKey, type Results, WHY_KINDS, whyView, type WhyAnswer, type WhyView, withUnit } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
}

/** `concord explain DIR KEY`: why a figure is what it is. Without a key: what can be asked. */
export async function explainCommand(folder: string, key: string | undefined, options: Options, out: Out): Promise<number> {
  if (key === undefined) {
    const kinds = Object.entries(WHY_KINDS).map(([kind, it]) => ({ key: [kind, ...it.parts].join("/"), meaning: it.meaning }));
    if (options.json === true) out.print(JSON.stringify(kinds, undefined, 2));
    else {
      for (const it of kinds) {
        const [name, ...more] = wrap(it.meaning, Math.max(out.width - KEY_ROOM - 1, KEY_ROOM)).split("\n");
        out.print(`${it.key.replace(/(?:\/more\?)+$/, "/…").padEnd(KEY_ROOM)} ${name}`);
        for (const line of more) out.print(`${" ".repeat(KEY_ROOM)} ${line}`);
      }
      const { alliance } = await assessed(folder, options);
      const leaf = alliance.leaves[0]?.id ?? "LEAF";
      out.print(`\n${wrap(`A part with ? may be left out. leaf, nation and system are ids, for example: node bin/concord.mjs explain ${folder} coverage/${leaf}/${alliance.settings.firstYear}`, out.width)}`);
      out.print(wrap("The keys of shown figures stand under \"why\" in every --json output.", out.width));
    }
    return EXIT.ok;
  }
  const parsed = parseWhyKey(key);
  if ("problem" in parsed) throw new Complaint(EXIT.usage, parsed.problem, mendFor(folder, parsed.mend));
  const before = await assessed(folder, options);
  const first = whyView(before, key);
  const answer = first.kind !== "not-yet" ? first : needsSolver(parsed) ? await solvedAnswer(await planned(before, out, { fresh: false }), key, out) : whyView(await planned(before, out, { fresh: false }), key);
  if (answer.kind !== "answer") throw new Complaint(EXIT.usage, answer.problem, mendFor(folder, answer.mend));
  if (options.json === true) out.print(JSON.stringify(answer.why, undefined, 2));
  else printWhy(answer.why, out);
  return EXIT.ok;
}

/** How to mend a key on the command line: an answer of the server says where its own fields stand. */
const mendFor = (folder: string, mend: string): string => (mend.startsWith(COPY_KEY) ? `What can be asked: node bin/concord.mjs explain ${folder}. The keys of shown figures stand under "why" in every --json output.` : mend);

type Planned = Results & { readonly comparison: NonNullable<Results["comparison"]> };

async function solvedAnswer(results: Planned, key: string, out: Out): Promise<WhyAnswer> {
  const solved = await withExplainer(results, out, (it) => it.explain(key));
  return solved.kind === "explained" ? whyView(results, key, solved.explanation) : { kind: "unknown-key", problem: solved.problem, mend: solved.mend };
}

/** Puts a plan before a solver and asks it. Ctrl-C stops it. */
export async function withExplainer<Answer>(results: Planned, out: Out, ask: (it: Explainer) => Promise<Answer>): Promise<Answer> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  const start = performance.now();
  try {
    const answer = await ask(explainer(results, { solver, signal: stop.signal, onProgress: (it) => out.progress(askProgressOf(it, (performance.now() - start) / 1000)) }));
    out.progressDone(`Answered in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    return answer;
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, "Stopped.", "Run the command again to start over; the plan itself is kept.");
    if (error instanceof Error && error.name === "NoAnswerError") throw new Complaint(EXIT.noPlan, `The plan could not be explained: ${error.message}`, "Plan again with `node bin/concord.mjs plan --fresh`; if it persists, report it with the run key.");
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

// The ends of a range carry no unit of their own, but for money and shares, which are written with it.
// Room of a key in the list of what can be asked. Unit: characters.
const KEY_ROOM = 34;

/** A figure with its range; what both ends are counted in is said once. */
const figure = (it: WhyView["shown"]): string => {
  const unit = it.unit.endsWith("0 to 1") || it.unit === "score" ? "on a scale of 0 to 1" : it.unit;
  const bare = (value: number | undefined): string => withUnit(value, unit).replace(` ${unit}`, "");
  return `${inSentence(figureText({ ...it, unit }, { language: "en" }))}${it.low === undefined ? "" : ` (${bare(it.low)} to ${bare(it.high)})`}`;
};

function printWhy(why: WhyView, out: Out): void {
  out.print(`${wrap(why.question, out.width)}\n${figure(why.shown)} · ${why.shown.label}\n`);
  out.print(wrap(why.sentence, out.width));
  if (why.steps.length > 0) out.print("");
  for (const step of why.steps) {
    out.print(wrap(step.shown !== undefined ? `${step.text}: ${figure(step.shown)}` : step.quoted !== undefined ? `${step.text}: ${step.quoted}` : step.text, out.width, "  "));
    if (step.shown !== undefined && step.shown.why !== "") out.print(`      why: ${step.shown.why}`);
  }
  out.print(`\nMethod ${why.method.id}: ${why.method.title} (${why.method.doc})`);
  if (why.assumptions.length > 0) out.print("\nAssumptions:");
  for (const it of why.assumptions) out.print(wrap(`${it.id} = ${it.value} ${it.unit}. ${it.meaning} Source: ${it.source}.`, out.width, "  "));
  if (why.limits.length > 0) out.print("\nLimits:");
  for (const it of why.limits) out.print(wrap(it, out.width, "  "));
  if (why.records.length > 0) out.print("\nRecords:");
  for (const it of why.records) {
    out.print(wrap(`${it.kind} ${it.id}: ${it.text}`, out.width, "  "));
    out.print(wrap(`${it.evidence}, confidence ${it.confidence}, as of ${it.asOf}. ${it.source.title}${it.source.location === undefined ? "" : `, ${it.source.location}`}. ${it.source.licence}`, out.width, "      "));
    for (const rival of it.rivals) out.print(wrap(`not chosen: ${rival}`, out.width, "      "));
  }
  if (why.moreRecords > 0) out.print(`  … and ${why.moreRecords} more records`);
}
