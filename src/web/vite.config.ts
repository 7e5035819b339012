import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// No asset is inlined as `data:`: the content security policy of the server allows this host alone.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2023",
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", proxy: { "/api": process.env["CONCORD_API"] ?? "http://127.0.0.1:4280" } },
});
