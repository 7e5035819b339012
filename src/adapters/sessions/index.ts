/** Sessions of a server on disk. Absent here: who may sign in, and when a session ends. */
export { sessionStore } from "./session-store.ts";
