import { type BodyOf, type ContractName, type PostName, type QueryOf, type ReplyOf, ROUTES } from "#api";
import { type Language, languageNow, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";
import type { HeatMeasure, MapLook } from "#views";

/** The server answered, but not with what was asked; or it did not answer (`status` 0). */
export class ServerProblem extends Error {
  readonly status: number;
  /** Name of the reason, where the server gave one. */
  readonly reason: string | undefined;
  /** What is wrong, without how to mend it: the message has both. */
  readonly detail: string;
  /** The lever that is refused, where one is, as it was asked. */
  readonly lever: string | undefined;
  constructor(status: number, message: string, options?: ErrorOptions & { readonly reason?: string | undefined; readonly detail?: string | undefined; readonly lever?: string | undefined }) {
    super(message, options);
    this.name = "ServerProblem";
    this.status = status;
    this.reason = options?.reason;
    this.detail = options?.detail ?? message;
    this.lever = options?.lever;
  }
}

/** Whether the server did not answer at all. */
export const isGone = (problem: unknown): problem is ServerProblem => problem instanceof ServerProblem && problem.status === 0;

const textOf = (body: object, key: string): string | undefined => {
  const it: unknown = Object.getOwnPropertyDescriptor(body, key)?.value;
  return typeof it === "string" && it !== "" ? it : undefined;
};

/** What a reply of refusal says (RFC 9457): what is wrong, and how to mend it. */
const reason = (body: unknown): string | undefined => {
  if (typeof body !== "object" || body === null) return undefined;
  const said = [textOf(body, "detail") ?? textOf(body, "message") ?? textOf(body, "title"), textOf(body, "mend")].filter((it) => it !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
};

/** The reader that an answer is asked for, as a query. Empty: whoever the server takes this page for. */
export const asQuery = (as: string): { readonly as?: string } => (as === "" ? {} : { as });

/** The path of budgets that the address names. Empty: that of the data. */
export const pathNow = (): string => new URLSearchParams(location.search).get("path") ?? "";

/** The moment as of which the record is looked at. Empty: now. */
export const asOfNow = (): string => new URLSearchParams(location.search).get("asof") ?? "";

/** The reader, the path of budgets and the moment of the page, for a route of a view. Each path and moment has a client of its own, so what is kept for one is not shown for another. */
export const readerQuery = (as: string): { readonly as?: string; readonly path?: string; readonly asof?: string } => ({ ...asQuery(as), ...(pathNow() !== "" && { path: pathNow() }), ...(asOfNow() !== "" && { asof: asOfNow() }) });

/** The language, for a route that tells its sentences in either. */
export const languageQuery = (): { readonly lang?: Language } => (languageNow() === "en" ? {} : { lang: languageNow() });
/** The view and the language. */
export const toldQuery = (as: string): { readonly as?: string; readonly path?: string; readonly asof?: string; readonly lang?: Language } => ({ ...readerQuery(as), ...languageQuery() });

/** Where a route is asked. @example addressOf("search", { q: "tank" }) // → "/api/search?q=tank" */
export function addressOf<N extends ContractName>(route: N, query: QueryOf<N>): string {
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, it]: [string, unknown]) => (Array.isArray(it) ? it : [it]).map((one): [string, string] => [key, String(one)]))).toString();
  return search === "" ? ROUTES[route].path : `${ROUTES[route].path}?${search}`;
}

const asked = (): Record<string, string> => ({ accept: "application/json", "accept-language": languageNow() });

/** Asks this page's own server. What may be asked and what is answered is the contract of `#api`; the server's schema holds it. @throws ServerProblem */
export const ask = async <N extends ContractName>(route: N, query: QueryOf<N>, signal?: AbortSignal): Promise<ReplyOf<N>> =>
  (await answered(() => fetch(addressOf(route, query), { ...(signal !== undefined && { signal }), headers: asked() }))) as ReplyOf<N>;

/** What is said where somebody would draft or sign from a page that shows an earlier moment. */
export const notThen = (): string => wordsOf(WORDS).notThen;

/** What writes to the record: not where it is looked at as it was. */
const WRITES: ReadonlySet<PostName> = new Set<PostName>(["draftAdd", "draftAnswers", "draftImport", "draftUndo", "draftSign", "releaseDraft", "releaseApprove", "releaseRefuse", "releaseWithdraw", "caseAct"]);

/** Sends something that changes what the server keeps. @throws ServerProblem */
export const send = async <N extends PostName>(route: N, query: QueryOf<N>, body: BodyOf<N>, signal?: AbortSignal): Promise<ReplyOf<N>> => {
  if (asOfNow() !== "" && WRITES.has(route)) throw new ServerProblem(409, notThen(), { reason: "not-then" });
  return (await answered(() => fetch(addressOf(route, query), { ...(signal !== undefined && { signal }), method: "POST", headers: { ...asked(), "content-type": "application/json" }, body: JSON.stringify(body) }))) as ReplyOf<N>;
};

/** What an event of a stream holds. */
export const heardOf = <N extends ContractName>(_route: N, event: MessageEvent<string>): ReplyOf<N> => JSON.parse(event.data) as ReplyOf<N>;

/** What the server says of itself, as OpenAPI. @throws ServerProblem */
export const fetchDescription = (): Promise<unknown> => answered(() => fetch(ROUTES.description.path, { headers: asked() }));

async function answered(call: () => Promise<Response>): Promise<unknown> {
  let response: Response;
  try {
    response = await call();
  } catch (cause) {
    throw new ServerProblem(0, wordsOf(WORDS).gone, { cause });
  }
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  // A proxy in front of a server that is gone answers 502 to 504 itself.
  if (!response.ok && response.status >= 502 && response.status <= 504) throw new ServerProblem(0, wordsOf(WORDS).gone);
  const body: unknown = isJson ? await response.json() : undefined;
  if (!response.ok)
    throw new ServerProblem(response.status, reason(body) ?? wordsOf(WORDS).status(response.status), {
      reason: typeof body === "object" && body !== null ? textOf(body, "reason") : undefined,
      detail: typeof body === "object" && body !== null ? textOf(body, "detail") : undefined,
      lever: typeof body === "object" && body !== null ? textOf(body, "lever") : undefined,
    });
  if (!isJson) throw new ServerProblem(response.status, wordsOf(WORDS).noData);
  return body;
}

export const fetchHome = (as: string) => ask("home", toldQuery(as));
export const fetchHeat = (as: string, measure: HeatMeasure, year: number | undefined) => ask("heat", { ...toldQuery(as), measure, ...(year !== undefined && { year }) });
export const fetchWhy = (as: string, key: string, signal?: AbortSignal) => ask("why", { ...toldQuery(as), key }, signal);
export const fetchRecords = (as: string, kind: string) => ask("records", { ...toldQuery(as), kind });
/** How far each ally has stated what is asked. */
export const fetchSurvey = (as: string) => ask("survey", toldQuery(as));
/** What answers what was typed, of what the reader may see. */
export const fetchSearch = (as: string, typed: string) => ask("search", { ...toldQuery(as), q: typed });
/** Who is looking, and whom one may look as. */
export const fetchReader = () => ask("reader", {});
/** One's own sessions; a security officer's list has all. */
export const fetchSessions = () => ask("sessions", {});
export const fetchPasskeys = () => ask("passkeys", {});
/** The map, drawn. */
export const fetchMap = (as: string, { form, view }: MapLook) => ask("map", { ...readerQuery(as), form, view });
