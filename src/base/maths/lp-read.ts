import { type LpSection, LpWords } from "./lp-words.ts";
import { MilpBuilder } from "./milp.ts";
import { INFINITE, type ModelFile, type ModelFileError, Refusal } from "./model-file.ts";
import { withSwitches } from "./switches.ts";

/**
 * Reads CPLEX LP text into the same arrays as MPS. Where makers of solvers differ, this is read:
 * - A row has columns on either side of its comparison, and a constant with them; those on the right stand on the comparison's line. A column that stands twice counts with the sum.
 * - `l <= terms <= u` is one row with two limits.
 * - A column under Bounds only is one in no row and at no cost (a warning says so); under Generals, Binaries and Semi-continuous it is refused.
 * - A negative upper bound without a lower bound leaves the lower bound at 0, as in CPLEX, GLPK, CBC and HiGHS (a warning says so). A bound stated twice: the last holds (a warning says so).
 * - A binary column keeps the part of its bounds that lies within 0 and 1.
 * - Numbers from 1e20 on are infinite: as limits they are none, as coefficients and constants they are refused.
 * - Semi-continuous columns become linear rows with switches, where bounds allow it.
 * - A word that opens a section is no column, unless a colon makes it the name of a row.
 * Refused with line and column: what is not linear (quadratic parts, sets, pieces), rows under a condition, lazy rows and cuts.
 * Source: IBM, CPLEX file formats, LP; GLPK 5.0, `cpxlp.c`; HiGHS 1.15, `filereaderlp`.
 * @example readLp("Minimize\n x\nSubject To\n r: x >= 2\nEnd\n") // → minimise x, x ≥ 2
 */
export function readLp(text: string): ModelFile | ModelFileError {
  const words = new LpWords(text);
  try {
    return new LpReader(words).read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "error", ...placeOf(text, error instanceof RefusalAt ? error.at : words.from), message: error.message, mend: error.mend };
  }
}

/** A refusal of another place than the word in hand. */
class RefusalAt extends Refusal {
  readonly at: number;
  constructor(message: string, mend: string, at: number) {
    super(message, mend);
    this.at = at;
  }
}
const WHOLE_FILE = -1;

function placeOf(text: string, at: number): Pick<ModelFileError, "line" | "column" | "text"> {
  if (at === WHOLE_FILE) return { line: 0, text: "" };
  const before = text.slice(0, at).split(/\r\n|[\r\n]/);
  const [rest = ""] = /[^\r\n]{0,200}/y.exec(text.slice(at)) ?? [];
  const start = before.at(-1)!;
  return { line: before.length, column: start.length + 1, text: `${start}${rest}`.trimEnd().slice(0, 200) };
}

const REFUSED = { sets: "special ordered sets", lazy: "lazy rows", cuts: "cuts", pieces: "pieces of a cost" } as const;
const QUADRATIC = ["A quadratic part stands here, which a linear model does not have.", "Write linear terms only."] as const;
const ODD = new Map<string, readonly [message: string, mend: string]>([
  ["[", QUADRATIC],
  ["]", QUADRATIC],
  ["^", QUADRATIC],
  ["*", ["A * stands here.", "Write 3 x for three times x."]],
  ["->", ["A row under a condition stands here, which this reader does not take from LP text.", "Write the row with the room that it needs, or give the model as MPS with INDICATORS."]],
  [":", ["A colon stands without a name before it.", "Write names as in c1: x + y >= 2, and numbers without a colon."]],
]);
const BEGIN = "Begin with Minimize or Maximize (also Min, Max, Minimum, Maximum, Minimise, Maximise), without a colon, then the objective, Subject To and End; lines that begin with \\ are remarks.";
const A_ROW = "Write a row as terms, one of <=, >= and =, and a number: c1: 2 x + y >= 2, or with two limits: 1 <= x + y <= 4.";
const A_BOUND = "Write a bound as 0 <= x <= 4, x >= 2, x = 3 or x free.";

class LpReader {
  private readonly words: LpWords;
  private readonly build = new MilpBuilder(256, 64);
  private objectiveName = "objective";
  private readonly columnAt = new Map<string, number>();
  private readonly columnNames: string[] = [];
  private readonly cost: number[] = [];
  /** Not a number: not stated. */
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly rowAt = new Set<string>();
  private readonly rowNames: string[] = [];
  private readonly named: Readonly<Record<"whole" | "binary" | "semi", Set<number>>> = { whole: new Set(), binary: new Set(), semi: new Set() };
  private readonly boundsOnly: string[] = [];
  private readonly warnings: string[] = [];
  private hasOpened = false;
  /** Where the row or bound in hand begins. */
  private began = 0;
  /** Sums of the open row by column, and which columns it has. */
  private readonly sums: number[] = [];
  private readonly lastRow: number[] = [];
  private readonly touched: number[] = [];

