import { column, type Table } from "./table.ts";

/** An expression that cannot be used, with what to write instead. */
export class ExpressionError extends RangeError {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.mend = mend;
  }
}

/** Values of an expression by row. 0 is no, anything else yes, and not a number is unknown. */
export type Column = Float64Array;

type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] };

const FUNCTIONS: Readonly<Record<string, readonly [arity: number, apply: (...values: number[]) => number]>> = {
  log: [1, (x) => (x! > 0 ? Math.log(x!) : Number.NaN)],
  log1p: [1, (x) => (x! > -1 ? Math.log1p(x!) : Number.NaN)],
  log10: [1, (x) => (x! > 0 ? Math.log10(x!) : Number.NaN)],
  exp: [1, (x) => Math.exp(x!)],
  sqrt: [1, (x) => (x! >= 0 ? Math.sqrt(x!) : Number.NaN)],
  abs: [1, (x) => Math.abs(x!)],
  floor: [1, (x) => Math.floor(x!)],
  min: [2, (x, y) => (Number.isNaN(x!) || Number.isNaN(y!) ? Number.NaN : Math.min(x!, y!))],
  max: [2, (x, y) => (Number.isNaN(x!) || Number.isNaN(y!) ? Number.NaN : Math.max(x!, y!))],
  ifelse: [3, (is, x, y) => (Number.isNaN(is!) ? Number.NaN : is !== 0 ? x! : y!)],
  missing: [1, (x) => (Number.isNaN(x!) ? 1 : 0)],
  "+": [2, (x, y) => x! + y!],
  "-": [2, (x, y) => x! - y!],
  "*": [2, (x, y) => x! * y!],
  "/": [2, (x, y) => (y === 0 ? Number.NaN : x! / y!)],
  "^": [2, (x, y) => x! ** y!],
  negative: [1, (x) => -x!],
  "==": [2, (x, y) => told(x!, y!, x === y)],
  "!=": [2, (x, y) => told(x!, y!, x !== y)],
  "<": [2, (x, y) => told(x!, y!, x! < y!)],
  "<=": [2, (x, y) => told(x!, y!, x! <= y!)],
  ">": [2, (x, y) => told(x!, y!, x! > y!)],
  ">=": [2, (x, y) => told(x!, y!, x! >= y!)],
  // What is unknown decides nothing, and only what is known can.
  and: [2, (x, y) => (x === 0 || y === 0 ? 0 : Number.isNaN(x!) || Number.isNaN(y!) ? Number.NaN : 1)],
  or: [2, (x, y) => ((x !== 0 && !Number.isNaN(x!)) || (y !== 0 && !Number.isNaN(y!)) ? 1 : Number.isNaN(x!) || Number.isNaN(y!) ? Number.NaN : 0)],
  not: [1, (x) => (Number.isNaN(x!) ? Number.NaN : x === 0 ? 1 : 0)],
};

const told = (x: number, y: number, is: boolean): number => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : is ? 1 : 0);
const WORDS = Object.keys(FUNCTIONS).filter((it) => /^[a-z]/.test(it) && !["negative", "and", "or", "not"].includes(it));

/**
 * Works an expression out for every row: numbers, columns, `+ - * / ^`, comparisons, also `1914 <= year <= 1945`, `and or not` (or `& | !`), `x in (1, 2)`, `x not in (1, 2)`,
 * and `log log1p log10 exp sqrt abs floor min max ifelse missing`. Logic is three-valued: what is unknown stays unknown unless
 * the rest decides.
 * @throws ExpressionError with what to write instead.
 * @example valuesOf("year >= 1946 and not (go5 == 1 and on5 == 0)", table)
 */
export function valuesOf(text: string, table: Table): Column {
  const node = new Reader(text).whole();
  return evaluate(node, table, text);
}

/** Values of an expression, which a table may hold already as a column. @throws ExpressionError */
export const known = (expression: string, table: Table): Column => table.columns.get(expression) ?? valuesOf(expression, table);

/** Columns that an expression reads. */
export function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === "name") names.add(node.name);
    else if (node.kind === "call") node.args.forEach(visit);
  };
  visit(new Reader(text).whole());
  return [...names];
}

