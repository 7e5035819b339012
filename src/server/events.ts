import type { FastifyReply, FastifyRequest } from "fastify";
import type { ProgressView } from "#views";
import type { EventLog, Told } from "./event-log.ts";

// Proxies close silent connections; a comment keeps this one.
const BEAT_MS = 15_000;

const isOver = ({ state }: ProgressView): boolean => state !== "running" && state !== "waiting";

/** Sends progress as server-sent events until it is over. A client that was cut off is told what it missed (`Last-Event-ID`). */
export function sendProgress(log: EventLog<ProgressView>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const last = request.headers["last-event-id"];
  const missed = log.after(typeof last === "string" ? last : undefined);
  // Whoever has heard the end has nothing to wait for: 204 tells an event source not to come again.
  if (missed.length === 0 && isOver(log.latest().value)) return reply.code(204).send();
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "keep-alive" });
  const send = ({ id, value }: Told<ProgressView>): void => {
    if (raw.writableEnded) return;
    raw.write(`id: ${id}\ndata: ${JSON.stringify(value)}\n\n`);
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
