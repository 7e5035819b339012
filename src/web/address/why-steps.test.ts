import { expect, test } from "vitest";
import { askedStep } from "./why-steps.ts";

const shown = (value: number) => ({ value, unit: "brigades", label: "", why: "" });
const STEPS = [
  { text: "Held", shown: shown(1) },
  { text: "Declined", part: "declined", shown: shown(0) },
  { text: "Left", part: "left", shown: shown(1) },
  { text: "Unknown", part: "taken-up", shown: { unit: "brigades", label: "", why: "" } },
  { text: "Said", part: "said" },
];

test.each([
  ["of two steps that tell the same, the one that is named", { part: "left", value: 1 }, "Left"],
  ["another name with a value of its own", { part: "declined", value: 0 }, "Declined"],
  ["a step that tells something else by now", { part: "left", value: 2 }, undefined],
  ["a step that is unknown by now", { part: "taken-up", value: 0 }, undefined],
  ["what was unknown, and is", { part: "taken-up" }, "Unknown"],
  ["what was unknown, and is no figure", { part: "said" }, undefined],
  ["a name that no step has", { part: "share", value: 1 }, undefined],
  ["no name", { value: 1 }, undefined],
  ["nothing pressed", null, undefined],
  ["what is no state of ours", "left", undefined],
])("%s: %j is the step %s", (_name, asked, text) => expect(askedStep(STEPS, asked)?.text).toBe(text));
