import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The core has no effect at import, so that of `#views` and `#api` only what the page uses is carried to the browser.
const isCore = (id: string): boolean => /[\\/]src[\\/](base|model|engines|views|api)[\\/]/.test(id);

// No asset is inlined as `data:`: the content security policy of the server allows this host alone.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2023",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !isCore(id) } },
  },
  server: { host: "127.0.0.1", proxy: { "/api": process.env["CONCORD_API"] ?? "http://127.0.0.1:4280" } },
});
