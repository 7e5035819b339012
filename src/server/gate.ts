import type { FastifyRequest } from "fastify";
import type { ReplyOf } from "#api";
import { OWNER, parseReader, type Viewer } from "#app";
import { REFUSALS, type Refusal } from "./problem.ts";
import type { Looking } from "./view-desk.ts";

/** Who a request is answered for, or why it is not. */
export type Admission = ({ readonly kind: "admitted"; /** Who it is, for the log. */ readonly who?: string } & Looking) | { readonly kind: "refused"; readonly refusal: Refusal };

/** Role of whoever looks after what others keep and hold on a server where people sign in: their sessions, their named plans. */
export const OFFICER = "security-officer";

/** Decides for whom a request is answered: the one place that does. What that reader sees is decided by `viewOf` alone. */
export interface Gate {
  readonly admit: (request: FastifyRequest) => Admission;
  /** The same again for a request that is still being answered; it counts as no use of a session. */
  readonly readmit: (request: FastifyRequest) => Admission;
  /** Why somebody is not known, before anything of the request is read; it counts as no use of a session. Absent where nobody signs in. */
  readonly unknown?: (request: FastifyRequest) => Refusal | undefined;
  /** Whose budget of requests it is taken from. */
  readonly identity: (request: FastifyRequest) => string;
  /** Who is signed in and how one may; absent where nobody signs in. */
  readonly signedIn?: (request: FastifyRequest) => Pick<ReplyOf<"reader">, "signIn" | "person">;
  /** `open`: whoever reaches the server is the owner of the data and may look as anyone. `fixed`: one reader, chosen when it was started. */
  readonly mode: "open" | "fixed" | "sign-in";
}

const admitted = (viewer: Viewer): Admission => ({ kind: "admitted", viewer, roster: "as stated" });

/**
 * The gate without sign-in, on loopback: whoever reaches it is the owner of the data, who may look as anyone with `as`. It is
 * no security and is not meant to be.
 */
export const viewAsGate: Gate = { mode: "open", identity: (request) => request.ip, admit: admitAs, readmit: admitAs };

function admitAs(request: FastifyRequest): Admission {
  const { as } = request.query as { readonly as?: string };
  if (as === undefined) return admitted(OWNER);
  const reader = parseReader(as);
  if (reader === undefined) return { kind: "refused", refusal: { status: 400, reason: "no-reader", title: "There is no such reader.", detail: "What `as` says is no reader.", mend: "Write NATION:LEVEL, NATION:LEVEL:GROUP or NATION:LEVEL:GROUP:Tag set=VALUE; `:0` is the public." } };
  return admitted({ kind: "reader", reader });
}

/** The gate where one reader was chosen when the server was started: nobody sees more, and nobody is offered a choice. */
export function fixedGate(viewer: Viewer): Gate {
  const admit = (request: FastifyRequest): Admission => ((request.query as { readonly as?: string }).as === undefined ? admitted(viewer) : { kind: "refused", refusal: REFUSALS["view-as-off"] });
  return { mode: "fixed", identity: (request) => request.ip, admit, readmit: admit };
}
