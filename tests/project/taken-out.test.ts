import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && "type" in it && typeof it.type === "string" && "start" in it;
const nodesIn = (it: unknown): readonly Node[] => (Array.isArray(it) ? it.flatMap(nodesIn) : isNode(it) ? [it, ...Object.values(it).flatMap(nodesIn)] : []);

/** Names of an object's properties, with the text of each. */
function propertiesOf(source: string, node: Node): ReadonlyMap<string, string> {
  const { properties } = node as Node & { readonly properties: readonly (Node & { readonly key?: { readonly name?: string }; readonly value?: Node })[] };
  return new Map(properties.flatMap((it) => (it.key?.name === undefined || it.value === undefined ? [] : [[it.key.name, source.slice(it.value.start, it.value.end)] as const])));
}

/** Columns whose cells show a figure, and which say none of it to whoever takes the table out: its unit, bound and evidence would be lost. */
function silentColumns(source: string): readonly string[] {
  return nodesIn(parseAst(source, { lang: "tsx" })).flatMap((node) => {
    if (node.type !== "ObjectExpression") return [];
    const properties = propertiesOf(source, node);
    const isColumn = ["id", "name", "type", "value"].every((it) => properties.has(it));
    return isColumn && /<(WhyNumber|BarCell|Moved)\b/.test(properties.get("cell") ?? "") && properties.get("type") === '"number"' && !properties.has("shown") ? [properties.get("id") ?? ""] : [];
  });
}

test.each([
  ["a figure that is told", 'const it = [{ id: "a", name: "A", type: "number", value: of, shown: of, cell: (row) => <WhyNumber shown={row} /> }];', []],
  ["a figure that is lost", 'const it = [{ id: "a", name: "A", type: "number", value: of, cell: (row) => <WhyNumber shown={row} /> }];', ['"a"']],
  ["a bar that is lost", 'const it = { id: "b", name: "B", type: "number", value: of, cell: (row) => { return <BarCell shown={row} />; } };', ['"b"']],
  ["a text with figures in it", 'const it = { id: "c", name: "C", type: "text", value: of, cell: (row) => <WhyNumber shown={row} /> };', []],
  ["no figure", 'const it = { id: "d", name: "D", type: "number", value: of };', []],
])("%s", (_name, source, found) => expect(silentColumns(source)).toEqual(found));

test("every column of figures takes unit, bound and evidence along when its table is taken out", () => {
  const files = globSync("src/web/**/*.tsx", { cwd: ROOT });
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => silentColumns(readFileSync(join(ROOT, file), "utf8")).map((column) => `${file}: ${column}`))).toEqual([]);
});
