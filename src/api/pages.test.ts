import { expect, test } from "vitest";
import { pageAt, pathOf } from "./pages.ts";

test.each([
  ["/", { page: "home" }],
  ["/evidence", { page: "evidence" }],
  ["/data", { page: "data" }],
  ["/data/", undefined],
  ["/data/x", undefined],
  ["/nowhere", undefined],
  ["", undefined],
])("the page at %j is %j", (path, page) => expect(pageAt(path)).toEqual(page));

test("every page has an address of its own that leads back to it", () => {
  for (const page of ["home", "evidence", "data"] as const) expect(pageAt(pathOf({ page }))).toEqual({ page });
});
