import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DataReader, PACKAGE_FILE } from "#exchange";
import { ROOT } from "../files.ts";
import { Chance } from "../reliability/chance.ts";

/** A data set as texts, by file name. */
export type World = ReadonlyMap<string, string>;

/** Two worlds before one reader. */
export interface Pair {
  readonly seed: number;
  /** The reader, as `--as` writes it. */
  readonly as: string;
  /** Whether the worlds differ in something that the reader sees, so that an output has to differ. */
  readonly isControl: boolean;
  /** What was changed, for whoever reads of a difference. */
  readonly changes: readonly string[];
  readonly a: World;
  readonly b: World;
}

const FOLDER = join(ROOT, "cases", "two-nations");
const CASE: World = new Map(
  readdirSync(FOLDER)
    .filter((it) => it.endsWith(".csv") || it === PACKAGE_FILE)
    .map((it) => [it, readFileSync(join(FOLDER, it), "utf8")]),
);

const LABELS = `id,policy,level,marking_en,marking_fr,releasable_to,absent_means,restrictive,permissive
OPEN,PACT,0,OPEN,OUVERT,,everyone,,
OWN,PACT,1,OWN,PROPRE,,originator,,
FORVAL,PACT,1,FOR VAL,POUR VAL,VAL HOL,originator,,
HOLONLY,PACT,1,HOL ONLY,HOL SEULE,HOL,originator,,
SECRET,PACT,2,SECRET,SECRET,VAL,originator,,
STAFF,PACT,1,STAFF,ÉTAT-MAJOR,,STAFF,,
STONE,PACT,1,STONE,PIERRE,,everyone,Codeword=STONE,
RIVER,PACT,1,RIVER,RIVIÈRE,,everyone,Codeword=RIVER,
BOTH,PACT,1,STONE RIVER,PIERRE RIVIÈRE,,everyone,Codeword=STONE; Codeword=RIVER,
P1P2,PACT,1,P1 P2,P1 P2,,everyone,,Programme=P1; Programme=P2
P2,PACT,1,P2,P2,,everyone,,Programme=P2
BROKEN,PACT,0,BROKEN,CASSÉE,,everyone,Codeword,
TWICE,PACT,0,TWICE,DEUX FOIS,,everyone,,
TWICE,PACT,0,TWICE,DEUX FOIS,,everyone,,
`;

/** The smallest complete alliance, with labels of every kind. */
export const plainWorld = (): Map<string, string> => new Map(CASE).set("labels.csv", LABELS);

/** A reader, and what the reader sees. */
export interface Looks {
  readonly as: string;
  readonly reader: DataReader;
  /** Labels under which a row of Holm is shown to the reader: written by hand, not worked out by what is tried. */
  readonly shown: readonly string[];
}

const ALL = ["OPEN", "OWN", "FORVAL", "HOLONLY", "SECRET", "STAFF", "STONE", "RIVER", "BOTH", "P1P2", "P2", "BROKEN", "TWICE", "NOSUCH", ""];
// A correction of a row of Vale is Vale's own, so what is for its originator is left out where Vale looks.
const NEVER_HIDDEN_FROM_VALE = ["OWN"];

/** Who looks, from the public to an ally that holds most. */
export const READERS: readonly Looks[] = [
  { as: ":0", reader: { nation: "", level: 0, groups: [], holds: [] }, shown: ["OPEN"] },
  {
    as: "VAL:1::Codeword=STONE;Programme=P1",
    reader: {
      nation: "VAL",
      level: 1,
      groups: [],
      holds: [
        ["Codeword", "STONE"],
        ["Programme", "P1"],
      ],
    },
    shown: ["OPEN", "FORVAL", "STONE", "P1P2"],
  },
  { as: "HOL:1", reader: { nation: "HOL", level: 1, groups: [], holds: [] }, shown: ["OPEN", "OWN", "FORVAL", "HOLONLY"] },
  { as: ":1:STAFF", reader: { nation: "", level: 1, groups: ["STAFF"], holds: [] }, shown: ["OPEN", "STAFF"] },
  {
    as: "HOL:2::Codeword=RIVER;Codeword=STONE;Programme=P2",
    reader: {
      nation: "HOL",
      level: 2,
      groups: [],
      holds: [
        ["Codeword", "RIVER"],
        ["Codeword", "STONE"],
        ["Programme", "P2"],
      ],
    },
    shown: ["OPEN", "OWN", "FORVAL", "HOLONLY", "STONE", "RIVER", "BOTH", "P1P2", "P2"],
  },
  { as: "VAL:0", reader: { nation: "VAL", level: 0, groups: [], holds: [] }, shown: ["OPEN"] },
];

const PROOF = "id,source,as_of,evidence,confidence,label";
const proof = (id: string, label: string, source = "returns"): string => `${id},${source},2029-10-01,official,high,${label}`;

