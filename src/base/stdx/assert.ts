/** Throws when `condition` is false: a bug in Concord, never bad data. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Concord has a bug: ${message}`);
}

/** Marks a branch that the types say cannot be reached; a new variant then fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`Concord has a bug: unexpected variant ${JSON.stringify(value)}`);
}
