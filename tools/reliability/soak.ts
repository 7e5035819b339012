import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolder } from "../../src/cli/ledger/folder.ts";
import { type Check, numberOption, type Outcome } from "./check.ts";
import { freePort, type LoadServer, percentile, readMany, startServer, warm } from "./load-readers.ts";
import { loadDrafts } from "./load-world.ts";
import { writeLoad, writeMeanwhile } from "./load.ts";

/** Memory of one life of the server. Unit: h and MB. */
interface Look {
  readonly hours: number;
  readonly mb: number;
}

/** A look with the age of the life it was taken of. */
interface AgedLook extends Look {
  /** Unit: min. */
  readonly age: number;
}

/** What the looks at several lives add up to, each about the mean of its life. */
interface Sums {
  readonly looks: number;
  readonly lives: number;
  /** Unit: h². */
  readonly xx: number;
  /** Unit: h·MB. */
  readonly xy: number;
  /** Unit: MB². */
  readonly yy: number;
}

/** Looks at lives, added up: sums of several sittings are their sums added. @example sumsOf([[{ hours: 0, mb: 1 }, { hours: 2, mb: 3 }]]).xx // → 2 */
export function sumsOf(lives: readonly (readonly Look[])[]): Sums {
  const about = lives.flatMap((looks) => {
    const mean = (of: (it: Look) => number): number => looks.reduce((sum, it) => sum + of(it), 0) / looks.length;
    const [x, y] = [mean((it) => it.hours), mean((it) => it.mb)];
    return looks.map((it) => ({ x: it.hours - x, y: it.mb - y }));
  });
  const sum = (of: (it: { readonly x: number; readonly y: number }) => number): number => about.reduce((all, it) => all + of(it), 0);
  return { looks: about.length, lives: lives.filter((it) => it.length > 0).length, xx: sum((it) => it.x ** 2), xy: sum((it) => it.x * it.y), yy: sum((it) => it.y ** 2) };
}

/** Slope within lives by least squares, one for all, and its standard error, as if looks erred each by itself. Unit: MB/h. @example slopeOf(sumsOf([[{ hours: 0, mb: 1 }, { hours: 1, mb: 3 }], [{ hours: 2, mb: 0 }]])).slope // → 2 */
export function slopeOf({ looks, lives, xx, xy, yy }: Sums): { readonly slope: number; readonly error: number } {
  if (xx === 0) return { slope: 0, error: 0 };
  const free = looks - lives - 1;
  return { slope: xy / xx, error: free <= 0 ? 0 : Math.sqrt(Math.max(yy - xy ** 2 / xx, 0) / free / xx) };
}

const WHOLE_HOURS = 6;
/**
 * How long a life fills what it keeps: connections of its readers, routes that were never asked, code that is compiled on the way. What
 * it has in use is held against the limit from then on, so that only lives longer than this show it. Unit: min.
 */
const WARM_UP_MINUTES = 10;
/**
 * Ages at which lives are compared with those before them: what goes on from one to the next, in the ledger and in what the server keeps
 * on the disk, shows however short they are. Unit: min.
 */
const COMPARED_MINUTES = { from: 2, to: 5 } as const;
/** Less says nothing sure of the growth of memory, be it of long lives after their warm-up or from life to life. Unit: h. */
const LEAST_HOURS = 0.5;
/** Unit: MB/h. */
const GROWTH_MOST = 1;
/** A look stops the server while all of its memory is gone through. Unit: ms. */
const LOOK_MS = 20_000;
/** Records by which it is measured what a server keeps of a record. */
const MEASURED = 2000;
/** What a server may keep of 1,000 records: their hashes, and where the latest word on a thing stands. Unit: MB. */
const RECORDS_MOST = 0.5;
/** Half of what `load` asks. */
const WHOLE = { readers: 100, clearances: 40, records: 20_000 } as const;
/** Unit: MB. */
const inUse = ({ heapUsed, external }: { readonly heapUsed: number; readonly external: number }): number => (heapUsed + external) / 2 ** 20;
/** The least of some looks: what is freed late is not in use. Unit: MB. */
async function settled(server: LoadServer): Promise<number> {
  const looks: number[] = [];
  for (let at = 0; at < 3; at++) looks.push(inUse(await server.memory()));
  return Math.min(...looks);
}
const round = (value: number): number => Math.round(value * 100) / 100;

