import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentAddress } from "../../src/views/document-name.ts";
import { loadFolder } from "./load.ts";
import { SourceList } from "./sources.ts";

describe("the shipped sources", () => {
  const sources = loadFolder(join(import.meta.dirname, "../../data/nato-open")).facts.source;

  test("a source with a location opens at it", () => {
    const closed = sources.filter((it) => it.location !== undefined && (documentAddress(it) !== it.location || !URL.canParse(it.location)));
    expect(closed.map((it) => `${it.id}: ${it.location}`)).toEqual([]);
    expect(sources.filter((it) => it.location !== undefined).length).toBeGreaterThan(700);
  });
  test("a source without one says why", () => expect(sources.filter((it) => it.location === undefined && !/^No web page: \S/.test(it.note ?? "")).map((it) => it.id)).toEqual([]));
  test("a title is in words, and every part of it", () => expect(sources.filter((it) => it.title.split(";").some((part) => !/\p{L}{2}/u.test(part))).map((it) => `${it.id}: ${it.title}`)).toEqual([]));
  test("no title points to a table of the collection", () => expect(sources.filter((it) => /current_holdings|procurement_aid|pages corpus|HF\d{3}/.test(it.title)).map((it) => it.id)).toEqual([]));
});

describe("a page as cited", () => {
  const read = (text: string, more: Parameters<SourceList["page"]>[1] = {}) => {
    const list = new SourceList();
    list.page(text, more);
    return list.rows()[0]!;
  };

  test("of two pages both are named, and the second address stands in the note", () =>
    expect(read("https://a.test/x/first-report-made ; https://www.b.test/second-report_made/", { date: "2024", row: "UC1" })).toMatchObject({
      title: "First report made, a.test; Second report made, b.test",
      location: "https://a.test/x/first-report-made",
      note: "Cited together with <https://www.b.test/second-report_made/>. Cited as UC1.",
    }));
  test("words beside an address are its title", () => expect(read("Author, Report (Institute), https://a.test/1", { date: "2024" })).toMatchObject({ title: "Author, Report (Institute)", location: "https://a.test/1" }));
  test("an address without words is told by its path", () => expect(read("https://a.test/?p=12", { date: "2024" }).title).toBe("Page ?p=12, a.test"));
  test("a path in a repository opens in the state that was read", () => expect(read("Paper, github.com/agorahub/pen0 _collections/a.md", { date: "2024" })).toMatchObject({ title: "Paper", location: "https://github.com/agorahub/pen0/blob/6195bf2/_collections/a.md" }));
  test("a repository of no known state is refused", () => expect(() => read("Paper, github.com/a/b _collections/a.md")).toThrow('no state is named for the repository "a/b"'));
});
