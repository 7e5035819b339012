import { highsPool } from "#adapters/highs";
import { askProgressOf, whatIfSession } from "#app";
import { type Change, ChangeError, type WhatIf, type WhatIfAnswer } from "#engines/plan";
import { DECLINED, breachWords, changeFault, changeWords, isRough, LEVER_FORMS, leverIds, type LeverName, LEVER_OF, markingOf, mendOfChange, moneyText, numberText, percentText, priceWords, proofWords, readLever, type Results, shortWords, valuesApart } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { fallsText, ifLines, movedCells } from "./falls.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly budget: readonly string[];
  readonly requirement: readonly string[];
  readonly cap: readonly string[];
  readonly priority: readonly string[];
  readonly price: readonly string[];
  readonly capacity: readonly string[];
  readonly nationOut: readonly string[];
  readonly lineLost: readonly string[];
  readonly standard: readonly string[];
  readonly decline: readonly string[];
  readonly delay: readonly string[];
}

type Planned = Results & { readonly comparison: NonNullable<Results["comparison"]> };

/** `concord what-if DIR`: what changed levers do to the aligned plan: a quick answer with a proven gap, then the exact one. */
export async function whatIfCommand(folder: string, options: Options, out: Out): Promise<number> {
  const isAsked = [options.budget, options.requirement, options.cap, options.priority, options.price, options.capacity, options.nationOut, options.lineLost, options.standard, options.decline, options.delay].some((it) => it.length > 0);
  if (!isAsked) throw new Complaint(EXIT.usage, "No lever is changed.", `Give at least one of:\n${Object.entries(LEVER_FORMS).map(([name, form]) => `  --${name} ${form}`).join("\n")}\nCHANGE is +5%, -5%, x1.2, or a new number.`);
  const loaded = await assessed(folder, options);
  const changes = changesOf(options, loaded);
  const results = await planned(loaded, out, { fresh: false });
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  let session: WhatIf | undefined;
  try {
    const begun = performance.now();
    session = await whatIfSession(results, { solver, signal: stop.signal, onProgress: (it) => out.progress(askProgressOf(it, (performance.now() - begun) / 1000)) });
    out.progressDone("");
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    const quick = await session.ask(changes);
    quick.effect();
    const quickSeconds = seconds();
    const all = { results, base: session.base, session };
    if (options.json !== true) {
      out.print(`${results.alliance.settings.alliance} · what if · ${markingOf(results.alliance)} · run ${results.runKey.slice(0, 12)}\n`);
      const words = { nameOf: (id: string) => all.session.world.nameOf(id), lastYear: all.session.world.years.at(-1)!, currency: results.comparison.aligned.currency };
      for (const line of ifLines(quick.changes.map((it) => changeWords(it, words)))) out.print(wrap(line, out.width));
      printAnswer({ ...all, answer: quick, lead: `Quick answer, in ${quickSeconds.toFixed(2)} s:` }, out);
    }
    const tell = (stage: "shortfall" | "money"): void => out.progress(askProgressOf({ stage, done: 0 }, (performance.now() - begun) / 1000));
    tell("shortfall");
    if ((await quick.leastShort).kind === "exact") tell("money");
    const outcome = await quick.exact;
    out.progressDone("");
    if (outcome.kind === "stopped") throw new Complaint(EXIT.stopped, "Stopped before the exact answer.", "");
    const exact = outcome.kind === "exact" ? outcome.answer : undefined;
    if (options.json === true) out.print(JSON.stringify({ runKey: results.runKey, marking: markingOf(results.alliance), changes, unit: "weighted shortfall-years", money: `M ${results.comparison.aligned.currency}`, base: shown(session.base), quick: { ...shown(quick), seconds: quickSeconds }, exact: exact === undefined ? undefined : { ...shown(exact), seconds: seconds() } }, undefined, 2));
    else if (exact !== undefined) {
      const isSame = quick.value - exact.value <= NEAR * Math.max(exact.value, NEAR);
      if (isSame) {
        out.print(wrap(`\nExact after ${seconds().toFixed(2)} s: the quick answer was the best plan. ${proofWords(exact)}`, out.width));
        printPaid({ results, answer: exact, session }, out);
        printStill(exact, out);
      } else printAnswer({ ...all, answer: exact, lead: `Exact answer, after ${seconds().toFixed(2)} s; it replaces the quick one, which was ${percentText((quick.value - exact.value) / exact.value)} above it${quick.givesWay.length > 0 ? ", what it could not keep counted at its price" : ""}:` }, out);
    }
    if (exact === undefined) throw new Complaint(EXIT.noPlan, `The quick answer stands, but the exact one was not found: ${outcome.kind === "failed" ? outcome.reason : ""}`, "");
    return EXIT.ok;
  } catch (error) {
    if (error instanceof ChangeError) throw new Complaint(EXIT.usage, `--${LEVER_OF[error.change.kind]}: ${changeFault(error)}`, session === undefined ? "" : mendOfChange(error.change, leverIds(session.world), (lever) => `--${lever} `));
    if (stop.signal.aborted && !(error instanceof Complaint)) throw new Complaint(EXIT.stopped, "Stopped.", "");
    if (error instanceof Error && error.name === "NoAnswerError") throw new Complaint(EXIT.noPlan, `The question could not be answered: ${error.message}`, "Plan again with `node bin/concord.mjs plan --fresh`; if it persists, report it with the run key.");
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

// A plan this close to the best, as a share, is the best to every digit shown.
const NEAR = 1e-6;
const MOST_ROWS = 10;

function printAnswer({ results, base, answer, lead, session }: { readonly results: Planned; readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer; readonly lead: string; readonly session: WhatIf }, out: Out): void {
  const effect = answer.effect();
  const [unweighted, unweightedBefore] = valuesApart(effect.shortfallYears.after, effect.shortfallYears.before, { unit: "shortfall-years", language: "en", withUnit: false });
  out.print(wrap(`\n${lead} the ${shortWords({ base, answer, isRough: isRough(answer, session.world) })} ${proofWords(answer)} Unweighted: ${unweighted} shortfall-years, against ${unweightedBefore}.${answer.money === undefined ? " What it costs follows with the exact answer, once the money is made least: plans that are equally short can cost very different amounts." : ""}`, out.width));
  for (const it of answer.changes) if (it.kind === "nation-out" && session.world.nations.includes(it.nation) && results.comparison.aligned.agreements.some((one) => one.members.includes(it.nation))) out.print(wrap(`Agreements that ${session.world.nameOf(it.nation)} leaves go on at the same price: their smallest lot and what it costs to set them up shrink by its part, though in truth the others might have to bear that.`, out.width));
  if (answer.changes.some((it) => it.kind === "target-declined")) out.print(wrap(DECLINED, out.width));
  for (const it of answer.givesWay) out.print(wrap(`Cannot be kept: ${breachWords(it, { nameOf: (id) => session.world.nameOf(id), ownerOf: (id) => session.world.nations[session.world.programmes.find((one) => one.id === id)?.nation ?? -1] })}`, out.width));
  printMoved("capability, shortfall-years", effect.leaves, { named: (it) => session.world.nameOf(it.leaf), text: numberText }, out);
  if (answer.money !== undefined) printPaid({ results, answer, session }, out);
  printStill(answer, out);
}

function printStill(answer: WhatIfAnswer, out: Out): void {
  const { leaves, paid } = answer.effect();
  if (answer.kind === "exact" && leaves.length === 0 && (paid?.nations.length ?? 0) === 0) out.print(wrap("\nNothing moves: the base plan is still the best, since what was changed is not what limits it. `explain binding` tells what does, and what one more of it is worth.", out.width));
}

/** What the changes cost, with what is proved of it, and whom. */
function printPaid({ results, answer, session }: { readonly results: Planned; readonly answer: WhatIfAnswer; readonly session: WhatIf }, out: Out): void {
  const currency = results.comparison.aligned.currency;
  const { money } = answer;
  const { paid } = answer.effect();
  if (money === undefined || paid === undefined) return;
  out.print(wrap(`\n${priceWords(answer, { nameOf: (id) => session.world.nameOf(id), currency })}${costApart(results, money.before.value)}`, out.width));
  printMoved("ally, cost", paid.nations, { named: (it) => session.world.nameOf(it.nation), text: (value) => moneyText(value, currency) }, out);
  if (paid.nations.length < 2) return;
  const falls = fallsText(paid.nations, currency);
  if (falls !== undefined) out.print(wrap(`\n${falls}`, out.width));
}

function printMoved<Row extends { readonly before: number; readonly after: number }>(title: string, rows: readonly Row[], { named, text }: { readonly named: (row: Row) => string; readonly text: (value: number) => string }, out: Out): void {
  const moved = rows.flatMap((it) => {
    const cells = movedCells(it, text);
    return cells === undefined ? [] : [[named(it), ...cells]];
  });
  const cells = moved.slice(0, MOST_ROWS);
  if (cells.length > 0) out.print(`\n${tableText([{ title, flexible: true }, { title: "before", right: true }, { title: "after", right: true }, { title: "difference", right: true }], cells, out.width)}${moved.length > cells.length ? `\n(${moved.length - cells.length} more; --json has all)` : ""}`);
}

/** Why the least cost before is not that of the plan as stored, where the two are told apart. */
function costApart({ comparison: { aligned } }: Planned, before: number): string {
  const [told, stored] = [before, aligned.cost].map((it) => moneyText(it, aligned.currency));
  return told === stored ? "" : ` The stored plan, of ${numberText(aligned.shortfallWeighted)} weighted shortfall-years, costs ${stored}: it spends a little more to change less (plan.allowance-cost).`;
}

/** An answer as it is written for programs: what is not made least yet is null. */
function shown({ kind, value, short, baseShort, bound, gap, money, givesWay, effect }: WhatIfAnswer): object {
  const { paid, ...moved } = effect();
  return { kind, value, short, ...(baseShort !== undefined && { baseShort }), bound, gap, money: money ?? null, givesWay, effect: { ...moved, cost: paid?.cost ?? null, nations: paid?.nations ?? null } };
}

function changesOf(options: Options, { alliance }: Results): readonly Change[] {
  const nations = alliance.nations.map((it) => it.id);
  const asked: readonly (readonly [LeverName, readonly string[]])[] = [["budget", options.budget], ["requirement", options.requirement], ["cap", options.cap], ["priority", options.priority], ["price", options.price], ["capacity", options.capacity], ["nation-out", options.nationOut], ["line-lost", options.lineLost], ["standard", options.standard], ["decline", options.decline], ["delay", options.delay]];
  return asked.flatMap(([lever, texts]) =>
    texts.flatMap((text) => {
      const read = readLever(lever, text, { nations, before: `--${lever} ` });
      if ("problem" in read) throw new Complaint(EXIT.usage, read.problem, read.mend);
      return read;
    }),
  );
}
