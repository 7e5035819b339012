import type { Socket } from "node:net";
import { problemBody, REFUSALS } from "./problem.ts";

/** Answers what is no request that could reach a route: headers too large, too slow, or no HTTP at all. */
export function answerBrokenRequests(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = error.code === "HPE_HEADER_OVERFLOW" ? REFUSALS["headers-too-large"] : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? REFUSALS["too-slow"] : REFUSALS["bad-request"];
  const body = JSON.stringify(problemBody(refusal));
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${body}`);
}
