import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, readTexts } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { planStore } from "#adapters/runs";
import { explainer, gainsOf, planResults, whatIfSession } from "#app";
import { type Alliance, KINDS } from "#model";
import { buildServer, type View, viewAsGate, viewDesk, whatIfDesk } from "#server";
import { HEAT_MEASURES, inLanguage, unitInFrench } from "#views";
import { englishWords, wordsIn } from "../../tools/english-words.ts";
import { ROOT } from "../../tools/files.ts";

/** English that stands in what a reader of French is told. */
export interface EnglishTold {
  /** What was asked. */
  readonly at: string;
  /** Field of the answer. */
  readonly field: string;
  readonly words: readonly string[];
  readonly text: string;
}

export interface FrenchAsk {
  /** Folder of the data set, from the root of the clone. */
  readonly folder: string;
  /** Keys asked of each kind and measure. */
  readonly most: number;
  readonly demands: readonly (readonly string[])[];
  /** What-ifs, each answered at once and then exactly. */
  readonly levers: readonly (readonly string[])[];
  /** Keys asked besides those that the answers hold. */
  readonly keys: readonly string[];
}

// Too short for a list of words that are told apart by how often they stand in either language.
const SHORT = /(?<![\p{L}\d.:/’'-])(?:at|be|by|if|in|is|it|of|to|we)(?![\p{L}\d.:/’'-])/giu;
// What is quoted, typed, or written in a file stands in any language.
const QUOTED = /`[^`]*`|«[^»]*»|node bin\/concord\.mjs \S+/g;

/** The words of a French text that are English, and its quotes that are none of French; what `names` finds is a name. @example englishIn("Ceci comble nothing.", /Ash/g) // → ["nothing"] */
export function englishIn(text: string, names: RegExp): readonly string[] {
  const plain = text.replace(names, "§").replace(QUOTED, "§");
  const english = englishWords();
  return [...wordsIn(plain).filter((word) => english.has(word)), ...(plain.match(SHORT) ?? []), ...(plain.match(/"/g) ?? [])];
}

/** Fields that hold sentences, or a unit: what stands in others is a name, an id, a code or words of the data, which pages tell apart. */
const SENTENCES: ReadonlySet<string> = new Set(["sentence", "text", "question", "words", "because", "message", "mend", "limits", "detail", "problem", "caution", "meaning", "repair", "notice", "conclusions", "note", "sentences", "rule", "missing", "summary", "unitText"]);

/** All that a folder tells a reader of French in sentences: pages, whys of every kind, demands and what-ifs; with the English in it. */
export async function englishTold({ folder, most, demands, levers, keys: asking }: FrenchAsk): Promise<{ readonly found: readonly EnglishTold[]; readonly asked: readonly string[]; readonly refused: readonly string[] }> {
  const kept = mkdtempSync(join(tmpdir(), "concord-french-"));
  const solver = await highsPool({ threads: 1 });
  const { files } = await readTexts(join(ROOT, folder));
  const views: View[] = [];
  const desk = viewDesk({ source: { files, digest: digestOf(files) }, choices: {}, planner: { plan: (view) => void views.push(view) }, most: 5 });
  const whatIf = whatIfDesk({ open: async (results, signal) => ({ session: await whatIfSession(results, { solver, signal }), close: async () => undefined }), now: () => performance.now() / 1000, most: 2, idleSeconds: 600, aheadSeconds: 0 });
  const plannedOf = ({ results }: View) => ({ ...results, comparison: results.comparison! });
  let ask: ReturnType<typeof explainer> | undefined;
  const asker = (view: View) => (ask ??= explainer(plannedOf(view), { solver }));
  const server = await buildServer({
    gate: viewAsGate,
    desk,
    limits: { requests: 1_000_000, costly: 1_000_000 },
    solved: (view, key) => asker(view).explain(key),
    plans: { whatIf, demand: (view, it) => asker(view).demand(it), gains: (view) => gainsOf(plannedOf(view), { solver, timeLimit: 60 }), store: planStore(kept), now: () => "2030-01-02T03:04:05.000Z" },
  });
  try {
    await server.inject({ url: "/api/home" });
    const [view] = views;
    if (view === undefined) throw new Error(`${folder} has no view`);
    view.results = await planResults(view.results, { solver, now: () => 0, dataRange: false });
    const { alliance } = view.results;
    const found: EnglishTold[] = [];
    const asked: string[] = [];
    const refused: string[] = [];
    const names = namesOf(view);
    const look = (at: string, it: unknown, field = ""): void => {
      if (typeof it === "string") {
        const words = englishIn(it, names);
        if (words.length > 0) found.push({ at, field, words, text: it });
      } else if (Array.isArray(it)) for (const one of it) look(at, one, field);
      else if (typeof it === "object" && it !== null) {
        for (const [name, one] of Object.entries(it)) if (SENTENCES.has(name) || (name !== "records" && isNested(one))) look(at, one, name);
        if ("unit" in it && typeof it.unit === "string" && "why" in it) look(at, unitInFrench(it.unit), "unit");
      }
    };
    const keys = new Map<string, string[]>();
    const collect = (it: unknown): void => {
      if (Array.isArray(it)) for (const one of it) collect(one);
      else if (typeof it === "object" && it !== null) for (const [name, one] of Object.entries(it)) {
        if (name !== "why" || typeof one !== "string") collect(one);
        else if (one !== "") {
          const shape = shapeOf(one, view);
          const known = keys.get(shape) ?? [];
          if (!known.includes(one)) keys.set(shape, [...known, one]);
        }
      }
    };
    const get = async (path: string, query: readonly (readonly [string, string])[] = []): Promise<void> => {
      const reply = await server.inject({ url: `${path}?${new URLSearchParams(query.map(([a, b]): [string, string] => [a, b])).toString()}`, headers: { "accept-language": "fr" } });
      const at = `${path} ${query.map(([a, b]) => `${a}=${b}`).join(" ")}`;
      if (reply.statusCode !== 200) refused.push(`${at}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
      asked.push(at);
      const body: unknown = reply.json();
      look(at, body);
      collect(body);
    };
    for (const path of ["home", "findings", "levers", "plans", "procurement", "procurement/gains", "guidance", "requirements", "targets", "implementation", "review", "capabilities", "nations"]) await get(`/api/${path}`);
    for (const measure of HEAT_MEASURES) await get("/api/heat", [["measure", measure]]);
    for (const { id } of spread(alliance.leaves, 4 * most)) await get("/api/capability", [["leaf", id]]);
    for (const { id } of spread(alliance.nations, 4 * most)) {
      await get("/api/nation", [["nation", id]]);
      await get("/api/implementation", [["nation", id]]);
      await get("/api/review", [["nation", id]]);
    }
    for (const it of demands) await get("/api/demand", it.map((text) => ["ask", text] as const));
    // What stands at once says what is still being worked out, in a code word: the exact answer is asked for after it.
    for (const it of levers) for (const exact of ["false", "true"]) await get("/api/what-if", [...it.map((text) => ["change", text] as const), ["exact", exact]]);
    // What an answer leads on to is asked as well.
    const done = new Set<string>();
    for (const why of asking) collect({ why });
    for (let round = 0; round < 4; round++) for (const [shape, all] of keys) for (const key of spread(all, most)) {
      if (done.has(key) || [...done].filter((it) => shapeOf(it, view) === shape).length >= most) continue;
      done.add(key);
      await get("/api/why", [["key", key]]);
    }
    return { found, asked, refused };
  } finally {
    await whatIf.close();
    await server.close();
    await solver.close();
    rmSync(kept, { recursive: true });
  }
}

