import { expect, test } from "vitest";
import { titleOf } from "../pages/pages.ts";
import { answering, type Offer, ownOffers } from "./offers.ts";

const offer = (name: string): Offer => ({ id: name, kind: "page", name, choose: () => undefined });
const own = ["Home", "Targets", "Data", "Thème : clair"].map(offer);
const hits = ["Air defence"].map(offer);

test.each([
  ["", ["Home", "Targets", "Data", "Thème : clair"]],
  ["air", ["Air defence", "Thème : clair"]],
  ["tar", ["Targets", "Air defence"]],
  ["tragets", ["Air defence", "Targets"]],
  ["clair", ["Thème : clair", "Air defence"]],
])("“%s” offers %j", (typed, names) => expect(answering(own, hits, typed).map((it) => it.name)).toEqual(names));

test("a page, a job and what else it is called by are found by its words", () => {
  const all = ownOffers("en", { pdf: "", xlsx: "" });
  const first = (typed: string): string | undefined => answering(all, [], typed)[0]?.name;
  expect(first("for programs")).toBe(titleOf("interface", "en"));
  expect(answering(all, [], "gallery").map((it) => it.id)).not.toContain("page gallery");
  expect(["import", "shortfall", "misalignment", "reservation", "bundle"].map(first)).toEqual(["Import a spreadsheet", "Priority shortfalls", "Price of misalignment", "Answer a target", "Joint agreements: what to buy together"]);
});