/** What looks at some lives come to: their growth within lives after the warm-up, and from life to life at an equal age. @example measuredOf([[{ hours: 0, mb: 1, age: 3 }], [{ hours: 1, mb: 3, age: 3 }]]).nextXy // → 1 */
export function measuredOf(lives: readonly (readonly AgedLook[])[]): Readonly<Record<string, number>> {
  const mean = (looks: readonly AgedLook[], of: "hours" | "mb"): number => looks.reduce((sum, it) => sum + it[of], 0) / looks.length;
  const span = (looks: readonly Look[]): number => (looks.length === 0 ? 0 : looks.at(-1)!.hours - looks[0]!.hours);
  const warm = lives.map((looks) => looks.filter((it) => it.age >= WARM_UP_MINUTES));
  const compared = lives.map((looks) => looks.filter((it) => it.age >= COMPARED_MINUTES.from && it.age <= COMPARED_MINUTES.to)).filter((it) => it.length > 0);
  const next = compared.map((looks) => ({ hours: mean(looks, "hours"), mb: mean(looks, "mb") }));
  const named = (sums: Sums, prefix: string) => Object.fromEntries(Object.entries(sums).map(([name, value]) => [prefix + name[0]!.toUpperCase() + name.slice(1), value as number]));
  return { ...named(sumsOf(warm), "warm"), warmHours: warm.reduce((sum, it) => sum + span(it), 0), ...named(sumsOf([next]), "next"), nextHours: span(next) };
}

/** Two ways in which memory is looked at, with what makes enough of each. */
const WAYS = [
  { prefix: "warm", what: `growth of memory within lives of the server, after the first ${WARM_UP_MINUTES} minutes`, more: "a long life shows it (--minutes 60)" },
  { prefix: "next", what: `growth of memory from life to life, at an age of ${COMPARED_MINUTES.from} to ${COMPARED_MINUTES.to} minutes`, more: "more lives show it (--minutes 5)" },
] as const;

