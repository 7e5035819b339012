import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";

interface Package {
  readonly version?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly dev?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
const { packages } = read("package-lock.json") as { readonly packages: Readonly<Record<string, Package>> };
const own = read("package.json") as Readonly<Record<string, Readonly<Record<string, string>>>>;
const locked = Object.entries(packages).filter(([name]) => name !== "");

const PERMISSIVE = /^(\(?(MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|OFL-1\.1|Python-2\.0)( (OR|AND) )?)+\)?$/;
/** Tools of development under a weak copyleft, used as they are and shipped with nothing. */
const UNMODIFIED_TOOLS = /^node_modules\/(axe-core|@axe-core\/playwright|lightningcss(-.+)?)$/;

test("no dependency runs a script when it is installed", () => {
  expect(locked.filter(([, it]) => it.hasInstallScript === true).map(([name]) => name)).toEqual([]);
});

test("the lock file names no host", () => {
  expect(locked.filter(([, it]) => it.resolved !== undefined).map(([name]) => name)).toEqual([]);
});

test("every version is exact", () => {
  for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) for (const [name, version] of Object.entries(own[group] ?? {})) expect(version, name).toMatch(/^(npm:[^@]*@?[^@]+@)?\d+\.\d+\.\d+$/);
});

test("every licence is permissive; weak copyleft only in tools of development", () => {
  const others = locked.filter(([name, it]) => !PERMISSIVE.test(it.license ?? "") && !(it.dev === true && UNMODIFIED_TOOLS.test(name)));
  expect(others.map(([name, it]) => `${name}: ${it.license}`)).toEqual([]);
});
