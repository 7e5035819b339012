import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { draftsOf, filesOf, readChannels, tablesOf } from "#app";
import { ROOT } from "../../tools/files.ts";
import { append, newLedger } from "./sample.ts";

const files = new Map(["datapackage.json", "nations.csv", "holdings.csv", "labels.csv", "sources.csv"].map((it) => [it, readFileSync(join(ROOT, "cases", "two-nations", it), "utf8")]));
const rows = (text: string | undefined): readonly string[] => (text ?? "").split("\n").sort();

describe("data sets", () => {
  test("go in and come out as they were; a changed row is one record, a dropped one is withdrawn", () => {
    const ledger = newLedger();
    const held = () => tablesOf(readChannels(ledger));
    expect(append(ledger, draftsOf(files, held(), { label: "OPEN" }))).toBe("appended");
    expect(filesOf(held())).toEqual(files);
    expect(draftsOf(files, held(), { label: "OPEN" })).toEqual([]);
    const lines = files.get("holdings.csv")!.trimEnd().split("\n");
    const mended = new Map(files).set("holdings.csv", `${[lines[0]!, ...lines.slice(2)].join("\n")}\n`);
    const drafts = draftsOf(mended, held(), { label: "OPEN" });
    expect(drafts.map((it) => it.type)).toEqual(["row-withdrawn"]);
    append(ledger, drafts);
    expect(filesOf(held()).get("holdings.csv")).toBe(mended.get("holdings.csv"));
  });
  test("[C12] a row whose label changes is withdrawn in one channel and stated in the other, whichever was opened first; each reader sees it once", () => {
    for (const [from, to] of [["OPEN", "CLOSED"], ["CLOSED", "OPEN"]] as const) {
      const ledger = newLedger({ label: "OPEN" });
      const held = (permits?: (label: unknown) => boolean) => filesOf(tablesOf(readChannels(ledger, permits === undefined ? {} : { permits }))).get("holdings.csv");
      const under = (label: string): Map<string, string> => new Map(files).set("holdings.csv", files.get("holdings.csv")!.replace("OPEN,VAL", `${label},VAL`));
      for (const label of [from, to]) {
        const drafts = draftsOf(under(label), tablesOf(readChannels(ledger)), { label: "OPEN" });
        expect(append(ledger, drafts)).toBe("appended");
        if (label === to) expect(drafts.map((it) => [it.type, it.label])).toEqual([["row-withdrawn", from], ["row", to]]);
        expect(rows(held())).toEqual(rows(under(label).get("holdings.csv")));
      }
      expect([held((label) => label === from)?.includes("h.VAL.battery"), held((label) => label === to)?.includes("h.VAL.battery")]).toEqual([false, true]);
    }
  });
  test("a reader who does not see the record with the headings still sees the cells", () => {
    const ledger = newLedger({ label: "OPEN" });
    append(ledger, draftsOf(new Map(files).set("holdings.csv", files.get("holdings.csv")!.replaceAll(",OPEN,", ",CLOSED,")), tablesOf([]), { label: "OPEN" }));
    const closed = filesOf(tablesOf(readChannels(ledger, { permits: (label) => label === "CLOSED" })));
    expect([[...closed.keys()], closed.get("holdings.csv")?.split("\n").length]).toEqual([["holdings.csv"], files.get("holdings.csv")!.split("\n").length]);
  });
});
