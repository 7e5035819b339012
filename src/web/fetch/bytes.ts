import { readerQuery, ServerProblem } from "./server.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** How far a download is. `total` is absent where the server does not say. Unit: bytes. */
export interface Download {
  readonly done: number;
  readonly total?: number;
}

/** Loads a file of this page's own server for the reader of the page. @throws ServerProblem, and what the signal was ended with. */
export async function fetchBytes(path: string, as: string, { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (at: Download) => void }): Promise<Uint8Array<ArrayBuffer>> {
  const search = new URLSearchParams(readerQuery(as)).toString();
  let response: Response;
  try {
    response = await fetch(search === "" ? path : `${path}?${search}`, { signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ServerProblem(0, wordsOf(WORDS).gone, { cause });
  }
  if (!response.ok || response.body === null) throw new ServerProblem(response.status, (await reasonOf(response)) ?? wordsOf(WORDS).status(response.status));
  const size = Number(response.headers.get("content-length"));
  const total = size > 0 ? { total: size } : {};
  const parts: Uint8Array[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (let it = await reader.read(); !it.done; it = await reader.read()) {
    parts.push(it.value);
    done += it.value.length;
    onProgress({ done, ...total });
  }
  const made = new Uint8Array(done);
  let at = 0;
  for (const it of parts) {
    made.set(it, at);
    at += it.length;
  }
  return made;
}

/** What a refusal says (RFC 9457), where it says something. */
async function reasonOf(response: Response): Promise<string | undefined> {
  try {
    const { detail, mend } = (await response.json()) as { readonly detail?: string; readonly mend?: string };
    return detail === undefined ? undefined : [detail, mend].filter((it) => it !== undefined).join(" ");
  } catch {
    return undefined;
  }
}
