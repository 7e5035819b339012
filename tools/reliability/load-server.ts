/** The server under load, as users run it, with so many persons signed in: `node load-server.ts LEDGER STATE PORT PERSONS CLEARANCES`. Says one line of JSON once it answers. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildServer, signInDesk, viewDesk } from "#server";
import { dutyRules, servedLedgers } from "../../src/cli/ledger/served.ts";
import { sourceOfLedgers } from "../../src/cli/load.ts";
import { loadWorld } from "./load-world.ts";

const [folder = "", state = "", port = "", persons = "", clearances = ""] = process.argv.slice(2);
const { nations } = await loadWorld();
/** As many different clearances: each nation at level 1, then again at level 2. */
const clearanceOf = (at: number): { readonly nation: string; readonly level: number } => ({ nation: nations[(at % Number(clearances)) % nations.length]!, level: 1 + Math.floor((at % Number(clearances)) / nations.length) });
const directory = Array.from({ length: Number(persons) }, (_, at) => ({ id: `p${at}`, name: `Person ${at}`, ...clearanceOf(at) }));
writeFileSync(join(state, "directory.json"), JSON.stringify({ version: "1", persons: directory }));

const origin = `http://localhost:${port}`;
const settings = { origin, directory: join(state, "directory.json"), state, passkeys: true };
const people = signInDesk(settings, () => Date.now() / 1000);
const secrets = directory.map(({ id }) => people.sessions.start({ person: id, method: "passkey", assurance: 3 }).secret);
// From here on the time counts: a ledger is opened, folded, and seen by its first reader.
const [began, cpu] = [performance.now(), process.cpuUsage()];
// Plans are made in threads of their own, one after the other; none is made here.
const ledgers = { ledgers: servedLedgers([folder], sourceOfLedgers), rules: await dutyRules() };
const desk = viewDesk({ source: ledgers.ledgers.source(), choices: {}, planner: { plan: () => undefined }, most: Number(clearances) });
const server = await buildServer({ gate: people.gate, desk, ledgers, signIn: { settings, desk: people }, site: { kind: "origin", origin }, page: import.meta.dirname });
await server.listen({ host: "127.0.0.1", port: Number(port) });
const first = await fetch(`${origin}/api/home`, { headers: { cookie: `concord=${secrets[0]}` } });
if (first.status !== 200) throw new Error(`the first reader is answered ${first.status}: ${await first.text()}`);
await first.text();
const used = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ secrets, coldSeconds: (performance.now() - began) / 1000, coldProcessorSeconds: (used.user + used.system) / 1e6 })}\n`);
process.on("SIGTERM", () => void server.close().then(() => process.exit(0)));
// Whoever measures asks how much memory is in use.
process.stdin.on("data", () => {
  // As where memory is short: what V8 keeps of code that is not run, and of shapes of objects that are gone, is not in use.
  (globalThis as { readonly gc?: (how: { readonly type: "major"; readonly execution: "sync"; readonly flavor: "last-resort" }) => void }).gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
  process.stdout.write(`${JSON.stringify(process.memoryUsage())}\n`);
});
