/**
 * The seven questions of the study, with what is estimated and how it is judged, written down before anything was estimated.
 * Whatever else is asked of the data is exploratory. A change here is a change of the study, and is told in its report.
 */
export interface Question {
  readonly id: "Q1" | "Q2" | "Q3" | "Q4" | "Q5" | "Q6" | "Q7";
  readonly question: string;
  /** What the primary figure is. */
  readonly estimand: string;
  /** The one test that counts for this question when several are judged together. Absent: it only describes. */
  readonly test?: string;
  /** What one would expect who believes that pacts deter, and who does not. */
  readonly expected: string;
  /** The primary model, as a specification. */
  readonly primary?: Readonly<Record<string, unknown>>;
  readonly beside: readonly string[];
}

const CUBE = { polynomial: "t5", degree: 3 };
/** Controls of the larger models: obligations of the challenger, power, distance, border, regime, rank, years of peace. */
export const FULL = ["aoff", "aneu", "adef", "capshare", "lndist", "contig", "jdem", "maja", "majb", CUBE];
/** Controls of the models of rare outcomes. */
export const SMALL = ["capshare", "lndist", "contig", "maja", "majb", "lt"];
const SINCE_1914 = "year >= 1914";

export const QUESTIONS: readonly Question[] = [
  {
    id: "Q1",
    question: "Do defence pacts deter war-level attack, and did that change in 1946?",
    estimand: "Average risk ratio of a target's defence pact on an initiation that became war (tdef on w5), 1914–2014; the difference of the log-odds across 1946.",
    test: "tdef in the model without the interaction, errors clustered by pair, two-sided",
    expected: "A ratio below one if pacts deter; one if they do not. If nuclear weapons changed it, the interaction with 1946 is below nought.",
    primary: { data: "panel", estimator: "logit", outcome: "w5", filter: SINCE_1914, terms: ["tdef", "post45", ...SMALL], effects: ["tdef"], errors: ["model", "dyad", "dyadic"] },
    beside: ["the interaction with 1946", "Firth's penalty", "the bootstrap over states", "a permutation of the targets' alliance histories within eras", "each coding of pacts", "the world wars left out", "one state and one war left out at a time"],
  },
  {
    id: "Q2",
    question: "Do defence pacts deter disputes of any kind, by era?",
    estimand: "Average risk difference of tdef on any initiation (i5) in each of five eras.",
    test: "the effect of tdef is the same in the five eras (Wald, 4 df, errors clustered by pair)",
    expected: "Differences below nought if pacts deter; a trend across eras if technology changed it.",
    primary: { data: "panel", estimator: "logit", outcome: "i5", filter: SINCE_1914, terms: ["tdef", "E2", "E3", "E4", "E5", ...FULL, "tdef:E2", "tdef:E3", "tdef:E4", "tdef:E5"], tests: [["tdef:E2", "tdef:E3", "tdef:E4", "tdef:E5"]], errors: ["model", "dyad", "dyadic"] },
    beside: ["the bootstrap over states", "each coding of pacts and both dispute sources", "the world wars left out", "eras shifted by five years", "a scan over break years with a permutation band"],
  },
  {
    id: "Q3",
    question: "Does a nuclear patron protect more than a conventional one, 1946–2014?",
    estimand: "Contrast of the log-odds of a nuclear and of a conventional patron on any initiation (i5), on the same sample.",
    test: "tdef_nuc and tconv have the same coefficient (errors clustered by pair)",
    expected: "The nuclear patron's coefficient is lower if the weapon adds to deterrence.",
    primary: { data: "panel", estimator: "logit", outcome: "i5", filter: "year >= 1946", terms: ["tdef_nuc", "tconv", ...FULL], effects: ["tdef_nuc", "tconv"], errors: ["model", "dyad", "dyadic"] },
    beside: ["within ordered pairs, by conditional logit", "possession by date of first test", "the bootstrap over states"],
  },
  {
    id: "Q4",
    question: "Were alliances honoured less after 1944, and does the obligation matter?",
    estimand: "Share honoured where the obligation applied, before and after 1944 and by obligation; the difference adjusted for the obligation.",
    test: "post45 in a logit of honoured on post45 and the obligations, errors clustered by war",
    expected: "No difference if reliability is a constant of alliances.",
    primary: { data: "reliability", estimator: "logit", outcome: "honoured", filter: "applies == 1", terms: ["post45", "defense", "offense", "neutral"], errors: ["model", "cluster:warid"], effects: ["post45"] },
    beside: ["Wilson's and the exact interval of each share", "the four cases of 1945 and the three of 1956 left out", "the published model of fulfilment"],
  },
  {
    id: "Q5",
    question: "Do alliances last longer by the era they were formed in?",
    estimand: "Survival at 5, 10 and 20 years and the median, by era of formation.",
    test: "log-rank over the eras since 1914",
    expected: "Equal curves if what keeps allies together has not changed.",
    primary: { data: "alliances", estimator: "kaplan-meier", time: "years", event: "ended", groups: "e1 + 2*e2 + 3*e3", filter: "begyr >= 1914" },
    beside: ["Cox's model with the test of proportion", "the manner of ending as competing risks", "alliances formed before 1914"],
  },
  {
    id: "Q6",
    question: "Do states win more often when those obliged to defend them fight beside them?",
    estimand: "Share of wars won with and without obliged allies fighting; the difference adjusted for who began it.",
    test: "obliged_fought in a logit of won on obliged_fought, initiator and post45, errors clustered by war",
    expected: "A higher share with allies if alliances add power where it is tested.",
    primary: { data: "wars", estimator: "logit", outcome: "won", terms: ["obliged_fought", "initiator", "post45"], errors: ["model", "cluster:war"], effects: ["obliged_fought"] },
    beside: ["exact intervals", "the world wars left out", "Firth's penalty"],
  },
  {
    id: "Q7",
    question: "What did allies adopt, and when?",
    estimand: "Shares over time of umbrellas, possession, concentration of classes of equipment, and domains used in crises.",
    expected: "This describes. No effect is estimated from it.",
    beside: ["each series with its source and where it ends"],
  },
];