/** Puts a row into a table, at a place of its own; a table that is not there is made. */
function put(
  files: Map<string, string>,
  { file, heading, row, at }: { readonly file: string; readonly heading: string; readonly row: string; readonly at: number },
): void {
  const [head = heading, ...rows] = (files.get(file) ?? heading).trimEnd().split("\n");
  const cells = new Map(heading.split(",").map((it, column) => [it, row.split(",")[column] ?? ""]));
  const columns = [...head.split(","), ...[...cells.keys()].filter((it) => !head.split(",").includes(it))];
  const widened = rows.map((it) => `${it}${",".repeat(columns.length - head.split(",").length)}`);
  const place = Math.round(at * widened.length);
  files.set(
    file,
    `${[columns.join(","), ...widened.slice(0, place), columns.map((it) => cells.get(it) ?? "").join(","), ...widened.slice(place)].join("\n")}\n`,
  );
}

interface Put {
  readonly label: string;
  /** A figure, and what makes the ids of the change its own. */
  readonly n: number;
  /** Where in the table, as a share of it. */
  readonly at: number;
}
type Change = (files: Map<string, string>, put: Put) => void;

const table =
  (file: string, columns: string, cells: (n: number) => string): Change =>
  (files, { label, n, at }) =>
    put(files, { file, heading: `${PROOF},${columns}`, row: `${proof(`x${n}`, label)},${cells(n)}`, at });

