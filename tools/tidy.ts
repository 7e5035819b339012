import type { Breach, SourceFile } from "./check-layers.ts";

/** Something that must not stand in the source, and what to do instead. */
interface Ban {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly instead: string;
  /** Paths the ban holds for. */
  readonly where: RegExp;
  readonly except?: RegExp;
}

const CORE = /^src\/(base|model|engines|views|exchange|app|api)\//;
const SOURCE = /^src\//;
const TEST = /\.test\.tsx?$/;

const ban = (rule: string, pattern: RegExp, instead: string, where: RegExp, except?: RegExp): Ban => ({ rule, pattern, instead, where, ...(except && { except }) });

export const BANS: readonly Ban[] = [
  ban("random", /\bMath\.random\b/, "a seed and a named stream", SOURCE),
  ban("clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/, "the time as an argument", CORE, TEST),
  ban("console", /\bconsole\.\w+\(/, "a returned value; the doors print", CORE),
  ban("process", /\bprocess\.(env|argv|exit|stdout|stderr|cwd)\b/, "an argument", CORE, TEST),
  ban("any", /(:\s*any\b(?!\s*\w)|\bas any\b|<any>)/, "unknown, parsed at the door", SOURCE),
  ban("enum", /^\s*(export\s+)?(const\s+)?enum\s+\w+/, "a union of words", SOURCE),
  ban("default-export", /^export default\b/, "a named export", SOURCE, /vite\.config\.ts$/),
  ban("bin-name", /^$/, "a name of the field", /(^|\/)(utils?|helpers?|common|manager)\.tsx?$/),
  ban("silenced", /@ts-ignore|@ts-nocheck|eslint-disable|biome-ignore(?!\s+\S+: \S)/, "a type or a mend", SOURCE),
  ban("unfinished", /\b(TODO|FIXME|XXX|HACK)\b/, "the work itself, or an issue", SOURCE),
  ban("tool-path", /["'`(]\/(home|root|work|Users)\//, "a path from the caller", SOURCE),
  ban("other-host", /["'`]https?:\/\/(?!127\.0\.0\.1|localhost|\[::1\]|www\.w3\.org\/|json-schema\.org\/|specs\.frictionlessdata\.io\/|www\.apache\.org\/)/, "nothing: the page asks no other host", /^src\/(web|server)\//, TEST),
];

/** Breaches of the bans, with line. */
export const tidy = (files: readonly SourceFile[]): readonly Breach[] =>
  files.flatMap((file) =>
    BANS.filter((it) => it.where.test(file.path) && !it.except?.test(file.path)).flatMap((it) =>
      it.rule === "bin-name"
        ? [{ path: file.path, line: 1, rule: it.rule, message: `a file is named for what it holds: use ${it.instead}` }]
        : file.text.split("\n").flatMap((text, index) => (it.pattern.test(text) ? [{ path: file.path, line: index + 1, rule: it.rule, message: `use ${it.instead}` }] : [])),
    ),
  );

/**
 * Names of a data set that stand in the source: nothing in `src/` may know a real nation or capability.
 * `words` are matched whole and with their case.
 */
export function checkNames(files: readonly SourceFile[], words: readonly string[]): readonly Breach[] {
  if (words.length === 0) return [];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(${escaped.join("|")})(?![\\p{L}\\p{N}_-])`, "u");
  return files.flatMap((file) =>
    file.text.split("\n").flatMap((text, index) => {
      const found = pattern.exec(text)?.[1];
      return found === undefined ? [] : [{ path: file.path, line: index + 1, rule: "real-name", message: `"${found}" is a name of the shipped data set` }];
    }),
  );
}