/** What sittings of the soak show together. @throws RangeError where two of them do not ask the same. */
export function together(sittings: readonly Outcome[]): Outcome {
  const of = (name: string): readonly number[] => sittings.map(({ sums }) => sums![name]!);
  const sum = (name: string): number => of(name).reduce((all, it) => all + it, 0);
  const most = (name: string): number => Math.max(...of(name));
  for (const name of ["readers", "clearances", "records"]) if (new Set(of(name)).size > 1) throw new RangeError(`sittings with different --${name} (${of(name).join(", ")}) are not added up: remove docs/results/reliability/soak.json to begin anew`);
  const hours = sum("hours");
  const measured = most("perThousand");
  const perThousand = Math.max(measured, 0);
  // Each by its own measure: by the largest of them too much would be taken off.
  const ofRecords = sittings.reduce((all, { sums }) => all + (Math.max(sums!["perThousand"]!, 0) * sums!["written"]!) / 1000, 0);
  const growths = WAYS.map(({ prefix, what, more }) => {
    const growth = slopeOf({ looks: sum(`${prefix}Looks`), lives: sum(`${prefix}Lives`), xx: sum(`${prefix}Xx`), xy: sum(`${prefix}Xy`), yy: sum(`${prefix}Yy`) });
    const seen = sum(`${prefix}Hours`);
    const beyond = growth.slope - ofRecords / hours;
    const isKept = beyond + 2 * growth.error <= GROWTH_MOST;
    const isMissed = beyond - 2 * growth.error > GROWTH_MOST;
    const isDecided = seen >= LEAST_HOURS && (isKept || isMissed);
    const open = isDecided ? [] : [`${what}: ${seen < LEAST_HOURS ? `${Math.round(seen * 60)} minutes were looked at, and less than ${LEAST_HOURS * 60} say nothing sure` : "its limit lies within twice the error"}; ${more}`];
    return {
      open,
      figures: [
        { what: `${what}, looked at for`, value: Math.round(seen * 100) / 100, unit: "h" },
        // Of what was not looked at nothing is told.
        ...(seen === 0 ? [] : [
          { what, value: round(growth.slope), unit: "MB/h" },
          { what: `${what}, beyond what the records written meanwhile take`, value: round(beyond), unit: "MB/h", ...(isDecided && { atMost: GROWTH_MOST }) },
          { what: `${what}, its standard error, as if looks erred each by itself`, value: round(growth.error), unit: "MB/h" },
        ]),
      ],
    };
  });
  const open = growths.flatMap((it) => it.open);
  const smaller = Object.entries(WHOLE).filter(([name, whole]) => most(name) < whole).map(([name, whole]) => `${most(name).toLocaleString("en-GB")} ${name}, not ${whole.toLocaleString("en-GB")}`);
  return {
    part: hours >= WHOLE_HOURS ? "" : `${Math.round(hours * 60)} minutes of ${WHOLE_HOURS} hours`,
    figures: [
      { what: "sittings", value: sittings.length, unit: "sittings" },
      { what: "hours", value: Math.round(hours * 100) / 100, unit: "h" },
      { what: "kills of the server", value: sum("kills"), unit: "kills" },
      { what: "answers to readers", value: sum("answers"), unit: "answers" },
      { what: "a figure or record, 95 of 100 within, in the slowest sitting", value: most("point95"), unit: "ms" },
      { what: "a view of the alliance, 95 of 100 within, in the slowest sitting", value: most("view95"), unit: "ms" },
      { what: "records written meanwhile", value: sum("written"), unit: "records" },
      { what: "memory that 1,000 records more take, at most", value: perThousand, unit: "MB", atMost: RECORDS_MOST },
      { what: "memory in use at the end of a sitting, at most", value: most("memory"), unit: "MB" },
      ...growths.flatMap((it) => it.figures),
      { what: "not answered but while the server was down, refused, or acknowledged and not there", value: sum("faults"), unit: "faults", atMost: 0 },
    ],
    ...(open.length > 0 && { undecided: `${open.join(". ")}.` }),
    notes: [
      `Lives of ${[...new Set(of("minutes"))].join(" and of ")} minutes. A server that is killed every five minutes never grows older than its warm-up: what it would come to is asked of longer lives, and what goes on from one life to the next of the short ones. A limit is held against a growth where that lies within it, or beyond it, by twice its error.`,
      "The machine has to be the check's own: where other work, or a look at its memory beside other work, keeps the server from reading for 15 seconds, it answers 408 to a question that waited, and the sitting is broken, as three with kills were on a machine with forty programs running.",
      ...(sittings.length > 1 ? [`The hours are those of ${sittings.length} sittings, each with a world and a ledger of its own, which may have run one beside another; the longest without a break took ${round(most("hours"))} h.`] : []),
      ...(hours >= WHOLE_HOURS ? [] : [`Not shown: ${WHOLE_HOURS} hours, without or with a break. What goes wrong more seldom than once in ${Math.round(hours * 60)} minutes was not looked for.`]),
      ...(smaller.length === 0 ? [] : [`A smaller load: ${smaller.join("; ")}.`]),
      `What is kept of a record that is written grows with the ledger, not with time or questions. It is measured by ${MEASURED.toLocaleString("en-GB")} records before the first readers come; ${measured > 0 ? `by that the ${sum("written").toLocaleString("en-GB")} records written meanwhile took ${round(ofRecords)} MB` : `there the server freed more, ${round(-measured)} MB for 1,000 records, than it kept of them: what they take is below what this can tell, and nothing is taken off`}.`,
    ],
    faults: sittings.flatMap((it) => it.faults),
  };
}

