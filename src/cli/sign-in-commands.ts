import type { Command } from "commander";
import type { Out } from "./out.ts";

const HOURS = 24;

/** Adds the commands on sign-in. What they do is loaded when one is given: it brings the server. */
export function signInCommands(program: Command, { out, done, positive }: { readonly out: Out; readonly done: (code: number) => void; readonly positive: (value: string) => number }): void {
  const group = program.command("sign-in").description("Look after who may sign in to a server: check its settings, invite a person to enrol a passkey.");
  group.command("check").description("Whether settings and directory can be used, and who may sign in.").argument("<file>", "settings of sign-in: docs/formats/sign-in.md").action(async (file: string) => done((await import("./sign-in.ts")).checkSignIn(file, out)));
  group
    .command("invite")
    .description("Print a link with which a person enrols one passkey.")
    .argument("<file>", "settings of sign-in: docs/formats/sign-in.md")
    .argument("<person>", "id of the person in the directory")
    .option("--hours <hours>", "how long the link is good", positive, HOURS)
    .action(async (file: string, person: string, options: { readonly hours: number }) => done((await import("./sign-in.ts")).inviteToSignIn(file, person, options.hours, out)));
}
