import { expect, test } from "vitest";
import { fitted } from "./fitted-text.ts";

test.each([
  ["Tank", 4, "Tank"],
  ["Tank", 3, "Ta…"],
  ["Air defence", 5, "Air…"],
  ["Tank", 1, "…"],
])("of %j a room of %i letters shows %j", (text, room, shown) => expect(fitted(text, room, (it) => it.length)).toBe(shown));
