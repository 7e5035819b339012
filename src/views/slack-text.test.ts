import { expect, test } from "vitest";
import type { Change } from "#engines/plan";
import { frenchOf } from "./french/answer.ts";
import { slackText } from "./slack-text.ts";

const spend = (nation: string, year: number, budget: number, total: number) => ({ nation, year, budget, total, purchases: total, upkeep: 0, together: 0, overrun: 0 });
const plan = {
  spend: [spend("ASH", 2031, 100, 80), spend("ASH", 2032, 100, 100), spend("ELM", 2031, 100, 40), spend("ELM", 2032, 100, 50)],
  lines: [{ line: "l", year: 2031, capacity: 10, added: 0, used: 4 }, { line: "idle", year: 2031, capacity: 10, added: 0, used: 0 }],
  orders: [{ nation: "ASH", system: "jet-b", programme: "p", orderYear: 2030, year: 2031, quantity: 2 }],
  shortfalls: [{ leaf: "air", year: 2031, required: 4, available: 4, planned: 4, short: 0, shortUrgent: 0 }, { leaf: "sea", year: 2031, required: 4, available: 0, planned: 1, short: 0.75, shortUrgent: 0 }],
};

test.each<[string, readonly Change[], string | undefined]>([
  ["more money than is spent", [{ kind: "budget", nation: "ELM", factor: 1.2 }], "the plan spends at most 50 % of it in any of these years"],
  ["less money, and still enough", [{ kind: "budget", nation: "ELM", factor: 0.5 }], "the plan spends at most 50 % of it in any of these years"],
  ["less money than is spent", [{ kind: "budget", nation: "ELM", factor: 0.4 }], undefined],
  ["more money where one year's is spent", [{ kind: "budget", nation: "ASH", factor: 1.2 }], undefined],
  ["more money in a year whose is not spent", [{ kind: "budget", nation: "ASH", factor: 1.2, from: 2031, to: 2031 }], "the plan spends at most 80 % of it in any of these years"],
  ["every ally's money, of which one's is spent", [{ kind: "budget", nation: "ASH", factor: 1.2 }, { kind: "budget", nation: "ELM", factor: 1.2 }], undefined],
  ["every ally's money in a year", [{ kind: "budget", nation: "ASH", factor: 1.2, from: 2031, to: 2031 }, { kind: "budget", nation: "ELM", factor: 1.2, from: 2031, to: 2031 }], "the plan spends at most 80 % of any of them in any of these years"],
  ["a line with room", [{ kind: "capacity", line: "l", factor: 0.5 }], "the plan uses at most 40 % of it in any of these years"],
  ["a line that is needed", [{ kind: "capacity", line: "l", factor: 0.3 }], undefined],
  ["an idle line lost", [{ kind: "line-lost", line: "idle" }], "the plan orders nothing from it in these years"],
  ["a busy line lost", [{ kind: "line-lost", line: "l" }], undefined],
  ["less required of what is covered", [{ kind: "requirement", leaf: "air", factor: 0.9 }], "the plan covers it in full in each of these years"],
  ["more required of what is covered", [{ kind: "requirement", leaf: "air", factor: 1.1 }], undefined],
  ["less required of what is short", [{ kind: "requirement", leaf: "sea", factor: 0.9 }], undefined],
  ["the weight of what is covered", [{ kind: "priority", leaf: "air", factor: 2 }], "the plan covers it in full in every year"],
  ["a dearer system that nobody orders", [{ kind: "price", system: "ship", factor: 1.2 }], "the plan buys none of it"],
  ["a cheaper system that nobody orders yet", [{ kind: "price", system: "ship", factor: 0.8 }], undefined],
  ["another price of a system that nobody orders", [{ kind: "price", system: "ship", amount: 1 }], undefined],
  ["a dearer system that is ordered", [{ kind: "price", system: "jet-b", factor: 1.2 }], undefined],
  ["a dearer class of which one is ordered", [{ kind: "price", system: "jet", factor: 1.2 }], undefined],
  ["a programme that delivers nothing, later", [{ kind: "programme-delayed", programme: "q", years: 1 }], "the plan counts on no delivery of it"],
  ["a programme that delivers, later", [{ kind: "programme-delayed", programme: "p", years: 1 }], undefined],
  ["an ally out", [{ kind: "nation-out", nation: "ASH" }], undefined],
])("%s", (_, changes, said) => {
  const told = slackText(plan, changes, (system, named) => system.startsWith(named))?.replaceAll(/[\u202f\u00a0]/g, " ");
  expect(told).toBe(said);
  if (said !== undefined) expect(frenchOf(said)).not.toMatch(/\b(?:the plan|years|spends|uses|orders|covers|buys|counts)\b/);
});
