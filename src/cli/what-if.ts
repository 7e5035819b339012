import { highsPool } from "#adapters/highs";
import { whatIfSession } from "#app";
import { type Breach, type Change, ChangeError, type WhatIf, type WhatIfAnswer } from "#engines/plan";
import { nearest } from "#model";
import { markingOf, moneyText, numberText, percentText, type Results } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly budget: readonly string[];
  readonly requirement: readonly string[];
  readonly priority: readonly string[];
  readonly price: readonly string[];
  readonly capacity: readonly string[];
  readonly nationOut: readonly string[];
  readonly lineLost: readonly string[];
  readonly standard: readonly string[];
  readonly decline: readonly string[];
  readonly delay: readonly string[];
}

/** Forms of the levers, for complaints and for the help. CHANGE is +5%, -5%, x1.2, or a new number. */
export const LEVER_FORMS = {
  budget: "NATION=CHANGE, with @YEAR or @FROM-TO for some years only; a number is M a year",
  requirement: "LEAF=CHANGE, with @YEAR or @FROM-TO",
  priority: "LEAF=CHANGE",
  price: "SYSTEM=CHANGE; a number is M for one",
  capacity: "LINE=CHANGE, with @YEAR or @FROM-TO; a number is items a year",
  "nation-out": "NATION",
  "line-lost": "LINE or LINE@YEAR",
  standard: "STANDARD@YEAR",
  decline: "NATION/LEAF",
  delay: "PROGRAMME=YEARS",
} as const;

type Planned = Results & { readonly comparison: NonNullable<Results["comparison"]> };

