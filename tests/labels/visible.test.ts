import { describe, expect, test } from "vitest";
import { type DataReader, labelReaders, visibleTo } from "#exchange";

const LABELS = [
  "id,policy,level,marking_en,releasable_to,absent_means,restrictive,permissive",
  "open,P,0,OPEN,,everyone,,",
  "high,P,2,HIGH,,everyone,,",
  "two,P,0,TWO,ASH ELM,everyone,,",
  "own,P,0,OWN,,originator,,",
  "club,P,0,CLUB,,CLUB,,",
  "word,P,0,WORD,,everyone,Codeword=RIVER,",
  "prog,P,0,PROG,,everyone,,Programme=P1; Programme=P2",
  "odd,P,0,ODD,,everyone,not a value,",
  "no-level,P,,X,,everyone,,",
  "no-number,P,high,X,,everyone,,",
  "no-absence,P,0,X,,,,",
].join("\n");
const labels = ["open", "high", "two", "own", "club", "word", "prog", "odd", "no-level", "no-number", "no-absence", "nowhere", ""];
const HOLDINGS = `id,nation,count,label,source\n${labels.map((it) => `h-${it},ASH,1,${it},s-${it}`).join("\n")}\nh-elm,ELM,1,own,s-elm`;
const SOURCES = `id,title\n${[...labels, "elm", "unused"].map((it) => `s-${it},T`).join("\n")}`;
const files = new Map([["labels.csv", LABELS], ["holdings.csv", HOLDINGS], ["sources.csv", SOURCES], ["datapackage.json", '{"name":"d","title":"D","concord":{"a":1},"resources":[{"path":"holdings.csv"}]}']]);
const reader = (more: Partial<DataReader> = {}): DataReader => ({ nation: "", level: 0, groups: [], ...more });
const ids = (visible: ReadonlyMap<string, string>, file: string): readonly string[] => (visible.get(file) ?? "").trim().split("\n").slice(1).map((it) => it.split(",")[0]!);

describe("a row is shown to whom its label lets in", () => {
  test.each<readonly [string, Partial<DataReader>, readonly string[]]>([
    ["the public", {}, ["open"]],
    ["somebody of a higher level", { level: 2 }, ["open", "high"]],
    ["a level between", { level: 1 }, ["open"]],
    ["its own nation", { nation: "ASH" }, ["open", "two", "own"]],
    ["another nation of the release", { nation: "ELM" }, ["open", "two", "elm"]],
    ["another nation", { nation: "OAK" }, ["open"]],
    ["a group", { groups: ["CLUB"] }, ["open", "club"]],
    ["another group", { groups: ["CHOIR"] }, ["open"]],
    ["who holds the codeword", { holds: [["Codeword", "RIVER"]] }, ["open", "word"]],
    ["who holds another", { holds: [["Codeword", "STONE"]] }, ["open"]],
    ["who holds one programme", { holds: [["Programme", "P2"]] }, ["open", "prog"]],
    ["who holds a value of that name elsewhere", { holds: [["Codeword", "P2"]] }, ["open"]],
  ])("%s", (_, more, shown) => void expect(ids(visibleTo(files, reader(more)), "holdings.csv")).toEqual(shown.map((it) => `h-${it}`)));
});

describe("what is hidden leaves no trace", () => {
  const visible = visibleTo(files, reader({ nation: "ASH" }));
  test("sources and labels are shown where something that is shown rests on them", () => {
    expect(ids(visible, "sources.csv")).toEqual(["s-open", "s-two", "s-own"]);
    expect(ids(visible, "labels.csv")).toEqual(["open", "two", "own"]);
  });
  test("columns that are empty without it are gone, and tables too", () => {
    expect(visible.get("labels.csv")?.split("\n")[0]).toBe("id,policy,level,marking_en,releasable_to,absent_means");
    expect([...visibleTo(new Map([...files, ["stocks.csv", "id,nation,label\na,ASH,high"]]), reader()).keys()].sort()).toEqual(["datapackage.json", "holdings.csv", "labels.csv", "sources.csv"]);
  });
  test("the package keeps what names the data set, without a list of its files", () => expect(JSON.parse(visible.get("datapackage.json")!)).toEqual({ name: "d", title: "D", concord: { a: 1 } }));
  test("two data sets that differ in what is hidden are the same", () => {
    const other = new Map(files).set("holdings.csv", HOLDINGS.replace("h-high,ASH,1", "h-high,ASH,99").replace(/h-word.*\n/, ""));
    expect([...visibleTo(other, reader({ nation: "ASH" }))]).toEqual([...visible]);
  });
  test("without a table of labels nothing is shown", () => expect([...visibleTo(new Map([["holdings.csv", HOLDINGS], ["sources.csv", SOURCES]]), reader({ nation: "ASH", level: 9 })).keys()]).toEqual([]));
  test("a row for an area is the area's", () => {
    const scoped = new Map([...files, ["economy.csv", "id,scope,label\na,ASH,own\nb,ELM,own"]]);
    expect(ids(visibleTo(scoped, reader({ nation: "ASH" })), "economy.csv")).toEqual(["a"]);
  });
  test("a package that is no JSON, an empty row, other separators", () => {
    const odd = visibleTo(new Map([["datapackage.json", '{"title": "secret"'], ["labels.csv", LABELS.replaceAll(",", ";")], ["holdings.csv", "id;label\n;\na;open\n"]]), reader());
    expect([odd.get("datapackage.json"), odd.get("holdings.csv")?.trim()]).toEqual(["{", "id,label\na,open"]);
  });
});

