/** A promise that is shown by trying to break it. */
export interface Check {
  /** As in `npm run reliability -- NAME`. */
  readonly name: string;
  /** What is promised, in a sentence. */
  readonly promise: string;
  /** How it is tried, in a sentence or two. */
  readonly test: string;
  /** What the machine's own tests try of it at every change. */
  readonly everyCommit: string;
  /** Options that the command takes besides its name. */
  readonly usage: string;
  readonly run: (options: Options, say: (line: string) => void) => Promise<Outcome>;
  /** How much of the whole the figures of a run show, where they tell it better than its options: empty where they show it all. */
  readonly partIn?: (figures: readonly Figure[]) => string;
  /** Where the whole is too long for one sitting: what sittings show together. Each run with `--keep` is one more. */
  readonly together?: (sittings: readonly Outcome[]) => Outcome;
}

export interface Outcome {
  readonly figures: readonly Figure[];
  /** What a reader should know of this run. */
  readonly notes: readonly string[];
  /** What broke, each with what replays it. */
  readonly faults: readonly string[];
  /** How much of the whole was run, where the options do not tell it. Empty: the whole. */
  readonly part?: string;
  /** What the run leaves open of the promise: it neither held nor broke. */
  readonly undecided?: string;
  /** What `together` needs besides the figures. */
  readonly sums?: Readonly<Record<string, number>>;
}

/** A figure of a run, with the limit it has to keep. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export const isKept = ({ value, atMost, atLeast }: Figure): boolean => (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);

/** Figures that miss their limit, and faults: a check holds when there are none. */
export const missesOf = ({ figures, faults }: Outcome): readonly string[] => [...faults, ...figures.filter((it) => !isKept(it)).map((it) => `${it.what}: ${it.value} ${it.unit}`)];

/** Options of a command line: `--seed 7` and `--quick`. */
export type Options = ReadonlyMap<string, string>;

/** Reads options. @throws RangeError for a word that is none. */
export function optionsOf(words: readonly string[]): Options {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("--")) throw new RangeError(`"${word}" is no option: write --name value`);
    const next = words[at + 1];
    const hasValue = next !== undefined && !next.startsWith("--");
    options.set(word.slice(2), hasValue ? next : "");
    if (hasValue) at++;
  }
  return options;
}

/** A whole number among options. @throws RangeError for one that is none. */
export function numberOption(options: Options, name: string, otherwise: number): number {
  const text = options.get(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text === "" || !Number.isFinite(value) || value < 0) throw new RangeError(`--${name} takes a number, not "${text}"`);
  return value;
}