  constructor(words: LpWords) {
    this.words = words;
  }

  read(): ModelFile {
    const { words } = this;
    if (words.kind === "nothing") throw new RefusalAt("The file is empty: there is no objective.", BEGIN, WHOLE_FILE);
    const sense = words.section;
    if (words.kind === "label" && /^(min|max)(imum|imi[sz]e)?$/i.test(words.text())) throw new Refusal(`A colon stands after ${words.text()}, as it does for another LP format.`, BEGIN);
    if (words.kind !== "section" || (sense !== "minimise" && sense !== "maximise")) throw new Refusal(`"${shown(words)}" begins no LP file: the objective stands first.`, BEGIN);
    words.move();
    const constant = this.objective();
    while (words.kind === "section" && words.section !== "end") this.open(words.section);
    if (words.kind !== "section") throw new RefusalAt("The text ends before End.", "Write End as the last line, or check whether the file was cut off.", WHOLE_FILE);
    return this.finished(sense === "maximise", constant);
  }

  private objective(): number {
    const { words } = this;
    if (words.kind === "label") {
      this.objectiveName = words.text();
      words.move();
    }
    const constant = this.terms((column, value) => (this.cost[column]! += value), { mayBeEmpty: true });
    if (words.kind === "section" || words.kind === "nothing") return this.finite(constant, "The constant of the objective");
    if (words.kind === "name" || words.kind === "number") throw this.beside();
    throw this.unexpected("in the objective", "Write the objective as terms such as 2 x - 3 y, and Subject To before the rows.");
  }

  /** Reads a section, its first word in hand, up to the next. */
  private open(section: Exclude<LpSection, "end">): void {
    const { words } = this;
    if (section === "minimise" || section === "maximise") throw new Refusal("A second objective begins here.", "Keep one objective; a solver would leave the other out.");
    if (section === "sets" || section === "lazy" || section === "cuts" || section === "pieces") throw new Refusal(`A section of ${REFUSED[section]} begins here, which a linear model does not have.`, "Take the section out, or write the model with linear rows only.");
    const title = words.text();
    if (section === "rows" && this.hasOpened) throw new Refusal(`"${title}" stands here a second time, or after the bounds.`, "Write all rows in one section, directly after the objective.");
    this.hasOpened = true;
    words.move();
    while (words.kind !== "section" && words.kind !== "nothing") {
      if (section === "rows") this.row();
      else if (section === "bounds") this.bound();
      else this.mention(this.named[section], title);
    }
  }

