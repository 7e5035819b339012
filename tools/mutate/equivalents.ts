/** A change of a check after which the program does the same: no test can notice it. */
export interface EquivalentMutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Why nothing can come of it. */
  readonly why: string;
}

const of = (file: string, ...mutants: readonly (readonly [from: string, to: string, why: string])[]): readonly EquivalentMutant[] => mutants.map(([from, to, why]) => ({ file, from, to, why }));

/** Mutants that were looked at one by one and found to be the same program. `tests/project/mutate.test.ts` checks that each is still there. */
export const EQUIVALENT: readonly EquivalentMutant[] = [
  ...of("src/base/labels/label.ts", [
    '"kind" in it && it.kind === "problem"',
    'it.kind === "problem"',
    "A property that is not there reads as undefined, which is not the word.",
  ]),
  ...of(
    "src/base/labels/equivalent.ts",
    ["entry === undefined || level === undefined", "level === undefined", "Without an entry no level is found: none has a number that is undefined."],
    ["kind === undefined", "false", "Of no kind there are no categories: the list is empty either way."],
    ["it.category === undefined", "false", "No category has a number that is undefined, so none is found either way."],
    ["set === undefined || category === undefined", "category === undefined", "Without a set there is no category."],
  ),
  ...of(
    "src/base/labels/marking.ts",
    ["it.values.length > 0", "it.values.length >= 0", "A tag without chosen values has no words, and what has no words is left out below."],
    [
      "policy.tagSets.flatMap((set) => set.tags.map((tag) => ({ tag, values: tag.categories.filter((it) => (ownOf(label.categories, set.name) ?? []).includes(it.name)) }))).filter((it) => it.values.length > 0)",
      "policy.tagSets.flatMap((set) => set.tags.map((tag) => ({ tag, values: tag.categories.filter((it) => (ownOf(label.categories, set.name) ?? []).includes(it.name)) })))",
      "As above: a tag without chosen values has no words.",
    ],
  ),
  ...of(
    "src/app/duties/records.ts",
    ["size <= from", "size < from", "From where a channel stands to where it stands there is nothing to read."],
    ["folds.size >= FOLDS_MOST", "folds.size < FOLDS_MOST", "It says only how many folds are kept for the next question: one that is not kept is folded again, to the same."],
  ),
  ...of(
    "src/app/duties/act-in-case.ts",
    ["it.case === id && it.award !== undefined", "it.award !== undefined", "The draft of another case takes no effect in this one, by the rules; to leave it out saves asking them."],
    ["it.case === id && it.award !== undefined && it.effectiveAt === undefined", "it.case === id && it.award !== undefined", "What is in effect takes effect no second time, by the rules; to leave it out saves asking them."],
  ),
  ...of(
    "src/app/ledger/who-reads.ts",
    ['typeof below === "string" && typeof above === "string"', 'typeof below === "string"', "The table of labels knows nothing of what is no name, and one by its name is not below one that is written out: no, either way."],
    ['typeof below === "string" && typeof above === "string"', 'typeof above === "string"', "As above."],
    [
      '[...recordsIn(log, store, tools.primitives.sha256, { from: size, to })].filter(({ fields }) => fields["file"] === LABELS)',
      "[...recordsIn(log, store, tools.primitives.sha256, { from: size, to })]",
      "Of the tables that are made from these records only the one of labels is asked for; the others would but take memory.",
    ],
  ),
  ...of("src/server/ledger/ledger-desk.ts", ["party === undefined || !ledgers.parties.includes(party)", "!ledgers.parties.includes(party)", "No party is undefined; the word before is for the compiler."]),
  ...of("src/server/solver-for.ts", ['solve === undefined || view.results.comparison === undefined || "problem" in parsed', "solve === undefined || view.results.comparison === undefined", "What is no key is of no kind, and needs no solver."]),
  ...of(
    "src/server/ledger/release-routes.ts",
    ["waiting.published === undefined", "false", "What was not published is found in no ledger either."],
    ['admission.kind === "refused"', "false", "Who is not let in was refused before, where it was asked what they may read; the word is for the compiler."],
    ['!("problem" in parsed) && parsed.kind === "what-if"', 'parsed.kind === "what-if"', "What is no key is of no kind; the word before is for the compiler."],
  ),
  ...of(
    "src/app/ledger/releases.ts",
    ['it !== "" && it !== "everyone"', 'it !== "everyone"', "A reader whose group has no name reads what everyone reads, and is not told beside everyone."],
    ["same !== undefined && same <= after", "same <= after", "What is undefined is at most nothing."],
    ["parts !== undefined && !isJsonFault(parts)", "parts !== undefined", "A fault is no list."],
    ["parts !== undefined && !isJsonFault(parts)", "!isJsonFault(parts)", "What is undefined is no list; the word is for the compiler."],
    ["parts !== undefined && !isJsonFault(parts) && isList(parts)", "isList(parts)", "As the two above."],
    ["listed === undefined || !isList(listed)", "!isList(listed)", "What is undefined is no list; the word is for the compiler."],
    ["isJsonFault(value) || !isObject(value)", "!isObject(value)", "A fault has no format, so that it is refused with the same words."],
    ['open.who === "everyone" && open.after <= it.after', 'open.who === "everyone"', "Whoever may read a label reads it from its own level on: the least level is one for all of them."],
    ['open.who === "everyone" && open.after <= it.after && JSON.stringify(open.holds) === JSON.stringify(it.holds)', 'open.who === "everyone" && open.after <= it.after', "By a way to hold it by which everyone gains nothing nobody gains: what everyone reads, each reads. So whoever gains by any way gains by each that everyone gains by."],
  ),
  ...of(
    "src/app/ledger/read.ts",
    ["label !== undefined || permits?.(it.label) !== false", "permits?.(it.label) !== false", "The records of a channel carry its label, of which it was asked whether it may be read."],
    ["tree === undefined || size > tree.size", "size > tree.size", "What a key of this ledger has signed is of a log of it; the word is for the compiler."],
    ['moment.kind === "size" && moment.size > root.entries.length', "moment.size > root.entries.length", "A time has no size, and undefined is more than no number."],
    ["store.logs().filter((it) => isOwn(it.origin)).map((it) => noteKeyOf(primitives.sha256, it.key)).filter((it): it is NoteKey => !isFault(it))", "store.logs().filter((it) => isOwn(it.origin)).map((it) => noteKeyOf(primitives.sha256, it.key))", "A ledger with a log whose key cannot be read is not opened; the filter is for the compiler."],
  ),
  ...of("src/app/access/viewer.ts", ["a < b", "a <= b", "No two of what is sorted are equal: they are the keys of a map."]),
  ...of("src/app/duties/cases.ts", ["first === undefined || first.origin !== origin", "first.origin !== origin", "No list of the acts of a case is empty: it is made with the first of them. The word before is for the compiler."]),
  ...of(
    "src/app/access/view-of.ts",
    ['"nation" in it && typeof it.nation === "string"', 'typeof it.nation === "string"', "A property that is not there reads as undefined, which is no text; the word before is for the compiler."],
    ['"scope" in it && typeof it.scope === "string"', 'typeof it.scope === "string"', "As above."],
    ['"nation" in it && typeof it.nation === "string"', '"nation" in it', "A nation that is there is a text: the parser makes nothing else of the column."],
    ['"scope" in it && typeof it.scope === "string"', '"scope" in it', "As above."],
  ),
];

/** Why a mutant is the same program. Absent: it is not known to be. */
export const whyEquivalent = (it: Pick<EquivalentMutant, "file" | "from" | "to">): string | undefined => EQUIVALENT.find((one) => one.file === it.file && one.from === it.from && one.to === it.to)?.why;
