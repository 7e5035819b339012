/** Every route of the HTTP API. What may stand in query and reply is in `#api/contract`, which the page does not load. */
export const ROUTES = {
  home: { method: "GET", path: "/api/home", summary: "The first page; headline, timeline and actions are absent while the plan is computed." },
  heat: { method: "GET", path: "/api/heat", summary: "The table nation × capability for one measure and year." },
  why: { method: "GET", path: "/api/why", summary: "Why a figure is what it is, down to the documents." },
  records: { method: "GET", path: "/api/records", summary: "The records of one kind that the reader sees, as they stand in their file." },
  progress: { method: "GET", path: "/api/progress", summary: "Where the plan stands, as server-sent events; ends when it is done." },
  plan: { method: "GET", path: "/api/plan", summary: "The plan as `concord plan --json` prints it; 409 while it is computed." },
  reader: { method: "GET", path: "/api/reader", summary: "Who is looking, and whom one may look as where there is no sign-in." },
  evidence: { method: "GET", path: "/api/evidence", summary: "What the record since 1914 says of alliances: the shipped run of the study." },
  map: { method: "GET", path: "/api/map", summary: "The map, as topojson." },
  health: { method: "GET", path: "/api/health", summary: "Whether the server runs." },
  ready: { method: "GET", path: "/api/ready", summary: "Whether the server takes on requests; 503 once it is stopping." },
  description: { method: "GET", path: "/api/openapi.json", summary: "This description, as OpenAPI 3.1." },
  signInProvider: { method: "GET", path: "/sign-in/provider", summary: "Sends the browser to the provider to sign in." },
  signInCallback: { method: "GET", path: "/sign-in/callback", summary: "Where the provider sends the browser back to; starts a session." },
  passkeyOptions: { method: "POST", path: "/api/sign-in/passkey/options", summary: "A challenge to sign in with a passkey." },
  passkeySignIn: { method: "POST", path: "/api/sign-in/passkey", summary: "Signs in with a passkey; starts a session." },
  enrolOptions: { method: "POST", path: "/api/passkeys/options", summary: "A challenge to enrol a passkey, for an invitation or whoever is signed in." },
  enrol: { method: "POST", path: "/api/passkeys", summary: "Enrols a passkey." },
  passkeys: { method: "GET", path: "/api/passkeys", summary: "One's own passkeys." },
  passkeyRemove: { method: "POST", path: "/api/passkeys/remove", summary: "Removes one of one's own passkeys." },
  signOut: { method: "POST", path: "/api/session/end", summary: "Ends the session." },
  sessions: { method: "GET", path: "/api/sessions", summary: "One's own sessions; a security officer's list has all." },
  sessionRevoke: { method: "POST", path: "/api/sessions/revoke", summary: "Ends one of one's own sessions; a security officer ends any." },
} as const;

export type RouteName = keyof typeof ROUTES;
