/** `node tools/history/pack.ts`: writes `data/history/panel.packed.gz`, the columns of the panel on which a page fits models by itself. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadSource } from "#adapters/history";
import { packTable, REFIT_COLUMNS } from "#engines/history";
import { ROOT } from "../files.ts";

const { table, digests } = loadSource("panel");
const packed = gzipSync(packTable(table, REFIT_COLUMNS, digests), { level: 9 });
writeFileSync(join(ROOT, "data", "history", "panel.packed.gz"), packed);
process.stdout.write(`${packed.length} bytes\n`);
