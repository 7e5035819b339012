import { expect, test } from "vitest";
import { answering, type Offer } from "./offers.ts";

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
