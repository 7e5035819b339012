import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ASVS_PAGE, asvsPage, type AsvsRow, asvsRows, faultsOf } from "../../tools/asvs.ts";
import { asvs } from "../../tools/conformance/asvs.ts";
import { ROOT, sourceFiles } from "../../tools/files.ts";

const rows = asvsRows();

describe("the table of ASVS", () => {
  test("docs/security/asvs.md is made from its data; write it with node tools/asvs.ts", () => expect(readFileSync(ASVS_PAGE, "utf8")).toBe(asvsPage(rows)));
  test("has every requirement of levels 1 and 2, each once: 70 and 183 in version 5.0.0", () => {
    expect([1, 2].map((level) => rows.filter((it) => it.level === level).length)).toEqual([70, 183]);
    expect(new Set(rows.map((it) => it.id)).size).toBe(rows.length);
  });
  test("every claim has evidence that is there, to the name of the test", () => expect(rows.flatMap((it) => faultsOf(it))).toEqual([]));
  test.each<readonly [string, AsvsRow, string]>([
    ["a claim without evidence", { id: "V1.1.1", level: 2, status: "claimed", what: "It is done somehow." }, "without evidence"],
    ["a file that is not there", { id: "V1.1.1", level: 2, status: "claimed", what: "It is done somehow.", evidence: [{ file: "tests/nowhere.test.ts" }] }, "is not there"],
    ["a test that is not there", { id: "V1.1.1", level: 2, status: "claimed", what: "It is done somehow.", evidence: [{ file: "tests/project/security.test.ts", test: "nothing like it" }] }, "has no"],
    ["a heading that is not there", { id: "V1.1.1", level: 2, status: "claimed", what: "It is done somehow.", evidence: [{ file: "README.md", test: "nothing like it" }] }, "has no"],
    ["a number that is none", { id: "1.1", level: 2, status: "not-yet", what: "It is done somehow." }, "no number"],
  ])("%s is found", (_, row, words) => expect(faultsOf(row).join()).toContain(words));
  test("a list with a requirement that has no row, or another level, fails", () => {
    const folder = mkdtempSync(join(tmpdir(), "concord-asvs-"));
    writeFileSync(join(folder, "list.csv"), 'chapter_id,req_id,req_description,L\nV1,V1.1.1,"one, of\ntwo",2\nV1,V99.1.1,"new ""one""",1\nV1,V1.2.1,x,2\nV1,V99.1.2,x,3\n');
    expect(asvs.run(folder).cases.map((it) => [it.name, it.trouble?.slice(0, 13)])).toEqual([["V1.1.1 has its row", undefined], ["V99.1.1 has its row", "it has no row"], ["V1.2.1 has its row", "its row says "]]);
  });
});

/** What makes code, markup or a command line out of text. */
const RUNS_TEXT = /\beval\(|\bnew Function\(|dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\(|srcdoc|(?<![.\w])exec(?:Sync)?\(|\bimport\b.*\b(?:exec|execSync)\b.*child_process|shell:\s*true|setTimeout\(\s*["'`]|\butil\.format\(/;
const KEEPS = /sessionStorage|indexedDB|document\.cookie|localStorage/;
const shipped = sourceFiles("src").filter((it) => !/\.test\.tsx?$/.test(it.path));

test("the source holds none of what runs text as code", () => {
  const found = shipped.flatMap(({ path, text }) => text.split("\n").flatMap((line) => (RUNS_TEXT.test(line) ? [`${path}: ${line.trim()}`] : [])));
  expect(found).toEqual([]);
  expect(shipped.length).toBeGreaterThan(200);
  for (const it of ["eval(text)", "node.innerHTML = x", 'exec("rm")', "spawn(a, { shell: true })", 'import { exec } from "node:child_process"']) expect([it, RUNS_TEXT.test(it)]).toEqual([it, true]);
});

test("the page keeps no data in the browser", () => {
  // Theme, language and the moments of visits alone are kept: nothing of the data.
  const keeping = ["src/web/address/theme.ts", "src/web/address/visit.ts", "src/web/words/words.ts"];
  expect(shipped.filter((it) => KEEPS.test(it.text)).map((it) => it.path)).toEqual(keeping);
  const kept = keeping.flatMap((path) => [...(shipped.find((it) => it.path === path)?.text ?? "").matchAll(/setItem\((.*)\)/g)].map((it) => it[1]));
  expect(kept).toEqual(["KEPT, theme", "KEPT, momentsOf(visit)", "KEPT, language"]);
});

test.each(["docs/guide/security-officer.md", "docs/guide/duties.md", "docs/security/asvs.md"])("every link of %s leads somewhere", (page) => {
  const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((it) => it[1] ?? "").filter((it) => !/^[a-z]+:/.test(it));
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect([link, existsSync(join(ROOT, page, "..", link))]).toEqual([link, true]);
});

test("the database runs fixed statements: texts of ours, with constants at most in them", () => {
  const statements = shipped.filter((it) => it.path.startsWith("src/adapters/")).flatMap(({ text }) => [...text.matchAll(/\b(?:db|database)\.(?:exec|prepare)\(([^\n]*)/g)].map((it) => it[1] ?? ""));
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.filter((it) => !/^(?:"[^"]*"|`(?:[^$`]|\$\{[A-Z_]+\})*`|[A-Z_]+)/.test(it))).toEqual([]);
});

test("whatever uses cryptography stands in the inventory", () => {
  const uses = /from "node:crypto"|from "@noble\/|from "openid-client"|from "@simplewebauthn\/|crypto\.subtle|getRandomValues/;
  const inventory = /^## Cryptography in use$([\s\S]*?)^## /m.exec(readFileSync(join(ROOT, "docs/guide/security-officer.md"), "utf8"))?.[1] ?? "";
  const found = shipped.filter((it) => uses.test(it.text)).map((it) => it.path);
  expect(found.length).toBeGreaterThan(10);
  // A file is named, or the folder it is in.
  expect(found.filter((path) => !inventory.includes(`\`${path}\``) && !inventory.includes(`\`${path.slice(0, path.lastIndexOf("/"))}\``))).toEqual([]);
});
