import { expect, test } from "vitest";
import { valueText } from "./figure-text.ts";
import { frenchOf } from "./french/answer.ts";
import { repairText } from "./repair-text.ts";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

test.each([1372, 999.7, 12_345, 340.4, 0.609])("a loss of %d M is told with the digits of the figure beside it", (loss) => {
  expect(plain(repairText({ gain: -loss, sidePayment: loss, costAlone: 90_000 }, "EUR"))).toContain(`Pays ${plain(valueText(loss, "M EUR", { language: "en" }))} more together than alone`);
});

test.each([
  [{ gain: -1372, sidePayment: 1372, costAlone: 9000 }, "Pays EUR 1.37 bn more together than alone for the same coverage. The others could make this good by paying it as much, or by giving its industry work that earns as much.", "Paie 1,37 Md EUR de plus ensemble que seul pour la même couverture. Les autres pourraient le compenser en lui versant autant, ou en confiant à son industrie du travail qui rapporte autant."],
  [{ gain: 1372, sidePayment: 0, costAlone: 9000 }, "Gains EUR 1.37 bn.", "Gagne 1,37 Md EUR."],
  [{ gain: 1372, sidePayment: -376, costAlone: 9000 }, "Gains EUR 1.37 bn and pays EUR 376 M of it to those who lose.", "Gagne 1,37 Md EUR et en verse 376 M EUR à ceux qui perdent."],
  [{ gain: -0.004, sidePayment: 0.004, costAlone: 9000 }, "Neither gains nor loses.", "Ne gagne ni ne perd."],
])("%j: %s", (outcome, english, french) => {
  const said = repairText(outcome, "EUR");
  expect([said, plain(frenchOf(said))].map(plain)).toEqual([english, french]);
});
