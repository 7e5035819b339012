import { expect, test } from "vitest";
import { main } from "#cli";
import { examplesOf } from "./examples.ts";

const examples = examplesOf("docs/guide/labels.md").filter((it) => it.args[0] === "label");

test("the guide to labels shows each of the commands that read", () => {
  expect(new Set(examples.map((it) => it.args[1]))).toEqual(new Set(["parse", "marking", "join", "decide"]));
});
test.each(examples.map((it) => [it.command, it] as const))("%s", async (_, it) => {
  const [printed, said]: [string[], string[]] = [[], []];
  const code = await main(it.args, { width: 1000, print: (text) => void printed.push(text), say: (text) => void said.push(text), progress: () => undefined, progressDone: () => undefined });
  expect([code, said.join("\n")]).toEqual([it.code, ""]);
  for (const line of it.lines) expect(printed.join("\n")).toContain(line);
});
