import { expect, test } from "vitest";
import { valueText } from "../figure-text.ts";
import { unitInFrench } from "./units.ts";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  [0.8, "a", "0,8 an"],
  [1.99, "years", "1,99 an"],
  [2, "years", "2 ans"],
  [1.999, "years", "2,00 ans"],
  [-1.5, "years", "−1,5 an"],
  [1.02, "aircraft", "1,02 aéronef"],
  [2.5, "aircraft", "2,5 aéronefs"],
  [0.24, "aircraft", "0,24 aéronef"],
  [0.9, "items a year", "0,9 unité par an"],
  [1.5, "rounds per year", "1,5 obus par an"],
  [3, "items a year", "3 unités par an"],
  [1, "fire units", "1 unité de tir"],
  [1, "headquarters equipped", "1 quartier général équipé"],
  [1, "boats", "1 bateau"],
  [1, "hospitals", "1 hôpital"],
  [1, "rounds", "1 obus"],
  [1.2, "share available", "1,2 part disponible"],
  [1.5, "weighted shortfall-years", "1,5 année d’insuffisance pondérée"],
  [1.5, "shortfall-years", "1,5 année d’insuffisance"],
  [1.5, "widgets of their own", "1,5 widgets of their own"],
])("%d %s in French: %s", (value, unit, words) => expect(plain(valueText(value, unit, { language: "fr" }))).toBe(words));

test.each([
  [1, "brigade exercises per year", "1 brigade exercise per year"],
  [1, "batteries", "1 battery"],
  [1, "metres of bridge", "1 metre of bridge"],
  [1, "months of stock", "1 month of stock"],
  [1, "headquarters equipped", "1 headquarters equipped"],
  [1, "classes", "1 class"],
  [1, "nodes", "1 node"],
  [1, "items a year", "1 item a year"],
  [1, "requirements unmet", "1 requirement unmet"],
  [1, "weighted shortfall-years", "1 weighted shortfall-year"],
  [1, "ships and sensors on task", "1 ships and sensors on task"],
  [1, "share of platforms fitted", "1 share of platforms fitted"],
  [1, "times", "1 times"],
  [1, "aircraft", "1 aircraft"],
  [2, "brigade exercises per year", "2 brigade exercises per year"],
  [0.5, "brigade exercises", "0.5 brigade exercises"],
])("%d %s in English: %s", (value, unit, words) => expect(plain(valueText(value, unit, { language: "en" }))).toBe(words));

test.each([
  ["brigade exercise per year", "exercice de brigade par an"],
  ["battery", "batterie"],
  ["round a year", "obus par an"],
  ["widget of its own", "widget of its own"],
])("one %s in French: %s", (unit, words) => expect(unitInFrench(unit)).toBe(words));
