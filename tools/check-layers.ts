import { LAYERS } from "./layers.ts";

/** A file as the checks see it: its path below the project's root with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

const IMPORT = /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

const folderOf = (path: string): string | undefined =>
  LAYERS.map((it) => it.folder)
    .filter((folder) => path.startsWith(`src/${folder}/`))
    .sort((a, b) => b.length - a.length)[0];

const resolve = (from: string, specifier: string): string => {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
};

/**
 * Breaches of the layer table: an import of a folder that the table does not allow, of a package that is not granted,
 * of Node in the core, or of another folder's inside instead of its `#name`.
 * `names` is the `imports` map of package.json (`#model` → `./src/model/index.ts`).
 */
export function checkLayers(files: readonly SourceFile[], names: Readonly<Record<string, string>>): readonly Breach[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (folder === undefined) return file.path.startsWith("src/") ? [{ path: file.path, line: 1, rule: "no-layer", message: "stands in no folder of tools/layers.ts" }] : [];
    const layer = LAYERS.find((it) => it.folder === folder);
    const isTest = /\.test\.tsx?$/.test(file.path);
    const isTool = file.path.endsWith("vite.config.ts");
    if (layer === undefined || isTool) return [];
    return [...file.text.matchAll(IMPORT)].flatMap((match): readonly Breach[] => {
      const specifier = match[1] ?? match[2] ?? "";
      const line = file.text.slice(0, (match.index ?? 0) + match[0].length).split("\n").length;
      const breach = (rule: string, message: string): readonly Breach[] => [{ path: file.path, line, rule, message }];
      if (specifier.startsWith("#")) {
        const target = names[specifier];
        if (target === undefined) return breach("unknown-name", `${specifier} is not in the imports map of package.json`);
        const to = folderOf(target.replace(/^\.\//, ""));
        if (to === folder) return breach("own-name", `imports its own folder by ${specifier}`);
        return to === undefined || layer.may.includes(to) || (isTest && !to.startsWith("web")) ? [] : breach("layer", `${folder} may not import ${to}`);
      }
      if (specifier.startsWith(".")) {
        const to = resolve(file.path, specifier);
        const toFolder = folderOf(to) ?? folderOf(`${to}/`);
        return toFolder === folder || (isTest && !to.startsWith("src/")) ? [] : breach("inside", `${specifier} reaches into ${toFolder ?? "a place outside src"}; go through its #name`);
      }
      if (isTest) return [];
      if (specifier.startsWith("node:")) return layer.node ? [] : breach("node", `${folder} may not know Node (${specifier})`);
      return layer.npm.some((it) => specifier === it || specifier.startsWith(it.endsWith("/") ? it : `${it}/`)) ? [] : breach("npm", `${specifier} is not granted to ${folder} in tools/layers.ts`);
    });
  });
}
