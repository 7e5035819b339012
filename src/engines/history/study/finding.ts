import type { FitReport } from "../fit/fit-report.ts";
import type { GridPoint, GridSummary } from "../grid.ts";
import type { AdoptionRow, Attack } from "../panel/derived.ts";
import type { Question } from "../questions.ts";
import type { BreakScan } from "../resample.ts";
import type { Table } from "../table.ts";
import type { Desk } from "../tasks.ts";

/** A specification as JSON has it. */
export type SpecJson = Readonly<Record<string, unknown>>;

/** An estimate with its interval, as a reader is shown it. */
export interface Estimate {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval that holds the middle half, made as the one of 95 %. */
  readonly inner?: readonly [low: number, high: number];
  readonly p?: number;
  /** p with false discoveries kept to their share among all that is no primary test. */
  readonly q?: number;
  /** Which errors, or how the interval was made. */
  readonly by: string;
}

/** A count with the intervals of its share. */
export interface CountRow {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly share: number;
  readonly wilson: readonly [number, number];
  readonly exact: readonly [number, number];
}

/** A sentence for a first screen. `isKnown`: the record shows it; otherwise it says what the record leaves open. */
export interface Plain {
  readonly isKnown: boolean;
  readonly text: string;
}

/** What a question found. */
export interface Finding {
  readonly id: Question["id"];
  readonly question: string;
  readonly estimand: string;
  readonly test?: string;
  /** Plain sentences: what goes with what, how sure, and what speaks against it. */
  readonly sentences: readonly string[];
  /** The same for a first screen, in words that need no statistics. */
  readonly plain: readonly Plain[];
  readonly primary?: FitReport;
  readonly estimates: readonly Estimate[];
  readonly counts: readonly CountRow[];
  /** `isShown`: as a table of its own. */
  readonly beside: readonly { readonly name: string; readonly fit: FitReport; readonly isShown?: true }[];
  /** p of the primary test, and after Holm over all primary tests. */
  readonly p?: number;
  readonly holm?: number;
  /** p of the test as it might have been declared, with what it would have been. */
  readonly instead?: { readonly what: string; readonly p: number };
  /** Smallest effect that would have been found four times in five. */
  readonly detectable?: { readonly name: string; readonly value: number };
  readonly cases?: readonly string[];
}

/** The whole study. */
export interface StudyResult {
  readonly seed: number;
  readonly drawCount: number;
  readonly digests: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  readonly findings: readonly Finding[];
  readonly grid: { readonly points: readonly GridPoint[]; readonly all: GridSummary; readonly by: readonly { readonly choice: string; readonly value: string; readonly summary: GridSummary }[] };
  readonly leaveOut: readonly { readonly without: string; readonly b: number; readonly low: number; readonly high: number }[];
  readonly placebos: readonly { readonly name: string; readonly b: number; readonly low: number; readonly high: number; readonly p: number; readonly q?: number }[];
  /** `band`: what the largest statistic of one permutation in twenty passes. */
  readonly breaks: BreakScan & { readonly best: number; readonly p: number; readonly band: number };
  readonly adoption: readonly AdoptionRow[];
  readonly missing: readonly { readonly era: string; readonly rows: number; readonly without: Readonly<Record<string, number>> }[];
}

/** An attack with the name of its war. */
export type NamedAttack = Attack & { readonly name: string };

/** What the study runs on. */
export interface StudyAsk {
  readonly desk: Desk;
  readonly panel: Table;
  readonly tables: { readonly reliability: Table; readonly wars: Table };
  readonly digests: Readonly<Record<string, string>>;
  readonly adoption: readonly AdoptionRow[];
  /** Initiations that became war, with the name of the war. */
  readonly attacks: readonly NamedAttack[];
  /** Name of a state. */
  readonly nameOf: (code: number) => string;
  readonly seed?: number;
  /** Draws of every bootstrap; permutations are a fifth of them. */
  readonly draws?: number;
  readonly onProgress?: (done: number, stage: string) => void;
  /** The question to answer, or the robustness grid by itself. Absent: all, with what stands beside them. */
  readonly only?: Question["id"] | "grid";
}
