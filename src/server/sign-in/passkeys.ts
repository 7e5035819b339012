import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Passkey, PasskeyStore } from "./passkey-store.ts";

/** Passkeys for one server: challenges, and what answers them. */
export interface Passkeys {
  readonly signInOptions: () => Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** Whose passkey answered the challenge, or nothing where it does not hold. */
  readonly signIn: (answer: AuthenticationResponseJSON, challenge: string) => Promise<string | undefined>;
  readonly enrolOptions: (person: { readonly id: string; readonly name: string }) => Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** Keeps a new passkey of a person; false where the answer does not hold. */
  readonly enrol: (person: string, answer: RegistrationResponseJSON, challenge: string, at: string) => Promise<boolean>;
}

// Loaded when somebody signs in: a server without sign-in starts without it.
const webauthn = () => import("@simplewebauthn/server");

// EdDSA, ES256, RS256: what authenticators have today.
const ALGORITHMS = [-8, -7, -257] as const;

/** Passkeys of an origin. The person proves to the device who they are (user verification), and the device names them. */
export function passkeys(origin: string, store: PasskeyStore): Passkeys {
  const rpID = new URL(origin).hostname;
  const expected = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true } as const;
  return {
    signInOptions: async () => (await webauthn()).generateAuthenticationOptions({ rpID, userVerification: "required" }),
    signIn: async (response, expectedChallenge) => {
      const known = store.byId(response.id);
      if (known === undefined) return undefined;
      try {
        const { verified, authenticationInfo } = await (await webauthn()).verifyAuthenticationResponse({ ...expected, response, expectedChallenge, credential: { id: known.id, publicKey: new Uint8Array(Buffer.from(known.publicKey, "base64url")), counter: known.counter } });
        if (!verified) return undefined;
        // A counter that goes back is the mark of a copied authenticator: the library refuses it, so the last one is kept.
        if (authenticationInfo.newCounter !== known.counter) store.put({ ...known, counter: authenticationInfo.newCounter });
        return known.person;
      } catch {
        return undefined;
      }
    },
    enrolOptions: async ({ id, name }) =>
      (await webauthn()).generateRegistrationOptions({
        rpName: "Concord",
        rpID,
        userName: id,
        userDisplayName: name,
        userID: new TextEncoder().encode(id),
        supportedAlgorithmIDs: [...ALGORITHMS],
        attestationType: "none",
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: store.of(id).map((it) => ({ id: it.id, transports: it.transports })),
      }),
    enrol: async (person, response, expectedChallenge, addedAt) => {
      try {
        const { verified, registrationInfo } = await (await webauthn()).verifyRegistrationResponse({ ...expected, response, expectedChallenge, supportedAlgorithmIDs: [...ALGORITHMS] });
        if (!verified || store.byId(registrationInfo.credential.id) !== undefined) return false;
        const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
        const passkey: Passkey = { person, id, publicKey: Buffer.from(publicKey).toString("base64url"), counter, transports: [...transports], addedAt };
        store.put(passkey);
        return true;
      } catch {
        return false;
      }
    },
  };
}
