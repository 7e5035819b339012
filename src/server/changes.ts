import type { FastifyReply, FastifyRequest } from "fastify";
import type { ReplyOf } from "#api";
import { eventLog } from "./event-log.ts";
import { type StreamAsk, sendEvents } from "./events.ts";
import { errorForLog } from "./log.ts";
import { RefusalError } from "./problem.ts";
import { sha256 } from "./view-desk.ts";

/** A digest of what somebody would be answered: it changes when that does, and for no other reason. */
export const digestOfReply = (reply: unknown): string => sha256(JSON.stringify(reply) ?? "").slice(0, DIGITS);
const DIGITS = 16;

/** A digest of what a reader would be answered; nothing where they would be refused. */
export async function seenNow(answer: () => unknown): Promise<string> {
  try {
    return digestOfReply(await answer());
  } catch (error) {
    if (error instanceof RefusalError) return "";
    throw error;
  }
}

// What is written in one act is told once.
const SETTLE_MS = 50;

/**
 * Tells one reader, as server-sent events, that something they read has changed: first how it stands, then again whenever it stands otherwise.
 * What is told is made of the answers that this reader would get and of nothing else, so that nobody learns of what they may not read.
 */
export async function followChanges({ now, life, ...ask }: Pick<StreamAsk<ReplyOf<"changes">>, "life" | "identity" | "isStillAllowed"> & { readonly now: () => Promise<ReplyOf<"changes">> }, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const log = eventLog(await now());
  let isAwaited = false;
  const look = async (): Promise<void> => {
    isAwaited = false;
    try {
      const next = await now();
      if (digestOfReply(next) !== digestOfReply(log.latest().value)) log.tell(next);
    } catch (error) {
      // Whoever may not read on is cut off elsewhere.
      if (!(error instanceof RefusalError)) request.log.error(errorForLog(error as Error));
    }
  };
  const stop = life.onChange(() => {
    if (isAwaited) return;
    isAwaited = true;
    setTimeout(() => void look(), SETTLE_MS).unref();
  });
  reply.raw.on("close", stop);
  return sendEvents({ log, isOver: () => false, life, ...ask }, request, reply);
}
