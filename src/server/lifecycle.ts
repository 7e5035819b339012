import type { ServerResponse } from "node:http";

/** Whether the server takes on requests, and the streams that it holds open. */
export interface Lifecycle {
  readonly isStopping: () => boolean;
  /** Takes nothing new on, and ends every stream. */
  readonly stop: () => void;
  /** Keeps a stream until it closes. False: its reader holds as many as one may. */
  readonly hold: (identity: string, stream: ServerResponse) => boolean;
}

/** The life of one server. */
export function lifecycle(mostStreams: number): Lifecycle {
  let isStopping = false;
  const streams = new Map<string, Set<ServerResponse>>();
  return {
    isStopping: () => isStopping,
    stop: () => {
      isStopping = true;
      for (const held of streams.values()) for (const it of held) it.end();
    },
    hold: (identity, stream) => {
      const held = streams.get(identity) ?? new Set();
      if (held.size >= mostStreams) return false;
      streams.set(identity, held.add(stream));
      stream.on("close", () => {
        held.delete(stream);
        if (held.size === 0) streams.delete(identity);
      });
      return true;
    },
  };
}
