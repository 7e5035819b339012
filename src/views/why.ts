import type { Shown } from "./shown.ts";

/** The answer to "why" of one number: from the sentence down to the documents. */
export interface WhyView {
  readonly key: string;
  readonly question: string;
  readonly shown: Shown;
  /** The answer in one or two sentences. */
  readonly sentence: string;
  /** The arithmetic, in order; a step may itself be asked why. */
  readonly steps: readonly { readonly text: string; /** What a record or a document says of it in its own words, in the language of the data. */ readonly quoted?: string; readonly shown?: Shown; /** Name under which a figure of a page is this step. */ readonly part?: string }[];
  readonly method: { readonly id: string; readonly title: string; readonly doc: string };
  /** Judgements it rests on, with value, default and source. */
  readonly assumptions: readonly { readonly id: string; readonly meaning: string; readonly value: string; readonly unit: string; readonly source: string }[];
  readonly limits: readonly string[];
  readonly records: readonly {
    readonly kind: string;
    readonly id: string;
    readonly text: string;
    readonly evidence: string;
    readonly confidence: string;
    readonly asOf: string;
    /** `address`: where it opens; absent where the data set states none. */
    readonly source: { readonly id: string; readonly title: string; readonly location?: string; readonly address?: string; readonly licence: string };
    /** Rival figures that were not chosen, and why. */
    readonly rivals: readonly string[];
  }[];
  /** Records left out of the list because it would be too long. */
  readonly moreRecords: number;
}
