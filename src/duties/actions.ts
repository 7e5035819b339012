/** A role in a nation. `emergency`: may declare an emergency procedure. */
export const ROLES = [
  "requirer",
  "drafter",
  "opener",
  "evaluator",
  "approver",
  "receiver",
  "payer",
  "integrity",
  "auditor",
  "security",
  "clerk",
  "emergency",
] as const;
export type Role = (typeof ROLES)[number];

/** Who does an act: a person, a supplier, or the ledger's own node. */
export type Doer = "person" | "supplier" | "node";

interface ActionFacts {
  readonly doer: Doer;
  /** Role that is needed. Absent: any role, or none where everyone may. */
  readonly role?: Role;
  /** How sure the session must be of its person: 1 a password, 2 a second factor, 3 a factor that cannot be phished. */
  readonly assurance: 1 | 2 | 3;
  readonly en: string;
  readonly fr: string;
}

const person = (role: Role | undefined, assurance: 1 | 2 | 3, en: string, fr: string): ActionFacts => ({
  doer: "person",
  ...(role !== undefined && { role }),
  assurance,
  en,
  fr,
});

/**
 * Every act of a procurement or of access that a rule speaks of. What binds the nation to money, opens what is sealed or changes
 * who may see asks for a factor that cannot be phished.
 */
export const ACTIONS = {
  "state-requirement": person("requirer", 2, "state the requirement", "énoncer le besoin"),
  "draft-tender": person("drafter", 2, "draft the tender", "rédiger l’appel d’offres"),
  "answer-bidders": person("drafter", 2, "answer the bidders", "répondre aux soumissionnaires"),
  "submit-bid": { doer: "supplier", assurance: 2, en: "hand in a bid", fr: "déposer une offre" },
  "withdraw-bid": { doer: "supplier", assurance: 2, en: "withdraw a bid", fr: "retirer une offre" },
  "sign-opening": person("opener", 3, "sign the opening of bids", "signer l’ouverture des plis"),
  "open-bids": { doer: "node", assurance: 1, en: "open the bids", fr: "ouvrir les plis" },
  "read-bid": person("evaluator", 2, "read a bid", "lire une offre"),
  "join-panel": person("evaluator", 2, "join the panel", "rejoindre le comité"),
  "open-evaluation": person("evaluator", 2, "open the evaluation", "ouvrir l’évaluation"),
  evaluate: person("evaluator", 2, "evaluate bids", "évaluer les offres"),
  "draft-award": person("drafter", 2, "draft an award", "rédiger une attribution"),
  "approve-award": person("approver", 3, "approve an award", "approuver une attribution"),
  "take-effect": { doer: "node", assurance: 1, en: "put a draft into effect", fr: "mettre un projet en vigueur" },
  "certify-receipt": person("receiver", 2, "certify receipt", "certifier la réception"),
  pay: person("payer", 3, "pay", "payer"),
  "read-record": person(undefined, 1, "read a record", "lire un enregistrement"),
  "export-record": person("auditor", 2, "export a record", "exporter un enregistrement"),
  attest: person("auditor", 2, "attest", "attester"),
  "change-record": person("clerk", 2, "change a record", "modifier un enregistrement"),
  "file-declaration": person(undefined, 1, "declare interests", "déclarer des intérêts"),
  "release-conflict": person("integrity", 3, "release a conflict of interest", "lever un conflit d’intérêts"),
  "declare-emergency": person("emergency", 3, "declare an emergency procedure", "déclarer une procédure d’urgence"),
  "draft-access-change": person("security", 3, "draft a change of access", "rédiger un changement d’accès"),
  "approve-access-change": person("security", 3, "approve a change of access", "approuver un changement d’accès"),
} as const satisfies Readonly<Record<string, ActionFacts>>;

export type Action = keyof typeof ACTIONS;

/** What is known of an action. */
export const actionFacts = (action: Action): ActionFacts => ACTIONS[action];
