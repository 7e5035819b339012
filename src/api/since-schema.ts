import { Type } from "typebox";
import { about } from "./cycle-schemas.ts";
import { asof, lang, moment, path, Progress, Shown } from "./schemas.ts";

const Optional = Type.Optional;
const text = Type.String();
const number = Type.Number();
const strict = { additionalProperties: false };

const as = Optional(Type.String({ maxLength: 200, description: "The reader to look as, NATION:LEVEL:GROUPS:VALUES, where there is no sign-in. Absent: the owner of the data." }));
const at = moment("The moment to compare with: what was in the ledgers by then.");

export const SinceQuery = Type.Object({ as, path, asof, lang, at: Optional(at) }, strict);
export const SinceBody = Type.Object({ at }, strict);

/** SinceView, and where the plan of then stands. */
export const SinceReply = Type.Object({
  moments: Type.Array(text, { description: "Moments at which something was written that the reader may read, the latest first." }),
  at: Optional(text),
  state: Type.Union(["unasked", "nothing", "none", "waiting", "running", "done", "failed", "cancelled"].map((it) => Type.Literal(it)), { description: "unasked: no moment was named; nothing: by then there was nothing that the reader may see; none: the plan of then was not asked for; waiting: for its turn, or for the plan of now; running; done: both plans stand; failed; cancelled." }),
  progress: Optional(Progress),
  answer: Optional(
    Type.Object({
      ...about,
      year: number,
      runs: Type.Object({ before: text, now: text }),
      isSame: Type.Boolean(),
      sentence: text,
      figures: Type.Array(Type.Object({ id: text, name: text, before: Shown, now: Shown, difference: Shown }), { description: "Those of the plans are there once both are made." }),
      priorities: Type.Array(Type.Object({ leaf: text, name: text, change: text, rankThen: Optional(number), rankNow: Optional(number), requiredThen: Shown, requiredNow: Shown, availableThen: Shown, availableNow: Shown, coverageThen: Shown, coverageNow: Shown }), { description: "Capabilities that have become a priority shortfall, are none any more, or stand at another rank." }),
    }),
  ),
});
