import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// The core has no effect at import, so that of `#views` and `#api` only what the page uses is carried to the browser.
const isCore = (id: string): boolean => /[\\/]src[\\/](base|model|engines|views|api)[\\/]/.test(id);

/** Compresses scripts and styles once, when the page is built: the server sends them so to whoever takes them. */
const packed = (): Plugin => ({
  name: "packed",
  apply: "build",
  writeBundle: ({ dir = "" }, bundle) => {
    for (const name of Object.keys(bundle).filter((it) => /\.(?:js|css)$/.test(it))) {
      const bytes = readFileSync(join(dir, name));
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes));
      writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
});

/** The letters that every page is set in. Others come where a text has them. */
const LETTERS = /ibm-plex-sans(?:-condensed)?-latin-(?:400|600)-normal-[^/]*\.woff2$/;

/**
 * One document for each page, `pages/<id>.html`, which names what that page is made of: a browser asks for all of it at once, and not for
 * one file after the other as each names the next. `index.html` is that of Home.
 */
const documents = (): Plugin => ({
  name: "documents",
  apply: "build",
  writeBundle: ({ dir = "" }, bundle) => {
    const chunks = new Map(Object.values(bundle).flatMap((it) => (it.type === "chunk" ? [[it.fileName, it] as const] : [])));
    const partsOf = (name: string, met: Set<string>): Set<string> => {
      if (met.has(name)) return met;
      met.add(name);
      for (const it of chunks.get(name)?.imports ?? []) partsOf(it, met);
      return met;
    };
    const document = readFileSync(join(dir, "index.html"), "utf8");
    const letters = Object.keys(bundle).filter((it) => LETTERS.test(it)).map((it) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${it}">`);
    const entry = [...chunks.values()].find((it) => it.isEntry && it.name === "index");
    const first = entry === undefined ? new Set<string>() : partsOf(entry.fileName, new Set());
    const methods = [...chunks.values()].find((it) => /[\\/]pages[\\/]methods\.ts$/.test(it.facadeModuleId ?? ""));
    const shared = methods === undefined ? first : partsOf(methods.fileName, new Set(first));
    mkdirSync(join(dir, "pages"), { recursive: true });
    for (const { fileName, facadeModuleId } of chunks.values()) {
      const [, page] = /[\\/]pages[\\/]([^\\/]+)[\\/]page\.tsx$/.exec(facadeModuleId ?? "") ?? [];
      if (page === undefined) continue;
      const parts = [...partsOf(fileName, new Set(shared))].filter((it) => !first.has(it)).map((it) => `<link rel="modulepreload" crossorigin href="/${it}">`);
      const told = document.replace("</head>", `  ${[...letters, ...parts].join("\n    ")}\n  </head>`);
      writeFileSync(join(dir, "pages", `${page}.html`), told);
      if (page === "home") writeFileSync(join(dir, "index.html"), told);
    }
  },
});

// What three pages or more are made of is one file: thirty small ones take a browser far longer than the same in one.
const SHARED = { name: "shared", minShareCount: 3, test: /src[\\/](?:web(?![\\/](?:pages|evidence)[\\/])|views|api|base)[\\/]|@tanstack|d3-/ };

// No asset is inlined as `data:`: the content security policy of the server allows this host alone.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), packed(), documents()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2023",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // What is registered at the root of the site, under a name that stays.
    rolldownOptions: { checks: { bundlerTimings: false }, input: { index: join(import.meta.dirname, "index.html"), frame: join(import.meta.dirname, "shell/worker.ts") }, output: { codeSplitting: { groups: [SHARED] }, entryFileNames: ({ name }) => (name === "frame" ? "[name].js" : "assets/[name]-[hash].js") }, treeshake: { moduleSideEffects: (id) => !isCore(id) } },
  },
  server: { host: "127.0.0.1", proxy: { "/api": process.env["CONCORD_API"] ?? "http://127.0.0.1:4280" } },
});
