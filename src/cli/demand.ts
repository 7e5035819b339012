import type { ClashAnswer, Demand } from "#engines/plan";
import { clashText, smallestText, DemandError } from "#engines/plan";
import { Complaint, EXIT } from "./exit-codes.ts";
import { withExplainer } from "./explain.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { DEMAND_FORMS, type DemandName, readDemand } from "#views";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly cover: readonly string[];
  readonly stock: readonly string[];
  readonly budget: readonly string[];
  readonly spend: readonly string[];
  readonly keep: readonly string[];
  readonly delay: readonly string[];
  readonly lineLost: readonly string[];
  readonly withoutLead: readonly string[];
  readonly order: readonly string[];
}

/** `concord demand DIR`: whether hard wishes can all hold, what they cost if they can, and if not which few of them and of the facts clash. */
export async function demandCommand(folder: string, options: Options, out: Out): Promise<number> {
  const demands = demandsOf(options);
  if (demands.length === 0) throw new Complaint(EXIT.usage, "Nothing is demanded.", `Give at least one of:\n${Object.entries(DEMAND_FORMS).map(([name, form]) => `  --${name} ${form}`).join("\n")}`);
  const results = await planned(await assessed(folder, options), out, { fresh: false });
  let answer: ClashAnswer;
  try {
    answer = await withExplainer(results, out, (it) => it.demand(demands));
  } catch (error) {
    if (error instanceof DemandError) throw new Complaint(EXIT.usage, error.message, "");
    throw error;
  }
  if (options.json === true) {
    out.print(JSON.stringify({ runKey: results.runKey, demands, ...(answer.kind === "clash" ? { ...answer, members: answer.members.map(({ kind, words, because, mend }) => ({ kind, words, because, mend })) } : answer), sentence: clashText(answer) }, undefined, 2));
    return answer.kind === "clash" ? EXIT.findings : EXIT.ok;
  }
  if (answer.kind === "possible") {
    out.print(wrap(clashText(answer), out.width));
    if (answer.worse.length > 0) out.print(`\n${tableText([{ title: "capability or stock that is worse off", flexible: true }, { title: "weighted shortfall-years", right: true }], answer.worse.slice(0, 10).map((it) => [it.name, String(Number(it.amount.toPrecision(3)))]), out.width)}`);
    return EXIT.ok;
  }
  out.print(answer.members.length === 1 ? "By itself this cannot be:" : `These ${answer.members.length} cannot hold together, and without any one of them the others can:`);
  for (const it of answer.members) out.print(wrap(`${it.kind === "demand" ? "asked" : "fact "}  ${it.words}`, out.width, "  "));
  if (answer.members.length > 1) out.print(smallestText(answer));
  for (const it of answer.members) if (it.because !== undefined) out.print(`\n${wrap(it.because, out.width)}`);
  const mends = answer.members.flatMap((it) => (it.mend === undefined ? [] : [it.mend.words]));
  if (mends.length > 0) out.print(`\nAny one of these would mend ${answer.more === true ? "this one" : "it"}:`);
  for (const it of mends) out.print(wrap(it, out.width, "  "));
  const short = answer.members.flatMap((it) => (it.mend === undefined ? [it.words] : []));
  if (mends.length > 0 && short.length > 0) out.print(wrap(`Not enough alone, since something else is in the way as well: ${short.join("; ")}.`, out.width));
  if (answer.more === true) out.print("\nThere is another clash besides: mend this one and ask again.");
  return EXIT.findings;
}

function demandsOf(options: Options): readonly Demand[] {
  const asked: readonly (readonly [DemandName, readonly string[]])[] = [["cover", options.cover], ["stock", options.stock], ["budget", options.budget], ["spend", options.spend], ["keep", options.keep], ["delay", options.delay], ["line-lost", options.lineLost], ["without-lead", options.withoutLead], ["order", options.order]];
  return asked.flatMap(([name, texts]) =>
    texts.map((text) => {
      const read = readDemand(name, text, `--${name}`);
      if ("problem" in read) throw new Complaint(EXIT.usage, read.problem, read.mend);
      return read;
    }),
  );
}
