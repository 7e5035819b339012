import { statSync } from "node:fs";
import { Type } from "typebox";
import type { Person } from "#app";
import { heldFrom } from "#labels";
import { readShaped, SettingsError } from "./settings.ts";

const text = Type.String({ minLength: 1, maxLength: 200 });
const texts = Type.Optional(Type.Array(text, { maxItems: 100 }));
const strict = { additionalProperties: false };

/** Who may sign in, and as what: described in docs/formats/sign-in.md. */
const DirectorySchema = Type.Object(
  {
    version: text,
    persons: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: "^[a-z0-9][a-z0-9._-]{0,63}$" }),
          name: text,
          nation: Type.Optional(Type.String({ maxLength: 12 })),
          level: Type.Integer({ minimum: 0, maximum: 99 }),
          groups: texts,
          holds: Type.Optional(Type.String({ maxLength: 400 })),
          roles: texts,
          identities: Type.Optional(Type.Array(Type.Object({ issuer: text, subject: text }, strict))),
          disabled: Type.Optional(Type.Boolean()),
        },
        strict,
      ),
    ),
  },
  strict,
);

/** The directory as it stands in its file now. */
export interface Directory {
  readonly version: string;
  /** Whoever may sign in, in the order of the file. */
  readonly persons: readonly Person[];
  /** Whoever is disabled is not there. */
  readonly personById: (id: string) => Person | undefined;
  readonly personByIdentity: (issuer: string, subject: string) => Person | undefined;
}

/** Reads a directory. @throws SettingsError where it is unreadable, or says two things of one person. */
export function readDirectory(path: string): Directory {
  const { version, persons } = readShaped(path, DirectorySchema);
  const byId = new Map<string, Person>();
  const byIdentity = new Map<string, Person>();
  const known = new Set<string>();
  for (const { id, name, nation = "", level, groups = [], holds = "", roles = [], identities = [], disabled } of persons) {
    const held = heldFrom(holds);
    if (held === undefined) throw new SettingsError(`${path}: what ${id} holds is not written as values of tag sets.`, "Write Tag set=VALUE; Tag set=VALUE.");
    if (known.has(id)) throw new SettingsError(`${path}: the id ${id} stands twice.`, "Give each person an id of their own.");
    known.add(id);
    const person: Person = { id, name, nation, level, groups, holds: held, roles };
    for (const { issuer, subject } of identities) {
      const key = JSON.stringify([issuer, subject]);
      if (known.has(key)) throw new SettingsError(`${path}: an identity of ${id} is another person's, too.`, "An identity belongs to one person.");
      known.add(key);
      if (disabled !== true) byIdentity.set(key, person);
    }
    if (disabled !== true) byId.set(id, person);
  }
  return { version, persons: [...byId.values()], personById: (id) => byId.get(id), personByIdentity: (issuer, subject) => byIdentity.get(JSON.stringify([issuer, subject])) };
}

/** Gives the directory as its file stands now: a change takes effect at the next request. @throws SettingsError while it is unreadable: then nobody is let in. */
export function directoryFile(path: string): () => Directory {
  let read: { readonly stamp: string; readonly directory: Directory } | undefined;
  return () => {
    let stamp: string;
    try {
      const { mtimeNs, size, ino } = statSync(path, { bigint: true });
      stamp = `${mtimeNs} ${size} ${ino}`;
    } catch {
      throw new SettingsError(`${path} cannot be read.`, "Put the directory back; nobody can sign in without it.");
    }
    if (read?.stamp !== stamp) {
      read = undefined;
      read = { stamp, directory: readDirectory(path) };
    }
    return read.directory;
  };
}
