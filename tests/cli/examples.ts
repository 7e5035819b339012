import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/files.ts";

/** A command of a page with the output that it shows. */
export interface Example {
  readonly command: string;
  readonly args: readonly string[];
  readonly code: number;
  /** Lines that must appear, in order. */
  readonly lines: readonly string[];
}

/** Examples of a page: `$ node bin/concord.mjs …` in console fences, with the output shown. */
export function examplesOf(page: string): readonly Example[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block.split(/^\$ /m).flatMap((part): readonly Example[] => {
      const [first = "", ...output] = part.split("\n");
      const [command = "", comment = ""] = first.split("#");
      if (!command.startsWith("node bin/concord.mjs")) return [];
      return [{ command: command.trim(), args: command.trim().split(/\s+/).slice(2), code: Number(/exit (\d+)/.exec(comment)?.[1] ?? 0), lines: output.map((it) => it.replace(/…$/, "").trimEnd()).filter((it) => it !== "") }];
    }),
  );
}