/** Loops of their own for what filters and terms are mostly made of: a column beside a number. */
const BESIDE_NUMBER: Readonly<Record<string, (of: Column, by: number, into: Column) => void>> = {
  "==": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row] === by ? 1 : 0;
  },
  "!=": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row] === by ? 0 : 1;
  },
  "<": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row]! < by ? 1 : 0;
  },
  "<=": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row]! <= by ? 1 : 0;
  },
  ">": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row]! > by ? 1 : 0;
  },
  ">=": (of, by, into) => {
    for (let row = 0; row < into.length; row++) into[row] = of[row]! >= by ? 1 : 0;
  },
};

function besideNumber(name: string, of: Column, by: number): Column | undefined {
  const made = new Float64Array(of.length);
  if (name === "^" && (by === 2 || by === 3)) {
    for (let row = 0; row < made.length; row++) made[row] = by === 2 ? of[row]! * of[row]! : of[row]! * of[row]! * of[row]!;
    return made;
  }
  const loop = BESIDE_NUMBER[name];
  if (loop === undefined || Number.isNaN(by)) return undefined;
  loop(of, by, made);
  for (let row = 0; row < made.length; row++) if (of[row] !== of[row]) made[row] = Number.NaN;
  return made;
}

function evaluate(node: Node, table: Table, text: string): Column {
  if (node.kind === "number") return new Float64Array(table.rowCount).fill(node.value);
  if (node.kind === "name") {
    if (!table.columns.has(node.name)) throw unknownColumn(node.name, text, [...table.columns.keys()]);
    return column(table, node.name);
  }
  const last = node.args.at(-1)!;
  if (node.args.length === 2 && last.kind === "number") {
    const made = besideNumber(node.name, evaluate(node.args[0]!, table, text), last.value);
    if (made !== undefined) return made;
  }
  const args = node.args.map((it) => evaluate(it, table, text));
  const apply = FUNCTIONS[node.name]![1];
  const made = new Float64Array(table.rowCount);
  const [one, two, three] = args as [Column, Column | undefined, Column | undefined];
  for (let row = 0; row < made.length; row++) made[row] = two === undefined ? apply(one[row]!) : three === undefined ? apply(one[row]!, two[row]!) : apply(one[row]!, two[row]!, three[row]!);
  return made;
}

export function unknownColumn(name: string, where: string, names: readonly string[]): ExpressionError {
  const near = names.map((it) => [name.toLowerCase() === it.toLowerCase() ? 0 : distance(name, it), it] as const).sort((a, b) => a[0] - b[0])[0];
  const hint = near !== undefined && near[0] <= Math.max(1, Math.floor(name.length / 3)) ? `Did you mean ${near[1]}? ` : "";
  return new ExpressionError(`There is no column "${name}"${where === name ? "" : ` in "${where}"`}.`, `${hint}The columns are: ${names.join(", ")}.`);
}

/** Letters to change, add or drop. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, it) => it);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let k = 1; k <= b.length; k++) row.push(Math.min(row[k - 1]! + 1, above[k]! + 1, above[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1)));
    above = row;
  }
  return above[b.length]!;
}

const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(==|!=|<>|<=|>=|&&|\|\||[-+*/^()<>=,!&|]))/y;
const MOST = 2000;
const DEEPEST = 100;

