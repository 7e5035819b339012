import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { looseWords, looseWordsOf } from "../../tools/page-words.ts";
import { ROOT } from "../../tools/files.ts";

describe("no word of the page stands outside a catalogue", () => {
  test("in the whole web application", () => {
    expect(looseWordsOf(ROOT)).toEqual([]);
  });

  test("what stands where no page is drawn stands in both languages, with the same commands", () => {
    const [, within = ""] = /<noscript>([\s\S]*)<\/noscript>/.exec(readFileSync(join(ROOT, "src/web/index.html"), "utf8")) ?? [];
    const told = [...within.matchAll(/<p lang="(\w+)">([\s\S]*?)<\/p>/g)].map(([, language, text = ""]) => [language, [...text.matchAll(/<code>node bin\/concord\.mjs (\w+)/g)].map(([, command]) => command)]);
    expect(told).toEqual([["en", ["assess", "plan"]], ["fr", ["assess", "plan"]]]);
    expect(within.replaceAll(/<p lang="\w+">[\s\S]*?<\/p>/g, "").trim()).toBe("");
  });

  test.each([
    ["text between tags", "<p>Hello</p>", ["Hello"]],
    ["text beside a value", "<p>{count} allies lose</p>", ["allies lose"]],
    ["an attribute that is read out", '<section aria-label="Answer" />', ["Answer"]],
    ["an attribute of our own parts", '<Card title="How good is this data?" />', ["How good is this data?"]],
    ["a choice within markup", '<p>{isOpen ? "Close" : words.open}</p>', ["Close"]],
    ["a template within markup", "<p>{`Show all ${count}`}</p>", ["Show all …"]],
    ["a name in an object", 'const options = { short: "Capability" };', ["Capability"]],
    ["what stands beside a figure", 'const least = { ...shown, caution: "at least" };', ["at least"]],
    ["a heading of a table that is taken out", 'const sheet = { columns: ["rank", nation, ...some.flatMap((it) => [`${it.name} low`])] };', ["rank", "… low"]],
    ["what is said where the server does not answer", "throw new ServerProblem(status, `The server answered with status ${status}.`);", ["The server answered with status …."]],
    ["a colon that French sets apart", '<li>{name}{": "}{value}</li>', [":"]],
    ["a sentence in code", 'setSaid("Something failed; try again.");', ["Something failed; try again."]],
  ])("finds %s", (_, source, expected) => {
    expect(looseWords("part.tsx", source).map((it) => it.text)).toEqual(expected);
  });

  test.each([
    ["words of a catalogue", "<p>{words.title}</p>"],
    ["names of styles", '<p className="quiet-text heard" id="overview" />'],
    ["what is compared", 'const isUp = key === "ArrowUp";'],
    ["a command", "<code>node bin/concord.mjs plan</code>"],
    ["columns with names of their own", 'const columns = [{ id: "low", name: words.low }]; const sheet = { columns: [words.year, words.low(it.name)] };'],
    ["a fault of the code", 'throw new Error("This should not be.");'],
    ["a sign", "<span>▲</span>"],
    ["a module", 'import { A } from "./Some Thing.ts";'],
  ])("lets %s be", (_, source) => {
    expect(looseWords("part.tsx", source)).toEqual([]);
  });
});
