/**
 * The server: a door that sends views over HTTP. Every answer is computed for one reader, from what that reader may see.
 * Absent here: engines, argv; any figure that is shared between two readers.
 */
export { buildServer, type ServerAsk } from "./build.ts";
export { type Admission, fixedGate, type Gate, viewAsGate } from "./gate.ts";
export { depthOf, readJsonBodies } from "./json-body.ts";
export { SERVER_LIMITS, type ServerLimits } from "./limits.ts";
export type { DutyRules, PersonKey, ServedLedgers } from "./ledger/served-ledgers.ts";
export { type Planner, planner } from "./planner.ts";
export { serve, type ServeAsk, type Served } from "./serve.ts";
export { signInDesk } from "./sign-in/desk.ts";
export { readDirectory } from "./sign-in/directory.ts";
export { provider } from "./sign-in/provider.ts";
export { passkeyStore } from "./sign-in/passkey-store.ts";
export { FRESH_MINUTES, readSignIn, SESSION_DEFAULTS, SESSIONS_MOST, SettingsError, type SignInSettings } from "./sign-in/settings.ts";
export { makeView, type View } from "./view.ts";
export { type PlanServices } from "./plan-routes.ts";
export { type Extent, studyDesk, type StudyDesk, type StudyState } from "./study-desk.ts";
export { serveWitness, type WitnessServer, type WitnessServerAsk } from "./witness-server.ts";
export { type AheadTold, type OpenPlan, whatIfDesk, type WhatIfDesk, type WhatIfState } from "./what-if-desk.ts";
export { pastDesk } from "./past-desk.ts";
export { sha256, type ViewDesk, viewDesk, type ViewDeskAsk } from "./view-desk.ts";
