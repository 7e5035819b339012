import type { PageId } from "#api";
import type { Language } from "../words/words.ts";

/** The one question that each page answers, said at its top. Apart from the titles, which every page loads for the rail. */
export const QUESTIONS: Readonly<Record<PageId, Readonly<Record<Language, string>>>> = {
  home: { en: "Where do we stand, and what changed?", fr: "Où en sommes-nous, et qu’est-ce qui a changé ?" },
  plans: { en: "Which plan, and what does it cost to share it more evenly, to cover needs sooner or to be ready for worse years?", fr: "Quel plan, et que coûte-t-il de mieux partager l’effort, de couvrir plus tôt les besoins ou de parer à de moins bonnes années ?" },
  procurement: { en: "What should be bought together, and when?", fr: "Que faut-il acheter ensemble, et quand ?" },
  guidance: { en: "What do we want to be able to do, with what money, by which judgements?", fr: "Que voulons-nous pouvoir faire, avec quel argent, selon quels jugements ?" },
  requirements: { en: "How much of which capability do we need, and how do we know?", fr: "Combien nous faut-il de quelle capacité, et comment le savons-nous ?" },
  targets: { en: "What is asked of whom, and what did they answer?", fr: "Que demande-t-on à qui, et qu’a-t-on répondu ?" },
  implementation: { en: "What is being done about the targets, and is it on time?", fr: "Que fait-on pour les objectifs, et est-ce à temps ?" },
  review: { en: "Who is on track, and what is left?", fr: "Qui est en bonne voie, et que reste-t-il ?" },
  capabilities: { en: "Who can lead, where do shortfalls persist?", fr: "Qui peut piloter, où les manques persistent-ils ?" },
  capability: { en: "Who gives it, who can lead it, and what if they do not?", fr: "Qui la donne, qui peut la piloter, et sinon ?" },
  nations: { en: "How does each ally stand?", fr: "Où en est chaque allié ?" },
  nation: { en: "What is asked of us and why?", fr: "Que nous demande-t-on, et pourquoi ?" },
  evidence: { en: "Did technology change what alliances achieve?", fr: "La technique a-t-elle changé ce que les alliances accomplissent ?" },
  releases: { en: "What is told to whom, and who must agree?", fr: "Que dit-on à qui, et qui doit y consentir ?" },
  ledger: { en: "Who said what, when, and is the record whole?", fr: "Qui a dit quoi, quand, et l’ensemble est-il intact ?" },
  interface: { en: "What can a program ask for, and what does it get?", fr: "Que peut demander un programme, et qu’obtient-il ?" },
  gallery: { en: "What does each part look like, in each of its states?", fr: "À quoi ressemble chaque élément, dans chacun de ses états ?" },
  data: { en: "How good is our data?", fr: "Que valent nos données ?" },
};