/** `concord what-if DIR`: what changed levers do to the aligned plan: a quick answer with a proven gap, then the exact one. */
export async function whatIfCommand(folder: string, options: Options, out: Out): Promise<number> {
  const changes = changesOf(options);
  if (changes.length === 0) throw new Complaint(EXIT.usage, "No lever is changed.", `Give at least one of:\n${Object.entries(LEVER_FORMS).map(([name, form]) => `  --${name} ${form}`).join("\n")}\nCHANGE is +5%, -5%, x1.2, or a new number.`);
  const results = await planned(await assessed(folder, options), out, { fresh: false });
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  let session: WhatIf | undefined;
  try {
    out.progress({ state: "running", stage: "Putting the plan before the solver again", done: 0 });
    session = await whatIfSession(results, { solver, signal: stop.signal });
    out.progressDone("");
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    const quick = await session.ask(changes);
    quick.effect();
    const quickSeconds = seconds();
    if (options.json !== true) printQuick({ results, base: session.base, quick, seconds: quickSeconds, session }, out);
    const outcome = await quick.exact;
    if (outcome.kind === "stopped") throw new Complaint(EXIT.stopped, "Stopped before the exact answer.", "");
    const exact = outcome.kind === "exact" ? outcome.answer : undefined;
    if (options.json === true) out.print(JSON.stringify({ runKey: results.runKey, marking: markingOf(results.alliance), changes, unit: "weighted share-years", money: `M ${results.comparison.aligned.currency}`, base: shown(session.base), quick: { ...shown(quick), seconds: quickSeconds }, exact: exact === undefined ? undefined : { ...shown(exact), seconds: seconds() } }, undefined, 2));
    else if (exact !== undefined) out.print(wrap(`\nExact after ${seconds().toFixed(2)} s: ${numberText(exact.short)} weighted share-years short, and no plan is better by more than ${gapText(exact.gap)}. ${quick.value - exact.value <= NEAR * Math.max(exact.value, NEAR) ? "The quick answer was the best plan." : `The quick answer was ${percentText((quick.value - exact.value) / exact.value)} above it.`}`, out.width));
    if (exact === undefined) throw new Complaint(EXIT.noPlan, `The quick answer stands, but the exact one was not found: ${outcome.kind === "failed" ? outcome.reason : ""}`, "");
    return EXIT.ok;
  } catch (error) {
    if (error instanceof ChangeError) throw new Complaint(EXIT.usage, `--${LEVER_OF[error.change.kind]}: ${error.message.slice(error.change.kind.length + 2)}.`, session === undefined ? "" : mendOf(error.change, session));
    if (stop.signal.aborted && !(error instanceof Complaint)) throw new Complaint(EXIT.stopped, "Stopped.", "");
    if (error instanceof Error && error.name === "NoAnswerError") throw new Complaint(EXIT.noPlan, `The question could not be answered: ${error.message}`, "Plan again with `concord plan --fresh`; if it persists, report it with the run key.");
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

// A plan this close to the best, as a share, is the best to every digit shown.
const NEAR = 1e-6;
const MOST_ROWS = 10;

const gapText = (gap: number): string => (gap < 1e-6 ? "a millionth" : gap < 1e-4 ? "0.01 %" : `${numberText(100 * gap)} %`);

function printQuick({ results, base, quick, seconds, session }: { readonly results: Planned; readonly base: WhatIfAnswer; readonly quick: WhatIfAnswer; readonly seconds: number; readonly session: WhatIf }, out: Out): void {
  const currency = results.comparison.aligned.currency;
  const effect = quick.effect();
  out.print(`${results.alliance.settings.alliance} · what if · ${markingOf(results.alliance)} · run ${results.runKey.slice(0, 12)}\n`);
  for (const it of quick.changes) out.print(wrap(`If ${changeWords(it, session, currency)}`, out.width));
  out.print(wrap(`\nThe alliance is ${numberText(quick.short)} weighted share-years short, against ${numberText(base.short)} before. No plan with these agreements, leads and adoptions is better by more than ${gapText(quick.gap)}: proven. Unweighted: ${numberText(effect.shortfallYears.after)} shortfall-years, against ${numberText(effect.shortfallYears.before)}. This plan costs ${moneyText(effect.cost.after, currency)}, against ${moneyText(effect.cost.before, currency)}. Answered in ${seconds.toFixed(2)} s.`, out.width));
  for (const it of quick.givesWay) out.print(wrap(`Cannot be kept: ${breachWords(it)}`, out.width));
  const signed = (value: number, text: (value: number) => string): string => `${value >= 0 ? "+" : "−"}${text(Math.abs(value))}`;
  const table = (title: string, rows: readonly (readonly string[])[], of: number): void => {
    if (rows.length > 0) out.print(`\n${tableText([{ title, flexible: true }, { title: "before", right: true }, { title: "after", right: true }, { title: "difference", right: true }], rows, out.width)}${of > rows.length ? `\n(${of - rows.length} more; --json has all)` : ""}`);
  };
  table("capability, shortfall-years", effect.leaves.slice(0, MOST_ROWS).map((it) => [session.world.nameOf(it.leaf), numberText(it.before), numberText(it.after), signed(it.after - it.before, numberText)]), effect.leaves.length);
  const money = (value: number): string => moneyText(value, currency);
  table("ally, cost", effect.nations.slice(0, MOST_ROWS).map((it) => [session.world.nameOf(it.nation), money(it.before), money(it.after), signed(it.after - it.before, money)]), effect.nations.length);
  if (effect.leaves.length === 0 && effect.nations.length === 0) out.print("\nNothing moves: the base plan is still the best.");
}

const shown = ({ kind, value, short, bound, gap, givesWay, effect }: WhatIfAnswer): object => ({ kind, value, short, bound, gap, givesWay, effect: effect() });

const breachWords = ({ kind, about, year, amount, unit }: Breach): string => {
  const much = `${numberText(amount)} ${unit}`;
  switch (kind) {
    case "budget":
      return `${about} would overrun its budget of ${year} by ${much}.`;
    case "programme":
      return `of programme ${about} ${much} would not be delivered.`;
    case "agreement":
      return `the agreement for ${about} would miss its smallest lot by ${much}.`;
    case "limit":
      return `${about} (${much}).`;
  }
};

/** A change as a planner would say it. */
function changeWords(it: Change, { world }: WhatIf, currency: string): string {
  const name = (id: string): string => world.nameOf(id);
  const amount = (of: { readonly factor: number } | { readonly amount: number }, unit: string): string => ("factor" in of ? `is ${of.factor >= 1 ? percentText(of.factor - 1) : percentText(1 - of.factor)} ${of.factor >= 1 ? "more" : "less"}` : `is ${numberText(of.amount)}${unit}`);
  const span = (of: { readonly from?: number; readonly to?: number }): string => (of.from === undefined ? "" : of.from === of.to ? ` in ${of.from}` : ` from ${of.from} to ${of.to ?? world.years.at(-1)}`);
  switch (it.kind) {
    case "budget":
      return `the budget of ${name(it.nation)} ${amount(it, ` M ${currency} a year`)}${span(it)}:`;
    case "requirement":
      return `the requirement of ${name(it.leaf)} ${amount(it, "")}${span(it)}:`;
    case "priority":
      return `the priority of ${name(it.leaf)} ${amount(it, "")}:`;
    case "price":
      return `the price of ${name(it.system)} ${amount(it, ` M ${currency}`)}:`;
    case "capacity":
      return `what line ${it.line} can make ${amount(it, " items a year")}${span(it)}:`;
    case "nation-out":
      return `${name(it.nation)} is not part of the plan:`;
    case "line-lost":
      return `line ${it.line} makes nothing${it.from === undefined ? "" : ` from ${it.from} on`}:`;
    case "standard-mandated":
      return `every ally has ${name(it.standard)} by ${it.by}:`;
    case "target-declined":
      return `${name(it.nation)} declines its target for ${name(it.leaf)}:`;
    case "programme-delayed":
      return `programme ${it.programme} comes ${it.years} ${it.years === 1 ? "year" : "years"} later:`;
  }
}

/** Option by which a change is asked for. */
const LEVER_OF: Readonly<Record<Change["kind"], keyof typeof LEVER_FORMS>> = { budget: "budget", requirement: "requirement", priority: "priority", price: "price", capacity: "capacity", "nation-out": "nation-out", "line-lost": "line-lost", "standard-mandated": "standard", "target-declined": "decline", "programme-delayed": "delay" };

/** What might have been meant instead of an id that is not there; else how the lever is written. */
function mendOf(change: Change, { world }: WhatIf): string {
  const ids = new Map<string, readonly string[]>([["nation", world.nations], ["leaf", world.leaves.map((it) => it.id)], ["system", world.goods.map((it) => it.system)], ["line", world.lines.map((it) => it.id)], ["standard", world.standards.map((it) => it.id)], ["programme", world.programmes.map((it) => it.id)]]);
  for (const [part, wanted] of Object.entries(change)) {
    const known = ids.get(part);
    if (known === undefined || typeof wanted !== "string" || known.includes(wanted)) continue;
    const near = nearest(wanted, known);
    return near === undefined ? (known.length === 0 ? `This plan has no ${part}.` : `Use one of: ${known.slice(0, 12).join(", ")}${known.length > 12 ? " …" : ""}.`) : `Did you mean ${near}?`;
  }
  const lever = LEVER_OF[change.kind];
  return `Write --${lever} ${LEVER_FORMS[lever]}${"factor" in change || "amount" in change ? "; CHANGE is +5%, -5%, x1.2 or a new number" : ""}.`;
}

function changesOf(options: Options): readonly Change[] {
  const changed = (lever: keyof typeof LEVER_FORMS, text: string, withSpan: boolean): { readonly id: string; readonly amount: { readonly factor: number } | { readonly amount: number }; readonly span: { readonly from?: number; readonly to?: number } } => {
    const [id, amount, from, to] = parts(lever, text, withSpan ? /^(.+?)=([^@]+?)(?:@(\d{4})(?:-(\d{4}))?)?$/ : /^(.+?)=([^@]+?)$/);
    return { id, amount: amountOf(lever, text, amount), span: from === "" ? {} : { from: Number(from), to: Number(to === "" ? from : to) } };
  };
  return [
    ...options.budget.map((text): Change => { const it = changed("budget", text, true); return { kind: "budget", nation: it.id, ...it.amount, ...it.span }; }),
    ...options.requirement.map((text): Change => { const it = changed("requirement", text, true); return { kind: "requirement", leaf: it.id, ...it.amount, ...it.span }; }),
    ...options.priority.map((text): Change => { const it = changed("priority", text, false); return { kind: "priority", leaf: it.id, ...it.amount }; }),
    ...options.price.map((text): Change => { const it = changed("price", text, false); return { kind: "price", system: it.id, ...it.amount }; }),
    ...options.capacity.map((text): Change => { const it = changed("capacity", text, true); return { kind: "capacity", line: it.id, ...it.amount, ...it.span }; }),
    ...options.nationOut.map((nation): Change => ({ kind: "nation-out", nation })),
    ...options.lineLost.map((text): Change => {
      const [line, from] = parts("line-lost", text, /^(.+?)(?:@(\d{4}))?$/);
      return { kind: "line-lost", line, ...(from === "" ? {} : { from: Number(from) }) };
    }),
    ...options.standard.map((text): Change => {
      const [standard, by] = parts("standard", text, /^(.+)@(\d{4})$/);
      return { kind: "standard-mandated", standard, by: Number(by) };
    }),
    ...options.decline.map((text): Change => {
      const [nation, leaf] = parts("decline", text, /^([^/]+)\/(.+)$/);
      return { kind: "target-declined", nation, leaf };
    }),
    ...options.delay.map((text): Change => {
      const [programme, years] = parts("delay", text, /^(.+)=(\d+)$/);
      return { kind: "programme-delayed", programme, years: Number(years) };
    }),
  ];
}

/** Reads +5%, -5%, x1.2 or a new number. */
function amountOf(lever: keyof typeof LEVER_FORMS, text: string, amount: string): { readonly factor: number } | { readonly amount: number } {
  const percent = /^([+-]\d+(?:\.\d+)?)\s*%$/.exec(amount);
  if (percent !== null) return { factor: 1 + Number(percent[1]) / 100 };
  const times = /^x(\d+(?:\.\d+)?)$/.exec(amount);
  if (times !== null) return { factor: Number(times[1]) };
  if (/^\d+(?:\.\d+)?$/.test(amount)) return { amount: Number(amount) };
  throw new Complaint(EXIT.usage, `--${lever} ${text}: "${amount}" is no change.`, "Write +5%, -5%, x1.2, or a new number.");
}

function parts(lever: keyof typeof LEVER_FORMS, text: string, form: RegExp): readonly [string, string, string, string] {
  const found = form.exec(text);
  if (found === null) throw new Complaint(EXIT.usage, `--${lever} ${text} is not understood.`, `Write --${lever} ${LEVER_FORMS[lever]}.`);
  return [found[1] ?? "", found[2] ?? "", found[3] ?? "", found[4] ?? ""];
}
