import { expect, test } from "vitest";
import { valueText } from "../figure-text.ts";

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
