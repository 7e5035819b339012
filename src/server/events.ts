import type { FastifyReply, FastifyRequest } from "fastify";
import { inFrench, type ProgressView } from "#views";
import type { EventLog, Told } from "./event-log.ts";
import { problem, REFUSALS } from "./problem.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { wantsFrench } from "./tongue.ts";

// Proxies close silent connections; a comment keeps this one.
const BEAT_MS = 15_000;

/** Whether the work that a progress speaks of has ended. */
export const isEnded = ({ state }: ProgressView): boolean => state !== "running" && state !== "waiting";

export interface StreamAsk<T> {
  readonly log: EventLog<T>;
  /** Whether nothing comes after it. */
  readonly isOver: (value: T) => boolean;
  /** How it is told to whoever asks. Absent: as it is. */
  readonly tell?: (value: T) => unknown;
  readonly life: Lifecycle;
  /** Whose budget of streams it is taken from. */
  readonly identity: string;
  /** Whether the reader may go on reading. */
  readonly isStillAllowed: () => boolean;
}

/** Sends what is told as server-sent events until it is over. A client that was cut off is told what it missed (`Last-Event-ID`). */
export function sendEvents<T>({ log, isOver, tell = (value) => value, life, identity, isStillAllowed }: StreamAsk<T>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const last = request.headers["last-event-id"];
  const missed = log.after(typeof last === "string" ? last : undefined);
  // Whoever has heard the end has nothing to wait for: 204 tells an event source not to come again.
  if (missed.length === 0 && isOver(log.latest().value)) return reply.code(204).send();
  const { raw } = reply;
  if (!life.hold({ identity, response: raw, isStillAllowed })) return problem(reply, REFUSALS["too-many-streams"]);
  reply.hijack();
  raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "keep-alive" });
  const isFrench = wantsFrench(request);
  const send = ({ id, value }: Told<T>): void => {
    if (raw.writableEnded) return;
    raw.write(`id: ${id}\ndata: ${JSON.stringify(isFrench ? inFrench(tell(value)) : tell(value))}\n\n`);
    if (isOver(value)) raw.end();
  };
  const stop = log.follow(send);
  const beat = setInterval(() => raw.write(": beat\n\n"), BEAT_MS);
  raw.on("close", () => {
    stop();
    clearInterval(beat);
  });
  request.raw.on("error", () => raw.end());
  for (const told of missed) send(told);
  return reply;
}
