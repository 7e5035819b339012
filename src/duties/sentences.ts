/** A reason in words, with how to mend it. */
export interface Sentence {
  readonly en: string;
  readonly fr: string;
  readonly mendEn: string;
  readonly mendFr: string;
}

const s = (en: string, fr: string, mendEn: string, mendFr: string): Sentence => ({ en, fr, mendEn, mendFr });

/** Reasons of the layers that are not policies. */
export const SENTENCES = {
  "no-session": s("There is no session of the person who acts.", "Il n’y a pas de session de la personne qui agit.", "Sign in.", "Connectez-vous."),
  "session-over": s("The session has ended.", "La session est terminée.", "Sign in again.", "Reconnectez-vous."),
  "assurance-too-low": s(
    "The act asks for a stronger sign-in.",
    "L’acte exige une authentification plus forte.",
    "Sign in with a passkey or smart card.",
    "Connectez-vous avec une clé d’accès ou une carte à puce.",
  ),
  "label-refuses": s(
    "The record is not open to this reader.",
    "L’enregistrement n’est pas ouvert à ce lecteur.",
    "Ask the originator.",
    "Adressez-vous à l’auteur.",
  ),
  "role-missing": s(
    "The person does not hold the role this needs in the nation of the case.",
    "La personne ne détient pas le rôle requis dans la nation du dossier.",
    "Ask someone who holds it, or have a lead-nation agreement recorded.",
    "Demandez à son titulaire, ou faites enregistrer un accord de nation pilote.",
  ),
  "duty-refused": s(
    "The rules of duties do not let this person do this in this case.",
    "Les règles de séparation des tâches ne permettent pas à cette personne de faire ceci dans ce dossier.",
    "Choose another person; the integrity officer of the case may know more.",
    "Choisissez une autre personne ; le responsable de l’intégrité du dossier peut en savoir plus.",
  ),
  "layer-failed": s(
    "A check could not be made, so the answer is no.",
    "Un contrôle n’a pas pu être effectué : la réponse est donc non.",
    "Tell the operator; nothing was changed.",
    "Prévenez l’exploitant ; rien n’a été modifié.",
  ),
  "too-many": s(
    "The person has done this too often within the hour.",
    "La personne a fait ceci trop souvent dans l’heure.",
    "Wait, or ask the security officer.",
    "Attendez, ou adressez-vous à l’officier de sécurité.",
  ),
  "time-goes-back": s(
    "The act lies before what is already on record.",
    "L’acte précède ce qui est déjà enregistré.",
    "Use the time of the ledger.",
    "Utilisez l’heure du registre.",
  ),
  "other-nation": s(
    "The act names another nation than its case or draft.",
    "L’acte nomme une autre nation que son dossier ou son projet.",
    "Name the nation of the case.",
    "Nommez la nation du dossier.",
  ),
  "deadline-past": s(
    "The deadline for bids has to lie ahead.",
    "L’échéance des offres doit être à venir.",
    "Set a later deadline.",
    "Fixez une échéance ultérieure.",
  ),
  "deadline-earlier": s(
    "A deadline for bids is not moved forward.",
    "Une échéance des offres n’est pas avancée.",
    "Keep it, or set a later one.",
    "Conservez-la ou reportez-la.",
  ),
  "submission-over": s(
    "The time for bids is over.",
    "Le délai de remise des offres est écoulé.",
    "Nothing mends this in this tender.",
    "Rien n’y remédie dans cet appel d’offres.",
  ),
  "submission-open": s(
    "Bids can still be handed in: they stay sealed until after the deadline.",
    "Des offres peuvent encore être déposées : elles restent scellées jusqu’après l’échéance.",
    "Wait until the deadline has passed by ledger time.",
    "Attendez que l’échéance soit passée selon l’heure du registre.",
  ),
  "too-few-openers": s(
    "Too few opening officers have signed.",
    "Trop peu d’officiers d’ouverture ont signé.",
    "Ask another opening officer to sign.",
    "Demandez la signature d’un autre officier d’ouverture.",
  ),
  "opened-already": s("The bids are open already.", "Les plis sont déjà ouverts.", "Nothing is to be done.", "Il n’y a rien à faire."),
  sealed: s(
    "The bids are sealed until they are opened.",
    "Les offres sont scellées jusqu’à leur ouverture.",
    "Wait until the officers have opened them after the deadline.",
    "Attendez leur ouverture par les officiers après l’échéance.",
  ),
  "panel-too-small": s(
    "The panel has too few declared members.",
    "Le comité compte trop peu de membres ayant déclaré.",
    "Add evaluators who have filed a declaration.",
    "Ajoutez des évaluateurs ayant déposé une déclaration.",
  ),
  "not-to-all": s(
    "An answer goes to all bidders at one instant, or to none.",
    "Une réponse va à tous les soumissionnaires au même instant, ou à aucun.",
    "Record it once, for all.",
    "Enregistrez-la une fois, pour tous.",
  ),
  "no-tender": s("There is no tender to bid in.", "Il n’y a pas d’appel d’offres.", "Check the case.", "Vérifiez le dossier."),
  "no-bid": s(
    "The supplier has no bid in this tender.",
    "Le fournisseur n’a pas d’offre dans cet appel d’offres.",
    "Name a supplier that bids.",
    "Nommez un soumissionnaire.",
  ),
  "no-nation": s(
    "The change names no nation whose consent it needs.",
    "Le changement ne nomme aucune nation dont il requiert l’accord.",
    "Name every originating nation.",
    "Nommez chaque nation d’origine.",
  ),
  "no-draft": s(
    "There is no such draft in this case.",
    "Ce projet n’existe pas dans ce dossier.",
    "Check the draft and its case.",
    "Vérifiez le projet et son dossier.",
  ),
  "other-draft": s("Another draft has this name.", "Un autre projet porte ce nom.", "Choose another name.", "Choisissez un autre nom."),
  "in-effect-already": s(
    "The draft is in effect and is not changed any more.",
    "Le projet est en vigueur et n’est plus modifié.",
    "Draft an amendment.",
    "Rédigez un avenant.",
  ),
  "no-award-to-amend": s(
    "The award it amends is not in effect in this case with this supplier.",
    "L’attribution modifiée n’est pas en vigueur dans ce dossier avec ce fournisseur.",
    "Name the award that is amended.",
    "Nommez l’attribution modifiée.",
  ),
  "other-bytes": s(
    "The approval is of other bytes than those of the draft as it stands.",
    "L’approbation porte sur d’autres octets que ceux du projet actuel.",
    "Read the draft as it stands, and approve that.",
    "Lisez le projet actuel et approuvez-le.",
  ),
  "approved-other-bytes": s(
    "An approval was given for an earlier version of the draft, and does not count for this one.",
    "Une approbation a été donnée pour une version antérieure et ne compte pas pour celle-ci.",
    "Have the draft as it stands approved.",
    "Faites approuver le projet actuel.",
  ),
  "too-few-approvals": s(
    "Too few approvals count for the draft as it stands.",
    "Trop peu d’approbations comptent pour le projet actuel.",
    "Ask another approver who holds the role and is not the author.",
    "Demandez à un autre approbateur titulaire du rôle et qui n’est pas l’auteur.",
  ),
  "too-few-approvals-for-related": s(
    "Counted together with related awards and amendments, this award needs more approvals.",
    "Comptée avec les attributions et avenants liés, cette attribution requiert plus d’approbations.",
    "Ask another approver; splitting an award does not lower what it needs.",
    "Demandez à un autre approbateur ; diviser une attribution ne réduit pas les exigences.",
  ),
  "too-few-evaluations": s(
    "Too few members of the panel have evaluated.",
    "Trop peu de membres du comité ont évalué.",
    "Complete the evaluations.",
    "Complétez les évaluations.",
  ),
  "no-contract": s(
    "No award of this case is in effect.",
    "Aucune attribution de ce dossier n’est en vigueur.",
    "Wait until the award is in effect.",
    "Attendez l’entrée en vigueur de l’attribution.",
  ),
  "not-received": s(
    "Nobody has certified receipt.",
    "Personne n’a certifié la réception.",
    "Have receipt certified first.",
    "Faites d’abord certifier la réception.",
  ),
  "no-reason": s("No reason is given.", "Aucun motif n’est donné.", "Give the reason.", "Donnez le motif."),
  "no-end-date": s(
    "An emergency procedure needs an end date that lies ahead.",
    "Une procédure d’urgence exige une date de fin à venir.",
    "Give an end date.",
    "Donnez une date de fin.",
  ),
  "declared-already": s(
    "An emergency procedure of this name is declared already.",
    "Une procédure d’urgence de ce nom est déjà déclarée.",
    "Choose another name.",
    "Choisissez un autre nom.",
  ),
  "supplier-still-bids": s(
    "The supplier still bids: a conflict is released only after it has withdrawn.",
    "Le fournisseur soumissionne encore : un conflit n’est levé qu’après son retrait.",
    "Let another person take the role.",
    "Confiez le rôle à une autre personne.",
  ),
  "nothing-to-release": s(
    "The person has no conflict with this supplier here.",
    "La personne n’a ici aucun conflit avec ce fournisseur.",
    "Check the names.",
    "Vérifiez les noms.",
  ),
  "no-rule": s(
    "There is no parameter of this name.",
    "Aucun paramètre ne porte ce nom.",
    "See the parameters that start with `duties.`.",
    "Voyez les paramètres commençant par `duties.`.",
  ),
} as const satisfies Readonly<Record<string, Sentence>>;

export type WorkflowReason = keyof typeof SENTENCES;
