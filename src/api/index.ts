/**
 * The words on the wire: one entry per route. Handlers are in `server`, the typed client in `web`.
 * Absent here: handlers, HTTP libraries.
 */
export { type RouteName, ROUTES } from "./routes.ts";
export type { BodyOf, PostName, QueryOf, ReplyOf } from "./client.ts";
export type { ContractName } from "./contract.ts";
export { type PageAt, pageAt, type PageEntry, type PageId, PAGES, pathOf } from "./pages.ts";
