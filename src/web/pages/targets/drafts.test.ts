import { expect, test } from "vitest";
import type { AnswerDraft } from "#views";
import { answersFile, commandsOf, type Drafts, NO_DRAFTS, redone, undone, withDraft } from "./drafts.ts";

const draft = (nation: string, response: AnswerDraft["response"] = "decline"): AnswerDraft => ({ nation, leaf: "air", response, reason: "crews" });
const nations = (it: Drafts): readonly string[] => it.now.map((one) => `${one.nation} ${one.response}`);

test("a draft is added, taken back and brought again; a further one forgets what was undone", () => {
  const two = withDraft(withDraft(NO_DRAFTS, draft("VAL")), draft("HOL"));
  expect(nations(two)).toEqual(["VAL decline", "HOL decline"]);
  expect(nations(undone(two))).toEqual(["VAL decline"]);
  expect(nations(redone(undone(two)))).toEqual(nations(two));
  expect(redone(withDraft(undone(two), draft("FEN"))).now).toHaveLength(2);
  expect(undone(NO_DRAFTS)).toEqual(NO_DRAFTS);
  expect(redone(NO_DRAFTS)).toEqual(NO_DRAFTS);
});

test("a draft for the same target gives way to the later one", () => {
  expect(nations(withDraft(withDraft(NO_DRAFTS, draft("VAL")), draft("VAL", "accept")))).toEqual(["VAL accept"]);
});

test("the same once more is no step: Undo takes back what was changed", () => {
  const once = withDraft(NO_DRAFTS, draft("VAL"));
  expect(withDraft(once, draft("VAL"))).toBe(once);
  expect(withDraft(once, { ...draft("VAL"), reason: "money" }).before).toHaveLength(2);
});

test.each([
  ["a plain reason", { ...draft("VAL", "reserve"), quantity: 2, firstYear: 2031 }, "VAL,air,reserve,2,2031,crews"],
  ["a comma, quotes and a line end", { ...draft("VAL"), reason: 'no "crews",\nyet' }, 'VAL,air,decline,,,"no ""crews"",\nyet"'],
  ["outer white space", { ...draft("VAL"), reason: " crews" }, 'VAL,air,decline,,," crews"'],
])("the answers file holds %s", (_, it, row) => {
  expect(answersFile([it])).toBe(`nation,capability,response,quantity,first_year,reason\n${row}\n`);
});

test.each([
  [{ ...draft("VAL", "reserve"), quantity: 2, firstYear: 2031 }, "--reserve 2 --from 2031 --reason crews", "--response reserve --quantity 2 --first-year 2031 --reason crews"],
  [{ ...draft("VAL", "reserve"), firstYear: 2031 }, "--reserve --from 2031 --reason crews", "--response reserve --first-year 2031 --reason crews"],
  [{ ...draft("VAL"), reason: "there's none" }, "--decline --reason 'there'\\''s none'", "--response decline --reason 'there'\\''s none'"],
])("the commands of %j", (it, answer, ledger) => {
  expect(commandsOf(it)).toEqual([`node bin/concord.mjs answer DIR --nation VAL --leaf air ${answer}`, `node bin/concord.mjs ledger draft answer LEDGER --nation VAL --leaf air ${ledger} --source ID`]);
});
