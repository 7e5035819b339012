import { scanCsv, separatorOf } from "#exchange";
import { Complaint, EXIT } from "./exit-codes.ts";

/** One answer of a file, in the words of the options of `concord answer`, with its line. */
export interface AnswerLine {
  readonly line: number;
  readonly nation: string;
  readonly leaf: string;
  readonly reason: string;
  readonly accept?: boolean;
  readonly decline?: boolean;
  readonly reserve?: string | true;
  readonly from?: number;
}

const NEEDED = ["nation", "capability", "response", "reason"] as const;
const KNOWN: readonly string[] = [...NEEDED, "quantity", "first_year"];

/**
 * Reads a file of answers, as the page of targets gives it: `nation,capability,response,quantity,first_year,reason`, in any order of columns.
 * @throws Complaint with the line of what is wrong.
 * @example answerLines("nation,capability,response,quantity,first_year,reason\nVAL,air,accept,,,Crews.\n", "a.csv") // → [{ line: 2, nation: "VAL", leaf: "air", accept: true, reason: "Crews." }]
 */
export function answerLines(text: string, path: string): readonly AnswerLine[] {
  let headings: readonly string[] | undefined;
  const found: AnswerLine[] = [];
  const faults = scanCsv(text, separatorOf(text), (cells, line) => {
    if (headings === undefined) {
      headings = cells.map((it) => it.replace(/^\ufeff/, "").trim().toLowerCase().replaceAll(/[\s-]+/g, "_"));
      return;
    }
    if (cells.every((it) => it.trim() === "")) return;
    const cell = (name: string): string => (cells[headings?.indexOf(name) ?? -1] ?? "").trim();
    const [response, quantity, from] = [cell("response"), cell("quantity"), cell("first_year")];
    if (response !== "accept" && response !== "reserve" && response !== "decline") throw new Complaint(EXIT.usage, `${path}:${line}: "${response}" is no answer.`, "Write accept, reserve or decline in the column response.");
    if (response !== "reserve" && quantity !== "") throw new Complaint(EXIT.usage, `${path}:${line}: a quantity belongs to a reserve, not to ${response}.`, "Write reserve, or leave the cell empty.");
    if (from !== "" && !/^\d{4}$/.test(from)) throw new Complaint(EXIT.usage, `${path}:${line}: "${from}" is no year.`, "Write the year with four digits, for example 2030.");
    const how = response === "accept" ? { accept: true } : response === "decline" ? { decline: true } : { reserve: quantity === "" ? (true as const) : quantity };
    found.push({ line, nation: cell("nation"), leaf: cell("capability"), reason: cell("reason"), ...how, ...(from !== "" && { from: Number(from) }) });
  });
  if (faults[0] !== undefined) throw new Complaint(EXIT.unreadable, `${path}:${faults[0].line} has a broken quote.`, "Mend the line.");
  const columns = headings ?? [];
  const lacking = NEEDED.find((it) => !columns.includes(it));
  if (lacking !== undefined) throw new Complaint(EXIT.usage, `${path} has no column ${lacking}.`, `Its first line is: ${KNOWN.join(",")}.`);
  const strange = columns.find((it) => it !== "" && !KNOWN.includes(it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `${path} has a column ${strange}, of which nothing is known.`, `Its columns: ${KNOWN.join(", ")}.`);
  if (found.length === 0) throw new Complaint(EXIT.usage, `${path} has no answer.`, "Add a line for each.");
  const twice = found.find((it) => found.some((other) => other.line < it.line && other.nation === it.nation && other.leaf === it.leaf));
  if (twice !== undefined) throw new Complaint(EXIT.usage, `${path}:${twice.line}: ${twice.nation} answers its target for ${twice.leaf} twice.`, "Keep one of the two lines.");
  return found;
}
