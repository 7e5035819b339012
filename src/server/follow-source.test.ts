import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataSource } from "#app";
import { followSource } from "./follow-source.ts";

const source = (digest: string): DataSource => ({ digest, files: new Map() });
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What lies on the disk, and what was told of it. */
function disk() {
  const told: string[] = [];
  const at = { stamp: "1", read: (): DataSource => source(at.stamp) };
  const stop = followSource({ stamp: () => at.stamp, read: () => at.read() }, { onNew: ({ digest }) => void told.push(digest), onProblem: (problem) => void told.push((problem as Error).message) }, 100);
  return { at, told, stop, look: () => vi.advanceTimersByTimeAsync(100) };
}

test("what nobody writes is not read; what is written is told once", async () => {
  const { at, told, look } = disk();
  await look();
  expect(told).toEqual([]);
  at.stamp = "2";
  await look();
  await look();
  expect(told).toEqual(["2"]);
});

test("what cannot be shown is said once, and told when it was mended", async () => {
  const { at, told, look } = disk();
  at.stamp = "2";
  at.read = () => {
    throw new Error("half a file");
  };
  await look();
  await look();
  at.stamp = "3";
  at.read = () => source("whole");
  await look();
  expect(told).toEqual(["half a file", "whole"]);
});

test("what changes while it is read is read again", async () => {
  const { at, told, look } = disk();
  at.stamp = "2";
  at.read = () => {
    at.stamp = "3";
    at.read = () => source(at.stamp);
    return source("2");
  };
  await look();
  expect(told).toEqual([]);
  await look();
  expect(told).toEqual(["3"]);
});

test("a file that is missing for a moment changes nothing, and nothing is told once it has ended", async () => {
  const { at, told, look, stop } = disk();
  const missing = Object.defineProperty({ ...at }, "stamp", { get: () => { throw new Error("no such file"); } });
  Object.defineProperty(at, "stamp", { get: () => missing.stamp, configurable: true });
  await look();
  Object.defineProperty(at, "stamp", { value: "4", configurable: true });
  await look();
  stop();
  Object.defineProperty(at, "stamp", { value: "5", configurable: true });
  await look();
  expect(told).toEqual(["4"]);
});
