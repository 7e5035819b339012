/** `node tools/checker-page.ts` writes `docs/methods/checker.md` from the rules of the checker. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BOUND_CHECKS, COMPARISON_CHECKS, PLAN_CHECKS } from "../src/engines/plan/verify/index.ts";
import { MOST_FAULTS, TOLERANCE } from "../src/engines/plan/verify/check.ts";
import { verdictKept } from "../src/engines/plan/verify/checks/verdict.ts";
import { ROOT } from "./files.ts";

const table = (checks: readonly { readonly code: string; readonly title: string; readonly mend: string }[]): string => ["| code | what must hold | what to do |", "| --- | --- | --- |", ...checks.map((it) => `| \`${it.code}\` | ${it.title} | ${it.mend} |`)].join("\n");

/** The page of the checker. */
export const checkerPage = (): string => `# The checker

Made by \`node tools/checker-page.ts\` from the rules themselves; do not edit.

A plan is not checked by what made it. The checker (\`src/engines/plan/verify\`) reads the records of the alliance and what was
published, and counts every figure again. It knows no model, matrix or solver and shares with the making of plans only the
names of parameters, so that one mistake cannot hide behind the other. It runs whenever a plan is made, whenever a stored
plan is read (one that fails is computed anew, never shown), and on demand:

    concord verify DIR             the stored plan of the data set
    concord verify DIR plan.json   what \`concord plan DIR --json\` printed

With a file, the report around the plans is made again too and compared place by place (code \`report\`). What the figures cannot
say (\`limits\`) follows from the records and from how choices were made: an entry left out, or one that does not follow, is a fault
(code \`limits\`; these sentences are those of the making of plans, written again). The exit code is 1
where anything differs. \`--path\` and \`--set\` must be those of the plan; a plan of other records or parameters has another run
key and does not pass.

## What is checked of every plan

Of the plan that allies make alone, of the aligned plan, and of the cheapest plan that covers no less than alone.

${table(PLAN_CHECKS)}

## What is checked of the difference

${table(COMPARISON_CHECKS)}

## What is checked of the bounds

${table(BOUND_CHECKS)}

Each of these stages of \`plan --json\` and of a stored run has a \`certificate\`: the row prices (duals) that are not nought, the
plans that the bound holds for, what earlier objectives were kept at, and the bound that the prices prove. The checker writes the
model anew from the records, from what the plan alone shows (overruns, promises broken, coverage) and, where the bound is of plans
with the same choices, from the choices shown; then it adds up

    Σ_i (y_i⁺ · least_i − y_i⁻ · most_i) + Σ_j min over the box of (c − Aᵀy)_j · x_j

(weak duality), which no plan of that model can come below whatever the prices y are: wrong prices prove less, never too much. No
solver is asked. The rule shares the writing of rows with the making of plans, and nothing of how they were solved. The plan alone
carries prices of every ally for its own model, with what lines others left it (\`certificates\`); its bound is their sum. In the
other models slots that allies hold alone are left out, which makes bounds weaker where dates are not aligned, never wrong. What
an earlier objective was kept at may lie a tenth from what the
plan shows of it: a later objective may use its allowance.

What earlier objectives were kept at, and what lines and room others left an ally, is stated only where the proof rests on it, so
that another figure proves another bound.

## What is checked of the verdict

${table([verdictKept])}

## Tolerances

A figure may differ by ${TOLERANCE} of its size, which is round-off of solvers: the size is the figure itself, or for parts of a
whole the whole (a contribution beside the requirement, a purchase beside the year's money). An objective as a solver reports
it may differ by ten times that from what is counted of the decisions. Limits that alone reached may be exceeded together by
the slack that solvers need, two millionths of each. Prices and lots, which are products of a few figures, may differ by
rounding of the machine. Of one rule at most ${MOST_FAULTS} faults are kept, of all rules all counts.

## What is not checked

- With \`--whole\` what the search proved of shortfall beyond the prices, of cost and of change: the plan carries no prices of
  these. They are held against the value and the gap.
- A price of a proof, where the bound that it proves stays the same: by weak duality any prices prove a bound, so that another
  price that proves as much is another proof of the same figure.
- Gaps of single combinations of levers, but for what the proofs for all levers leave at most: thirty more proofs would take longer
  than all other rules together. They are proved when the plan is made.
- Of the plans behind ends of ranges, which are given by their decisions alone: that nothing better or worse could have been done.
  Their decisions are held to promises, lead times, lines, room, items, budgets and loads, and what they come to is counted.
- Rounds and residual of the iteration of allies alone, a record of the run as seconds are: held to their range.
- Seconds: what a solve took, which nothing in a plan says.
- The words of actions: their figures are counted, their sentences are not read (in a file, they are compared with
  sentences made again from the checked plans, or were stored with them).
- Which actions are listed: those listed are counted again, one left out is not missed.
- What no rule names: a field added to a plan is not read, and that the plan is found sound says nothing of it.
`;

if (import.meta.main) writeFileSync(join(ROOT, "docs", "methods", "checker.md"), checkerPage());
