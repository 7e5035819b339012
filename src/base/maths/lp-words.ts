import { INFINITE } from "./model-file.ts";
import { numberAt } from "./mps-number.ts";

/** A section of LP text, or what a linear model does not have. */
export type LpSection = "minimise" | "maximise" | "rows" | "bounds" | "whole" | "binary" | "semi" | "end" | "sets" | "lazy" | "cuts" | "pieces";

/** A label is a name with its colon. `odd` is a mark that no linear model has. */
export type LpKind = "name" | "label" | "number" | "sign" | "sense" | "odd" | "section" | "nothing";

interface Opening {
  readonly section: LpSection;
  /** What follows, where the title is of two words. */
  readonly rest?: RegExp;
  /** Whether the first word is a title by itself, too. */
  readonly isAlone?: boolean;
  /** Whether it is a title at the start of a line only; elsewhere it is a column. */
  readonly isFirst?: boolean;
}

/** How each section may begin. */
const SECTIONS = new Map<string, Opening>([
  ...["min", "minimum", "minimize", "minimise"].map((it) => [it, { section: "minimise" }] satisfies [string, Opening]),
  ...["max", "maximum", "maximize", "maximise"].map((it) => [it, { section: "maximise" }] satisfies [string, Opening]),
  ...["st", "s.t.", "st."].map((it) => [it, { section: "rows" }] satisfies [string, Opening]),
  ["subject", { section: "rows", rest: /\s+to(?=[\s\\]|$)/iy }],
  ["such", { section: "rows", rest: /\s+that(?=[\s\\]|$)/iy }],
  ...["bound", "bounds"].map((it) => [it, { section: "bounds" }] satisfies [string, Opening]),
  ...["general", "generals", "gen", "integer", "integers"].map((it) => [it, { section: "whole" }] satisfies [string, Opening]),
  ...["binary", "binaries", "bin"].map((it) => [it, { section: "binary" }] satisfies [string, Opening]),
  ...["semi", "semis"].map((it) => [it, { section: "semi", rest: /\s*-\s*continuous(?=[\s\\]|$)/iy, isAlone: true }] satisfies [string, Opening]),
  ["end", { section: "end" }],
  ...["sos", "sos1", "sos2"].map((it) => [it, { section: "sets", isFirst: true }] satisfies [string, Opening]),
  ["lazy", { section: "lazy", rest: /\s+constraints(?=[\s\\]|$)/iy, isFirst: true }],
  ["user", { section: "cuts", rest: /\s+cuts(?=[\s\\]|$)/iy, isFirst: true }],
  ["pwlobj", { section: "pieces", isFirst: true }],
]);
const LONGEST = Math.max(...[...SECTIONS.keys()].map((it) => it.length));

/** The words of LP text one after another, without remarks. Every character is looked at a few times at most. */
export class LpWords {
  readonly source: string;
  kind: LpKind = "nothing";
  /** Where the word in hand begins and ends. */
  from = 0;
  to = 0;
  /** Whether it is the first on its line. */
  isFirst = true;
  /** Of a number; 1 or -1 of a sign; 1, 0 or -1 of a sense: at least, equal, at most. */
  value = 0;
  section: LpSection = "end";
  private next = 0;

  constructor(source: string) {
    this.source = source;
    // A mark of the byte order would hide the first word.
    if (source.charCodeAt(0) === 0xfeff) this.from = this.next = 1;
    this.move();
  }

  /** What stands there. */
  text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** Goes to the next word; at the end to nothing. */
  move(): void {
    this.skip();
    const { source } = this;
    this.from = this.next;
    this.to = this.from + 1;
    const mark = source[this.from];
    if (mark === undefined) this.is("nothing", 0, 0);
    else if (mark === "+" || (mark === "-" && source[this.to] !== ">")) this.is("sign", mark === "+" ? 1 : -1);
    else if (mark === "<" || mark === ">" || mark === "=") this.sense(mark);
    else if (isDigit(source.charCodeAt(this.from)) || (mark === "." && isDigit(source.charCodeAt(this.to)))) this.number();
    else if (isOfName(source.charCodeAt(this.from))) this.name();
    else this.is("odd", 0, mark === "-" ? 2 : 1);
  }

  private is(kind: LpKind, value = 0, length = 1): void {
    this.kind = kind;
    this.value = value;
    this.to = this.from + length;
    this.next = this.to;
  }

  /** Past blanks and remarks. */
  private skip(): void {
    const { source } = this;
    this.isFirst = this.from === this.next;
    for (; this.next < source.length; this.next++) {
      const code = source.charCodeAt(this.next);
      if (code === REMARK) while (this.next < source.length && !isLineEnd(source.charCodeAt(this.next))) this.next += 1;
      else if (!isBlank(code)) return;
      if (isLineEnd(source.charCodeAt(this.next))) this.isFirst = true;
    }
  }

  private sense(mark: string): void {
    const other = this.source[this.to] ?? "";
    const isPair = mark === "=" ? other === "<" || other === ">" : other === "=";
    const both = isPair ? mark + other : mark;
    this.is("sense", both.includes("<") ? -1 : both.includes(">") ? 1 : 0, both.length);
  }

  private number(): void {
    const { source } = this;
    let to = this.digits(this.from);
    if (source[to] === ".") to = this.digits(to + 1);
    if (source[to] === "e" || source[to] === "E") {
      const signed = source[to + 1] === "+" || source[to + 1] === "-" ? to + 2 : to + 1;
      // 2e is twice a column e.
      if (isDigit(source.charCodeAt(signed))) to = this.digits(signed);
    }
    this.is("number", finiteOr(numberAt(source, this.from, to)), to - this.from);
  }

  private digits(from: number): number {
    let at = from;
    while (isDigit(this.source.charCodeAt(at))) at += 1;
    return at;
  }

  private name(): void {
    const { source } = this;
    let { to } = this;
    while (isOfName(source.charCodeAt(to))) to += 1;
    this.is("name", 0, to - this.from);
    let colon = to;
    while (isBlank(source.charCodeAt(colon))) colon += 1;
    if (source[colon] === ":") {
      this.kind = "label";
      this.next = colon + 1;
      return;
    }
    if (to - this.from > LONGEST) return;
    const word = this.text().toLowerCase();
    if (word === "inf" || word === "infinity") this.is("number", Number.POSITIVE_INFINITY, to - this.from);
    const found = SECTIONS.get(word);
    if (found === undefined || (found.isFirst === true && !this.isFirst)) return;
    if (found.rest !== undefined) {
      found.rest.lastIndex = to;
      const rest = found.rest.exec(source);
      if (rest === null && found.isAlone !== true) return;
      to += rest?.[0].length ?? 0;
    }
    this.is("section", 0, to - this.from);
    this.section = found.section;
  }
}

const REMARK = 92;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
const MARKS: ReadonlySet<number> = new Set([..."\\+-*^<>=:[]"].map((it) => it.charCodeAt(0)));
/** Whether a character may stand in a name: any but blanks and marks. Past the end the code is no number. */
const isOfName = (code: number): boolean => !Number.isNaN(code) && !isBlank(code) && !MARKS.has(code);
const finiteOr = (value: number): number => (Math.abs(value) >= INFINITE ? Math.sign(value) * Number.POSITIVE_INFINITY : value);
