import type { Configuration } from "openid-client";
import type { Assurance } from "#app";
import type { SignInSettings } from "./settings.ts";

/** What is kept of a sign-in that was sent to the provider. */
export interface ProviderAttempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Who the provider says has signed in. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly assurance: Assurance;
}

/** Sign-in with a provider of OpenID Connect: authorisation code with PKCE, state and nonce. */
export interface Provider {
  /** Where to send the browser, and what to keep. @throws where the provider cannot be reached. */
  readonly begin: () => Promise<{ readonly to: string; readonly attempt: ProviderAttempt }>;
  /** Who came back. @throws where anything does not fit what was sent out. */
  readonly finish: (address: URL, attempt: ProviderAttempt) => Promise<ProviderIdentity>;
}

export const CALLBACK = "/sign-in/callback";

/** A provider that is looked up when the first person signs in. */
export function provider({ origin, provider: it, clientSecret }: SignInSettings & { readonly provider: NonNullable<SignInSettings["provider"]> }): Provider {
  const issuer = new URL(it.issuer);
  const isLoopback = issuer.hostname === "localhost" || issuer.hostname === "127.0.0.1";
  let found: Promise<Configuration> | undefined;
  const configuration = async (): Promise<Configuration> => {
    const client = await openid();
    // The signature of the token is checked, though it comes by a channel of its own. Plain HTTP is for a provider on this machine alone.
    const asked = (found ??= client.discovery(issuer, it.clientId, undefined, clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret), { timeout: TIMEOUT_SECONDS, execute: [client.enableNonRepudiationChecks, ...(isLoopback ? [client.allowInsecureRequests] : [])] }));
    asked.catch(() => { found = undefined; });
    return asked;
  };
  return {
    begin: async () => {
      const [client, config] = [await openid(), await configuration()];
      const attempt: ProviderAttempt = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce() };
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: `${origin}${CALLBACK}`,
        scope: it.scope ?? "openid",
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
        state: attempt.state,
        nonce: attempt.nonce,
      });
      return { to: to.href, attempt };
    },
    finish: async (address, { verifier, state, nonce }) => {
      const client = await openid();
      const tokens = await client.authorizationCodeGrant(await configuration(), address, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("no claims");
      return { issuer: claims.iss, subject: claims.sub, assurance: (typeof claims["acr"] === "string" ? it.assurance?.[claims["acr"]] : undefined) ?? 1 };
    },
  };
}

const TIMEOUT_SECONDS = 10;

// Loaded when somebody signs in: a server without sign-in starts without it.
const openid = () => import("openid-client");