/** Kinds of change by a row under a label: of whatever a data set can say. */
export const CHANGES: Readonly<Record<string, Change>> = {
  "a holding": table("holdings.csv", "nation,system,quantity,unit,readiness", (n) => `HOL,battery,${1 + (n % 90)},batteries,1`),
  "a programme": table(
    "programmes.csv",
    "nation,system,name_en,quantity,unit,first_year,last_year,status",
    (n) => `HOL,battery,More,${1 + (n % 50)},batteries,2031,2032,approved`,
  ),
  "a budget": table("budgets.csv", "nation,year,path,amount,unit,price_base", (n) => `HOL,2030,dark${n % 3},${n},M CRN,constant 2030`),
  "a line": table("lines.csv", "name_en,supplier,nation,systems,rate_maximum,share", (n) => `Dark line,Works,HOL,battery,${1 + (n % 40)},1`),
  "a stock, in a table that is not there otherwise": table("stocks.csv", "nation,system,quantity,unit", (n) => `HOL,battery,${n},batteries`),
  "a requirement": table("requirements.csv", "capability,scope,year,quantity,unit,situation,use", (n) => `air,HOL,2030,${20 + (n % 30)},batteries,dark,plan`),
  "a nation's wealth": table("economy.csv", "scope,measure,year,value,unit,price_base", (n) => `HOL,gdp,2028,${10_000 + n},M CRN,current`),
  "an adoption": table("adoptions.csv", "nation,standard,status", () => "HOL,S-1,planned"),
  "an answer": table("answers.csv", "nation,capability,response,quantity,unit,reason", (n) => `HOL,air,reserve,${n % 5},batteries,dark reason ${n}`),
  // With a column that the table does not have: it makes the row nobody's, and no reader goes without an answer for it.
  "a system that nobody else knows": (files, { label, n, at }) => {
    put(files, {
      file: "systems.csv",
      heading: `${PROOF},kind,name_en,unit,unit_cost,cost_unit,price_base,upkeep,lead_time,nation`,
      row: `${proof(`dark${n}`, label)},platform,Dark ${n},batteries,${1 + (n % 9)},M CRN,constant 2030,0.05,1,HOL`,
      at,
    });
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},nation,system,quantity,unit,readiness`,
      row: `${proof(`x${n}`, label)},HOL,dark${n},3,batteries,1`,
      at,
    });
  },
  "a correction of a row that is seen": (files, { label, n, at }) =>
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},corrects,nation,system,quantity,unit,readiness`,
      row: `${proof(`x${n}`, label)},h.VAL.battery,VAL,battery,${5 + (n % 60)},batteries,1`,
      at,
    }),
  "a column that nothing else fills": (files, { label, n, at }) =>
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},nation,system,quantity,unit,readiness,note`,
      row: `${proof(`x${n}`, label)},HOL,battery,${1 + (n % 80)},batteries,1,dark`,
      at,
    }),
  "a source that nothing else cites": (files, { label, n, at }) => {
    put(files, { file: "sources.csv", heading: "id,title,location,licence,licence_class,as_of", row: `paper${n},Dark paper,none,own,A,2029-01-01`, at });
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},nation,system,quantity,unit,readiness`,
      row: `${proof(`x${n}`, label, `paper${n}`)},HOL,battery,${1 + (n % 70)},batteries,1`,
      at,
    });
  },
  "a row with faults": (files, { label, n, at }) =>
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},nation,system,quantity,unit,readiness`,
      row: `${proof(`x${n}`, label)},HOL,nothing${n},many,,2`,
      at,
    }),
  "a row with the id of one that is seen": (files, { label, n, at }) =>
    put(files, {
      file: "holdings.csv",
      heading: `${PROOF},nation,system,quantity,unit,readiness`,
      row: `${proof("h.HOL.battery", label)},HOL,battery,${1 + (n % 60)},batteries,1`,
      at: Math.max(at, 1),
    }),
};
/** Changes that need no row under a label: what they put is carried by nothing that the reader sees. */
export const UNSEEN: Readonly<Record<string, Change>> = {
  "a label that nothing carries": (files, { n, at }) =>
    put(files, { file: "labels.csv", heading: "id,policy,level,marking_en,absent_means", row: `DARK${n},PACT,${n % 9},DARK ${n},originator`, at }),
  "a source that nobody cites": (files, { n, at }) =>
    put(files, { file: "sources.csv", heading: "id,title,location,licence,licence_class,as_of", row: `alone${n},Lone paper,none,own,A,2029-01-01`, at }),
  "a file that is no table of the data set": (files, { n }) => void files.set(`dark${n}.csv`, `id,label\nx${n},SECRET\n`),
  "what the package says of its files": (files, { n }) =>
    void files.set(
      PACKAGE_FILE,
      JSON.stringify({ ...(JSON.parse(files.get(PACKAGE_FILE)!) as object), resources: [{ name: `dark${n}` }], created: `dark ${n}` }),
    ),
};

/** Guesses of a reader who asks for what may not be there. */
export const GUESSES = {
  nations: ["VAL", "HOL", "NOWHERE"],
  leaves: ["air", "brigade", "links"],
  facts: ["x1", "x7", "h.VAL.battery", "h.HOL.battery", "paper7"],
};

/** Labels that keep a row of a change from a reader. */
export const hiddenFrom = ({ reader, shown }: Looks): readonly string[] =>
  ALL.filter((it) => !shown.includes(it) && !(reader.nation === "VAL" && NEVER_HIDDEN_FROM_VALE.includes(it)));

/**
 * The pair of a seed: a world with figures of its own, once with what the reader may not see in one way, once in another. A
 * control differs in one row that the reader does see. @example anyPair(7).as // → "VAL:1::Codeword=STONE;Programme=P1"
 */
export function anyPair(seed: number, isControl = false): Pair {
  const chance = new Chance(seed);
  const who = READERS[seed % READERS.length]!;
  const hidden = hiddenFrom(who);
  const kinds = Object.entries(CHANGES);
  const world = plainWorld();
  // Figures of everyone's, and rows that the reader sees: no two pairs are of one world.
  for (const [file, text] of world)
    if (file === "holdings.csv" || file === "budgets.csv")
      world.set(
        file,
        text.replaceAll(/(?<=,)(\d+)(?=,(?:batteries|guns|M CRN))/g, (figure) => String(Number(figure) + chance.below(4))),
      );
  const harmless = kinds.filter(([name]) => name !== "a row with faults" && !name.startsWith("a row with the id"));
  const some = (
    count: number,
    from: readonly (readonly [string, Change])[],
    labels: readonly string[],
    first: number,
  ): readonly (readonly [string, string, (files: Map<string, string>) => void])[] =>
    Array.from({ length: count }, (_, at) => {
      const [name, change] = chance.pick(from);
      const put: Put = { label: chance.pick(labels), n: first + 100 * at + chance.below(99), at: chance.share() };
      return [name, put.label, (files) => change(files, put)];
    });
  for (const [, , make] of some(chance.below(4), harmless, who.shown, 10_000)) make(world);
  const unseen = Object.entries(UNSEEN);
  const told: string[] = [];
  const worldWith = (name: string, count: number, first: number): Map<string, string> => {
    const files = new Map(world);
    for (const [what, label, make] of [...some(count, kinds, hidden, first), ...some(chance.below(2), unseen, [""], first + 5_000)]) {
      make(files);
      told.push(`${name}: ${what}${label === "" ? "" : ` under ${label}`}`);
    }
    return files;
  };
  // Ids of both are from one range, so that a reader's guesses meet either.
  const [a, b] = [worldWith("A", chance.below(3), 0), worldWith("B", 1 + chance.below(4), 0)];
  if (isControl) {
    for (const [what, label, make] of some(
      1,
      [
        ["a holding", CHANGES["a holding"]!],
        ["a budget", CHANGES["a budget"]!],
        ["a nation's wealth", CHANGES["a nation's wealth"]!],
        ["a line", CHANGES["a line"]!],
      ],
      who.shown,
      20_000,
    )) {
      make(b);
      told.push(`B, shown: ${what} under ${label}`);
    }
  }
  return { seed, as: who.as, isControl, changes: told, a, b };
}

/** The reader of a pair. */
export const readerIn = ({ as }: Pair): DataReader => READERS.find((it) => it.as === as)!.reader;
