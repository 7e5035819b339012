/** The server: a door that sends views over HTTP on loopback. Absent here: engines, argv. */
export { buildServer, type ServerAsk } from "./build.ts";
export { serve, type ServeAsk, type Served } from "./serve.ts";
