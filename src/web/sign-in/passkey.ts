import type { BodyOf } from "#api";
import { send } from "../fetch/server.ts";

/** The browser was closed, refused, or knows no passkey of this server. */
export class NothingSignedError extends Error {}

/** Signs in with a passkey of this browser. @throws NothingSignedError, ServerProblem */
export async function signInWithPasskey(): Promise<void> {
  const options = await send("passkeyOptions", {}, {});
  const answer = await answerOf<BodyOf<"passkeySignIn">["answer"]>(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) }));
  await send("passkeySignIn", {}, { answer });
}

/** Enrols a passkey of this browser, for an invitation or whoever is signed in. @throws NothingSignedError, ServerProblem */
export async function enrolPasskey(code?: string): Promise<void> {
  const options = await send("enrolOptions", {}, code === undefined ? {} : { code });
  const answer = await answerOf<BodyOf<"enrol">["answer"]>(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) }));
  await send("enrol", {}, { answer });
}

/** What the browser answers, as it writes it in JSON: the server reads it by its schema. */
async function answerOf<Answer>(ask: () => Promise<Credential | null>): Promise<Answer> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential.toJSON() as Answer;
  } catch (cause) {
    throw new NothingSignedError("nothing was signed", { cause });
  }
  throw new NothingSignedError("nothing was signed");
}
