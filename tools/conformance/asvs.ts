import { asvsRows, faultsOf } from "../asvs.ts";
import { type Case, eachFile, type Suite, textIn } from "./suite.ts";

/** First cells and levels of a table in CSV with the columns `req_id` and `L`; quoted cells may hold commas and line ends. */
function requirementsIn(text: string): readonly { readonly id: string; readonly level: string }[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  const [head = [], ...body] = rows;
  const [id, level] = [head.indexOf("req_id"), head.indexOf("L")];
  return id < 0 || level < 0 ? [] : body.flatMap((row) => (row[id] === undefined || row[id] === "" ? [] : [{ id: row[id], level: row[level] ?? "" }]));
}

/** Every requirement of levels 1 and 2 in the folder has a row of ours with that level and sound evidence. That it is met is not claimed by this. */
export const asvs: Suite = {
  folder: "owasp-asvs-5",
  endings: [".csv"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    const rows = new Map(asvsRows().map((it) => [it.id, it]));
    eachFile({ folder, ending: ".csv", cases }, (file) => {
      const asked = requirementsIn(textIn(folder, file));
      if (asked.length === 0) cases.push({ name: file, trouble: "no requirement can be read from it: columns req_id and L are expected" });
      for (const { id, level } of asked) {
        const row = rows.get(id);
        if (row === undefined && level === "3") continue;
        const trouble =
          row === undefined
            ? "it has no row in docs/security/asvs.json"
            : String(row.level) !== level
              ? `its row says level ${row.level}, the list ${level}`
              : faultsOf(row)[0];
        cases.push({ name: `${id} has its row`, ...(trouble !== undefined && { trouble }) });
      }
      const open = asked.flatMap(({ id }) => (rows.get(id)?.status === "not-yet" ? [id] : []));
      if (open.length > 0) notClaimed.push(`${open.length} requirements not met yet (docs/security/asvs.md says which)`);
    });
    return { suite: "owasp-asvs-5", cases, notClaimed };
  },
};
