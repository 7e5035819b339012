import { expect, test } from "vitest";
import { fileName } from "./file-name.ts";

test.each([
  ["priority-shortfalls-2030", "insuffisances-prioritaires-2030"],
  ["capabilities-coverage-2030", "capacites-couverture-2030"],
  ["LAND-04-contributors-2030", "LAND-04-contributeurs-2030"],
  ["record-pacts", "bilan-pacts"],
  ["records-holding", "enregistrements-holding"],
  ["HOL-programmes", "HOL-programmes"],
  ["joint-agreements", "accords-communs"],
])("%s is %s in French, and itself in English", (name, french) => expect([fileName(name, "fr"), fileName(name, "en")]).toEqual([french, name]));
