import { expect, test } from "vitest";
import { inReadingOrder, type Reading } from "./column-order.ts";

test.each<readonly [string, readonly string[], Reading | undefined, readonly string[]]>([
  ["the name first", ["id", "source", "class", "name_en", "name_fr"], { named: [], language: "en" }, ["name_en", "id", "class", "name_fr", "source"]],
  ["the name in the language of the page", ["id", "source", "name_en", "name_fr"], { named: [], language: "fr" }, ["name_fr", "id", "name_en", "source"]],
  ["the one name there is", ["id", "source", "name_en"], { named: [], language: "fr" }, ["name_en", "id", "source"]],
  ["of a record without a name, what it is about", ["id", "source", "nation", "system", "quantity"], { named: ["nation", "system"], language: "en" }, ["nation", "system", "id", "quantity", "source"]],
  ["its own name before what it is about", ["id", "nation", "name_en"], { named: ["nation"], language: "en" }, ["name_en", "id", "nation"]],
  ["as its file has them, where a file is mended", ["id", "source", "name_en"], undefined, ["id", "name_en", "source"]],
])("columns of records are read with %s", (_, columns, reading, read) => expect(inReadingOrder(columns, (it) => it, reading)).toEqual(read));
