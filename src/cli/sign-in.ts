import { passkeyStore, readDirectory, readSignIn, SettingsError, type SignInSettings } from "#server";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { tableText } from "./table.ts";

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
export function checkSignIn(path: string, out: Out): number {
  const settings = signInOf(path);
  const directory = complaining(() => readDirectory(settings.directory));
  const ways = [...(settings.provider === undefined ? [] : [settings.provider.name]), ...(settings.passkeys === true ? ["passkeys"] : [])];
  out.print(`People sign in at ${settings.origin} with ${ways.join(" and ")}; directory ${directory.version}.`);
  out.print(tableText([{ title: "person" }, { title: "name", flexible: true }, { title: "nation" }, { title: "level", right: true }, { title: "roles", flexible: true }], directory.persons.map((it) => [it.id, it.name, it.nation, String(it.level), it.roles.join(", ")]), out.width));
  return EXIT.ok;
}

/** `concord sign-in invite FILE PERSON`: a link with which that person enrols one passkey. */
export function inviteToSignIn(path: string, id: string, hours: number, out: Out): number {
  const settings = signInOf(path);
  if (settings.passkeys !== true) throw new Complaint(EXIT.usage, `${path} does not offer passkeys.`, 'Add "passkeys": true.');
  const person = complaining(() => readDirectory(settings.directory)).personById(id);
  if (person === undefined) throw new Complaint(EXIT.usage, `${settings.directory} has no person ${id}, or the person is disabled.`, "Enter the person first; `node bin/concord.mjs sign-in check` lists who is there.");
  const until = Date.now() / 1000 + hours * 3600;
  const code = passkeyStore(settings.state).invite(person.id, until);
  out.print(`${settings.origin}/#enrol=${code}`);
  out.say(`Give this to ${person.name} by a safe way; it enrols one passkey, until ${new Date(until * 1000).toISOString().slice(0, 16)} UTC.`);
  return EXIT.ok;
}
