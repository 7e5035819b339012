import { expect, test } from "vitest";
import { frenchOf } from "./french/answer.ts";
import { readNamedLever } from "./lever-text.ts";

test.each([
  ["cap:*=30%", [{ kind: "cap", amount: 0.3 }]],
  ["cap:air=62.5 %", [{ kind: "cap", leaf: "air", amount: 0.625 }]],
  ["cap:*=62,5%", [{ kind: "cap", amount: 0.625 }]],
  ["price:S=x0,3", [{ kind: "price", system: "S", factor: 0.3 }]],
  ["cap:*=0.3", [{ kind: "cap", amount: 0.3 }]],
  ["cap:*=-30%", [{ kind: "cap", factor: 0.7 }]],
  ["budget:*=+5%", [{ kind: "budget", nation: "XAA", factor: 1.05 }]],
])("%s is read", (text, changes) => expect(readNamedLever(text, ["XAA"])).toEqual(changes));

test.each([
  ["budget:XAA=30%", "Write +30% for so much more, -30% for so much less, or x0.3 for so much of it."],
  ["price:S=7.5 %", "Write +7.5% for so much more, -7.5% for so much less, or x0.075 for so much of it."],
  ["price:S=much", "Write +5%, -5%, x1.2, or a new number."],
  ["cap:*=much%", "Write +5%, -5%, x1.2, or a new number."],
])("%s is no change, and it is told what to write", (text, mend) => {
  const read = readNamedLever(text, []);
  expect("mend" in read && read.mend).toBe(mend);
  expect(frenchOf(mend)).toMatch(/^Écrivez /);
});
