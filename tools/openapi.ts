/** `node tools/openapi.ts`: writes docs/api from the contract of the routes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REASONS } from "#api/reasons";
import { buildServer, SERVER_LIMITS, signInDesk, type SignInSettings } from "#server";
import { ROOT } from "./files.ts";

export const API_FOLDER = join(ROOT, "docs", "api");

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What the server says of its routes, as it serves it. */
export async function description(): Promise<object> {
  const state = mkdtempSync(join(tmpdir(), "concord-openapi-"));
  const settings: SignInSettings = { origin: "https://localhost", directory: join(state, "none.json"), state, provider: { name: "any", issuer: "https://localhost", clientId: "any" }, passkeys: true };
  const desk = signInDesk(settings, () => 0);
  const server = await buildServer({ gate: desk.gate, signIn: { settings, desk }, desk: { viewOf: () => undefined, holds: () => true, renew: () => undefined, stop: () => undefined }, page: join(ROOT, "docs") });
  try {
    await server.ready();
    return server.swagger();
  } finally {
    await server.close();
    rmSync(state, { recursive: true });
  }
}

const row = (...cells: readonly string[]): string => `| ${cells.map((it) => it.replaceAll("|", "\\|")).join(" | ")} |`;

/** The page on the API, for people. */
export function apiPage(api: object): string {
  const { paths } = api as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, it]) => row(`\`${method.toUpperCase()} ${path}\``, (it.parameters ?? []).map((one) => `\`${one.name}\`${one.required === true ? "" : "?"}`).join(", "), it.summary)));
  return `<!-- Made by \`node tools/openapi.ts\` from the contract of the routes. -->
# The API

What the page shows, any program may ask for. \`node bin/concord.mjs serve data/nato-open\`, then:

\`\`\`sh
curl http://127.0.0.1:4120/api/home
\`\`\`

Answers are JSON; every number carries its unit, range, marking and the key under which \`/api/why\` explains it. Every answer is computed
for one reader, from what labels let that reader see: nothing is shared between readers, and nothing may be kept on the way
(\`cache-control: no-store\`), but for the rows of the study of the record, which are public. The whole description is served at \`/api/openapi.json\` and committed here as [openapi.json](openapi.json)
(OpenAPI 3.1): what it does not name never leaves the server.

## Routes

${row("route", "query", "what it answers")}
| --- | --- | --- |
${routes.join("\n")}

Those below \`/sign-in\`, and on passkeys and sessions, are there on a server with sign-in alone ([how to set it up](../guide/operator.md)). A session
is a cookie that the browser keeps; what changes something takes JSON, from a page of this server's own origin.

Where there is no sign-in, \`as\` looks as another reader: \`NATION:LEVEL\`, for example \`VAL:1\`, then groups and values held where there are
any: \`VAL:1:STAFF:Codeword=RIVER\`; \`:0\` is the public. Without it one looks as the owner of the data. With sign-in \`as\` is refused.

## Progress

\`/api/progress\` is a stream of server-sent events. Each has an id; a client that was cut off sends the last one as \`Last-Event-ID\` and is
told what came after. The stream ends when the plan is made, has failed or was stopped; whoever then comes back having heard the end
is answered 204, which tells an event source to stay away.

## When something is wrong

The answer is a problem (RFC 9457, \`application/problem+json\`): \`title\` and \`detail\` for people, \`mend\` says what to do, \`reason\` is one of

${row("reason", "what it means")}
| --- | --- |
${Object.entries(REASONS).map(([reason, meaning]) => row(`\`${reason}\``, meaning)).join("\n")}

## Limits

One reader may ask ${SERVER_LIMITS.requests} times a minute, of which ${SERVER_LIMITS.costly} times for what is costly (views made anew, whole plans, questions that need a
solver), and hold ${SERVER_LIMITS.streams} streams open; scripts, styles and letters of the page are counted apart, up to ${SERVER_LIMITS.files} a minute. Addresses have at most ${SERVER_LIMITS.urlBytes} bytes, headers ${SERVER_LIMITS.headerBytes}, bodies ${SERVER_LIMITS.bodyBytes}, JSON nests at most
${SERVER_LIMITS.jsonDepth} deep. What exceeds a limit is refused before it is read.
`;
}

if (process.argv[1]?.endsWith("openapi.ts") === true) {
  const api = await description();
  mkdirSync(API_FOLDER, { recursive: true });
  writeFileSync(join(API_FOLDER, "openapi.json"), `${JSON.stringify(api, undefined, 1)}\n`);
  writeFileSync(join(API_FOLDER, "README.md"), apiPage(api));
}
