/**
 * JSON with sorted keys and no white space, so that equal values have equal bytes (RFC 8785 for the values
 * Concord makes: finite numbers, strings, booleans, null, arrays, plain objects).
 * @throws on NaN, infinities and `undefined` inside an array: they have no JSON form.
 * @example canonicalJson({ b: 1, a: [true] }) // → '{"a":[true],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`no JSON form for ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, it]) => it !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, it]) => `${JSON.stringify(key)}:${canonicalJson(it)}`).join(",")}}`;
  }
  throw new Error(`no JSON form for ${typeof value}`);
}
