import { ROUTES } from "#api";
import { send } from "../fetch/server.ts";

/** The browser was closed, refused, or knows no passkey of this server. */
export class NothingSignedError extends Error {}

/** Signs in with a passkey of this browser. @throws NothingSignedError, ServerProblem */
export async function signInWithPasskey(): Promise<void> {
  const options = await send<PublicKeyCredentialRequestOptionsJSON>(ROUTES.passkeyOptions.path, {});
  const answer = await answerOf(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  await send(ROUTES.passkeySignIn.path, { answer });
}

/** Enrols a passkey of this browser, for an invitation or whoever is signed in. @throws NothingSignedError, ServerProblem */
export async function enrolPasskey(code?: string): Promise<void> {
  const options = await send<PublicKeyCredentialCreationOptionsJSON>(ROUTES.enrolOptions.path, code === undefined ? {} : { code });
  const answer = await answerOf(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
  await send(ROUTES.enrol.path, { answer });
}

async function answerOf(ask: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (cause) {
    throw new NothingSignedError("nothing was signed", { cause });
  }
  throw new NothingSignedError("nothing was signed");
}
