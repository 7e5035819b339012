import { expect, test } from "vitest";
import { unplannedIn } from "./planned-at-all.ts";

const left = (kind: "leaf" | "system", code: Parameters<typeof unplannedIn>[0]["notPlanned"][number]["code"]) => ({ kind, id: "x", code, reason: "", mend: "" });
const notPlanned = [left("leaf", "no-holding-known"), left("leaf", "too-little-known"), left("leaf", "too-little-known"), left("leaf", "no-requirement"), left("leaf", "not-planned-leaf"), left("leaf", "smaller-is-better"), left("system", "no-price")];

test.each([[undefined, 3], [["no-holding-known"] as const, 1], [["too-little-known"] as const, 2]])("of what is not planned, counted are capabilities of which too little is known, no group and nothing that nobody asks for: %j", (codes, count) => expect(unplannedIn({ notPlanned }, codes)).toBe(count));
