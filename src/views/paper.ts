/** A cell of a table on paper: text, text that leads to an address, or a number with the text that is printed for it. */
export type PaperCell = string | PaperLink | PaperNumber;

export interface PaperLink {
  readonly text: string;
  /** Of http or https. */
  readonly address: string;
}

export interface PaperNumber {
  readonly value: number;
  readonly text: string;
  /** Of the value, `M EUR` or `share` too. Absent: a count, or what the heading says. */
  readonly unit?: string;
  /** The value is a lower bound; its text says so. */
  readonly isAtLeast?: boolean;
}

/** A part of a section. */
export type PaperBlock =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly title: string; readonly columns: readonly { readonly name: string; readonly isNumber?: boolean }[]; readonly rows: readonly (readonly PaperCell[])[] }
  /** `svg`: the drawing, without scripts or links; `alt`: what it shows, for those who do not see it. */
  | { readonly kind: "figure"; readonly svg: string; readonly alt: string; readonly caption: string };

export interface PaperSection {
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
}

/**
 * A document as plain data: what a report says, whatever it is written as. It holds no date of its making, so that equal
 * contents make equal bytes.
 */
export interface Paper {
  readonly title: string;
  /** Language of its words: `en`, `fr`. */
  readonly language: string;
  /** What binds its readers: above and below every page. */
  readonly marking: string;
  /** What a reader must know before anything else: whose paper it is, and whose it is not. It stands out below the title. */
  readonly notice?: string;
  /** Below the title. */
  readonly about: readonly string[];
  /** At the foot of every page. */
  readonly foot: string;
  readonly sections: readonly PaperSection[];
}
