import { numberAt } from "./mps-number.ts";

/** Free: words between blanks. Fixed: words in the columns 2–3, 5–12, 15–22, 25–36, 40–47 and 50–61, so that names may hold blanks. */
export type MpsFormat = "free" | "fixed";

const FIELDS: readonly (readonly [from: number, to: number])[] = [
  [1, 3],
  [4, 12],
  [14, 22],
  [24, 36],
  [39, 47],
  [49, 61],
];

const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const STAR = 42;
const DOLLAR = 36;
const QUOTE = 39;
const MOST_WORDS = 8;

const isBlank = (code: number): boolean => code === SPACE || code === TAB || code === RETURN;

/** The lines of MPS text as words, without comments and empty lines, and without a string or a list for each. */
export class MpsLines {
  /** Number of the line, from 1. */
  number = 0;
  /** Words on the line. In the fixed format: up to the last field that is filled, the kind of a row or bound first. */
  words = 0;
  isIndented = false;
  private readonly source: string;
  private readonly format: MpsFormat;
  private from = 0;
  private to = 0;
  private nextFrom = 0;
  private readonly starts = new Int32Array(MOST_WORDS);
  private readonly ends = new Int32Array(MOST_WORDS);
  private isFixed = false;
  /** Whether something stands between the fields of a line in the fixed format, so that reading on would cut a name or a number. */
  isBroken = false;

  constructor(source: string, format: MpsFormat) {
    this.source = source;
    this.format = format;
    if (source.charCodeAt(0) === 0xfeff) this.nextFrom = 1;
  }

  /** Goes to the next line that says something; false at the end. */
  next(): boolean {
    const { source } = this;
    while (this.nextFrom < source.length) {
      this.from = this.nextFrom;
      const end = source.indexOf("\n", this.from);
      this.to = end < 0 ? source.length : end;
      this.nextFrom = this.to + 1;
      this.number += 1;
      let at = this.from;
      while (at < this.to && isBlank(source.charCodeAt(at))) at += 1;
      if (at === this.to || source.charCodeAt(at) === STAR) continue;
      this.isIndented = at > this.from;
      this.isBroken = false;
      this.isFixed = this.format === "fixed" && this.isIndented && !this.isMarker();
      if (this.isFixed) this.splitFixed();
      else this.splitFree(at);
      return true;
    }
    return false;
  }

  private splitFree(first: number): void {
    const { source, to } = this;
    let at = first;
    let words = 0;
    while (at < to && words < MOST_WORDS) {
      this.starts[words] = at;
      while (at < to && !isBlank(source.charCodeAt(at))) at += 1;
      this.ends[words] = at;
      words += 1;
      while (at < to && isBlank(source.charCodeAt(at))) at += 1;
    }
    this.words = words;
  }

  private splitFixed(): void {
    const { source } = this;
    let words = 0;
    let filled = 0;
    let last = this.from;
    for (const [first, end] of FIELDS) {
      for (let at = last; at < Math.min(this.from + first, this.to); at++) this.isBroken ||= !isBlank(source.charCodeAt(at));
      last = Math.min(this.from + end, this.to);
      let from = Math.min(this.from + first, this.to);
      let to = Math.min(this.from + end, this.to);
      while (from < to && isBlank(source.charCodeAt(from))) from += 1;
      while (to > from && isBlank(source.charCodeAt(to - 1))) to -= 1;
      if (first === 1 && from === to) continue;
      this.starts[words] = from;
      this.ends[words] = to;
      words += 1;
      if (to === from) continue;
      filled = words;
      if (words > 1 && source.charCodeAt(from) === DOLLAR) last = this.to;
      if (last === this.to) break;
    }
    for (let at = last; at < this.to; at++) this.isBroken ||= !isBlank(source.charCodeAt(at));
    this.words = filled;
  }

  word(at: number): string {
    return at < this.words ? this.source.slice(this.starts[at]!, this.ends[at]!) : "";
  }

  /** Whether a word begins a remark: the oldest files put one after `$` where a name would stand. */
  isRemark(at: number): boolean {
    return at < this.words && this.source.charCodeAt(this.starts[at]!) === DOLLAR;
  }

  isWord(at: number, word: string): boolean {
    return this.ends[at]! - this.starts[at]! === word.length && this.source.startsWith(word, this.starts[at]!);
  }

  /** The number that stands as a word; NaN where none does. */
  value(at: number): number {
    return at < this.words ? numberAt(this.source, this.starts[at]!, this.ends[at]!) : Number.NaN;
  }

  /** Whether the line names its set: told by the number of words, or in the fixed format always by its field. */
  isSetGiven(byWords: boolean): boolean {
    return this.isFixed ? true : byWords;
  }

  /** First word between blanks, whatever the format. */
  firstWord(): string {
    let from = this.from;
    while (from < this.to && isBlank(this.source.charCodeAt(from))) from += 1;
    let to = from;
    while (to < this.to && !isBlank(this.source.charCodeAt(to))) to += 1;
    return this.source.slice(from, to);
  }

  /** What stands after so many words, trimmed. */
  rest(words = 1): string {
    return words === 0 ? this.text().trim() : this.text().trim().slice(this.firstWord().length).trim();
  }

  /** Whether the line holds 'MARKER', which only lines that hold a quotation mark can. */
  isMarker(): boolean {
    for (let at = this.from; at < this.to; at++) if (this.source.charCodeAt(at) === QUOTE) return this.source.slice(at, at + 8).toUpperCase() === "'MARKER'";
    return false;
  }

  text(): string {
    return this.source.slice(this.from, this.to).trimEnd();
  }
}
