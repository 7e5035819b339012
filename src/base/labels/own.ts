/**
 * A record's own value. Names of tag sets and values come from files, and one may be called as something every object has
 * (`constructor`): what was not said must never be found there.
 */
export const ownOf = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(record, name) ? record[name] : undefined);
