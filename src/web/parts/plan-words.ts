import { catalogue } from "../words/words.ts";

/** The words of what waits for the plan, and of the report that is made from it: no part of the first page. */
export const PLAN_WORDS = catalogue(
  {
    report: { name: "Report for ministers", pdf: "Report as PDF", xlsx: "Report as XLSX", asMade: "of the plan as made", notLevers: "of the plan as made, not of the levers pulled here" },
    making: "The plan is being made; what is asked of it follows.",
    failed: "The plan could not be made. Run node bin/concord.mjs plan in a terminal to see why.",
    stopped: "The plan was stopped. What needs no plan is shown all the same.",
    cancel: "Cancel the plan",
    again: "Make the plan again",
    bar: "Computation of the plan",
    left: (time: string, isLonger: boolean) => `about ${time} left${isLonger ? ", longer than first estimated" : ""}`,
  },
  {
    report: { name: "Rapport aux ministres", pdf: "Rapport PDF", xlsx: "Rapport XLSX", asMade: "du plan enregistré", notLevers: "du plan enregistré, sans les leviers actionnés ici" },
    making: "Le plan est en cours de calcul ; ce qui en dépend suit.",
    failed: "Le plan n’a pas pu être fait. Lancez node bin/concord.mjs plan dans un terminal pour savoir pourquoi.",
    stopped: "Le plan a été arrêté. Ce qui n’en dépend pas est montré quand même.",
    cancel: "Annuler le plan",
    again: "Refaire le plan",
    bar: "Calcul du plan",
    left: (time, isLonger) => `encore ${time} environ${isLonger ? ", plus long qu’estimé d’abord" : ""}`,
  },
);
