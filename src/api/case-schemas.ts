import { type TProperties, Type } from "typebox";

const Optional = Type.Optional;
const strict = { additionalProperties: false };
const text = Type.String();
const number = Type.Number();
const body = <P extends TProperties>(properties: P) => Type.Object(properties, strict);
const named = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const long = (description: string) => Type.String({ minLength: 1, maxLength: 500, description });
const Time = (description: string) => Type.String({ maxLength: 30, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$", description });
const Party = Optional(Type.String({ maxLength: 40, description: "Whose ledger, where several are served. Absent: that of one's own nation, else the only one." }));

/** Acts of a procurement that persons and bidders do. Tested to be those that the app takes. */
export const ACTS = ["state-requirement", "file-declaration", "draft-tender", "answer-bidders", "submit-bid", "withdraw-bid", "sign-opening", "join-panel", "read-bid", "open-evaluation", "evaluate", "draft-award", "approve-award", "certify-receipt", "pay", "release-conflict", "declare-emergency", "read-record", "export-record", "attest"] as const;

export const CasesQuery = Type.Object(
  {
    as: Optional(Type.String({ maxLength: 200, description: "The reader to look as, where there is no sign-in. Absent: the owner of the data." })),
    lang: Optional(Type.Union([Type.Literal("en"), Type.Literal("fr")])),
    case: Optional(named("One case alone. One that the reader may not see is not there.")),
  },
  strict,
);

const Refusal = Type.Object({ reason: text, text, mend: text });
const Content = Type.Object({ supplier: text, amount: number, currency: text, itemClass: Optional(text), terms: Optional(text) });
const CaseDraft = Type.Object({
  draft: text,
  version: number,
  nation: text,
  content: Content,
  amends: Optional(text),
  emergency: Optional(text),
  hash: Type.String({ description: "What an approval names: it binds every word of the draft." }),
  approvals: Type.Array(Type.Object({ by: text, nation: text, at: text, counts: Type.Boolean(), withdrawn: Optional(Type.String({ description: "draft-changed or role-lost." })) })),
  needed: Type.Number({ description: "Persons who have to approve it." }),
  missing: Type.Number({ description: "How many of them have yet to." }),
  inEffect: Optional(Type.String({ description: "Since when. Absent: it is not in effect." })),
  against: Optional(Type.Array(Refusal, { description: "For who is signed in: why they may not approve it. Empty: they may." })),
});
const CaseItem = Type.Object({
  party: Type.String({ description: "Whose ledger it stands in." }),
  case: text,
  title: text,
  label: Type.String({ description: "Id of a label, or a label written out as JSON." }),
  marking: Optional(Type.Object({ en: text, fr: text })),
  sealed: Optional(Type.String({ description: "Label of what bidders hand in. Absent: that of the case." })),
  nation: Optional(text),
  deadline: Optional(text),
  opened: Optional(text),
  acts: Type.Array(
    Type.Object({
      act: text,
      by: text,
      at: Type.String({ description: "By ledger time." }),
      channel: text,
      place: number,
      id: text,
      fields: Type.Array(Type.Object({ name: text, value: Type.String({ description: "As JSON." }) })),
      partly: Type.Boolean({ description: "Fields are kept from whoever asks." }),
    }),
    { description: "What was done and counts, in order." },
  ),
  drafts: Type.Array(CaseDraft, { description: "Awards, from the first draft to their effect." }),
  reviews: Type.Array(Type.Object({ draft: text, emergency: text, due: text })),
});
export const CasesReply = Type.Object({ cases: Type.Array(CaseItem) });

const Interest = body({
  supplier: long("Supplier, as it is named in the ledger."),
  kind: Type.Unsafe<string>({ type: "string", enum: ["own", "family", "employer", "holding", "former-employment"] }),
  ended: Optional(Time("When it ended. A former employment always has it.")),
});
export const CaseActBody = body({
  party: Party,
  case: Optional(named("Case in which it is done. Absent: the act begins one.")),
  title: Optional(long("What a case that is begun is called.")),
  label: Optional(named("Label of a case that is begun: who may see it, and all that is done in it.")),
  sealed: Optional(named("Label of what bidders hand in, where others than the readers of the case may read that. Absent: that of the case.")),
  act: Type.Unsafe<(typeof ACTS)[number]>({ type: "string", enum: [...ACTS] }),
  nation: Optional(Type.String({ minLength: 1, maxLength: 40, description: "Nation for which it is done. Absent: that of the case, else the party of the ledger." })),
  deadline: Optional(Time("Of a tender: until when bids are taken, by ledger time.")),
  digest: Optional(Type.String({ pattern: "^[A-Za-z0-9_-]{43}$", description: "Of a bid that is handed in: the digest of the sealed bid, as `concord duties seal` prints it." })),
  answer: Optional(long("What is answered to the bidders, all of them.")),
  supplier: Optional(long("Supplier whose conflict of interest is released.")),
  person: Optional(long("Person whose conflict of interest is released, as the ledger names them.")),
  reason: Optional(long("Why a conflict is released, or an emergency declared.")),
  until: Optional(Time("Last moment of an emergency procedure.")),
  interests: Optional(Type.Array(Interest, { maxItems: 100, description: "All of one's interests in suppliers; empty: none." })),
  content: Optional(
    body({
      supplier: long("Who is awarded."),
      amount: Type.Integer({ minimum: -1e12, maximum: 1e12, description: "Unit: minor units of the currency, such as cents." }),
      currency: Type.String({ pattern: "^[A-Z]{3}$" }),
      itemClass: Optional(named("Class of what is bought. Absent: counted with every class.")),
      terms: Optional(Type.String({ maxLength: 4000, description: "All else that it says." })),
    }),
  ),
  draft: Optional(named("Draft that is approved, or drafted anew. Absent: a new one.")),
  amends: Optional(named("Award in effect that is amended.")),
  emergency: Optional(named("Emergency procedure under which it is awarded.")),
  hash: Optional(named("Of an approval: the hash of the exact draft that was read.")),
});
export const CasePreviewReply = Type.Object({
  allowed: Type.Boolean(),
  layer: Optional(Type.String({ description: "Which layer is against it: session, label, duties, workflow or volume." })),
  against: Type.Array(Refusal),
  flags: Type.Array(Type.String({ description: "emergency: what takes effect with it is made under an emergency procedure." })),
  follows: Type.Array(Type.String({ description: "What the node carries out with it: open-bids, take-effect." })),
});
export const CaseActReply = Type.Object({
  case: CaseItem,
  follows: Type.Array(text),
  written: Type.Array(Type.Object({ channel: text, place: number, id: text })),
});
