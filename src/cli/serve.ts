import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DataSource } from "#app";
import { serve } from "#server";
import { Complaint, EXIT } from "./exit-codes.ts";
import { dutyRules, ledgerFolders, servedLedgers } from "./ledger/served.ts";
import { assessSource, choicesOf, type RunOptions, sourceOf, sourceOfLedgers } from "./load.ts";
import type { Out } from "./out.ts";
import { readerOf } from "./reader.ts";
import { signInOf } from "./sign-in.ts";

/** What a folder of tables or ledgers looks like from outside: names, sizes and times of its files and of those one folder below. */
const stampOf = (folder: string): string =>
  globSync(["*", "*/*"], { cwd: folder })
    .toSorted()
    .map((it) => {
      const { size, mtimeMs } = statSync(join(folder, it));
      return `${it} ${size} ${mtimeMs}`;
    })
    .join("\n");

/** The data as another program left them. @throws Complaint where they cannot be shown */
async function readAnew(folder: string, options: Options, ofLedgers: (() => DataSource) | undefined): Promise<DataSource> {
  const source = ofLedgers?.() ?? (await sourceOf(folder));
  assessSource(folder, source, options);
  return source;
}

interface Options extends RunOptions {
  readonly port: string;
  /** Write a line of JSON a request to standard output. */
  readonly log?: boolean;
  /** Settings of sign-in. */
  readonly signIn?: string;
}

/** `concord serve DIR`: serves the web application on loopback until stopped. */
export async function serveCommand(folder: string, options: Options, out: Out): Promise<number> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Complaint(EXIT.usage, `"${options.port}" is no port.`, "Give a number from 0 to 65535.");
  if (options.signIn !== undefined && options.as !== undefined) throw new Complaint(EXIT.usage, "--as shows one reader to all, --sign-in each their own.", "Leave one of them out.");
  const signIn = options.signIn === undefined ? undefined : signInOf(options.signIn);
  const told = new URL(signIn?.origin ?? "https://localhost");
  if (told.protocol === "http:" && told.port !== String(port)) throw new Complaint(EXIT.usage, `People are told to open ${told.origin}, and the server would listen on port ${port}.`, `Give --port ${told.port === "" ? 80 : told.port}, or another origin in ${options.signIn}.`);
  // Ledgers are opened once and stay open; a state of before is read and closed.
  const folders = options.at === undefined ? ledgerFolders(folder) : [];
  const ledgers = folders.length === 0 ? undefined : { ledgers: servedLedgers(folders, sourceOfLedgers), rules: await dutyRules() };
  const source = ledgers?.ledgers.source() ?? (await sourceOf(folder, options.at === undefined ? {} : { at: options.at }));
  const results = assessSource(folder, source, options);
  const server = await serve({
    source,
    choices: choicesOf(options),
    ...(signIn !== undefined && { signIn }),
    ...(ledgers !== undefined && { ledgers }),
    ...(options.as === undefined ? { owner: results } : { viewer: { kind: "reader", reader: readerOf(options.as) } as const }),
    port,
    ...(options.at === undefined && { follow: { stamp: () => stampOf(folder), read: async () => readAnew(folder, options, ledgers?.ledgers.source) } }),
    isAwaited: true,
    // Whoever lets others in keeps a record of it.
    ...((options.log === true || signIn !== undefined) && { log: process.stdout }),
    onProgress: out.progress,
    onDone: out.progressDone,
  }).catch((problem: unknown) => {
    if (!(problem instanceof Error && "code" in problem && problem.code === "EADDRINUSE")) throw problem;
    throw new Complaint(EXIT.unreadable, `Port ${port} of this machine is taken by another program.`, signIn === undefined ? "End that program, or give another --port." : `End that program, or give another --port, and the same in the origin in ${options.signIn}.`);
  });
  out.say(`Concord shows ${results.alliance.settings.title} at ${signIn?.origin ?? server.address}\nCtrl-C ends it.`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return EXIT.ok;
}