class Reader {
  private readonly tokens: readonly string[];
  private readonly text: string;
  private place = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    if (text.length > MOST) throw new ExpressionError(`The expression has ${text.length} characters.`, `Keep it below ${MOST}.`);
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const from = TOKEN.lastIndex;
      if (text.slice(from).trim() === "") break;
      const found = TOKEN.exec(text);
      if (found === null) throw new ExpressionError(`"${text}" cannot be read from "${text.slice(from).trim().slice(0, 20)}" on.`, "Use columns, numbers, + - * / ^, comparisons, and, or, not, and functions.");
      tokens.push(found[1] ?? found[2] ?? found[3]!);
    }
    this.tokens = tokens;
  }

  whole(): Node {
    const node = this.either();
    if (this.place < this.tokens.length) throw this.wrong();
    return node;
  }

  private either(): Node {
    if (++this.depth > DEEPEST) throw new ExpressionError("The expression is nested too deeply.", `Keep it below ${DEEPEST} levels.`);
    let left = this.both();
    while (this.takes("or", "|", "||")) left = call("or", left, this.both());
    this.depth -= 1;
    return left;
  }

  private both(): Node {
    let left = this.negated();
    while (this.takes("and", "&", "&&")) left = call("and", left, this.negated());
    return left;
  }

  private negated(): Node {
    if (!this.takes("not", "!")) return this.compared();
    if (++this.depth > DEEPEST) throw new ExpressionError("The expression is nested too deeply.", `Keep it below ${DEEPEST} levels.`);
    const node = call("not", this.negated());
    this.depth -= 1;
    return node;
  }

  private compared(): Node {
    let left = this.sum();
    const isNot = this.tokens[this.place] === "not" && this.tokens[this.place + 1] === "in";
    if (isNot) this.place += 1;
    if (this.takes("in")) {
      const list = this.list();
      const node = list.map((it) => call("==", left, it)).reduce((a, b) => call("or", a, b));
      return isNot ? call("not", node) : node;
    }
    let node: Node | undefined;
    for (let operator = this.comparison(); operator !== undefined; operator = this.comparison()) {
      const right = this.sum();
      const one = call(operator, left, right);
      // `1914 <= year <= 1945` asks both.
      node = node === undefined ? one : call("and", node, one);
      left = right;
    }
    return node ?? left;
  }

  private comparison(): string | undefined {
    const sign = this.tokens[this.place];
    const operator = sign === "=" ? "==" : sign === "<>" ? "!=" : sign;
    if (operator === undefined || !["==", "!=", "<", "<=", ">", ">="].includes(operator)) return undefined;
    this.place += 1;
    return operator;
  }

  private sum(): Node {
    let left = this.factor();
    for (;;) {
      if (this.takes("+")) left = call("+", left, this.factor());
      else if (this.takes("-")) left = call("-", left, this.factor());
      else return left;
    }
  }

  private factor(): Node {
    let left = this.signed();
    for (;;) {
      if (this.takes("*")) left = call("*", left, this.signed());
      else if (this.takes("/")) left = call("/", left, this.signed());
      else return left;
    }
  }

  private signed(): Node {
    let isNegative = false;
    while (this.takes("-")) isNegative = !isNegative;
    const node = this.power();
    return isNegative ? call("negative", node) : node;
  }

  private power(): Node {
    const base = this.atom();
    return this.takes("^") ? call("^", base, this.signed()) : base;
  }

  private atom(): Node {
    const token = this.tokens[this.place];
    if (token === undefined) throw new ExpressionError(`"${this.text}" ends too early.`, "Write what should follow.");
    if (token === "(") {
      this.place += 1;
      const node = this.either();
      if (!this.takes(")")) throw this.wrong();
      return node;
    }
    this.place += 1;
    if (/^[\d.]/.test(token)) return { kind: "number", value: Number(token) };
    if (!/^[A-Za-z_]/.test(token) || ["and", "or", "not", "in"].includes(token)) {
      this.place -= 1;
      throw this.wrong();
    }
    if (this.tokens[this.place] !== "(") return { kind: "name", name: token };
    const known = WORDS.includes(token) ? FUNCTIONS[token] : undefined;
    if (known === undefined) throw new ExpressionError(`There is no function "${token}".`, `The functions are: ${WORDS.join(", ")}.`);
    const args = this.list();
    if (args.length !== known[0]) throw new ExpressionError(`${token} takes ${known[0]} ${known[0] === 1 ? "value" : "values"}, and has ${args.length}.`, `Write ${token}(${["x", "y", "z"].slice(0, known[0]).join(", ")}).`);
    return { kind: "call", name: token, args };
  }

  private list(): readonly Node[] {
    if (!this.takes("(")) throw this.wrong();
    const items = [this.either()];
    while (this.takes(",")) items.push(this.either());
    if (!this.takes(")")) throw this.wrong();
    return items;
  }

  private takes(...words: readonly string[]): boolean {
    if (!words.includes(this.tokens[this.place] ?? "")) return false;
    this.place += 1;
    return true;
  }

  private wrong(): ExpressionError {
    const token = this.tokens[this.place];
    return new ExpressionError(`"${this.text}" cannot be read at ${token === undefined ? "its end" : `"${token}"`}.`, "Check brackets and operators: columns, numbers, + - * / ^, comparisons, and, or, not, and functions.");
  }
}

const call = (name: string, ...args: readonly Node[]): Node => ({ kind: "call", name, args });
