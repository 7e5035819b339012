/** A count with its word. @example counted(1, "record") // → "1 record" */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
