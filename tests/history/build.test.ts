import { describe, expect, test } from "vitest";
import { buildExtra, buildPanel, column } from "#engines/history";
import { rawTable } from "../../tools/history/build.ts";

/**
 * Four invented states, 1950 to 1953, in the form of the original files. 1 and 2 border each other; 3 is a major power from 1951; 4 exists
 * from 1952. 2 and 3 owe each other defence from 1951; 4 owes 1 defence from 1952, against 2 alone. What is expected was worked out by hand.
 */
const raw = {
  states: rawTable("ccode,abb,name,start,end\n1,A,A,1950-01-01,1953-12-31\n2,B,B,1950-01-01,1953-12-31\n3,C,C,1950-01-01,1953-12-31\n4,D,D,1952-01-01,1953-12-31\n"),
  false_dyads: rawTable("ccode1,ccode2,year\n3,4,1952\n"),
  majors: rawTable("ccode,styear,stmonth,stday,endyear,endmonth,endday\n3,1951,1,1,1953,12,31\n"),
  contiguity: rawTable("ccode1,ccode2,conttype,stdate,enddate\n1,2,1,1950-01-01,1951-12-01\n1,2,3,1951-06-01,1953-12-01\n"),
  capitals: rawTable("ccode,capital,stdate,enddate,lat,lng\n1,a,1950-01-01,2024-12-31,0,0\n2,b,1950-01-01,2024-12-31,0,1\n3,c,1950-01-01,2024-12-31,0,3\n"),
  nmc_v7: rawTable(`ccode,year,milex,milper,cinc\n${[1950, 1951, 1952, 1953].map((year) => `1,${year},100,10,0.1\n2,${year},1000,10,0.3\n3,${year},10000,10,0.5\n`).join("")}`),
  democracy: rawTable(`ccode,year,polity2\n${[1950, 1951, 1952, 1953].map((year) => `1,${year},8\n2,${year},5\n3,${year},\n`).join("")}`),
  nuclear_possession: rawTable("ccode,country,styear,endyear\n3,C,1952,2022\n"),
  nuclear_stockpiles: rawTable("ccode,year,stockpile\n3,1952,0\n3,1953,2\n"),
  atop_dyad_spells: rawTable("ccode1,ccode2,styear,endyear,defense,offense,neutral,nonagg,consul\n3,2,1951,1953,1,0,0,0,0\n2,3,1951,1953,1,0,1,0,0\n4,1,1952,1953,1,0,0,0,0\n1,3,1953,1953,0,1,0,0,1\n"),
  atop_members: rawTable("atopid,phase,member,yrent,yrexit,defense,defcoadv,statthr1,statthr2\n10,1,2,1951,0,1,0,0,0\n10,1,3,1951,0,1,0,0,0\n20,1,4,1952,1953,1,1,2,0\n20,1,1,1952,1953,0,0,0,0\n"),
  mid5_dispute_dyad_years: rawTable("dispnum,ccode1,ccode2,year,dispongoing,disponset,sidea1,sidea2,hostlev1,hostlev2,orig1,orig2\n7,1,2,1951,1,1,1,0,4,3,1,1\n7,1,2,1952,1,0,1,0,4,3,1,1\n"),
  gml_dispute_dyad_years: rawTable("dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,hostlev1,hostlev2,orig1,orig2\n8,1,3,1953,1,1,0,1,2,5,1,1\n"),
};
const { panel, counts } = buildPanel(raw);
const extra = buildExtra(raw, panel);

/** Rows of a table as text: the ordered pair, then the columns named. */
const rowsOf = (names: readonly string[], a: number, b: number): readonly string[] =>
  Array.from({ length: panel.rowCount }, (_, row) => row)
    .filter((row) => column(panel, "a")[row] === a && column(panel, "b")[row] === b)
    .map((row) => ["year", ...names].map((it) => (panel.columns.get(it) ?? column(extra, it))[row]!).map((it) => (Number.isNaN(it) ? "–" : String(it))).join(" "));

