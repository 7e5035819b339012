import type { Pair } from "./sentence.ts";

const OF: readonly Pair[] = [
  ["the budget of {}", "le budget de {}"],
  ["the budget ({})", "le budget ({})"],
  ["the requirement of {}", "le besoin de {}"],
  ["the priority of {}", "la priorité de {}"],
  ["the price of {}", "le prix de {}"],
  ["what line {} can make", "ce que la chaîne {} peut faire"],
];
const AMOUNTS: readonly Pair[] = [
  ["is {} more", "augmente de {}"],
  ["is {} less", "baisse de {}"],
  ["is {}", "vaut {}"],
];
const SPANS: readonly Pair[] = [
  ["", ""],
  [" in {}", " en {}"],
  [" from {} to {}", " de {} à {}"],
];

const MEASURES: readonly Pair[] = [
  ["the weighted shortfall", "l’insuffisance pondérée"],
  ["the shortfall without weights", "l’insuffisance sans pondération"],
  ["the least discounted cost", "le moindre coût actualisé"],
  ["the proven limit of what the changes cost", "la limite prouvée de ce que coûtent les changements"],
  ["what the allowance of the shortfall does to the cost of the changes", "ce que la tolérance de l’insuffisance fait au coût des changements"],
  ["the least possible weighted shortfall", "la plus petite insuffisance pondérée possible"],
  ["the weighted shortfall with what gives way at its price", "l’insuffisance pondérée avec, à son prix, ce qui cède"],
  ["the least possible weighted shortfall with what gives way at its price", "la plus petite insuffisance pondérée possible avec, à son prix, ce qui cède"],
  ["the proven gap", "l’écart prouvé"],
  ["the shortfall of {}", "l’insuffisance de {}"],
  ["the cost of {}", "le coût de {}"],
];

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What a lever changes, as a question and its answer say it. */
export const LEVERS: readonly Pair[] = [
  ...OF.flatMap((of) => AMOUNTS.flatMap((amount) => SPANS.map((span): Pair => [`${of[0]} ${amount[0]}${span[0]}`, `${of[1]} ${amount[1]}${span[1]}`]))),
  ...MEASURES.flatMap(([english, french]): readonly Pair[] => [
    [`What is ${english} if {}?`, `Que devient ${french} si {} ?`],
    [`What is ${english} in the plan as it is?`, `Que vaut ${french} dans le plan tel quel ?`],
    [`${capital(english)} is {}, against {} in the plan as it is.`, `${capital(french)} : {}, contre {} dans le plan tel quel.`],
    [`${capital(english)} is {}.`, `${capital(french)} : {}.`],
    [`${capital(english)} in the plan as it is is {}.`, `${capital(french)} dans le plan tel quel : {}.`],
    [`What is ${english} in the plan as it is if {}?`, `Que vaut ${french} dans le plan tel quel, si {} ?`],
  ]),
  ["The alliance is short by {} weighted shortfall-years, against {} for the plan as it is by the same priorities (by those of before {}).", "Il reste à l’alliance {} années d’insuffisance pondérées, contre {} pour le plan tel quel selon les mêmes priorités (selon celles d’avant {})."],
  ["The alliance is short by {} weighted shortfall-years, against {} before: no difference is proven.", "Il reste à l’alliance {} années d’insuffisance pondérées, contre {} avant : aucune différence n’est prouvée."],
  ["The alliance is short by {} weighted shortfall-years, against {} before.", "Il reste à l’alliance {} années d’insuffisance pondérées, contre {} avant."],
  ["The alliance is short by anything from {} to {} weighted shortfall-years, against {} for the plan as it is by the same priorities (by those of before {}): a rough first answer.", "Il reste à l’alliance entre {} et {} années d’insuffisance pondérées, contre {} pour le plan tel quel selon les mêmes priorités (selon celles d’avant {}) : première réponse grossière."],
  ["The alliance is short by about {} weighted shortfall-years, against {} for the plan as it is by the same priorities (by those of before {}): a rough first answer.", "Il reste à l’alliance environ {} années d’insuffisance pondérées, contre {} pour le plan tel quel selon les mêmes priorités (selon celles d’avant {}) : première réponse grossière."],
  ["The alliance is short by about {} weighted shortfall-years, against {} before: a rough first answer.", "Il reste à l’alliance environ {} années d’insuffisance pondérées, contre {} avant : première réponse grossière."],
  ["The alliance is short by anything from {} to {} weighted shortfall-years, against {} before: a rough first answer.", "Il reste à l’alliance entre {} et {} années d’insuffisance pondérées, contre {} avant : première réponse grossière."],
  ["In the plan with the changes", "Dans le plan avec les changements"],
  ["In the plan as it is", "Dans le plan tel quel"],
  ["every ally", "tous les alliés"],
  ["the plan spends at most {} of it in any of these years", "le plan en dépense au plus {} dans chacune de ces années"],
  ["the plan spends at most {} of any of them in any of these years", "le plan dépense au plus {} de chacun d’eux dans chacune de ces années"],
  ["the plan uses at most {} of it in any of these years", "le plan en emploie au plus {} dans chacune de ces années"],
  ["the plan orders nothing from it in these years", "le plan ne lui commande rien ces années-là"],
  ["the plan covers it in full in each of these years", "le plan la couvre en entier chacune de ces années"],
  ["the plan covers it in full in every year", "le plan la couvre en entier chaque année"],
  ["the plan buys none of it", "le plan n’en achète pas"],
  ["the plan counts on no delivery of it", "le plan ne compte sur aucune de ses livraisons"],
  ["every capability", "toutes les capacités"],
  ["the most that one ally may count of {} is {} of the requirement", "le plus qu’un allié puisse compter de {} vaut {} du besoin"],
  ["the most that one ally may count of {} is {} more", "le plus qu’un allié puisse compter de {} augmente de {}"],
  ["the most that one ally may count of {} is {} less", "le plus qu’un allié puisse compter de {} baisse de {}"],
  ["{} is not part of the plan", "{} ne fait pas partie du plan"],
  ["line {} makes nothing", "la chaîne {} ne fait rien"],
  ["line {} makes nothing from {} on", "la chaîne {} ne fait rien dès {}"],
  ["every ally has {} by {}", "chaque allié a {} d’ici {}"],
  ["{} declines its target for {}", "{} : objectif refusé pour {}"],
  ["programme {} comes {} year later", "le programme {} arrive {} an plus tard"],
  ["programme {} comes {} years later", "le programme {} arrive {} ans plus tard"],
  ["programme {} comes {} year earlier", "le programme {} arrive {} an plus tôt"],
  ["programme {} comes {} years earlier", "le programme {} arrive {} ans plus tôt"],
];
