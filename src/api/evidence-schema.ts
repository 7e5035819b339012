import { Type } from "typebox";
import { oneOf } from "./one-of.ts";

const text = Type.String();
const number = Type.Number();
const texts = Type.Array(text);
const interval = { b: number, low: number, high: number };
const table = Type.Object({
  title: text,
  of: text,
  columns: Type.Array(Type.Object({ name: text, kind: Type.Union([Type.Literal("figure"), Type.Literal("p"), Type.Literal("count")]) })),
  rows: Type.Array(Type.Object({ name: Type.Optional(text), term: Type.Optional(text), values: Type.Array(Type.Union([number, Type.Null()])) })),
  says: texts,
});
const point = Type.Object({ choices: texts, ...interval });

/** What the record since 1914 says: EvidenceView. */
export const EvidenceReply = Type.Object(
  {
    title: text,
    known: texts,
    unknown: texts,
    opposed: text,
    wouldChange: texts,
    findings: Type.Array(
      Type.Object({
        id: text,
        question: text,
        estimand: text,
        test: Type.Optional(text),
        p: Type.Optional(number),
        holm: Type.Optional(number),
        sentences: texts,
        estimates: Type.Array(Type.Object({ name: text, scale: oneOf(["log-odds", "ratio", "rate", "share"]), value: number, low: number, high: number, inner: Type.Optional(Type.Object({ low: number, high: number })), p: Type.Optional(number), q: Type.Optional(number), detectable: Type.Optional(number), by: text })),
        counts: Type.Array(Type.Object({ name: text, count: number, total: number, value: number, low: number, high: number })),
        tables: Type.Array(table),
        detectable: Type.Optional(text),
        cases: texts,
        reproduce: text,
      }),
    ),
    declared: Type.Array(
      Type.Object({
        model: oneOf(["attack", "change", "eras", "difference"]),
        row: oneOf(["ratio", "difference", "pact", "before", "after", "change", "era"]),
        from: Type.Optional(number),
        to: Type.Optional(number),
        value: number,
        low: number,
        high: number,
        by: Type.Union([Type.Literal("pair"), Type.Literal("states")]),
      }),
    ),
    curve: Type.Object({ choices: Type.Array(Type.Object({ name: text, values: texts })), points: Type.Array(point), primary: Type.Optional(point), summary: text }),
    leaveOutSays: texts,
    leaveOut: Type.Array(Type.Object({ without: text, names: Type.Array(text, { description: "Names in `without` that stand in English where the rest is in another language." }), ...interval })),
    placebos: Type.Array(Type.Object({ name: text, ...interval, q: Type.Optional(number), detectable: Type.Optional(number) })),
    drawings: Type.Array(
      Type.Object({
        id: oneOf(["survival", "breaks", "umbrellas", "possession", "warheads", "concentration", "spread", "domains"]),
        title: text,
        upwards: text,
        along: text,
        isShare: Type.Boolean(),
        curves: Type.Array(Type.Object({ name: text, isStep: Type.Optional(Type.Boolean()), points: Type.Array(Type.Object({ x: number, y: number, low: Type.Optional(number), high: Type.Optional(number) })) })),
        level: Type.Optional(Type.Object({ y: number, name: text })),
        atRisk: Type.Optional(Type.Object({ times: Type.Array(number), rows: Type.Array(Type.Object({ name: text, counts: Type.Array(number) })) })),
        says: text,
        reproduce: text,
      }),
    ),
    priors: Type.Array(Type.Object({ id: text, meaning: text, unit: text, low: number, base: number, high: number, shape: text, source: text, question: text, conclusion: text, verdict: text, why: text, absolute: Type.Optional(text) })),
    otherReasons: texts,
    sample: table,
    literature: Type.Array(Type.Object({ work: text, finding: text, here: text })),
    bibliography: texts,
    made: text,
    limits: texts,
  },
  { description: "What the record since 1914 says of alliances, with intervals, counts, other specifications and what others found." },
);
