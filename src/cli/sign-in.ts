import type { Command } from "commander";
import { passkeyStore, readDirectory, readSignIn, SettingsError, type SignInSettings } from "#server";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { tableText } from "./table.ts";

const HOURS = 24;

/** Settings of sign-in, or a complaint of what is wrong with them. */
export function signInOf(path: string): SignInSettings {
  return complaining(() => readSignIn(path));
}

function complaining<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SettingsError) throw new Complaint(EXIT.unreadable, error.message, error.mend);
    throw error;
  }
}

/** `concord sign-in check FILE`: whether settings and directory can be used, and who may sign in. */
function checkCommand(path: string, out: Out): number {
  const settings = signInOf(path);
  const directory = complaining(() => readDirectory(settings.directory));
  const ways = [...(settings.provider === undefined ? [] : [settings.provider.name]), ...(settings.passkeys === true ? ["passkeys"] : [])];
  out.print(`People sign in at ${settings.origin} with ${ways.join(" and ")}; directory ${directory.version}.`);
  out.print(tableText([{ title: "person" }, { title: "name", flexible: true }, { title: "nation" }, { title: "level", right: true }, { title: "roles", flexible: true }], directory.persons.map((it) => [it.id, it.name, it.nation, String(it.level), it.roles.join(", ")]), out.width));
  return EXIT.ok;
}

/** `concord sign-in invite FILE PERSON`: a link with which that person enrols one passkey. */
function inviteCommand(path: string, id: string, hours: number, out: Out): number {
  const settings = signInOf(path);
  if (settings.passkeys !== true) throw new Complaint(EXIT.usage, `${path} does not offer passkeys.`, 'Add "passkeys": true.');
  const person = complaining(() => readDirectory(settings.directory)).personById(id);
  if (person === undefined) throw new Complaint(EXIT.usage, `${settings.directory} has no person ${id}, or the person is disabled.`, "Enter the person first; `concord sign-in check` lists who is there.");
  const until = Date.now() / 1000 + hours * 3600;
  const code = passkeyStore(settings.state).invite(person.id, until);
  out.print(`${settings.origin}/#enrol=${code}`);
  out.say(`Give this to ${person.name} by a safe way; it enrols one passkey, until ${new Date(until * 1000).toISOString().slice(0, 16)} UTC.`);
  return EXIT.ok;
}

/** Adds the commands on sign-in. */
export function signInCommands(program: Command, { out, done, positive }: { readonly out: Out; readonly done: (code: number) => void; readonly positive: (value: string) => number }): void {
  const group = program.command("sign-in").description("Look after who may sign in to a server: check its settings, invite a person to enrol a passkey.");
  group.command("check").description("Whether settings and directory can be used, and who may sign in.").argument("<file>", "settings of sign-in: docs/formats/sign-in.md").action((file: string) => done(checkCommand(file, out)));
  group
    .command("invite")
    .description("Print a link with which a person enrols one passkey.")
    .argument("<file>", "settings of sign-in: docs/formats/sign-in.md")
    .argument("<person>", "id of the person in the directory")
    .option("--hours <hours>", "how long the link is good", positive, HOURS)
    .action((file: string, person: string, options: { readonly hours: number }) => done(inviteCommand(file, person, options.hours, out)));
}
