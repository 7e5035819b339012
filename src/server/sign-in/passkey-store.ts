import { createHash, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { readShaped } from "./settings.ts";
import { freshSecret } from "./attempts.ts";

const PasskeySchema = Type.Object({ person: Type.String(), id: Type.String(), publicKey: Type.String(), counter: Type.Integer(), transports: Type.Array(Type.String()), addedAt: Type.String() }, { additionalProperties: false });
const EnrolmentSchema = Type.Object({ person: Type.String(), until: Type.Number() }, { additionalProperties: false });

/** A passkey of a person: the public half, which opens nothing. `publicKey` is base64url. */
export type Passkey = Static<typeof PasskeySchema>;

/** Passkeys and one-time codes to enrol them, each a file of its own in the state folder, written whole or not at all. */
export interface PasskeyStore {
  readonly byId: (id: string) => Passkey | undefined;
  readonly of: (person: string) => readonly Passkey[];
  readonly put: (passkey: Passkey) => void;
  readonly remove: (id: string) => boolean;
  /** Makes a code with which one passkey can be enrolled for a person until a time (s since 1970). Only its digest is kept. */
  readonly invite: (person: string, until: number) => string;
  /** Whom a code is for, if it is still good at a time. `isUsed` uses it up. */
  readonly invited: (code: string, now: number, isUsed: boolean) => string | undefined;
}

const digest = (it: string): string => createHash("sha256").update(it).digest("hex");

/** The store in a folder, which is made where it is not there. */
export function passkeyStore(folder: string): PasskeyStore {
  const [keys, codes] = [join(folder, "passkeys"), join(folder, "invitations")];
  for (const it of [keys, codes]) mkdirSync(it, { recursive: true, mode: 0o700 });
  const fileOf = (of: string, name: string): string => join(of, `${digest(name)}.json`);
  const passkeys = (): readonly Passkey[] => readdirSync(keys).filter((it) => it.endsWith(".json")).map((it) => readShaped(join(keys, it), PasskeySchema));
  const remove = (path: string): boolean => {
    try {
      unlinkSync(path);
      return true;
    } catch {
      return false;
    }
  };
  return {
    byId: (id) => passkeys().find((it) => it.id === id),
    of: (person) => passkeys().filter((it) => it.person === person),
    put: (passkey) => writeWhole(fileOf(keys, passkey.id), passkey),
    remove: (id) => remove(fileOf(keys, id)),
    invite: (person, until) => {
      const code = freshSecret();
      writeWhole(fileOf(codes, code), { person, until });
      return code;
    },
    invited: (code, now, isUsed) => {
      const path = fileOf(codes, code);
      let found: Static<typeof EnrolmentSchema>;
      try {
        found = readShaped(path, EnrolmentSchema);
      } catch {
        return undefined;
      }
      if (found.until < now) return undefined;
      // Two at once: the one who takes the file away has used the code.
      return !isUsed || remove(path) ? found.person : undefined;
    },
  };
}

/** Writes a file whole or not at all, readable by this user alone. */
function writeWhole(path: string, value: object): void {
  const fresh = `${path}.${randomUUID()}`;
  const file = openSync(fresh, "wx", 0o600);
  try {
    writeSync(file, JSON.stringify(value));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}
