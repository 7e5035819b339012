import { BREMER_DERIVED, PANEL_DERIVED } from "./columns.ts";
import type { DataName } from "./spec.ts";

/** What a row of each table is. */
export const ROWS: Readonly<Record<DataName, string>> = {
  panel: "an ordered pair of states and a year, 1816 to 2014: `a` may attack, `b` may be attacked",
  bremer: "a pair of states and a year, 1816 to 2010, in the sample of the published replication of Bremer (1992)",
  alliances: "an alliance with an obligation of defence, formed 1815 to 2010 and seen to 2018",
  reliability: "an alliance in a war, 1816 to 2003, whether or not an obligation applied (Berkemeier and Fuhrmann 2018)",
  fulfilment: "an alliance called upon in a war, 1816 to 1944 (Leeds and Anac 2005)",
  wars: "a participant of an interstate war that it won or lost, 1823 to 1999",
};

const DEFENDER = "some state other than `a` owes `b` defence";

/** What each column says, table by table; worked-out columns follow. A value of 1 is yes and 0 is no where nothing else is said. */
const OWN: Readonly<Record<DataName, Readonly<Record<string, string>>>> = {
  panel: {
    a: "the challenger: number of the state in the Correlates of War",
    b: "the target: number of the state in the Correlates of War",
    year: "the year",
    conttype: "1 they share a land border; 2 to 5 water of up to 12, 24, 150, 400 miles lies between; 0 neither",
    maja: "`a` is a major power",
    majb: "`b` is a major power",
    km: "kilometres between the capitals on the great circle, to a tenth",
    capshare: "capability index of `a` as a share of both indices",
    pola: "Polity score of `a`, −10 to 10",
    polb: "Polity score of `b`, −10 to 10",
    nuca: "`a` possesses nuclear weapons (Bleek)",
    nucb: "`b` possesses nuclear weapons (Bleek)",
    on5: "a dispute of the MID 5 data begins between the two",
    go5: "a dispute of the MID 5 data goes on between the two",
    t5: "years of peace of the pair by MID 5",
    i5: "`a` began a dispute against `b` (MID 5) as the side that moved first, both in from the first day",
    h5: "highest hostility that `a` reached in it (MID 5): 2 threat, 3 display, 4 force, 5 war; 0 no dispute",
    ong: "a dispute of the GML data begins between the two",
    gog: "a dispute of the GML data goes on between the two",
    tg: "years of peace of the pair by GML",
    ig: "`a` began a dispute against `b` (GML) as the side that moved first, both in from the first day",
    hg: "highest hostility that `a` reached in it (GML), as `h5`",
    tdef_n: "number of states other than `a` that owe `b` defence",
    tdef: DEFENDER,
    tdef_nuc: "one of those that owe `b` defence possesses nuclear weapons (Bleek)",
    tdef_cinc: "capability indices of those that owe `b` defence, together",
    adef: "some state other than `b` owes `a` defence",
    aoff: "some state other than `b` owes `a` help in attack",
    aneu: "some state other than `b` owes `a` neutrality",
    joint_def: "`a` and `b` owe one another defence, or one of them does",
    rel_in: "the defence of `b` applies to this challenger: an alliance in force obliges a third member to it, and is not aimed at others alone",
    rel_out: "the same, by an alliance that `a` is not in",
    tia: "logarithm of spending per soldier of `a` less the year's median: a rank within a year, no level of technology",
    tib: "the same of `b`",
    tpat: "the highest such value among those that owe `b` defence",
    tdef_l1: "`tdef` a year before, so that a pact of the same year never counts",
    rel_in_l1: "`rel_in` a year before",
    rel_out_l1: "`rel_out` a year before",
    tnuc_test: "`tdef_nuc` with possession from the first test where that is later",
    tnuc_fas: "`tdef_nuc` where possession is a stockpile that the Federation of American Scientists counts in the year",
    tcon_only: "consultation is owed to `b`, and nothing more",
    tnon_only: "non-aggression is owed to `b`, and nothing more",
    tdef_no_nato: "`tdef` without NATO",
    tdef_no_warsaw: "`tdef` without the Warsaw Pact",
    tdef_no_oas: "`tdef` without the inter-American alliances",
    tdef_no_arab: "`tdef` without the Arab League",
    world_warheads: "nuclear warheads in all military stockpiles of the year; 0 before 1945",
    umbrella_share: "share of the year's rows whose target has a nuclear patron",
  },
  bremer: {
    ccode1: "the state with the lower number in the Correlates of War",
    ccode2: "the state with the higher number",
    year: "the year",
    gmlmidonset: "a dispute of the GML data begins between the two",
    gmlmidongoing: "a dispute of the GML data goes on between the two",
    landcontig: "the two share a land border",
    cincprop: "smaller capability index as a share of the larger (NMC 6.0)",
    cowmajdyad: "one of the two is a major power",
    atop_defense: "one of the two owes the other defence",
    mindem: "lower of the two scores of democracy (QuickUDS)",
    mingdp: "lower of the two gross domestic products per head",
    minmilit: "lower of the two shares of the people under arms",
    t: "years of peace of the pair, counted within the sample",
  },
  alliances: {
    atopid: "number of the alliance in ATOP",
    begyr: "year in which it was formed",
    years: "years that it lasted, to the month; to December 2018 where it was still in force",
    ended: "it ended with its provisions fulfilled, violated or otherwise; 0 still in force, or the record of it stops",
    violated: "it ended because a member violated it",
    cause: "0 it did not end; 1 provisions fulfilled; 2 violated; 3 otherwise",
    e1: "formed 1914 to 1945",
    e2: "formed 1946 to 1990",
    e3: "formed 1991 or later",
    bilat: "it has two members",
    wartime: "it was formed in a war",
    offense: "it obliges to help in attack as well",
    neutral: "it obliges to neutrality as well",
    nonagg: "it obliges not to attack one another as well",
    consul: "it obliges to consult as well",
  },
  reliability: {
    warid: "number of the war",
    atopid: "number of the alliance in ATOP",
    applies: "an obligation applied in the war; where it is 0 nothing could be honoured, and such rows are left out unless the filter names this column or the universe is `none`",
    honoured: "the obligation was honoured",
    violated: "the obligation was violated",
    post45: "1945 to 2003; 0: 1816 to 1944",
    multilateral: "the alliance has more than two members",
    defense: "it obliges to defence",
    offense: "it obliges to help in attack",
    neutral: "it obliges to neutrality",
    nonagg: "it obliges not to attack one another",
    consul: "it obliges to consult",
    war2_1945: "one of the four opportunities of 1945",
    hungary: "one of the three treaties violated in 1956",
  },
  fulfilment: {
    war: "number of the war",
    honor3: "the commitment was honoured",
    milinst: "military institutions of the alliance: 0 few, 1 some, 2 many",
    formal: "formality of the commitment: 0 low, 1 middle, 2 high",
    chcap2d: "capabilities of a member changed much since it was formed",
    dinstch2: "domestic institutions of a member changed since it was formed",
    origtar1: "the war was with the target that the alliance had at first",
    wartime: "it was formed in a war",
    active: "the commitment asks for active help, in defence or attack",
    bilat: "the alliance has two members",
  },
  wars: {
    war: "number of the war in the Correlates of War",
    ccode: "number of the participant in the Correlates of War",
    side: "1 or 2",
    year: "year in which it entered the war",
    won: "its side won; 0 lost",
    initiator: "its side began the war",
    partners: "other states that fought on its side",
    obliged: "some state that was not its enemy owed it defence the year before",
    obliged_fought: "a state that owed it defence the year before fought on its side",
    post45: "1946 or later",
    world_war: "the first or the second world war",
  },
};

/** A column of a table with what it says. */
export interface ColumnMeaning {
  readonly name: string;
  readonly meaning: string;
  /** Absent: it stands in the file. */
  readonly expression?: string;
}

/**
 * Every column of a table that a specification can name, those worked out from others last.
 * @example columnMeanings("bremer").at(-1) // → { name: "pair", meaning: "the undirected pair", expression: "min(ccode1, ccode2) * 1000 + max(ccode1, ccode2)" }
 */
export function columnMeanings(data: DataName): readonly ColumnMeaning[] {
  const derived = data === "panel" ? PANEL_DERIVED : data === "bremer" ? BREMER_DERIVED : [];
  return [...Object.entries(OWN[data]).map(([name, meaning]) => ({ name, meaning })), ...derived.map(({ name, expression, meaning }) => ({ name, meaning: begun(meaning), expression }))];
}

/** A sentence as the middle of another; names keep their capital. */
const begun = (sentence: string): string => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, "");