  private row(): void {
    const { words } = this;
    this.began = words.from;
    if (words.kind === "label") {
      const name = words.text();
      if (this.rowAt.has(name)) throw new Refusal(`The row ${shown(words)} is stated twice.`, "Give each row a name of its own.");
      this.rowAt.add(name);
      this.rowNames.push(name);
      words.move();
    } else this.rowNames.push("");
    const left = this.terms(this.add);
    const isLimitFirst = this.touched.length === 0;
    const sense = this.sense();
    // Where a number stands first, the terms follow the comparison; where terms do, they end with the line.
    const right = this.terms(isLimitFirst ? this.add : this.subtract, { isToLineEnd: !isLimitFirst });
    const limits: [lower: number, upper: number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    this.limit(limits, isLimitFirst ? -sense : sense, isLimitFirst ? left - right : right - left);
    if (words.kind === "sense") {
      if (!isLimitFirst || sense === 0 || words.value !== sense) throw new Refusal("A second comparison stands in the row, and is not the other half of a range.", "Write two limits as 1 <= x + y <= 4; otherwise begin the next row on a line of its own.");
      words.move();
      const from = this.touched.length;
      const last = this.terms(this.subtract, { isToLineEnd: true });
      if (this.touched.length !== from) throw new RefusalAt("Columns stand behind the second comparison of this range.", "Write two limits as 1 <= x + y <= 4.", this.began);
      this.limit(limits, sense, last - right);
    }
    if (words.kind === "odd") throw this.unexpected("in the row", A_ROW);
    this.closeRow(limits);
  }

  private closeRow([lower, upper]: readonly [number, number]): void {
    this.build.row(lower, upper);
    for (const column of this.touched) {
      const sum = this.sums[column]!;
      if (!(Math.abs(sum) < INFINITE)) throw new RefusalAt(`The coefficients of column ${this.columnNames[column]!.slice(0, 40)} in this row sum to infinity.`, "Write numbers below 1e20.", this.began);
      if (sum !== 0) this.build.entry(column, sum);
      this.sums[column] = 0;
      this.lastRow[column] = -1;
    }
    this.touched.length = 0;
  }

  private readonly add = (column: number, value: number): void => {
    this.sums[column]! += value;
    if (this.lastRow[column] === this.rowNames.length) return;
    this.lastRow[column] = this.rowNames.length;
    this.touched.push(column);
  };
  private readonly subtract = (column: number, value: number): void => this.add(column, -value);

  /** The comparison of a row, which is passed. */
  private sense(): number {
    const { words } = this;
    if (words.kind === "name" || words.kind === "number") throw this.beside();
    if (words.kind !== "sense") throw this.unexpected("where the comparison of the row should be", A_ROW);
    const { value } = words;
    words.move();
    return value;
  }

  private limit(limits: [lower: number, upper: number], sense: number, difference: number): void {
    const value = Math.abs(difference) >= INFINITE ? Math.sign(difference) * Number.POSITIVE_INFINITY : difference + 0;
    const isNever = Number.isNaN(value) || (sense >= 0 && value === Number.POSITIVE_INFINITY) || (sense <= 0 && value === Number.NEGATIVE_INFINITY);
    if (isNever) throw new RefusalAt("No solution can meet the infinite limit of this row.", "Write a finite number.", this.began);
    if (sense >= 0) limits[0] = value;
    if (sense <= 0) limits[1] = value;
  }

  /**
   * Terms with a sign between each two, and what their numbers without a column sum to. They end with the line where that is asked
   * for, else where no sign goes on.
   */
  private terms(visit: (column: number, value: number) => void, { isToLineEnd = false, mayBeEmpty = false }: { readonly isToLineEnd?: boolean; readonly mayBeEmpty?: boolean } = {}): number {
    const { words } = this;
    let constant = 0;
    for (let isFirst = true; isFirst || (words.kind === "sign" && !(isToLineEnd && words.isFirst)); isFirst = false) {
      const isSigned = words.kind === "sign";
      const sign = this.signs();
      const isCoefficient = words.kind === "number";
      const value = isCoefficient ? sign * words.value : sign;
      if (isCoefficient) words.move();
      if (words.kind === "name" && !(isCoefficient && isToLineEnd && words.isFirst)) {
        if (!Number.isFinite(value)) throw new Refusal(`The coefficient of column ${shown(words)} is infinite.`, "Write a number below 1e20; only limits may be infinite.");
        visit(this.column(), value);
      } else if (isCoefficient) constant += value;
      else if (isSigned || !mayBeEmpty) throw this.unexpected("where a number or a column should be", A_ROW);
    }
    return constant;
  }

  private signs(): number {
    let sign = 1;
    for (; this.words.kind === "sign"; this.words.move()) sign *= this.words.value;
    return sign;
  }

  /** The column in hand, new or known, which is passed. */
  private column(): number {
    const name = this.words.text();
    this.words.move();
    const known = this.columnAt.get(name);
    if (known !== undefined) return known;
    const at = this.columnNames.length;
    this.columnAt.set(name, at);
    this.columnNames.push(name);
    this.cost.push(0);
    this.sums.push(0);
    this.lastRow.push(-1);
    this.lower.push(Number.NaN);
    this.upper.push(Number.NaN);
    return at;
  }

  private bound(): void {
    const { words } = this;
    this.began = words.from;
    const hasFirst = words.kind === "number" || words.kind === "sign";
    const first = hasFirst ? this.limitNumber() : 0;
    const firstSense = hasFirst ? this.boundSense() : 0;
    const column = this.boundColumn();
    if (hasFirst) this.stateBound(column, -firstSense, first);
    if (words.kind === "sense" && !(hasFirst && words.value !== firstSense)) {
      const sense = this.boundSense();
      this.stateBound(column, sense, this.limitNumber());
    } else if (!hasFirst && words.kind === "name" && words.text().toLowerCase() === "free") {
      words.move();
      this.stateBound(column, 1, Number.NEGATIVE_INFINITY);
      this.stateBound(column, -1, Number.POSITIVE_INFINITY);
    } else if (!hasFirst || words.kind === "sense") throw this.unexpected(`after the column ${this.columnNames[column]!.slice(0, 40)} of a bound`, A_BOUND);
  }

  private boundColumn(): number {
    if (this.words.kind !== "name") throw this.unexpected("where the column of a bound should be", A_BOUND);
    const { length } = this.columnNames;
    const column = this.column();
    if (column === length) this.boundsOnly.push(this.columnNames[column]!);
    return column;
  }

  private boundSense(): number {
    if (this.words.kind !== "sense") throw this.unexpected("where the comparison of a bound should be", A_BOUND);
    const { value } = this.words;
    this.words.move();
    return value;
  }

  private limitNumber(): number {
    const sign = this.signs();
    if (this.words.kind !== "number") throw this.unexpected("where the number of a bound should be", A_BOUND);
    const { value } = this.words;
    this.words.move();
    return sign * value + 0;
  }

  private stateBound(column: number, sense: number, value: number): void {
    const name = this.columnNames[column]!;
    const isNever = (sense >= 0 && value === Number.POSITIVE_INFINITY) || (sense <= 0 && value === Number.NEGATIVE_INFINITY);
    if (isNever) throw new RefusalAt(`No value of column ${name.slice(0, 40)} can meet its infinite bound.`, "Write x >= -inf for no lower bound, x <= inf for no upper bound, or x free for neither.", this.began);
    for (const side of [...(sense >= 0 ? [this.lower] : []), ...(sense <= 0 ? [this.upper] : [])]) {
      if (!Number.isNaN(side[column]!) && side[column] !== value) this.warn(`A bound of column ${name} is stated again; the last holds.`);
      side[column] = value;
    }
  }

  /** A column that is whole, binary or semi-continuous. */
  private mention(columns: Set<number>, title: string): void {
    const { words } = this;
    if (words.kind !== "name") throw this.unexpected(`under ${title}`, "Write names of columns with blanks between them.");
    const column = this.columnAt.get(words.text());
    if (column === undefined) throw new Refusal(`"${shown(words)}" stands under ${title}, and is no column of the objective, of a row or of a bound.`, "Write names of columns as they stand in the objective or in a row, or take the word out; of sections only Bounds, Generals, Binaries and Semi-continuous are read after the rows.");
    columns.add(column);
    words.move();
  }

  private finite(value: number, what: string): number {
    if (!(Math.abs(value) < INFINITE)) throw new RefusalAt(`${what} is infinite.`, "Write a number below 1e20; only limits may be infinite.", WHOLE_FILE);
    return value;
  }

  private beside(): Refusal {
    const { words } = this;
    return new Refusal(`"${shown(words)}" follows a term without a sign between them.`, "Write + or - between two terms; of sections only Subject To, Bounds, Generals, Binaries and Semi-continuous are read.");
  }

  private unexpected(where: string, mend: string): Refusal {
    const { words } = this;
    const [message, better] = (words.kind === "odd" ? ODD.get(words.text()) : undefined) ?? [];
    if (words.kind === "nothing") return new RefusalAt("The text ends before End.", "Write End as the last line, or check whether the file was cut off.", WHOLE_FILE);
    return new Refusal(message ?? `"${shown(words)}" stands ${where}.`, better ?? (words.kind === "section" ? `${mend} A word that begins a section, as this one does, is no name of a column.` : mend));
  }

  private warn(text: string): void {
    if (this.warnings.length < 50) this.warnings.push(text);
  }

  private finished(maximise: boolean, constant: number): ModelFile {
    const { whole, binary, semi } = this.named;
    for (const [column, name] of this.columnNames.entries()) {
      const [cost, stated] = [this.finite(this.cost[column]!, `The cost of column ${name.slice(0, 40)}`), this.upper[column]!];
      let [lower, upper] = [Number.isNaN(this.lower[column]) ? 0 : this.lower[column]!, Number.isNaN(stated) ? Number.POSITIVE_INFINITY : stated];
      if (Number.isNaN(this.lower[column]) && upper < 0) this.warn(`The upper bound of column ${name} is negative and no lower bound is stated, which is 0 then: write one, such as -inf.`);
      if (binary.has(column)) [lower, upper] = [Math.max(0, lower), Math.min(1, upper)];
      const priced = maximise && cost !== 0 ? -cost : cost;
      if (whole.has(column) || binary.has(column)) this.build.wholeColumn(lower, upper, priced);
      else this.build.column(lower, upper, priced);
    }
    if (this.boundsOnly.length > 0) this.warn(`${this.boundsOnly.length} column${this.boundsOnly.length === 1 ? " stands" : "s stand"} under Bounds only, in no row and at no cost: ${this.boundsOnly.slice(0, 5).join(", ")}${this.boundsOnly.length > 5 ? " …" : ""}.`);
    const stated = { model: this.build.model(), columnNames: this.columnNames, rowNames: this.namesOfRows() };
    const switched = semi.size === 0 ? { ...stated, warnings: [] } : withSwitches(stated, { semi: [...semi], indicators: [] });
    if ("message" in switched) throw new RefusalAt(switched.message, switched.mend, WHOLE_FILE);
    return { kind: "model", title: "", ...switched, maximise, constant: constant + 0, objectiveName: this.objectiveName, format: "lp", warnings: [...this.warnings, ...switched.warnings] };
  }

  /** Rows without a name are called c1, c2 and so on by their place, as CPLEX calls them, with a mark where another is called so. */
  private namesOfRows(): readonly string[] {
    return this.rowNames.map((name, row) => {
      let called = name === "" ? `c${row + 1}` : name;
      while (name === "" && this.rowAt.has(called)) called += "_";
      return called;
    });
  }
}

/** The word in hand as a message shows it. */
const shown = (words: LpWords): string => words.text().slice(0, 40);
