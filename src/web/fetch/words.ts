import { catalogue } from "../words/words.ts";

/** What is said where a server does not answer as it should. */
export const WORDS = catalogue(
  {
    gone: "The server does not answer.",
    status: (status: number) => `The server answered with status ${status}.`,
    noData: "The server answered with something other than data.",
  },
  {
    gone: "Le serveur ne répond pas.",
    status: (status) => `Le serveur a répondu par l’état ${status}.`,
    noData: "Le serveur a répondu par autre chose que des données.",
  },
);
