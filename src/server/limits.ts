/** Limits of the server: what is refused before it is read, and how much one reader may ask. Explained in docs/guide/operator.md. */
export interface ServerLimits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Bytes of an address with its query. */
  readonly urlBytes: number;
  /** Bytes of all headers of a request. */
  readonly headerBytes: number;
  /** Objects and lists within one another in a body. */
  readonly jsonDepth: number;
  /** Seconds in which a request must have arrived in full. */
  readonly requestSeconds: number;
  /** Seconds that an idle connection is kept. */
  readonly idleSeconds: number;
  /** Requests a minute from one reader: far above a person, far below a loop. */
  readonly requests: number;
  /** Files of the page a minute from one reader, beside the requests: a first visit asks for all of them, and many may share an address. */
  readonly files: number;
  /** Costly requests a minute from one reader: views made anew, whole plans, questions that need a solver. */
  readonly costly: number;
  /** Streams of progress open at once for one reader. */
  readonly streams: number;
  /** Views kept in memory; the one that nobody asked for longest gives way. */
  readonly views: number;
  /** Views whose what-ifs are answered at once: each holds a solver. */
  readonly whatIfs: number;
  /** Seconds after which a view that asked nothing lets go of its solver. */
  readonly whatIfIdleSeconds: number;
  /** Most seconds in the solver, of both threads together, for the standard what-ifs of a view, solved ahead while nobody asks; 0: never. */
  readonly whatIfAheadSeconds: number;
  /** Studies of uncertainty that run or wait at once; they are made one after the other. */
  readonly studies: number;
  /** Seconds in which a stopping server finishes what it has begun. */
  readonly stopSeconds: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 64 * 1024,
  urlBytes: 4096,
  headerBytes: 16 * 1024,
  jsonDepth: 16,
  requestSeconds: 15,
  idleSeconds: 60,
  requests: 1200,
  files: 12_000,
  costly: 120,
  streams: 20,
  views: 40,
  whatIfs: 4,
  whatIfIdleSeconds: 900,
  whatIfAheadSeconds: 1200,
  studies: 8,
  stopSeconds: 10,
};
