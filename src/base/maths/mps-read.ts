import type { MilpModel } from "./milp.ts";
import { INFINITE, type ModelFile, type ModelFileError, Refusal } from "./model-file.ts";
import { type MpsFormat, MpsLines } from "./mps-lines.ts";
import { type Indicator, type Named, withSwitches } from "./switches.ts";

/**
 * Reads MPS text: free, or fixed where names hold spaces. Where makers of solvers differ, this is read:
 * - A whole-number column between markers without any bound lies in [0, 1], as in CPLEX, Gurobi, GLPK and HiGHS.
 * - A negative upper bound without a lower bound takes the lower bound away, as in CPLEX and Gurobi (a warning says so).
 * - `MI` takes only the lower bound away. A bound stated twice: the last holds (a warning says so).
 * - A right-hand side of the objective is minus its constant. Further N rows are dropped. Of several sets the first is read.
 * - Numbers from 1e20 on are infinite: as bounds they are none, as entries and costs they are refused.
 * - Semi-continuous columns and indicators become linear rows with switches, where bounds allow it.
 * Refused: what is not linear (quadratic parts, SOS), an entry stated twice, unknown names.
 * Source: IBM, CPLEX file formats, MPS; HiGHS 1.15, `HMpsFF.cpp`.
 * @example readMps("NAME\nROWS\n N o\n G r\nCOLUMNS\n x o 1 r 1\nRHS\n s r 2\nENDATA\n") // → minimise x, x ≥ 2
 */
export function readMps(text: string): ModelFile | ModelFileError {
  const free = attempt(text, "free");
  if (free.kind === "model") return free;
  // Names with spaces break lines into too many words: then the columns of the fixed format may tell them apart.
  const fixed = attempt(text, "fixed");
  if (fixed.kind === "model") return { ...fixed, warnings: ["Read by the columns of the fixed format, since the words of its lines alone make no sense.", ...fixed.warnings] };
  return fixed.line > free.line ? fixed : free;
}

function attempt(text: string, format: MpsFormat): ModelFile | ModelFileError {
  const lines = new MpsLines(text, format);
  try {
    return new MpsReader(lines, format).read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "error", line: lines.number, text: lines.text().slice(0, 120), message: error.message, mend: error.mend };
  }
}

type Section = "start" | "NAME" | "OBJSENSE" | "OBJNAME" | "ROWS" | "COLUMNS" | "RHS" | "RANGES" | "BOUNDS" | "INDICATORS" | "ENDATA";

