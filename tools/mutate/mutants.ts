import ts from "typescript";

/** One change of one check. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** What stands there. */
  readonly from: string;
  /** What stands there instead. */
  readonly to: string;
}

const OTHER: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [ts.SyntaxKind.LessThanToken, ["<=", ">="]],
  [ts.SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [ts.SyntaxKind.GreaterThanToken, [">=", "<="]],
  [ts.SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
]);
const OTHER_CALL: ReadonlyMap<string, string> = new Map([["every", "some"], ["some", "every"], ["max", "min"], ["min", "max"]]);

/**
 * The source with every mutant in it, each asleep: `globalThis.mutant` wakes one by its number. Mutated are checks: conditions
 * become false, comparisons others, one side of `&&` and `||` is left out, `!` goes, `every` and `some` change places,
 * and a `filter` lets everything through.
 */
export function withMutants(file: string, source: string, firstId: number): { readonly text: string; readonly mutants: readonly Mutant[] } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const mutants: Mutant[] = [];
  const plain = (node: ts.Node): string => source.slice(node.getStart(tree), node.getEnd());
  const asleep = (node: ts.Node, written: string, instead: readonly string[]): string =>
    instead.reduce((text, to) => {
      const id = firstId + mutants.length;
      mutants.push({ id, file, line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1, from: oneLine(plain(node)), to: oneLine(to) });
      return `(globalThis.mutant === ${id} ? (${to}) : ${text})`;
    }, written);
  /** Text of a node with the mutants of what stands in it. */
  const write = (node: ts.Node): string => {
    const children: ts.Node[] = [];
    ts.forEachChild(node, (it) => void children.push(it));
    let text = "";
    let at = node.getStart(tree);
    for (const it of children.filter((child) => child.getEnd() > child.getStart(tree)).sort((a, b) => a.getStart(tree) - b.getStart(tree))) {
      if (it.getStart(tree) < at) continue;
      text += source.slice(at, it.getStart(tree)) + writeChild(node, it);
      at = it.getEnd();
    }
    return text + source.slice(at, node.getEnd());
  };
  const writeChild = (parent: ts.Node, node: ts.Node): string => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return plain(node);
    const written = write(node);
    const isCondition = (ts.isIfStatement(parent) && parent.expression === node) || (ts.isConditionalExpression(parent) && parent.condition === node);
    return asleep(node, asleep(node, written, insteadOf(node)), isCondition ? ["false"] : []);
  };
  const insteadOf = (node: ts.Node): readonly string[] => {
    if (ts.isBinaryExpression(node)) {
      const [left, right] = [plain(node.left), plain(node.right)];
      const kind = node.operatorToken.kind;
      // What is spread in or left out of an object is a way of writing, no check of anything.
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken && ts.isObjectLiteralExpression(node.right)) return [];
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return [left, right];
      return (OTHER.get(kind) ?? []).map((it) => `${left} ${it} ${right}`);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [plain(node.operand)];
    // In the middle of `a?.b.c()` a bracket would end what `?.` passes over.
    if (ts.isOptionalChain(node) && ts.isOptionalChain(node.parent)) return [];
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const other = OTHER_CALL.get(name.text);
      if (other !== undefined) return [`${plain(expression)}.${other}(${node.arguments.map(plain).join(", ")})`];
      if (name.text === "filter" && node.arguments.length === 1) return [plain(expression)];
    }
    return [];
  };
  return { text: source.slice(0, tree.getStart(tree)) + write(tree) + source.slice(tree.getEnd()), mutants };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
