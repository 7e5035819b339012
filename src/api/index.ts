/**
 * The words on the wire: one entry per route. Handlers are in `server`, the typed client in `web`.
 * Absent here: handlers, HTTP libraries.
 */
export { type RouteName, ROUTES } from "./routes.ts";
export type { ConflictsView, DraftsView, EntriesView, LedgerView, ProofView, ReleasesView, SignedView, WaitingView } from "./ledger-schemas.ts";
export type { CasesView } from "./case-schemas.ts";
export type { ChangesReply, PasskeysReply, ReaderReply, SessionsReply } from "./reader.ts";
export { type PageAt, pageAt, type PageEntry, type PageId, PAGES, pathOf } from "./pages.ts";