describe("the panel built from original rows, beside what was worked out by hand", () => {
  test("a pair is there where the two border each other or one is a major power, and not where it would be joined wrongly", () => {
    expect(counts).toEqual({ directedDyadYears: 35, undirectedTo2010: 18, relevantTo2010: 12 });
    expect(Array.from({ length: panel.rowCount }, (_, row) => `${column(panel, "a")[row]}>${column(panel, "b")[row]} ${column(panel, "year")[row]}`)).toEqual([
      "1>2 1950", "1>2 1951", "1>2 1952", "1>2 1953", "1>3 1951", "1>3 1952", "1>3 1953", "2>1 1950", "2>1 1951", "2>1 1952", "2>1 1953", "2>3 1951", "2>3 1952", "2>3 1953",
      "3>1 1951", "3>1 1952", "3>1 1953", "3>2 1951", "3>2 1952", "3>2 1953", "3>4 1953", "4>3 1952", "4>3 1953",
    ]);
  });
  test.each<readonly [string, readonly string[], number, number, readonly string[]]>([
    ["the border of a year is that of its earliest month", ["conttype", "maja", "majb"], 1, 2, ["1950 1 0 0", "1951 1 0 0", "1952 3 0 0", "1953 3 0 0"]],
    ["rank and distance: a degree of the equator is 111.195 km", ["maja", "majb", "km"], 2, 3, ["1951 0 1 222.4", "1952 0 1 222.4", "1953 0 1 222.4"]],
    ["no capital, no distance; no index, no share", ["km", "capshare", "pola", "polb"], 4, 3, ["1952 – – – –", "1953 – – – –"]],
    ["share of power, regimes, spending per soldier less the median: ln 10", ["capshare", "pola", "polb", "tia", "tib"], 2, 1, ["1950 0.75 5 8 0 -2.302585", "1951 0.75 5 8 0 -2.302585", "1952 0.75 5 8 0 -2.302585", "1953 0.75 5 8 0 -2.302585"]],
    ["who began a dispute, and years of peace: none in the first year and after one that went on", ["on5", "go5", "t5", "i5", "h5"], 1, 2, ["1950 0 0 0 0 0", "1951 1 1 1 1 4", "1952 0 1 0 0 0", "1953 0 0 0 0 0"]],
    ["the side that did not begin it", ["on5", "i5", "h5"], 2, 1, ["1950 0 0 0", "1951 1 0 0", "1952 0 0 0", "1953 0 0 0"]],
    ["years of peace are counted before the two are relevant", ["ong", "tg", "ig", "hg"], 3, 1, ["1951 0 1 0 0", "1952 0 2 0 0", "1953 1 3 1 5"]],
    ["defence owed to the target, by whom, and whether it applies", ["tdef_n", "tdef", "tdef_nuc", "tdef_cinc", "rel_in", "rel_out", "tpat"], 1, 2, ["1950 0 0 0 0 0 0 –", "1951 1 1 0 0.5 1 1 2.302585", "1952 1 1 1 0.5 1 1 2.302585", "1953 1 1 1 0.5 1 1 2.302585"]],
    ["a defence aimed at this challenger", ["tdef", "rel_in", "rel_out", "tdef_cinc", "adef"], 2, 1, ["1950 0 0 0 0 0", "1951 0 0 0 0 1", "1952 1 1 1 0 1", "1953 1 1 1 0 1"]],
    ["the same does not apply to another", ["tdef", "rel_in", "rel_out"], 3, 1, ["1951 0 0 0", "1952 1 0 0", "1953 1 0 0"]],
    ["the challenger's own pact with the target protects it from nobody", ["tdef", "joint_def", "adef", "aneu"], 2, 3, ["1951 0 1 0 0", "1952 0 1 0 0", "1953 0 1 0 0"]],
    ["what others owe the challenger", ["adef", "aoff", "aneu"], 3, 1, ["1951 1 0 1", "1952 1 0 1", "1953 1 0 1"]],
    ["and not what the target owes it", ["adef", "aoff", "aneu"], 3, 2, ["1951 0 0 0", "1952 0 0 0", "1953 0 1 0"]],
    ["the year before, and possession by a counted stockpile", ["tdef_l1", "rel_in_l1", "tnuc_fas"], 1, 2, ["1950 0 0 0", "1951 0 0 0", "1952 1 1 0", "1953 1 1 1"]],
  ])("%s", (_, names, a, b, expected) => expect(rowsOf(names, a, b)).toEqual(expected));
});
