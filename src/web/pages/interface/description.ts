/** The parts of an OpenAPI 3.1 description that this page shows. */
export interface Description {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The description as it came, once it is one. @throws where it has no paths @example readDescription({ paths: {} }) // → { paths: {} } */
export function readDescription(told: unknown): Description {
  if (typeof told !== "object" || told === null || !("paths" in told)) throw new Error("the server describes no paths");
  return told as Description;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean; readonly description?: string; readonly schema?: Schema }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

/** One thing that goes in or comes out: its name, what it may be, whether it is always there, what it means. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly isAlways: boolean;
  readonly meaning: string;
}

/** One route as a reader is shown it. */
export interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly query: readonly Field[];
  readonly body: readonly Field[];
  readonly reply: readonly Field[];
  /** What kind of file it answers where that is no JSON. */
  readonly media: string;
}

/**
 * What a value may be, in a few words.
 * @example typeText({ type: "array", items: { $ref: "#/components/schemas/Shown" } }) // → "Shown[]"
 */
export function typeText(schema: Schema | undefined): string {
  if (schema === undefined) return "any";
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if (schema.enum !== undefined) return schema.enum.map((it) => JSON.stringify(it)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(" | ");
  if (schema.type === "array") return `${typeText(schema.items)}[]`;
  return typeof schema.type === "string" ? schema.type : (schema.type?.join(" | ") ?? "any");
}

const fieldsOf = (schema: Schema | undefined): readonly Field[] =>
  Object.entries(schema?.properties ?? {}).map(([name, it]) => ({ name, type: typeText(it), isAlways: schema?.required?.includes(name) === true, meaning: it.description ?? "" }));

/** The routes of a description, in its order. */
export const routesOf = ({ paths }: Description): readonly Route[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, it]): Route => {
      const [media = "", reply] = Object.entries(it.responses["200"]?.content ?? {})[0] ?? [];
      return {
        id: it.operationId,
        method: method.toUpperCase(),
        path,
        summary: it.summary ?? "",
        query: (it.parameters ?? []).map((one) => ({ name: one.name, type: typeText(one.schema), isAlways: one.required === true, meaning: one.description ?? "" })),
        body: fieldsOf(Object.values(it.requestBody?.content ?? {})[0]?.schema),
        reply: fieldsOf(reply?.schema),
        media,
      };
    }),
  );

/** A command that asks the route, as it stands. What has no default is named in capitals. */
export function curlText(origin: string, { method, path, query }: Route): string {
  const asked = query.filter((it) => it.isAlways).map((it) => `${it.name}=${it.name.toUpperCase()}`).join("&");
  const address = `${origin}${path}${asked === "" ? "" : `?${asked}`}`;
  return method === "GET" ? `curl '${address}'` : `curl -X ${method} -H 'content-type: application/json' -d @body.json '${address}'`;
}