const SECTIONS: ReadonlyMap<string, Section> = new Map(
  (["NAME", "OBJSENSE", "OBJNAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "INDICATORS", "ENDATA"] as const).map((it) => [it, it]),
);

/** Sections that a linear model does not have, and what they hold. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ...["QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX"].map((it): [string, string] => [it, "quadratic terms"]),
  ["CSECTION", "cones"],
  ...["SOS", "SOS1", "SOS2", "SETS"].map((it): [string, string] => [it, "special ordered sets"]),
  ...["GENCONS", "PWLOBJ", "PWLNAM", "PWLCON"].map((it): [string, string] => [it, "general or piecewise-linear constraints"]),
  ...["LAZYCONS", "USERCUTS", "DELAYEDROWS", "MODELCUTS"].map((it): [string, string] => [it, "lazy rows or cuts"]),
]);

const OBJECTIVE = -1;
const DROPPED = -2;

class MpsReader {
  private readonly lines: MpsLines;
  private readonly format: MpsFormat;
  private title = "";
  private maximise = false;
  private objectiveName: string | undefined;
  private readonly warnings: string[] = [];
  private readonly freeRows = new Set<string>();
  private readonly rowAt = new Map<string, number>();
  private readonly rowNames: string[] = [];
  private readonly rowKinds: string[] = [];
  private rhs = new Float64Array(0);
  private range = new Float64Array(0);
  private hasRhs = new Uint8Array(0);
  private constant = 0;
  private hasConstant = false;
  private readonly columnAt = new Map<string, number>();
  private readonly columnNames: string[] = [];
  private readonly cost: number[] = [];
  private readonly isWhole: number[] = [];
  private isInMarkers = false;
  private hasWhole = false;
  private readonly columnStarts: number[] = [];
  private entryRow = new Int32Array(4096);
  private entryValue = new Float64Array(4096);
  private entryCount = 0;
  /** Last column that has an entry in the row, and in the objective. */
  private lastIn = new Int32Array(0);
  private lastInObjective = -1;
  private lower = new Float64Array(0);
  private upper = new Float64Array(0);
  private hasLower = new Uint8Array(0);
  private hasUpper = new Uint8Array(0);
  private readonly semi = new Set<number>();
  private readonly indicators = new Map<number, Indicator>();
  private readonly sets = new Map<Section, string>();
  private readonly skipped = new Set<string>();
  private readonly seen = new Set<Section>();

  constructor(lines: MpsLines, format: MpsFormat) {
    this.lines = lines;
    this.format = format;
  }

  read(): ModelFile {
    const { lines } = this;
    let section: Section = "start";
    while (section !== "ENDATA" && lines.next()) {
      // Sense and name of the objective stand on lines of their own, wherever they begin.
      if (lines.isBroken && section !== "OBJSENSE" && section !== "OBJNAME") throw new Refusal("This line does not keep to the columns of the fixed format.", "Write names without blanks, with blanks between them.");
      const header = this.header(section);
      if (header !== undefined) section = this.open(header, section);
      else this.entry(section);
    }
    if (section !== "ENDATA") throw new Refusal(lines.number === 0 ? "The file is empty." : "The file ends without ENDATA: it may have been cut off.", "Fetch the file again, or end it with a line ENDATA.");
    if (!this.seen.has("COLUMNS")) throw new Refusal("The file has no COLUMNS section.", "Write ROWS and COLUMNS before ENDATA.");
    return this.finished();
  }

  /** The section that this line opens, if it does. Data lines are indented, but not all writers keep to it. */
  private header(section: Section): string | undefined {
    const { lines } = this;
    const isAlone = lines.words === 1;
    if (lines.isIndented && !(isAlone && section !== "OBJSENSE" && section !== "OBJNAME")) return undefined;
    const word = lines.firstWord().toUpperCase();
    const isKnown = SECTIONS.has(word) || REFUSED.has(word);
    if (lines.isIndented) return isKnown ? word : undefined;
    if (!isKnown) {
      if (section === "start") throw new Refusal(`"${lines.firstWord().slice(0, 40)}" begins no MPS file.`, "Give a model in MPS format: its first section is NAME or ROWS.");
      // A word alone at the margin is a section nobody knows; more words are data that was not indented.
      if (isAlone && section !== "OBJSENSE" && section !== "OBJNAME") throw new Refusal(`"${word.slice(0, 40)}" is no section of a linear model.`, "Use the sections NAME, OBJSENSE, OBJNAME, ROWS, COLUMNS, RHS, RANGES, BOUNDS, INDICATORS and ENDATA.");
      return undefined;
    }
    // A set may be called RHS or BOUNDS, and so begin a line of data at the margin.
    if (!isAlone && (section === "RHS" || section === "RANGES" || section === "BOUNDS") && (word === "RHS" || word === "RANGES" || word === "BOUNDS")) return undefined;
    return word;
  }

  private open(word: string, before: Section): Section {
    const { lines } = this;
    const refused = REFUSED.get(word);
    if (refused !== undefined) throw new Refusal(`The section ${word} states ${refused}, which a linear model does not have.`, "Take the section out, or write the model with linear rows only.");
    const section = SECTIONS.get(word)!;
    if (this.seen.has(section) && section !== "ENDATA") throw new Refusal(`The section ${word} stands twice.`, "Join the two into one.");
    if (before === "ROWS") this.sizeRows();
    if (before === "COLUMNS") this.sizeColumns();
    this.seen.add(section);
    if ((section === "COLUMNS" || section === "RHS" || section === "RANGES") && !this.seen.has("ROWS")) throw new Refusal(`${word} stands before ROWS.`, "Write ROWS first.");
    if ((section === "RHS" || section === "RANGES" || section === "BOUNDS" || section === "INDICATORS") && !this.seen.has("COLUMNS")) throw new Refusal(`${word} stands before COLUMNS.`, "Write COLUMNS first.");
    if (section === "OBJNAME" && this.seen.has("ROWS")) throw new Refusal("OBJNAME stands after ROWS.", "Write OBJNAME before ROWS.");
    if (section === "NAME") this.title = lines.rest();
    if (section === "OBJSENSE" && lines.rest() !== "") this.sense(lines.rest());
    if (section === "OBJNAME" && lines.rest() !== "") this.objectiveName = lines.rest();
    return section;
  }

  private entry(section: Section): void {
    switch (section) {
      case "OBJSENSE":
        return this.sense(this.lines.rest(0));
      case "OBJNAME":
        this.objectiveName = this.lines.rest(0);
        return;
      case "ROWS":
        return this.rowLine();
      case "COLUMNS":
        return this.columnLine();
      case "RHS":
        return this.sideLine("RHS");
      case "RANGES":
        return this.sideLine("RANGES");
      case "BOUNDS":
        return this.boundLine();
      case "INDICATORS":
        return this.indicatorLine();
      default:
        throw new Refusal(section === "start" ? "The file does not begin with a section of MPS." : `A line stands after ${section} where a section must begin.`, "Begin with NAME or ROWS, each at the margin.");
    }
  }

  private sense(word: string): void {
    const upper = word.toUpperCase();
    if (upper !== "MAX" && upper !== "MIN" && upper !== "MAXIMIZE" && upper !== "MINIMIZE" && upper !== "MAXIMISE" && upper !== "MINIMISE") throw new Refusal(`"${word}" is no sense of an objective.`, "Write MAX or MIN.");
    this.maximise = upper.startsWith("MAX");
  }

  private rowLine(): void {
    const { lines } = this;
    if (lines.words !== 2 && !lines.isRemark(2)) throw new Refusal("A row is stated by its kind and its name.", "Write for example: L  row1");
    const kind = lines.word(0).toUpperCase();
    const name = lines.word(1);
    if (kind !== "N" && kind !== "L" && kind !== "G" && kind !== "E") throw new Refusal(`"${kind.slice(0, 20)}" is no kind of row.`, "Write N, L, G or E.");
    if (this.rowAt.has(name) || this.freeRows.has(name)) throw new Refusal(`The row ${name} is stated twice.`, "Give each row a name of its own.");
    if (kind === "N") {
      this.freeRows.add(name);
      return;
    }
    this.rowAt.set(name, this.rowNames.length);
    this.rowNames.push(name);
    this.rowKinds.push(kind);
  }

  /** Chooses the objective among the N rows and makes room for the rows' numbers. */
  private sizeRows(): void {
    const count = this.rowNames.length;
    const chosen = this.objectiveName ?? [...this.freeRows][0];
    if (this.objectiveName !== undefined && !this.freeRows.has(this.objectiveName)) throw new Refusal(`The objective ${this.objectiveName} named under OBJNAME is no N row.`, "Name one of the N rows.");
    if (chosen === undefined) this.warnings.push("There is no N row: the objective is 0.");
    for (const name of this.freeRows) this.rowAt.set(name, name === chosen ? OBJECTIVE : DROPPED);
    const others = [...this.freeRows].filter((it) => it !== chosen);
    if (others.length > 0) this.warnings.push(`Besides the objective ${chosen}, ${others.length} N row${others.length === 1 ? " is" : "s are"} left out: ${others.slice(0, 5).join(", ")}${others.length > 5 ? " …" : ""}.`);
    this.objectiveName = chosen;
    this.rhs = new Float64Array(count);
    this.range = new Float64Array(count).fill(Number.NaN);
    this.hasRhs = new Uint8Array(count);
    this.lastIn = new Int32Array(count).fill(-1);
  }

  private columnLine(): void {
    const { lines } = this;
    if (lines.isMarker()) return this.marker();
    const current = this.columnNames.length - 1;
    // In the fixed format an empty name goes on with the column before.
    const isSame = current >= 0 && (lines.isWord(0, this.columnNames[current]!) || lines.isWord(0, ""));
    const column = isSame ? current : this.newColumn(lines.word(0));
    const words = lines.words;
    for (let at = 1; at < words; at += 2) {
      const row = this.rowAt.get(lines.word(at));
      if (row === undefined) {
        if (lines.isRemark(at)) return;
        throw this.unknownRow(lines.word(at), "COLUMNS");
      }
      if (at + 1 >= words) throw new Refusal(`No number stands after the row ${lines.word(at)}.`, "Write column, row and number.");
      if (at > 3) throw new Refusal("More than two entries stand on one line.", "Write at most two pairs of row and number on a line.");
      this.addEntry(column, row, this.finite(at + 1));
    }
  }

  private addEntry(column: number, row: number, value: number): void {
    if (row === DROPPED) return;
    if ((row === OBJECTIVE ? this.lastInObjective : this.lastIn[row]) === column) {
      throw new Refusal(`The entry of column ${this.columnNames[column]} in row ${row === OBJECTIVE ? this.objectiveName : this.rowNames[row]} is stated twice.`, "Keep one of the two, or write their sum: solvers read this in different ways.");
    }
    if (row === OBJECTIVE) {
      this.lastInObjective = column;
      this.cost[column] = value;
      return;
    }
    this.lastIn[row] = column;
    if (value === 0) return;
    const at = this.entryCount;
    if (at === this.entryRow.length) {
      const rows = new Int32Array(at * 2);
      rows.set(this.entryRow);
      this.entryRow = rows;
      const values = new Float64Array(at * 2);
      values.set(this.entryValue);
      this.entryValue = values;
    }
    this.entryRow[at] = row;
    this.entryValue[at] = value;
    this.entryCount = at + 1;
  }

  private newColumn(name: string): number {
    if (name === "") throw new Refusal("The name of the column is missing.", "Write column, row and number.");
    if (this.columnAt.has(name)) throw new Refusal(`The column ${name} is stated in two places.`, "Keep all entries of a column together.");
    const at = this.columnNames.length;
    this.columnAt.set(name, at);
    this.columnNames.push(name);
    this.cost.push(0);
    this.isWhole.push(this.isInMarkers ? 1 : 0);
    this.hasWhole ||= this.isInMarkers;
    this.columnStarts.push(this.entryCount);
    return at;
  }

  private marker(): void {
    const text = this.lines.text().toUpperCase();
    if (text.includes("'INTORG'")) this.isInMarkers = true;
    else if (text.includes("'INTEND'")) this.isInMarkers = false;
    else if (text.includes("'SOS")) throw new Refusal("This marker begins a special ordered set, which a linear model does not have.", "Write the set with linear rows.");
    else throw new Refusal("This marker is neither 'INTORG' nor 'INTEND'.", "Write: MARKER 'MARKER' 'INTORG'");
  }

  private sizeColumns(): void {
    const count = this.columnNames.length;
    if (this.isInMarkers) this.warnings.push("The last 'INTORG' has no 'INTEND': the columns up to the end are whole.");
    this.lower = new Float64Array(count);
    this.upper = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.hasLower = new Uint8Array(count);
    this.hasUpper = new Uint8Array(count);
  }

  /** A line of RHS or RANGES: pairs of row and number, after the name of a set that some writers leave out. */
  private sideLine(section: "RHS" | "RANGES"): void {
    const { lines } = this;
    let { words } = lines;
    for (let at = words - 1; at > 0; at--) if (lines.isRemark(at) && !this.rowAt.has(lines.word(at))) words = at;
    const from = lines.isSetGiven(words % 2 === 1) ? 1 : 0;
    if (words - from < 2 || (words - from) % 2 === 1) throw new Refusal(`A line of ${section} holds the name of a set and one or two pairs of row and number.`, `Write for example: ${section} row1 4`);
    if (!this.isFirstSet(section, from === 1 ? lines.word(0) : "")) return;
    for (let at = from; at < words; at += 2) {
      const name = lines.word(at);
      const row = this.rowAt.get(name);
      if (row === undefined) throw this.unknownRow(name, section);
      const value = this.number(at + 1);
      if (row === DROPPED) continue;
      if (section === "RHS") this.addRhs(row, value);
      else if (row === OBJECTIVE) this.warnings.push(`Line ${lines.number}: the range of the objective ${name} has no meaning and is left out.`);
      else if (!Number.isNaN(this.range[row]!)) throw new Refusal(`The range of row ${name} is stated twice.`, "Keep one of the two.");
      else this.range[row] = Math.abs(value) >= INFINITE ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
    }
  }

  private addRhs(row: number, value: number): void {
    if (row === OBJECTIVE) {
      if (this.hasConstant) throw new Refusal("The right-hand side of the objective is stated twice.", "Keep one of the two.");
      if (Math.abs(value) >= INFINITE) throw new Refusal("The constant of the objective is infinite.", "Write a number below 1e20.");
      this.constant = value === 0 ? 0 : -value;
      this.hasConstant = true;
      return;
    }
    if (this.hasRhs[row] === 1) throw new Refusal(`The right-hand side of row ${this.rowNames[row]} is stated twice.`, "Keep one of the two.");
    const kind = this.rowKinds[row]!;
    if (Math.abs(value) >= INFINITE) {
      if ((kind === "L" && value > 0) || (kind === "G" && value < 0)) this.warnings.push(`Line ${this.lines.number}: the row ${this.rowNames[row]} has an infinite right-hand side and so binds nothing.`);
      else throw new Refusal(`No solution can meet the infinite right-hand side of row ${this.rowNames[row]}.`, "Write a finite number.");
    }
    this.hasRhs[row] = 1;
    this.rhs[row] = Math.abs(value) >= INFINITE ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
  }

  private boundLine(): void {
    const { lines } = this;
    const kind = lines.word(0).toUpperCase();
    const takes = BOUND_KINDS.get(kind);
    if (takes === undefined) throw new Refusal(`"${kind.slice(0, 20)}" is no kind of bound.`, `Write one of ${[...BOUND_KINDS.keys()].join(", ")}.`);
    // Without a set the column stands where the set would: `UP x 4` has three words, `FR x` has two.
    let { words } = lines;
    for (let word = words - 1; word > 0; word--) if (lines.isRemark(word) && !this.columnAt.has(lines.word(word))) words = word;
    const isColumnSecond = this.columnAt.has(lines.word(2));
    const hasSet = lines.isSetGiven(takes === "number" ? words >= 4 || (isColumnSecond && !this.columnAt.has(lines.word(1))) : words >= 3 && isColumnSecond);
    const at = hasSet ? 2 : 1;
    const example = `Write for example: ${kind} BOUND x1${takes === "number" ? " 4" : ""}`;
    if (words <= at) throw new Refusal(`A bound ${kind} holds ${takes === "number" ? "a set, a column and a number" : "a set and a column"}.`, example);
    if (words === at + 1 && takes === "number") throw new Refusal(`No number stands after the column ${lines.word(at).slice(0, 60)}.`, example);
    // Some writers put a number after every kind of bound.
    if (words > at + 2) throw new Refusal(`More stands on this line than a bound ${kind} holds.`, `${example}, and give each bound a line of its own.`);
    if (!this.isFirstSet("BOUNDS", hasSet ? lines.word(1) : "")) return;
    const name = lines.word(at);
    const column = this.columnAt.get(name);
    if (column === undefined) throw new Refusal(`The column ${name.slice(0, 60)} of this bound does not stand under COLUMNS.`, "State the column under COLUMNS, or take the bound out.");
    this.addBound(kind, column, takes === "number" ? this.number(at + 1) : Number.NaN);
  }

  private addBound(kind: string, column: number, given: number): void {
    const value = Math.abs(given) >= INFINITE ? Math.sign(given) * Number.POSITIVE_INFINITY : given;
    switch (kind) {
      case "UP":
      case "UI":
        this.bound(column, undefined, value);
        break;
      case "LO":
      case "LI":
        this.bound(column, value, undefined);
        break;
      case "FX":
        this.bound(column, value, value);
        break;
      case "FR":
        this.bound(column, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        break;
      case "MI":
        this.bound(column, Number.NEGATIVE_INFINITY, undefined);
        break;
      case "PL":
        this.bound(column, undefined, Number.POSITIVE_INFINITY);
        break;
      case "SC":
      case "SI":
        this.semi.add(column);
        this.bound(column, undefined, value);
        break;
      default:
        this.bound(column, 0, 1);
    }
    if (kind === "UI" || kind === "LI" || kind === "BV" || kind === "SI") {
      this.isWhole[column] = 1;
      this.hasWhole = true;
    }
  }

  private bound(column: number, lower: number | undefined, upper: number | undefined): void {
    const { lines } = this;
    const name = this.columnNames[column]!;
    if (lower === Number.POSITIVE_INFINITY || upper === Number.NEGATIVE_INFINITY) throw new Refusal(`No value of column ${name} can meet this infinite bound.`, "Write MI for no lower bound and PL for no upper bound.");
    const again = (lower !== undefined && this.hasLower[column] === 1 && this.lower[column] !== lower) || (upper !== undefined && this.hasUpper[column] === 1 && this.upper[column] !== upper);
    if (again) this.warn(`Line ${lines.number}: a bound of column ${name} is stated again; the last holds.`);
    if (lower !== undefined) {
      this.lower[column] = lower;
      this.hasLower[column] = 1;
    }
    if (upper !== undefined) {
      this.upper[column] = upper;
      this.hasUpper[column] = 1;
    }
  }

  /** `IF row column value`: the row holds only while the column has the value. */
  private indicatorLine(): void {
    const { lines } = this;
    const example = "Write for example: IF row1 y1 1";
    if (lines.word(0).toUpperCase() !== "IF" || lines.words !== 4) throw new Refusal("An indicator holds IF, a row, a column and 0 or 1.", example);
    const name = lines.word(1);
    const row = this.rowAt.get(name);
    if (row === undefined) throw this.unknownRow(name, "INDICATORS");
    if (row < 0) throw new Refusal(`The row ${name.slice(0, 60)} of this indicator is an N row, which limits nothing.`, "Name a row of kind L, G or E.");
    const column = this.columnAt.get(lines.word(2));
    if (column === undefined) throw new Refusal(`The column ${lines.word(2).slice(0, 60)} of this indicator does not stand under COLUMNS.`, "State the column under COLUMNS, or correct its name.");
    const value = this.number(3);
    if (value !== 0 && value !== 1) throw new Refusal("A row can be bound to the values 0 and 1 of a column only.", example);
    if (this.indicators.has(row)) throw new Refusal(`The row ${name.slice(0, 60)} is under a condition twice.`, "State the row twice under ROWS, each with one condition.");
    this.indicators.set(row, { row, column, value });
  }

  private isFirstSet(section: Section, name: string): boolean {
    // A line without a set goes on with the set before.
    const first = this.sets.get(section) ?? name;
    if (name !== "") this.sets.set(section, first);
    if (name === "" || first === name) return true;
    const key = `${section} ${name}`;
    if (!this.skipped.has(key)) this.warnings.push(`Line ${this.lines.number}: of the sets of ${section} the first, ${first}, is read; ${name} is left out.`);
    this.skipped.add(key);
    return false;
  }

  private number(at: number): number {
    const value = this.lines.value(at);
    if (Number.isNaN(value)) throw new Refusal(`"${this.lines.word(at).slice(0, 40)}" is no number.`, "Write a number such as 12, -0.5 or 1.5e+3.");
    return value;
  }

  private finite(at: number): number {
    const value = this.number(at);
    if (Math.abs(value) >= INFINITE) throw new Refusal("An entry of the matrix or the objective is infinite.", "Write a number below 1e20; only bounds may be infinite.");
    return value;
  }

  private unknownRow(name: string, section: string): Refusal {
    return new Refusal(`The row ${name.slice(0, 60)} in ${section} does not stand under ROWS.`, "State the row under ROWS, or correct its name.");
  }

  private warn(text: string): void {
    if (this.warnings.length < 50) this.warnings.push(text);
  }

  private finished(): ModelFile {
    const colCount = this.columnNames.length;
    const rowCount = this.rowNames.length;
    if (this.lower.length !== colCount) this.sizeColumns();
    let released = 0;
    let firstReleased = "";
    for (let column = 0; column < colCount; column++) {
      if (this.hasLower[column] === 1) continue;
      if (this.upper[column]! < 0) {
        this.lower[column] = Number.NEGATIVE_INFINITY;
        if (released === 0) firstReleased = this.columnNames[column]!;
        released += 1;
      } else if (this.isWhole[column] === 1 && this.hasUpper[column] === 0) this.upper[column] = 1;
    }
    if (released > 0) this.warnings.push(`${released} column${released === 1 ? "" : "s"} (${released === 1 ? firstReleased : `first ${firstReleased}`}) with a negative upper bound and no lower bound ${released === 1 ? "is" : "are"} taken to have no lower bound, as CPLEX and Gurobi do; others keep 0.`);
    const rowLower = new Float64Array(rowCount);
    const rowUpper = new Float64Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const side = this.rhs[row]!;
      const range = this.range[row]!;
      const kind = this.rowKinds[row]!;
      const hasRange = !Number.isNaN(range);
      rowLower[row] = kind === "L" ? (hasRange ? side - Math.abs(range) : Number.NEGATIVE_INFINITY) : kind === "E" && hasRange && range < 0 ? side + range : side;
      rowUpper[row] = kind === "G" ? (hasRange ? side + Math.abs(range) : Number.POSITIVE_INFINITY) : kind === "E" && hasRange && range > 0 ? side + range : side;
      if (Number.isFinite(side)) continue;
      rowLower[row] = Number.NEGATIVE_INFINITY;
      rowUpper[row] = Number.POSITIVE_INFINITY;
    }
    const cost = Float64Array.from(this.cost, (it) => (this.maximise && it !== 0 ? -it : it));
    const stated = {
      model: { colCount, rowCount, cost, colLower: this.lower, colUpper: this.upper, rowLower, rowUpper, ...this.byRows(), ...(this.hasWhole && { whole: Uint8Array.from(this.isWhole) }) },
      columnNames: this.columnNames,
      rowNames: this.rowNames,
    };
    return {
      kind: "model",
      title: this.title,
      ...this.switched(stated),
      maximise: this.maximise,
      constant: this.constant,
      objectiveName: this.objectiveName ?? "",
      format: this.format,
      warnings: this.warnings,
    };
  }

  private switched(stated: Named): Named {
    if (this.semi.size === 0 && this.indicators.size === 0) return stated;
    for (const { row, column } of this.indicators.values()) {
      if (this.isWhole[column] === 1 && this.lower[column]! >= 0 && this.upper[column]! <= 1) continue;
      throw new Refusal(`The column ${this.columnNames[column]} on which the row ${this.rowNames[row]} depends can be other than 0 and 1.`, "Make it a whole-number column with bounds 0 and 1 (BV).");
    }
    const it = withSwitches(stated, { semi: [...this.semi], indicators: [...this.indicators.values()] });
    if ("message" in it) throw new Refusal(it.message, it.mend);
    this.warnings.push(...it.warnings);
    return { model: it.model, columnNames: it.columnNames, rowNames: it.rowNames };
  }

  /** The entries, read column by column, row by row. */
  private byRows(): Pick<MilpModel, "starts" | "indices" | "values"> {
    const rowCount = this.rowNames.length;
    const count = this.entryCount;
    const starts = new Int32Array(rowCount + 1);
    for (let at = 0; at < count; at++) starts[this.entryRow[at]! + 1]! += 1;
    for (let row = 0; row < rowCount; row++) starts[row + 1]! += starts[row]!;
    const next = starts.slice(0, rowCount);
    const indices = new Int32Array(count);
    const values = new Float64Array(count);
    for (let column = 0; column < this.columnNames.length; column++) {
      const end = this.columnStarts[column + 1] ?? count;
      for (let at = this.columnStarts[column]!; at < end; at++) {
        const place = next[this.entryRow[at]!]!++;
        indices[place] = column;
        values[place] = this.entryValue[at]!;
      }
    }
    return { starts, indices, values };
  }
}

const BOUND_KINDS: ReadonlyMap<string, "number" | "nothing"> = new Map([
  ["UP", "number"],
  ["LO", "number"],
  ["FX", "number"],
  ["UI", "number"],
  ["LI", "number"],
  ["SC", "number"],
  ["SI", "number"],
  ["FR", "nothing"],
  ["MI", "nothing"],
  ["PL", "nothing"],
  ["BV", "nothing"],
]);
