/** What is proved of one plan of the real alliance with its choices made within the model. */
export interface WholeProved {
  readonly path: string;
  readonly aligned: { readonly agreements: number; readonly gaps: readonly { readonly name: string; readonly gap: number }[] };
}

/** What is proved of the plan for the real alliance where proof is weak: kept in `docs/results`. */
export interface RealResults {
  /** One for each budget path. */
  readonly wholes: readonly WholeProved[];
  /** Gap of the plan for all scenarios. Unit: share. */
  readonly scenarios: number;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
const listed = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`);

/**
 * The part of the page of limits on the real alliance.
 * @example realLimits({ wholes: [{ path: "held", aligned: { agreements: 2, gaps: [{ name: "cost", gap: 0.05 }] } }], scenarios: 0.03 })
 */
export function realLimits({ wholes, scenarios }: RealResults): readonly string[] {
  const gapOf = (it: WholeProved, name: string): number => it.aligned.gaps.find((one) => one.name === name)?.gap ?? Number.NaN;
  const paths = listed(wholes.map((it) => it.path));
  const gaps = (name: string): string => listed(wholes.map((it) => percent(gapOf(it, name))));
  return [
    "## The real alliance",
    "",
    "What is proved of the plans for `data/nato-open` on open data, computed from `docs/results`; what it means stands in [reading the result](reading-the-result.md).",
    "",
    `- Whole-number plans (\`node bin/concord.mjs plan data/nato-open --path NAME --whole\`): shortfall is proved within ${gaps("shortfall")} on the budget paths ${paths}, but cost only within ${gaps("cost")}. Plans with many agreements and with few may cost alike, so that ${listed(wholes.map((it) => String(it.aligned.agreements)))} agreements on these paths are no finding.`,
    `- The plan for all scenarios (\`node bin/concord.mjs scenarios data/nato-open\`) is proved within ${percent(scenarios)}: two plans nearer to each other than that cannot be told apart.`,
  ];
}
