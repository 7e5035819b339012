import type { ViewWords } from "./en.ts";

/** What views say, in French. */
export const FR: ViewWords = {
  levers: { dates: "Dates", lots: "Lots", roles: "Rôles", standards: "Normes" },
  headline: {
    alone: (money, years, last) => `Planifier seul coûte à l’alliance ${money} et ${years} années d’insuffisance d’ici ${last}.`,
    aloneShort: (years, last) => `Planifier seul coûte à l’alliance ${years} années d’insuffisance d’ici ${last}, et aucun argent à couverture égale.`,
    nothing: (last) => `Planifier ensemble ne change rien d’ici ${last} : aucune chaîne, aucun lot, aucun rôle ni aucune norme en commun n’apporte quoi que ce soit avec ces données.`,
    fromTo: (alone, aligned, share) => `de ${alone} seuls à ${aligned} alignés (−${share})`,
    stillGain: (years) => `Le gain demeure quand les programmes communs glissent de ${years} ans.`,
    gainGone: (years) => `Le gain en années d’insuffisance disparaît quand les programmes communs glissent de ${years} ans.`,
    moneyGone: (times) => `L’économie disparaît quand la coordination coûte ${times} fois plus.`,
  },
  timeline: {
    title: "Insuffisance ouverte",
    unit: "besoins non couverts",
    alone: "seuls",
    aligned: "alignés",
    summary: (first, last, before, alone, aligned) =>
      `De ${first} à ${last}, l’insuffisance ouverte passe de ${before} à ${alone} besoins quand les alliés planifient seuls, et à ${aligned} quand ils planifient ensemble. La bande va de la meilleure à la pire façon d’être seul.`,
  },
  priorities: { atLeast: (count) => `au moins : ${count} ${count > 1 ? "alliés inconnus" : "allié inconnu"}` },
  actions: { saves: (money) => `économise ${money}`, costs: (money) => `coûte ${money}` },
  map: {
    met: (year) => `Propres objectifs atteints, ${year}`,
    metOf: (known, all) => `sur ${known} objectifs connus de ${all}`,
    known: "Objectifs dont les avoirs sont connus",
    spending: "Dépenses de défense, part du PIB",
    gain: "Gain à planifier ensemble, à couverture égale",
    gainShare: "Gain en part de ce qu’il dépense seul",
    nobody: "personne",
    summary: (name, highest, lowest, unknown, all) => `${name} : au plus haut ${highest}, au plus bas ${lowest} ; ${unknown} inconnus sur ${all}.`,
  },
  seen: (nations, of) => `Alliés dont les avoirs sont dans ce que vous pouvez voir : ${nations} sur ${of}.`,
  confidence: {
    assumed: (kind, assumed, all) => `${kind} : ${assumed} ${Number(assumed) < 2 ? "ligne" : "lignes"} sur ${all} ${Number(assumed) < 2 ? "est une hypothèse" : "sont des hypothèses"}`,
    kinds: { economy: "économies", budget: "budgets", requirement: "besoins", system: "systèmes", yield: "rendements", holding: "avoirs", stock: "stocks", programme: "programmes", line: "chaînes de production" },
    blind: (count) => `${count} ${Number(count) < 2 ? "capacité requise" : "capacités requises"} dont aucun avoir d’allié n’est connu`,
  },
};
