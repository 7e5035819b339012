import { type TProperties, Type } from "typebox";
import { oneOf } from "./one-of.ts";
import { asof, lang, path, Shown } from "./schemas.ts";

const Optional = Type.Optional;
const number = Type.Number();
const text = Type.String();
const rows = <P extends TProperties>(properties: P) => Type.Array(Type.Object(properties));
const strict = { additionalProperties: false };

const as = Optional(Type.String({ maxLength: 200, description: "The reader to look as, NATION:LEVEL:GROUPS:VALUES, where there is no sign-in. Absent: the owner of the data." }));
const quick = (absent: string) => Optional(Type.Boolean({ description: `Without reserves and without the plans made for one scenario. Absent: ${absent}` }));

const Decisions = rows({ id: text, nation: text, text, years: text, chosen: Shown, money: Shown, least: Shown, most: Shown, leastIn: text, mostIn: text });

/** ScenariosView. */
const Answer = Type.Object({
  alliance: text,
  marking: text,
  path: text,
  runKey: text,
  isQuick: Type.Boolean(),
  decideYears: number,
  scenarios: rows({ name: text, changes: Type.Array(text), probability: Shown, known: Shown, together: Shown, regret: Shown, regretOfMean: Shown }),
  plans: rows({ kind: text, name: text, expected: Shown, worst: Shown, worstIn: text, worstRegret: Shown, committed: Shown }),
  reserves: rows({ share: number, expected: Shown, worst: Shown }),
  valueOfPlanning: Shown,
  valueOfKnowing: Shown,
  valueOfReserve: Shown,
  gap: Shown,
  bound: Shown,
  now: Decisions,
  wait: Decisions,
  hedges: Decisions,
  sentences: Type.Array(text),
});

/** Where a study of uncertainty stands: what each event of the stream holds. */
export const ScenariosReply = Type.Object({
  state: oneOf(["none", "waiting", "running", "done", "failed", "cancelled"], "none: it was not asked for; waiting: for its turn; running; done: `answer` holds it; failed: `message` says why; cancelled."),
  quick: Type.Boolean(),
  stage: text,
  done: number,
  secondsLeft: Optional(number),
  detail: Optional(text),
  message: Optional(text),
  answer: Optional(Answer),
});
export const ScenariosQuery = Type.Object({ as, path, asof, lang, quick: quick("the one that is being made, else the fullest that is made.") }, strict);
export const ScenariosBody = Type.Object({ quick: quick("no.") }, strict);