describe("a label that is stated twice lets nobody in", () => {
  test.each<readonly [string, string]>([
    ["the open one last", "id,policy,level,absent_means\na,P,2,everyone\na,P,0,everyone\nb,P,0,everyone"],
    ["the open one first", "id,policy,level,absent_means\na,P,0,everyone\na,P,2,everyone\nb,P,0,everyone"],
    ["one of them with a fault", "id,policy,level,absent_means\na,P,0,everyone\n a ,P,high,everyone\nb,P,0,everyone"],
  ])("%s", (_, text) => {
    const twice = new Map([["labels.csv", text], ["holdings.csv", "id,nation,count,label\nh-a,ASH,1,a\nh-b,ASH,1,b"]]);
    expect(ids(visibleTo(twice, reader({ nation: "ASH", level: 9 })), "holdings.csv")).toEqual(["h-b"]);
    expect(["a", "b"].map((it) => labelReaders(text)(reader({ level: 9 }), it, "ASH"))).toEqual([false, true]);
  });
});

describe("whether a reader may read what carries a label", () => {
  const may = labelReaders(LABELS);
  test.each<readonly [string, string, Partial<DataReader>, boolean]>([
    ["open", "ASH", {}, true],
    ["high", "ASH", { level: 1 }, false],
    ["own", "ASH", { nation: "ASH" }, true],
    ["own", "ELM", { nation: "ASH" }, false],
    ["own", "", {}, false],
    ["nowhere", "ASH", { nation: "ASH", level: 9 }, false],
    ["odd", "ASH", { nation: "ASH", level: 9 }, false],
  ])("%s of %s for %j", (label, owner, more, expected) => expect(may(reader(more), label, owner)).toBe(expected));
  test("without a table nobody may", () => expect(labelReaders(undefined)(reader({ level: 9 }), "open", "ASH")).toBe(false));
});

describe("a figure that was released", () => {
  const figure = (id: string, label: string, cells: object = {}) => ({ file: "holdings.csv", id, cells: { id, nation: "ASH", quantity: "77", label, ...cells } });
  const shown = (released: Parameters<typeof visibleTo>[2], who: DataReader = reader(), of: ReadonlyMap<string, string> = files): string => visibleTo(of, who, released).get("holdings.csv") ?? "";
  test("is shown to readers of its label, and to no others", () => {
    expect([shown([figure("h-high", "open")]).includes("77"), shown([figure("h-high", "two")]).includes("77"), shown([figure("h-high", "two")], reader({ nation: "ELM" })).includes("77")]).toEqual([true, false, true]);
  });
  test("under a label that nobody defined is shown to nobody", () => expect(shown([figure("h-high", "nosuch")]).includes("77")).toBe(false));
  test("for its originator is its nation's, or its area's in a table of areas", () => {
    expect([shown([figure("h-high", "own")], reader({ nation: "ASH" })).includes("77"), shown([figure("h-high", "own")], reader({ nation: "ELM" })).includes("77")]).toEqual([true, false]);
    const { nation: _, ...cells } = { ...figure("h-high", "own").cells, scope: "ELM" };
    const scoped = (file: string): boolean => visibleTo(files, reader({ nation: "ELM" }), [{ file, id: "h-high", cells }]).get(file)?.includes("77") === true;
    expect([scoped("economy.csv"), scoped("holdings.csv")]).toEqual([true, false]);
  });
  test("stands in its own table alone", () => expect([...visibleTo(files, reader(), [figure("h-high", "open")])].filter(([, text]) => text.includes("77")).map(([file]) => file)).toEqual(["holdings.csv"]));
  test("does not stand beside the row, for whoever sees that", () => expect(ids(visibleTo(files, reader({ nation: "ASH" }), [figure("h-own", "open")]), "holdings.csv").filter((it) => it === "h-own")).toEqual(["h-own"]));
  test("in a table of which nothing else is seen does not show the order of its columns", () => {
    const of = (heading: string): string => shown([figure("x", "open")], reader(), new Map(files).set("holdings.csv", `${heading}\n`));
    expect(of("label,quantity,nation,id")).toBe(of("id,nation,label,quantity"));
  });
});

test.each(["a,P,0,", "a,P,,everyone", "a,P,x,everyone", ",P,0,everyone"])("a label of which a part is missing lets nobody in: %s", (row) => {
  const odd = new Map([["labels.csv", `id,policy,level,absent_means\n${row}`], ["holdings.csv", "id,nation,label\nx,ASH,a\ny,ASH,"]]);
  expect([...visibleTo(odd, reader({ nation: "ASH", level: 9 })).keys()]).toEqual([]);
});
test("a label whose permissive values are not understood lets nobody in", () => {
  const odd = new Map([["labels.csv", "id,policy,level,absent_means,permissive\na,P,0,everyone,Programme"], ["holdings.csv", "id,nation,label\nx,ASH,a"]]);
  expect([...visibleTo(odd, reader({ nation: "ASH", level: 9 })).keys()]).toEqual([]);
});
