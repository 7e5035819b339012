import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { type TSchema, type Static, Type } from "typebox";
import { strictText } from "#adapters/files";
import Value from "typebox/value";

const text = Type.String({ minLength: 1, maxLength: 400 });
const strict = { additionalProperties: false };
const AssuranceSchema = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]);

/** How people sign in: the file given with `--sign-in`, described in docs/formats/sign-in.md. */
export const SignInSchema = Type.Object(
  {
    origin: Type.String({ pattern: "^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$" }),
    directory: text,
    state: text,
    provider: Type.Optional(
      Type.Object({ name: text, issuer: text, clientId: text, clientSecretFile: Type.Optional(text), scope: Type.Optional(text), assurance: Type.Optional(Type.Record(Type.String(), AssuranceSchema)) }, strict),
    ),
    passkeys: Type.Optional(Type.Boolean()),
    levels: Type.Optional(Type.Array(Type.Object({ level: Type.Integer({ minimum: 0, maximum: 99 }), assurance: AssuranceSchema }, strict))),
    sessions: Type.Optional(Type.Object({ idleMinutes: Type.Optional(Type.Number({ minimum: 1, maximum: 1440 })), absoluteHours: Type.Optional(Type.Number({ minimum: 0.05, maximum: 168 })) }, strict)),
  },
  strict,
);

export type SignInSettings = Omit<Static<typeof SignInSchema>, "directory" | "state"> & { readonly directory: string; readonly state: string; readonly clientSecret?: string };

/** A session ends after so long without a request, and after so long in any case, unless the settings say otherwise. */
export const SESSION_DEFAULTS = { idleMinutes: 30, absoluteHours: 12 } as const;

/** Sessions that a person holds at once. */
export const SESSIONS_MOST = 10;

/** Minutes after signing in in which passkeys are added and removed: later one signs in again first. */
export const FRESH_MINUTES = 10;

/** A file of settings that cannot be used: which, where in it, and how to mend it. */
export class SettingsError extends Error {
  readonly mend: string;
  constructor(message: string, mend: string) {
    super(message);
    this.name = "SettingsError";
    this.mend = mend;
  }
}

/** Text of a file, of which nothing is replaced. @throws SettingsError where it is none */
function textIn(path: string): string {
  const text = strictText(readFileSync(path));
  if (typeof text === "string") return text;
  throw new SettingsError(`${path}${text.line === undefined ? "" : `:${text.line}: The file`} ${text.message}`, text.mend);
}

/** Reads a file of JSON that must have a shape. @throws SettingsError */
export function readShaped<S extends TSchema>(path: string, schema: S): Static<S> {
  let value: unknown;
  try {
    value = JSON.parse(textIn(path));
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    const isMissing = cause instanceof Error && "code" in cause;
    throw new SettingsError(`${path} cannot be read${isMissing ? "" : " as JSON"}.`, isMissing ? "Check the path and that this user may read it." : "Mend its JSON; docs/formats/sign-in.md has an example.");
  }
  if (Value.Check(schema, value)) return value;
  // The last fault is of the innermost schema: the one a person can mend.
  const fault = Value.Errors(schema, value)[0];
  throw new SettingsError(`${path}: ${fault?.instancePath === "" ? "the whole" : fault?.instancePath} ${fault?.keyword === "boolean" ? "is no field that is known" : (fault?.message ?? "is wrong")}.`, "docs/formats/sign-in.md says what stands there.");
}

/** Reads the settings of sign-in. Paths in it are taken from where it lies. @throws SettingsError */
export function readSignIn(path: string): SignInSettings {
  const read = readShaped(path, SignInSchema);
  const at = (it: string): string => (isAbsolute(it) ? it : join(dirname(path), it));
  const { hostname, protocol } = new URL(read.origin);
  const isLoopback = hostname === "localhost" || hostname === "127.0.0.1";
  if (protocol === "http:" && !isLoopback) throw new SettingsError(`${path}: /origin speaks plain HTTP, and is not on this machine.`, "Put TLS in front of the server and write https: docs/guide/operator.md.");
  if (read.provider === undefined && read.passkeys !== true) throw new SettingsError(`${path} offers no way to sign in.`, 'Add "provider", or "passkeys": true.');
  if (read.passkeys === true && hostname === "127.0.0.1") throw new SettingsError(`${path}: /origin is an address without a name, to which no passkey can belong.`, "Write localhost, or the name of the server.");
  const secretFile = read.provider?.clientSecretFile;
  let clientSecret: string | undefined;
  if (secretFile !== undefined) {
    try {
      clientSecret = textIn(at(secretFile)).trim();
    } catch (cause) {
      if (cause instanceof SettingsError) throw cause;
      throw new SettingsError(`${at(secretFile)} cannot be read.`, "Write the client's secret there, readable by this user alone.");
    }
  }
  return { ...read, directory: at(read.directory), state: at(read.state), ...(clientSecret !== undefined && { clientSecret }) };
}
