/**
 * Writes the figures in README.md from `docs/results/nato-open.json`, so that none is typed by hand.
 * `node tools/readme.ts --result FILE` first takes that file, the output of `concord plan data/nato-open --json`, as the result.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gapText, inSentence, moneyText, numberText, percentText } from "#views";
import { ROOT } from "./files.ts";

const RESULT = join(ROOT, "docs", "results", "nato-open.json");
const README = join(ROOT, "README.md");

interface Figure {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
}

/** The part of a plan report that the README quotes. */
interface Quoted {
  readonly runKey: string;
  readonly path: string;
  readonly currency: string;
  readonly priceYear: number;
  readonly headline: {
    readonly sentence: string;
    readonly whoPays: string;
    readonly compensation: string;
    readonly money: Figure;
    readonly shortfallYears: Figure;
    readonly shortfallYearsAlone: Figure;
    readonly shortfallYearsAligned: Figure;
    readonly delayYears: Figure;
    readonly provenGapAligned: Figure;
    readonly breakEven: string;
    readonly verified: boolean;
    readonly levers: readonly { readonly name: string; readonly share: Figure }[];
  };
  readonly planned: number;
  readonly notPlanned: number;
  readonly confidence: { readonly sourced: Figure; readonly estimated: Figure; readonly assumed: Figure; readonly unknownCells: Figure };
}

/** The figures as a list, for the README. */
export function figuresText(it: Quoted): string {
  const range = (figure: Figure): string => (figure.low === undefined ? "" : ` (${numberText(figure.low)} to ${numberText(figure.high)})`);
  return [
    `> **${it.headline.sentence}**`,
    ">",
    ...(it.headline.whoPays === "" ? [] : [`> ${it.headline.whoPays} ${it.headline.compensation}`, ">"]),
    `> Budget path *${it.path}*, constant ${it.priceYear} prices, ${it.planned} capabilities planned. Shortfall-years: ${numberText(it.headline.shortfallYearsAlone.value)} alone, ${numberText(it.headline.shortfallYearsAligned.value)} aligned; saved ${numberText(it.headline.shortfallYears.value)}${range(it.headline.shortfallYears)}. Money at equal coverage: ${moneyText(it.headline.money.value ?? 0, it.currency)}${it.headline.money.low === undefined ? "" : ` (${moneyText(it.headline.money.low, it.currency)} to ${moneyText(it.headline.money.high ?? 0, it.currency)})`}. Alone is later by ${numberText(it.headline.delayYears.value)} years${range(it.headline.delayYears)} on average, counted to the end of the plan. Of the shortfall-years saved, by lever: ${it.headline.levers.map((lever) => `${lever.name.toLowerCase()} ${percentText(lever.share.value)}`).join(", ")}. Proven gap of the aligned plan ${inSentence(gapText(it.headline.provenGapAligned.value ?? 0))}; ${it.headline.verified ? "both plans pass the verifier" : "the verifier found faults"}. ${it.headline.breakEven}`,
    ">",
    `> How good is the data? ${percentText(it.confidence.sourced.value)} of the figures are sourced, ${percentText(it.confidence.estimated.value)} estimated by a stated rule, ${percentText(it.confidence.assumed.value)} our assumptions; of ${percentText(it.confidence.unknownCells.value)} of all pairs ally × capability nobody has said openly what is held, and ${it.notPlanned} capabilities are not planned for that reason. In one that is planned, an ally of whom nobody has said counts with what the plan adds alone, so real shortfalls may be smaller than shown. These are not NATO's figures: its requirements are classified, and what is here are published figures, press reports, estimates and marked assumptions.`,
  ].join("\n");
}

const START = "<!-- figures: node tools/readme.ts -->";
const END = "<!-- /figures -->";

/** README.md with its figures as the committed result has them. */
export function readmeText(): string {
  const text = readFileSync(README, "utf8");
  const [head = "", rest = ""] = text.split(START);
  const tail = rest.split(END)[1] ?? "";
  return `${head}${START}\n${figuresText(JSON.parse(readFileSync(RESULT, "utf8")) as Quoted)}\n${END}${tail}`;
}

if (process.argv[1]?.endsWith("readme.ts") === true) {
  const at = process.argv.indexOf("--result");
  if (at > 0) {
    const report = JSON.parse(readFileSync(process.argv[at + 1] ?? "", "utf8")) as Quoted & { readonly notPlanned: readonly { readonly kind: string; readonly code: string }[]; readonly capabilities: readonly { readonly leaf: string }[] } & Record<string, unknown>;
    const { runKey, path, currency, priceYear, headline, confidence } = report;
    const kept = { runKey, path, currency, priceYear, headline, planned: new Set(report.capabilities.map((it) => it.leaf)).size, notPlanned: report.notPlanned.filter((it) => it.kind === "leaf" && (it.code === "no-holding-known" || it.code === "too-little-known")).length, confidence, levers: report["levers"], bracket: report["bracket"], breakEven: report["breakEven"], stages: report["stages"], dataRange: report["dataRange"] };
    writeFileSync(RESULT, `${JSON.stringify(kept, undefined, 2)}\n`);
  }
  writeFileSync(README, readmeText());
}
