import { type TProperties, Type } from "typebox";
import { AnswerItem } from "./cycle-schemas.ts";
import { oneOf } from "./one-of.ts";

const Optional = Type.Optional;
const strict = { additionalProperties: false };
const text = Type.String();
const number = Type.Number();
const body = <P extends TProperties>(properties: P) => Type.Object(properties, strict);
const named = (description: string) => Type.String({ maxLength: 200, description });
const Table = Type.String({ maxLength: 80, pattern: "^[a-z_]+\\.csv$", description: "Table, for example `holdings.csv`." });
const Place = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Party = Optional(Type.String({ maxLength: 40, description: "Whose ledger, where several are served. Absent: that of one's own nation, else the only one." }));
const View = { as: Optional(Type.String({ maxLength: 200, description: "The reader to look as, where there is no sign-in. Absent: the owner of the data." })) };

export const LedgerQuery = Type.Object({ ...View }, strict);
export const ReleasesQuery = Type.Object({ ...View, lang: Optional(Type.Union([Type.Literal("en"), Type.Literal("fr")])) }, strict);
export const EntriesQuery = Type.Object({ ...View, channel: named("Name of a channel."), from: Optional(Place), count: Optional(Type.Integer({ minimum: 1, maximum: 100, description: "At most 100; absent: 50." })) }, strict);
export const ProofQuery = Type.Object({ ...View, channel: named("Name of a channel."), place: Place }, strict);

const Cell = Type.Object({ heading: text, value: text });
const Row = Type.Object({ file: text, id: text });
const Label = Type.String({ description: "Id of a label, or a label written out as JSON." });

export const LedgerReply = Type.Object({
  entries: Type.Number({ description: "Entries of all channels below." }),
  channels: Type.Number({ description: "Channels below." }),
  witnessed: Type.Number({ description: "Those of them behind whose latest checkpoint a witness stands." }),
  parties: Type.Array(
    Type.Object({
      party: text,
      channels: Type.Array(
        Type.Object({
          channel: text,
          origin: text,
          label: Label,
          marking: Optional(Type.Object({ en: text, fr: text }, { description: "Absent: the table of labels does not have the label." })),
          entries: number,
          at: Optional(Type.String({ description: "When the latest entry says it was written." })),
          root: text,
          key: Type.String({ description: "Key that signs the channel's checkpoints, as a verifier key of C2SP signed-note." }),
          checkpoint: Optional(text),
          witnesses: Type.Array(Type.Object({ name: text, signed: Type.Boolean() }), { description: "Witnesses that the trust policy knows, and whether each stands behind the latest checkpoint." }),
        }),
      ),
    }),
  ),
});
export const EntriesReply = Type.Object({
  channel: text,
  party: text,
  label: Label,
  entries: number,
  from: number,
  shown: Type.Array(
    Type.Object({
      place: number,
      id: text,
      prev: Optional(text),
      type: text,
      at: text,
      by: Type.Array(text),
      signatures: Type.Array(Type.Object({ key: text, signature: Type.String({ description: "Base 64." }) })),
      leaf: Type.String({ description: "The bytes that were signed, in base 64." }),
      fields: Type.Array(Type.Object({ name: text, value: Type.String({ description: "As JSON." }) })),
      partly: Type.Boolean({ description: "The record has fields that are withheld here, or digests that look like them." }),
    }),
  ),
});
export const ExportQuery = Type.Object({ ...View, channel: named("Name of a channel.") }, strict);
export const ConflictsReply = Type.Object({
  conflicts: Type.Array(
    Type.Object({ file: text, id: text, counts: Type.String({ description: "Party whose row is reckoned with. Empty: neither." }), says: Type.Array(Type.Object({ party: text, cells: Type.Array(Cell) })) }),
    { description: "Rows that two parties state differently, as far as the reader sees both." },
  ),
});
export const ProofReply = Type.Object({ channel: text, place: number, proof: Type.String({ description: "A file of C2SP tlog-proof, checkpoint and signatures included." }) });

