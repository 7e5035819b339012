import type { ServerResponse } from "node:http";

/** Whether the server takes on requests, and the streams that it holds open. */
export interface Lifecycle {
  readonly isStopping: () => boolean;
  /** Takes nothing new on, and ends every stream. */
  readonly stop: () => void;
  /** Keeps a stream until it closes. False: its reader holds as many as one may. */
  readonly hold: (stream: HeldStream) => boolean;
  /** Ends the streams whose readers may not go on reading them. */
  readonly recheck: () => void;
  /** Something was written: whoever follows looks whether it concerns them. */
  readonly changed: () => void;
  /** Calls back when something was written; answers how to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

/** A stream that is open, and for whom. */
export interface HeldStream {
  readonly identity: string;
  readonly response: ServerResponse;
  /** Whether its reader may go on reading it: asked again and again. */
  readonly isStillAllowed: () => boolean;
}

// A revoked session or a changed clearance ends a stream within so long.
const RECHECK_MS = 1000;

/** The life of one server. */
export function lifecycle(mostStreams: number): Lifecycle {
  let isStopping = false;
  const streams = new Set<HeldStream>();
  const listeners = new Set<() => void>();
  const recheck = (): void => {
    for (const it of streams) if (!it.isStillAllowed()) it.response.end();
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    isStopping: () => isStopping,
    stop: () => {
      isStopping = true;
      for (const it of streams) it.response.end();
    },
    hold: (stream) => {
      if ([...streams].filter((it) => it.identity === stream.identity).length >= mostStreams) return false;
      streams.add(stream);
      timer ??= setInterval(recheck, RECHECK_MS).unref();
      stream.response.on("close", () => {
        streams.delete(stream);
        if (streams.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
      return true;
    },
    recheck,
    changed: () => {
      for (const it of listeners) it();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
