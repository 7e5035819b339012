import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";

/** Packages that are loaded until the command line is ready for its first word. */
function packagesAtStart(): readonly string[] {
  const main = pathToFileURL(join(ROOT, "src", "cli", "main.ts")).href;
  const script = `
    import { registerHooks } from "node:module";
    const names = new Set();
    registerHooks({ load: (url, context, next) => { const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]; if (name) names.add(name); return next(url, context); } });
    await import(${JSON.stringify(main)});
    console.log([...names].sort().join(" "));`;
  return execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).trim().split(" ");
}

test("the command line starts without the libraries of the server, the workbooks and the papers", () => {
  // Those that read what a data set or a key holds; whatever else comes here is loaded by every command, the shortest as well.
  expect(packagesAtStart()).toEqual(["@noble/curves", "@noble/hashes", "commander", "highs", "saxes", "xmlchars"]);
});
