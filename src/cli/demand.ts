import type { ClashAnswer, Demand } from "#engines/plan";
import { clashText, smallestText, DemandError } from "#engines/plan";
import { Complaint, EXIT } from "./exit-codes.ts";
import { withExplainer } from "./explain.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
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

/** Forms of the demands, for complaints and for the help. */
export const DEMAND_FORMS = {
  cover: "LEAF=SHARE@YEAR, for example LAND-01=90%@2032",
  stock: "NATION/SYSTEM=SHARE@YEAR",
  budget: "NATION=M or NATION=M@YEAR or NATION=M@FROM-TO",
  spend: "M, discounted, over the whole plan",
  keep: "PROGRAMME",
  delay: "PROGRAMME=YEARS",
  "line-lost": "LINE or LINE@YEAR",
  "without-lead": "NATION/LEAF",
  order: "NATION/SYSTEM>=QUANTITY@YEAR or NATION/SYSTEM<=QUANTITY@YEAR",
} as const;

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
    if (answer.worse.length > 0) out.print(`\n${tableText([{ title: "capability or stock that is worse off", flexible: true }, { title: "weighted share-years", right: true }], answer.worse.slice(0, 10).map((it) => [it.name, String(Number(it.amount.toPrecision(3)))]), out.width)}`);
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
  return [
    ...options.cover.map((text): Demand => {
      const [leaf, share, year] = parts("cover", text, /^([^=]+)=([^@]+)@(\d{4})$/);
      return { kind: "cover", leaf, share: shareOf("cover", text, share), from: Number(year) };
    }),
    ...options.stock.map((text): Demand => {
      const [nation, system, share, year] = parts("stock", text, /^([^/]+)\/([^=]+)=([^@]+)@(\d{4})$/);
      return { kind: "stock", nation, system, share: shareOf("stock", text, share), from: Number(year) };
    }),
    ...options.budget.map((text): Demand => {
      const [nation, most, from, to] = parts("budget", text, /^([^=]+)=([^@]+?)(?:@(\d{4})(?:-(\d{4}))?)?$/);
      return { kind: "budget", nation, most: numberOf("budget", text, most), ...(from !== "" && { from: Number(from), to: Number(to === "" ? from : to) }) };
    }),
    ...options.spend.map((text): Demand => ({ kind: "spend", most: numberOf("spend", text, text) })),
    ...options.keep.map((programme): Demand => ({ kind: "programme", programme, delay: 0 })),
    ...options.delay.map((text): Demand => {
      const [programme, years] = parts("delay", text, /^([^=]+)=(\d+)$/);
      return { kind: "programme", programme, delay: Number(years) };
    }),
    ...options.lineLost.map((text): Demand => {
      const [line, year] = parts("line-lost", text, /^(.+?)(?:@(\d{4}))?$/);
      return { kind: "line-lost", line, ...(year !== "" && { from: Number(year) }) };
    }),
    ...options.withoutLead.map((text): Demand => {
      const [nation, leaf] = parts("without-lead", text, /^([^/]+)\/(.+)$/);
      return { kind: "no-lead", nation, leaf };
    }),
    ...options.order.map((text): Demand => {
      const [nation, system, bound, quantity, by] = parts("order", text, /^([^/]+)\/(.+?)(>=|<=)([^@]+)@(\d{4})$/);
      return { kind: "order", nation, system, bound: bound === ">=" ? "least" : "most", quantity: numberOf("order", text, quantity), by: Number(by) };
    }),
  ];
}

type Parts = readonly [string, string, string, string, string];

function parts(name: keyof typeof DEMAND_FORMS, text: string, form: RegExp): Parts {
  const found = form.exec(text);
  if (found === null) throw new Complaint(EXIT.usage, `"${text}" is no demand for --${name}.`, `Write it as ${DEMAND_FORMS[name]}.`);
  const at = (index: number): string => found[index]?.trim() ?? "";
  return [at(1), at(2), at(3), at(4), at(5)];
}

function numberOf(name: keyof typeof DEMAND_FORMS, text: string, value: string): number {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) throw new Complaint(EXIT.usage, `"${value}" in "${text}" is no number.`, `Write it as ${DEMAND_FORMS[name]}.`);
  return number;
}

const shareOf = (name: keyof typeof DEMAND_FORMS, text: string, value: string): number => (value.endsWith("%") ? numberOf(name, text, value.slice(0, -1)) / 100 : numberOf(name, text, value));
