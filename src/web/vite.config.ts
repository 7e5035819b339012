import { readFileSync, writeFileSync } from "node:fs";
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

// No asset is inlined as `data:`: the content security policy of the server allows this host alone.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), packed()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2023",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // What is registered at the root of the site, under a name that stays.
    rolldownOptions: { checks: { bundlerTimings: false }, input: { index: join(import.meta.dirname, "index.html"), frame: join(import.meta.dirname, "shell/worker.ts") }, output: { entryFileNames: ({ name }) => (name === "frame" ? "[name].js" : "assets/[name]-[hash].js") }, treeshake: { moduleSideEffects: (id) => !isCore(id) } },
  },
  server: { host: "127.0.0.1", proxy: { "/api": process.env["CONCORD_API"] ?? "http://127.0.0.1:4280" } },
});
