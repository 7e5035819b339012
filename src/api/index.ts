/**
 * The words on the wire: one entry per route. Handlers are in `server`, the typed client in `web`.
 * Absent here: handlers, HTTP libraries.
 */
export { type RouteName, ROUTES } from "./routes.ts";
export type { PasskeysReply, ReaderReply, SessionsReply } from "./reader.ts";
