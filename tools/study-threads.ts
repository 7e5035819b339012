/**
 * `node tools/study-threads.ts [DRAWS]`: runs the whole study on one, two and three threads and says whether it came out the same to
 * the last byte, the robustness grid and the scan for breaks included. Takes some minutes; ends with 1 where it did not.
 */
import { createHash } from "node:crypto";
import { runShippedStudy } from "../src/adapters/history/index.ts";

const draws = Number(process.argv[2] ?? 40);
const digests = new Set<string>();
for (const threads of [1, 2, 3]) {
  const digest = createHash("sha256")
    .update(JSON.stringify(await runShippedStudy({ threads, draws })))
    .digest("hex");
  digests.add(digest);
  process.stdout.write(`${threads} ${threads === 1 ? "thread" : "threads"}, ${draws} draws: ${digest}\n`);
}
process.stdout.write(digests.size === 1 ? "The same.\n" : "They differ.\n");
process.exitCode = digests.size === 1 ? 0 : 1;
