/** Who may import whom, as data. A new line here is a decision: record it in `docs/decisions/`. */
export interface Layer {
  /** Folder under `src/`. */
  readonly folder: string;
  /** Folders it may import, besides itself. */
  readonly may: readonly string[];
  /** npm packages (or their prefixes ending in `/`) it may import. */
  readonly npm: readonly string[];
  /** Whether it may import Node's own modules. */
  readonly node: boolean;
}

const core = (folder: string, may: readonly string[], npm: readonly string[] = []): Layer => ({ folder, may, npm, node: false });
const base = ["base/stdx", "base/maths", "base/quantities", "base/labels"];
const engines = ["engines/assess", "engines/targets", "engines/plan", "engines/sustainment", "engines/history"];

export const LAYERS: readonly Layer[] = [
  core("base/stdx", []),
  core("base/maths", ["base/stdx"]),
  core("base/quantities", ["base/stdx"]),
  core("base/labels", ["base/stdx"]),
  core("ledger", ["base/stdx"]),
  core("duties", ["base/stdx", "base/quantities", "base/labels", "ledger"]),
  core("model", base),
  ...engines.map((folder) => core(folder, [...base, "model"])),
  core("views", [...base, "model", ...engines], ["d3-geo", "topojson-client"]),
  core("exchange", [...base, "ledger", "duties", "model"], ["saxes"]),
  core("app", [...base, "ledger", "duties", "model", ...engines, "views", "exchange"]),
  core("api", [...base, "model", "views"], ["typebox"]),
  { folder: "adapters", may: [...base, "ledger", "duties", "model", ...engines, "exchange", "app"], npm: ["highs", "@noble/curves", "@cedar-policy/cedar-wasm", "@myriaddreamin/typst-ts-node-compiler", "write-excel-file"], node: true },
  {
    folder: "server",
    may: [...base, "ledger", "duties", "model", ...engines, "views", "exchange", "app", "api", "adapters"],
    npm: ["fastify", "@fastify/", "typebox", "openid-client", "@simplewebauthn/"],
    node: true,
  },
  { folder: "cli", may: [...base, "ledger", "duties", "model", ...engines, "views", "exchange", "app", "api", "adapters", "server"], npm: ["commander"], node: true },
  {
    folder: "web",
    may: [...base, "model", ...engines, "views", "api"],
    npm: ["react", "react-dom", "react-aria-components", "@tanstack/", "d3-scale", "d3-shape", "write-excel-file", "@fontsource/", "vite", "@vitejs/"],
    node: false,
  },
];
