/** `npm start`: builds the page when its sources changed, then serves the shipped data set, or the folder that is named, on loopback and opens it. `npm start -- FOLDER --port N --no-open` */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./files.ts";

const newest = (folder: string): number =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .reduce((latest, it) => Math.max(latest, statSync(join(it.parentPath, it.name)).mtimeMs), 0);

const built = join(ROOT, "dist", "web", "index.html");
const sources = Math.max(...["src/web", "src/views", "src/api", "src/model", "src/engines", "src/base"].map(newest));
if (!existsSync(built) || statSync(built).mtimeMs < sources) {
  process.stderr.write("Building the page …\n");
  const build = spawnSync(process.execPath, [join("node_modules", "vite", "bin", "vite.js"), "build", "src/web", "--logLevel", "warn"], { cwd: ROOT, stdio: "inherit" });
  if (build.status !== 0) process.exit(build.status ?? 1);
}

// Nobody waits longer for the port to be free again.
const PARENT_LOOKED_AT_MS = 500;

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: "string", default: process.env["PORT"] ?? "4120" }, "no-open": { type: "boolean", default: false } } });
const folder = positionals[0] ?? join(ROOT, "data", "nato-open");
const server = spawn(process.execPath, [join(ROOT, "bin", "concord.mjs"), "serve", folder, "--port", options.port], { stdio: ["ignore", "inherit", "pipe"] });
let opened = options["no-open"] || process.env["CI"] !== undefined;
server.stderr.on("data", (chunk: Buffer) => {
  process.stderr.write(chunk);
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0];
  if (address === undefined || opened) return;
  opened = true;
  const desktop = process.platform === "darwin" || process.platform === "win32" || process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
  if (!desktop) return;
  const [command, ...args] = process.platform === "darwin" ? ["open", address] : process.platform === "win32" ? ["cmd", "/c", "start", address] : ["xdg-open", address];
  if (command !== undefined) spawn(command, args, { stdio: "ignore", detached: true }).on("error", () => undefined);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
// A shell between npm and this program may end at a signal without passing it on: whoever stopped npm meant the server too.
if (process.env["npm_lifecycle_event"] === "start") {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || server.kill("SIGTERM"), PARENT_LOOKED_AT_MS).unref();
}
server.on("exit", (code) => process.exit(code ?? 0));