export const soakCheck: Check = {
  name: "soak",
  promise: "For hours at half load a server answers everybody, its memory does not grow with time or questions, and killed every five minutes it is back with everything that was acknowledged.",
  test: "Half as many readers as in `load` read from a server while one record a second is written; every few minutes the server is killed with SIGKILL, as is whatever it was answering, and started anew; nobody may be refused but while it is down. Memory in use after a collection as thorough as there is, of objects and of buffers, is looked at every twenty seconds, in two ways: within lives that are longer than their warm-up of ten minutes, by the slope from then on, all of them together; and from life to life, by what each has in use at the age of two to five minutes. What a record takes is measured before, by two thousand that are written while nobody reads. At the end the ledger is opened, verified in full, and has to hold every record that was acknowledged.",
  everyCommit: "The slopes of memory are computed for made-up looks, and sittings are added up.",
  usage: "[--hours 6] [--minutes 5] [--readers 100] [--clearances 40] [--records 20000]",
  together,
  run: async (options, say) => {
    const [hours, minutes] = [numberOption(options, "hours", WHOLE_HOURS), numberOption(options, "minutes", 5)];
    const [readers, clearances] = [numberOption(options, "readers", WHOLE.readers), numberOption(options, "clearances", WHOLE.clearances)];
    const drafts = numberOption(options, "records", WHOLE.records);
    const { folder, records, faults: unwritten } = await writeLoad({ records: 0, writers: 100, drafts: await loadDrafts(drafts) });
    const state = mkdtempSync(join(tmpdir(), "concord-soak-"));
    const faults: string[] = [...unwritten];
    let began = performance.now();
    let end = began + hours * 3_600_000;
    const lives: (readonly AgedLook[])[] = [];
    const [point, view]: [number[], number[]] = [[], []];
    let kills = 0;
    let isDone = false;
    let written = 0;
    let early = 0;
    let perThousand = 0;
    let writing: Promise<readonly string[]> = Promise.resolve([]);
    const port = await freePort();
    while (performance.now() < end) {
      const server: LoadServer = await startServer({ folder, state, port, persons: readers, clearances });
      await warm(server, clearances);
      if (kills === 0) {
        const before = await settled(server);
        const more = await writeMeanwhile(folder, { isOver: (at) => at >= MEASURED, perSecond: Number.POSITIVE_INFINITY, onWritten: () => void (early += 1) });
        faults.push(...more);
        await warm(server, clearances);
        perThousand = (((await settled(server)) - before) / MEASURED) * 1000;
        say(`1,000 records more take ${perThousand.toFixed(2)} MB`);
        writing = writeMeanwhile(folder, { isOver: () => isDone, perSecond: 1, onWritten: () => void (written += 1) });
        began = performance.now();
        end = began + hours * 3_600_000;
      }
      const died = Math.min(end, performance.now() + minutes * 60_000);
      let isKilled = false;
      const looks: AgedLook[] = [];
      const life = performance.now();
      const looking = (async (): Promise<void> => {
        while (!isKilled) {
          await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
          if (isKilled) return;
          const mb = inUse(await server.memory());
          looks.push({ hours: (performance.now() - began) / 3_600_000, age: (performance.now() - life) / 60_000, mb });
        }
      })().catch((error: unknown) => void (isKilled || faults.push(String(error))));
      const reading = readMany({ server, isOver: () => isKilled, pause: 4000, seed: kills, isExcused: () => isKilled });
      await new Promise((resolve) => void setTimeout(resolve, Math.max(died - performance.now(), 0)));
      isKilled = true;
      await server.stop("SIGKILL");
      kills += 1;
      const found = await reading;
      await looking;
      point.push(...found.point);
      view.push(...found.view);
      faults.push(...found.faults);
      lives.push(looks);
      say(`life ${kills}: ${found.point.length + found.view.length} answers, ${found.faults.length} faults, ${Math.round(looks.at(-1)?.mb ?? 0)} MB`);
    }
    isDone = true;
    faults.push(...(await writing));
    process.env["CONCORD_VERIFIED"] = join(state, "nothing");
    const ledger = openFolder(folder);
    const there = [...ledger.channels.values()].reduce((sum, it) => sum + it.tree.size, 0) - ledger.channels.size;
    ledger.store.close();
    if (there !== records + early + written) faults.push(`${there} records are there, ${records + early + written} were acknowledged`);
    for (const it of [folder, state]) rmSync(it, { recursive: true, force: true });
    const sums = {
      hours: (performance.now() - began) / 3_600_000,
      minutes,
      readers,
      clearances,
      records: drafts,
      kills,
      answers: point.length + view.length,
      written,
      faults: faults.length,
      point95: Math.round(percentile(point, 0.95)),
      view95: Math.round(percentile(view, 0.95)),
      perThousand: Math.round(perThousand * 100) / 100,
      memory: Math.round(lives.flat().at(-1)?.mb ?? 0),
      ...measuredOf(lives),
    };
    const outcome = { figures: [], notes: [], faults: faults.slice(0, 20), sums };
    return { ...outcome, ...together([outcome]) };
  },
};