const Marking = Type.Object({ en: text, fr: text });
const Refusal = Type.Object({ reason: text, text, mend: text });
const Gain = Type.Object({
  who: text,
  before: Optional(number),
  after: number,
  holds: Optional(Type.Array(Type.String(), { description: "Values that such a reader holds. Absent: it need hold none." })),
  heldBefore: Optional(Type.Array(Type.String(), { description: "Further values that it had to hold until now. Absent: none." })),
});
const Did = Type.Object({ by: text, nation: text, at: text });
const Figure = Type.Object({ row: Optional(Row), cells: Optional(Type.Array(Cell)), query: Optional(text), value: Optional(text) });
const Waiting = Type.Object({
  release: text,
  party: text,
  digest: Type.String({ description: "What is approved: it names every word of the release." }),
  figure: Figure,
  key: Optional(Type.String({ description: "Key of the figure of a page that it was drafted from." })),
  inputs: Type.Array(Type.Object({ file: text, id: text, label: text, owner: text }), { description: "Rows that it was made from; of many the first." }),
  made: Type.Array(Type.Object({ owner: text, label: text, file: text, rows: number }), { description: "All of them, counted." }),
  to: text,
  reason: text,
  until: text,
  originators: Type.Array(text),
  gains: Type.Array(Gain),
  drafted: Did,
  approved: Type.Array(Did),
  hasApproved: Type.Boolean({ description: "Whether whoever asks has approved it already." }),
  missing: Type.Array(Type.Object({ party: text, persons: number })),
  refused: Optional(Type.Object({ by: text, nation: text, at: text, reason: text })),
  published: Optional(Did),
  status: Optional(Type.String({ description: "Of one in the ledger: whether it still shows." })),
  mayEnd: Type.Boolean({ description: "Whether whoever asks may end it." }),
  against: Type.Array(Refusal, { description: "Why whoever asks may not approve it. Empty: they may." }),
});
export const ReleasesReply = Type.Object({
  counts: Type.Object({ waiting: Type.Number({ description: "On their way: neither refused nor published." }), mine: Type.Number({ description: "Of these, those that whoever asks may approve." }), inForce: Type.Number({ description: "Released, and still showing." }) }),
  waiting: Type.Array(Waiting, { description: "Those on their way, for officers who read all that they were made from." }),
  released: Type.Array(
    Type.Object({ release: text, party: text, figure: Figure, to: Label, marking: Optional(Marking), reason: text, until: text, originators: Type.Array(text), status: text, at: text, channel: text, place: number, mayEnd: Type.Boolean({ description: "Whether whoever asks may end it." }) }),
  ),
  labels: Type.Array(Type.Object({ label: text, marking: Marking }), { description: "For who may draft a release: the labels there are. Empty: they may not." }),
});
export const ReleaseDraftBody = body({
  party: Party,
  figure: Optional(body({ file: Table, id: named("Id of the row.") })),
  key: Optional(Type.String({ maxLength: 3000, description: "Key of a figure as `why` names it: the server says its words, its value and all that it was made from, as far as whoever asks sees it." })),
  instead: Optional(named("Id of a release on its way that this one takes the place of. Its approvals are void.")),
  query: Optional(Type.String({ maxLength: 2000, description: "A question, where no row is released." })),
  value: Optional(Type.String({ maxLength: 2000, description: "Its answer." })),
  inputs: Optional(Type.Array(body({ file: Table, id: named("Id of the row.") }), { maxItems: 1000, description: "Rows that the figure was made from, besides the row itself." })),
  without: Optional(Type.Array(named("Heading of a cell that stays hidden."), { maxItems: 100 })),
  to: named("Id of the label whose readers gain."),
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
  until: Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "Last day." }),
});
export const ReleaseApproveBody = body({ release: named("Id of the release."), digest: named("Digest of what was read.") });
export const ReleaseWithdrawBody = body({ release: named("Id of a release in a ledger."), reason: Type.String({ minLength: 1, maxLength: 2000 }) });
export const ReleaseRefuseBody = body({ release: named("Id of the release."), reason: Type.String({ minLength: 1, maxLength: 2000 }) });
export const WaitingReply = Type.Object({ waiting: Waiting });

const Cells = Type.Array(body({ heading: named("Heading of the column."), value: Type.String({ maxLength: 4000 }) }), { maxItems: 200 });
const Finding = Type.Object({ code: text, level: oneOf(["error", "warning", "notice"]), file: text, row: Optional(number), column: Optional(text), fact: Optional(text), message: text, mend: text });
const DraftStep = Type.Object({ did: text, drafts: Type.Array(Type.Object({ digest: text, type: text, subject: Optional(text), label: Label, cells: Type.Array(Cell) })) });
export const DraftsQuery = Type.Object({ party: Party }, strict);
export const DraftsReply = Type.Object({ party: text, steps: Type.Array(DraftStep), findings: Type.Array(Finding) });
export const DraftBody = body({
  party: Party,
  kind: Type.Union([Type.Literal("put"), Type.Literal("correct"), Type.Literal("withdraw")]),
  file: Table,
  id: named("Id of the row: of a new one, or of the one that is corrected or withdrawn."),
  cells: Optional(Cells),
  reason: Optional(Type.String({ maxLength: 2000 })),
});
export const DraftAnswersBody = Type.Object({ party: Party, answers: Type.Array(AnswerItem, { minItems: 1, maxItems: 100 }) }, strict);
export const PartyBody = body({ party: Party });
export const SignedReply = Type.Object({ party: text, written: Type.Array(Type.Object({ channel: text, place: number, id: text })) });
