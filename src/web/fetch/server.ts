import { type PasskeysReply, type ReaderReply, ROUTES, type SessionsReply } from "#api";
import { languageNow, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";
import type { HeatMeasure, HeatView, HomeView, RecordsView, SearchView, WhyView } from "#views";

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
export const readerQuery = (as: string): Readonly<Record<string, string>> => (as === "" ? {} : { as });

/** The reader and the language, for a route that tells its sentences in either. */
export const toldQuery = (as: string): Readonly<Record<string, string>> => ({ ...readerQuery(as), ...(languageNow() !== "en" && { lang: languageNow() }) });

/** Asks this page's own server. The shape of the reply is the contract of `#api`; the server's schema holds it. */
export function ask<T>(path: string, query: Readonly<Record<string, string>> | URLSearchParams = {}, signal?: AbortSignal): Promise<T> {
  const search = new URLSearchParams(query).toString();
  return answered<T>(() => fetch(search === "" ? path : `${path}?${search}`, { ...(signal !== undefined && { signal }), headers: { accept: "application/json", "accept-language": languageNow() } }));
}

/** Sends something that changes what the server keeps. @throws ServerProblem */
export const send = <T>(path: string, body: object, signal?: AbortSignal): Promise<T> =>
  answered<T>(() => fetch(path, { ...(signal !== undefined && { signal }), method: "POST", headers: { accept: "application/json", "accept-language": languageNow(), "content-type": "application/json" }, body: JSON.stringify(body) }));

async function answered<T>(call: () => Promise<Response>): Promise<T> {
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
  return body as T;
}

export const fetchHome = (as: string): Promise<HomeView> => ask(ROUTES.home.path, toldQuery(as));
export const fetchHeat = (as: string, measure: HeatMeasure, year: number | undefined): Promise<HeatView> =>
  ask(ROUTES.heat.path, { ...toldQuery(as), measure, ...(year === undefined ? {} : { year: String(year) }) });
export const fetchWhy = (as: string, key: string, signal?: AbortSignal): Promise<WhyView> => ask(ROUTES.why.path, { ...toldQuery(as), key }, signal);
export const fetchRecords = (as: string, kind: string): Promise<RecordsView> => ask(ROUTES.records.path, { ...toldQuery(as), kind });
/** What answers what was typed, of what the reader may see. */
export const fetchSearch = (as: string, typed: string): Promise<SearchView> => ask(ROUTES.search.path, { ...toldQuery(as), q: typed });
/** Who is looking, and whom one may look as. */
export const fetchReader = (): Promise<ReaderReply> => ask(ROUTES.reader.path);
/** One's own sessions; a security officer's list has all. */
export const fetchSessions = (): Promise<SessionsReply> => ask(ROUTES.sessions.path);
export const fetchPasskeys = (): Promise<PasskeysReply> => ask(ROUTES.passkeys.path);
/** The shapes of the map, as topojson. */
export const fetchMap = (): Promise<unknown> => ask(ROUTES.map.path);
