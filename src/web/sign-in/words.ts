export type Language = "en" | "fr";

/** The words of the sign-in page. `refused` is by the name of the reason that the server gives. */
export const WORDS = {
  en: {
    title: "Sign in",
    lead: "Concord shows each reader their own view, and nothing before you have signed in.",
    provider: (name: string) => `Sign in with ${name}`,
    passkey: "Sign in with a passkey",
    enrolTitle: "Enrol a passkey",
    enrolLead: "You were invited to enrol a passkey: this device or a security key will then sign you in, after asking for your finger, face or PIN.",
    enrol: "Enrol a passkey",
    enrolled: "The passkey is enrolled. Sign in with it now.",
    waiting: "Your browser is asking you …",
    cancelled: "Nothing was signed: your browser was closed, refused, or knows no passkey of this server. Try again, or use another way.",
    language: "Language",
    refused: {
      "session-expired": "Your session has ended. Sign in again.",
      "sign-in-failed": "Sign-in failed: what came back does not fit what was sent out, or came too late. Sign in again, in one window.",
      "not-known": "This server does not know you. Ask its security officer to enter you.",
      "provider-unreachable": "The provider of sign-in does not answer. Try again; if it persists, ask the operator of this server.",
      "passkey-refused": "This passkey is refused. Use one that was enrolled here, or another way to sign in.",
      "no-invitation": "This invitation is not known, used already, or too old. Ask the operator of this server for another.",
      "directory-unreadable": "Nobody can be let in: the directory of persons cannot be read. Ask the operator of this server.",
      "too-many": "Too many attempts. Wait a minute.",
    },
    other: "Sign-in failed. Try again; if it persists, ask the operator of this server.",
  },
  fr: {
    title: "Se connecter",
    lead: "Concord montre à chacun sa propre vue, et rien avant la connexion.",
    provider: (name: string) => `Se connecter avec ${name}`,
    passkey: "Se connecter avec une clé d’accès",
    enrolTitle: "Enregistrer une clé d’accès",
    enrolLead: "Vous êtes invité à enregistrer une clé d’accès : cet appareil ou une clé de sécurité vous connectera ensuite, après votre doigt, votre visage ou votre code.",
    enrol: "Enregistrer une clé d’accès",
    enrolled: "La clé d’accès est enregistrée. Connectez-vous avec elle.",
    waiting: "Votre navigateur vous interroge …",
    cancelled: "Rien n’a été signé : la fenêtre a été fermée ou refusée, ou ce navigateur n’a pas de clé d’accès de ce serveur. Réessayez, ou choisissez une autre voie.",
    language: "Langue",
    refused: {
      "session-expired": "Votre session est terminée. Connectez-vous de nouveau.",
      "sign-in-failed": "La connexion a échoué : la réponse ne correspond pas à la demande, ou est venue trop tard. Recommencez dans une seule fenêtre.",
      "not-known": "Ce serveur ne vous connaît pas. Demandez à son officier de sécurité de vous inscrire.",
      "provider-unreachable": "Le fournisseur d’identité ne répond pas. Réessayez ; si cela persiste, adressez-vous à l’exploitant du serveur.",
      "passkey-refused": "Cette clé d’accès est refusée. Prenez-en une qui a été enregistrée ici, ou une autre voie.",
      "no-invitation": "Cette invitation est inconnue, déjà utilisée ou trop ancienne. Demandez-en une autre à l’exploitant du serveur.",
      "directory-unreadable": "Personne ne peut entrer : l’annuaire des personnes est illisible. Adressez-vous à l’exploitant du serveur.",
      "too-many": "Trop de tentatives. Attendez une minute.",
    },
    other: "La connexion a échoué. Réessayez ; si cela persiste, adressez-vous à l’exploitant du serveur.",
  },
} as const;

/** What is said of a refusal; nothing for whoever has simply not signed in yet. */
export function refusalText(language: Language, reason: string | undefined): string | undefined {
  if (reason === undefined || reason === "no-session") return undefined;
  const words = WORDS[language];
  return Object.entries(words.refused).find(([name]) => name === reason)?.[1] ?? words.other;
}
