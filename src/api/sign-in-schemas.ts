import { type TProperties, Type } from "typebox";

const Optional = Type.Optional;
const strict = { additionalProperties: false };
const text = Type.String();
const number = Type.Number();
const given = Type.String({ maxLength: 4096 });
const body = <P extends TProperties>(properties: P) => Type.Object(properties, strict);
const Credential = Type.Object({ id: text, type: text, transports: Optional(Type.Array(text)) });

/** A passkey as the browser answers with it (WebAuthn level 3, in JSON). */
const answered = <P extends TProperties>(response: P) =>
  body({ id: given, rawId: given, type: Type.Literal("public-key"), authenticatorAttachment: Optional(given), clientExtensionResults: Type.Object({}), response: body(response) });
export const PasskeyAnswer = body({ answer: answered({ clientDataJSON: given, authenticatorData: given, signature: given, userHandle: Optional(given) }) });
export const EnrolAnswer = body({
  answer: answered({ clientDataJSON: given, attestationObject: Type.String({ maxLength: 32_768 }), authenticatorData: Optional(given), publicKey: Optional(given), publicKeyAlgorithm: Optional(number), transports: Optional(Type.Array(given, { maxItems: 10 })) }),
});
export const EnrolAsk = body({ code: Optional(Type.String({ maxLength: 100, description: "The invitation. Absent: whoever is signed in." })) });
export const Nothing = body({});
export const SessionName = body({ session: Type.String({ maxLength: 64 }) });
export const PasskeyName = body({ passkey: given });
export const CallbackQuery = Type.Object({ code: Optional(given), state: Optional(given), iss: Optional(given), session_state: Optional(given), error: Optional(given), error_description: Optional(given), error_uri: Optional(given), scope: Optional(given) }, strict);

export const PasskeyOptions = Type.Object({ challenge: text, timeout: Optional(number), rpId: Optional(text), allowCredentials: Optional(Type.Array(Credential)), userVerification: Optional(text) });
export const EnrolOptions = Type.Object({
  rp: Type.Object({ name: text, id: Optional(text) }),
  user: Type.Object({ id: text, name: text, displayName: text }),
  challenge: text,
  pubKeyCredParams: Type.Array(Type.Object({ alg: number, type: text })),
  timeout: Optional(number),
  excludeCredentials: Optional(Type.Array(Credential)),
  authenticatorSelection: Optional(Type.Object({ residentKey: Optional(text), requireResidentKey: Optional(Type.Boolean()), userVerification: Optional(text), authenticatorAttachment: Optional(text) })),
  attestation: Optional(text),
});

export const Done = Type.Object({ done: Type.Boolean() });
export const Sessions = Type.Object({ sessions: Type.Array(Type.Object({ session: text, person: text, method: text, assurance: number, startedAt: text, seenAt: text, isThis: Type.Boolean() })) });
export const Passkeys = Type.Object({ passkeys: Type.Array(Type.Object({ passkey: text, addedAt: text })) });
/** Elsewhere is in the header `location`. */
export const Elsewhere = Type.Object({}, strict);
/** Who is signed in. */
export const SignedIn = Type.Object({ id: text, name: text, nation: text, level: number, clearedTo: number, groups: Type.Array(text), roles: Type.Array(text), method: text, assurance: number, endsAt: text });
