import { catalogue } from "../words/words.ts";

/** What is said where a server does not answer as it should. */
export const WORDS = catalogue(
  {
    gone: "The server does not answer.",
    status: (status: number) => `The server answered with status ${status}.`,
    notThen: "You look at the record as it stood at an earlier moment: nothing can be drafted or signed from there. Go back to now first (top of the page).",
    noData: "The server answered with something other than data.",
  },
  {
    gone: "Le serveur ne répond pas.",
    status: (status) => `Le serveur a répondu par l’état ${status}.`,
    notThen: "Vous regardez le dossier tel qu’il était à un moment passé : de là, rien ne peut être préparé ni signé. Revenez d’abord à maintenant (haut de la page).",
    noData: "Le serveur a répondu par autre chose que des données.",
  },
);
