/** Writes `docs/parameters.md`: every judgement with default, range, unit, meaning and source. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerParameters } from "#app";
import { historyParameters } from "#engines/history";
import { checkParameters } from "#model";

import { allParameters, statedText } from "#views";
import { dutyParameters } from "#duties";
import { ROOT } from "./files.ts";

/** The page, from the parameters the engines declare. */
export const parametersPage = (): string =>
  [
    "# Parameters",
    "",
    "Every judgement that the engines make, made by `node tools/parameters.ts`. A data set replaces a default by a row in its `parameters.csv`; `--set id=value` replaces it for one run.",
    "",
    "| parameter | default | range | unit | meaning | source |",
    "|---|---:|---|---|---|---|",
    ...[...allParameters, ...checkParameters, ...ledgerParameters, ...dutyParameters, ...historyParameters]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((it) => `| \`${it.id}\` | ${statedText(it.value.base)} | ${it.value.low === it.value.high ? "" : `${statedText(it.value.low)} to ${statedText(it.value.high)}`} | ${it.unit} | ${it.meaning} | ${it.source} |`),
    "",
  ].join("\n");

if (process.argv[1]?.endsWith("parameters.ts") === true) writeFileSync(join(ROOT, "docs", "parameters.md"), parametersPage());