const isNested = (it: unknown): boolean => (Array.isArray(it) ? it.some(isNested) : typeof it === "object" && it !== null);

/** Some of many, from all over the list. */
const spread = <T>(all: readonly T[], most: number): readonly T[] => (all.length <= most ? all : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]!));

/** What kind of key it is: its parts, with one word for the ids of each kind of record. */
function shapeOf(key: string, { results: { alliance } }: View): string {
  const isOne = { nation: new Set<string>(alliance.nations.map((it) => it.id)), leaf: new Set<string>(alliance.leaves.map((it) => it.id)), system: new Set<string>(alliance.systems.map((it) => it.id)) };
  const [kind = "", ...parts] = key.split("/").map(decodeURIComponent);
  if (kind === "what-if") return `${kind}/${parts[0]!.replace(/:.*/, "")}`;
  return [kind, ...parts.map((part) => (/^\d+$/.test(part) ? "#" : (Object.entries(isOne).find(([, ids]) => ids.has(part))?.[0] ?? (kind !== "record" && /^[a-z-]+$/.test(part) ? part : "id"))))].join("/");
}

const namesOf = ({ results }: View): RegExp => namesIn(results.alliance, inLanguage(results, "fr").withNames);

/** Names and ids of records, as they stand in the data and in French: what data call something is no sentence. */
export function namesIn(alliance: Alliance, inFrench: (name: string) => string = (name) => name): RegExp {
  const names = new Set<string>([alliance.settings.alliance, alliance.settings.allianceFr ?? ""]);
  for (const rows of Object.values(alliance.facts) as readonly (readonly object[])[])
    for (const row of rows) for (const [field, value] of Object.entries(row)) if (typeof value === "string" && /^(?:id|.*[nN]ame(?:En|Fr)?|marking(?:En|Fr)|title|supplier|title|note|purpose|region|group)$/.test(field)) for (const name of [value, inFrench(value)]) names.add(name);
  // The words that a column allows are written in files as they are.
  for (const kind of Object.values(KINDS)) for (const field of Object.values(kind.fields)) for (const value of field.values ?? []) names.add(value);
  const all = [...names].filter((it) => it.length > 1).toSorted((a, b) => b.length - a.length).map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\d])(?:${all.join("|")})(?![\\p{L}\\d])`, "gu");
}
