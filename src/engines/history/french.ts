/**
 * What the study says, in French: sentences with `{}` where figures stand, in one order in both, then names. `{#}` is a whole number, `{=}` is kept as it is.
 * The English is the key, so that the study computes and keeps one text; a test holds that none of a run is without its French.
 */
const SENTENCES: readonly (readonly [english: string, french: string])[] = [
  // Q1
  ["A war-level attack goes with a pact of the target {} to {} times as often as without one (ratio {}, 95 %), 1914 to 2014, from {} attacks in {} dyad-years.", "Une attaque jusqu’à la guerre accompagne un pacte de la cible {} à {} fois aussi souvent que son absence (rapport {}, 95 %), de 1914 à 2014, d’après {} attaques en {} dyades-années."],
  ["In absolute terms: {} against {} per 1,000 dyad-years, or {} against {} per 1,000 in ten years.", "En termes absolus : {} contre {} pour 1 000 dyades-années, soit {} contre {} pour 1 000 en dix ans."],
  ["Whether that changed in 1946 {}: the log-odds after it are higher by {} to {}, where nought is no change.", "Si cela a changé en 1946 {} : les log-cotes sont ensuite plus hautes de {} à {}, zéro voulant dire aucun changement."],
  ["The model has {} terms for {} attacks, more than so few carry well; Firth's penalty stands beside it for that reason.", "Le modèle a {} termes pour {} attaques, plus que si peu n’en portent bien ; la pénalité de Firth l’accompagne pour cette raison."],
  ["By permuting the targets' alliance histories within eras, {} % of the draws are as far from nought.", "En permutant les histoires d’alliance des cibles au sein des époques, {} % des tirages sont aussi loin de zéro."],
  ["Something unseen would have to go with both pact and attack by a risk ratio of {} to explain the estimate away, of {} to reach the end of its interval. Selection runs both ways: threatened states seek pacts, and great powers choose whom they protect.", "Il faudrait qu’une chose non vue aille avec le pacte et avec l’attaque par un rapport de risque de {} pour expliquer toute l’estimation, de {} pour atteindre le bout de son intervalle. La sélection joue dans les deux sens : les États menacés cherchent des pactes, et les grandes puissances choisissent qui elles protègent."],
  // Q2
  ["Of 1,000 pairs in a year this many more begin a dispute of any kind when the target has a pact: 1914–45 {} ({} to {}); 1946–56 {} ({} to {}); 1957–90 {} ({} to {}); 1991–2006 {} ({} to {}); 2007–14 {} ({} to {}).", "Sur 1 000 paires en une année, tant de plus commencent un différend de toute sorte quand la cible a un pacte : 1914–45 {} ({} à {}) ; 1946–56 {} ({} à {}) ; 1957–90 {} ({} à {}) ; 1991–2006 {} ({} à {}) ; 2007–14 {} ({} à {})."],
  ["That the effect differs between eras {} (p {}; chi-squared {} with {} degrees of freedom).", "Que l’effet diffère entre époques {} (p {} ; khi-deux {} avec {} degrés de liberté)."],
  ["In the log-odds of one model for all eras, drawn by a bootstrap over states in one step: 1914–45 {} to {}; 1946–56 {} to {}; 1957–90 {} to {}; 1991–2006 {} to {}; 2007–14 {} to {}. The differences above are fitted in each era apart, with controls of its own, so that signs near nought can differ.", "En log-cotes d’un seul modèle pour toutes les époques, tirées par bootstrap sur les États en un pas : 1914–45 {} à {} ; 1946–56 {} à {} ; 1957–90 {} à {} ; 1991–2006 {} à {} ; 2007–14 {} à {}. Les différences ci-dessus sont ajustées dans chaque époque à part, avec ses propres contrôles, si bien que les signes proches de zéro peuvent différer."],
  ["Compared within the same year alone (conditional logit by year), the log-odds lie between {} and {} ({}).", "Comparées dans la même année seulement (logit conditionnel par année), les log-cotes vont de {} à {} ({})."],
  ["With a constant for each year in place of one for each era the log-odds of the first era are {}, and the test of a difference between eras has p {}.", "Avec une constante pour chaque année au lieu d’une pour chaque époque, les log-cotes de la première époque sont de {}, et le test d’une différence entre époques a une p de {}."],
  ["When a state came to possess nuclear weapons is dated in three ways, which differ by up to eleven years: a nuclear patron's log-odds are {} by Bleek's dates, {} by the first test and {} by the stockpiles that the FAS counts.", "La date à laquelle un État a possédé des armes nucléaires est donnée de trois façons, qui diffèrent de onze ans au plus : les log-cotes d’un protecteur nucléaire sont de {} selon les dates de Bleek, de {} selon le premier essai et de {} selon les stocks que compte la FAS."],
  ["The first era rests on the world wars: without them its log-odds are {}, with them {}.", "La première époque repose sur les guerres mondiales : sans elles ses log-cotes sont de {}, avec elles de {}."],
  ["By the coding of pacts that apply to the challenger the first era gives {}, by that of pacts from outside its alliances {}: no coding is shown alone.", "Avec le codage des pactes applicables à l’assaillant, la première époque donne {}, avec celui des pactes de l’extérieur de ses alliances {} : aucun codage n’est montré seul."],
  ["The same test of a difference between eras gives p {} by pacts that apply to the challenger, {} by those from outside its alliances, {} with GML disputes, {} without the world wars, {} with eras cut five years earlier and {} five years later.", "Le même test d’une différence entre époques donne p {} avec les pactes applicables à l’assaillant, {} avec ceux de l’extérieur de ses alliances, {} avec les différends GML, {} sans les guerres mondiales, {} avec des époques coupées cinq ans plus tôt et {} cinq ans plus tard."],
  ["One-step draws differ from draws fitted anew by {} at the median and {} at the 95th percentile of the log-odds.", "Les tirages en un pas diffèrent des tirages réajustés de {} à la médiane et de {} au 95e centile des log-cotes."],
  // Q3
  ["The log-odds of any dispute with a nuclear patron of the target less those with a conventional one: {} to {} ({}).", "Log-cotes de tout différend avec un protecteur nucléaire de la cible, moins celles avec un protecteur conventionnel : {} à {} ({})."],
  ["The record does not tell a nuclear patron from a conventional one; a difference of {} in log-odds would have been found four times in five.", "Le bilan ne distingue pas un protecteur nucléaire d’un conventionnel ; une différence de {} en log-cotes aurait été trouvée quatre fois sur cinq."],
  ["The two differ in this record.", "Les deux diffèrent dans ce bilan."],
  ["Within the same ordered pair, before and after a change of patron: nuclear {}, conventional {}.", "Dans une même paire ordonnée, avant et après un changement de protecteur : nucléaire {}, conventionnel {}."],
  // Q4
  ["Where an obligation applied it was honoured in {} to {} ({} of {}) of the cases to 1944 and in {} to {} ({} of {}) from 1945 to 2003.", "Là où une obligation s’appliquait, elle a été honorée dans {} à {} ({} sur {}) des cas jusqu’en 1944 et dans {} à {} ({} sur {}) de 1945 à 2003."],
  ["With the obligations held equal the log-odds after 1944 differ by {} to {}.", "À obligations égales, les log-cotes après 1944 diffèrent de {} à {}."],
  ["Reliability is seen only where deterrence failed, so these are not the odds that a promise would be kept: the allies least doubted are least tested. NATO never appears.", "La fiabilité ne se voit que là où la dissuasion a échoué ; ce ne sont donc pas les chances qu’une promesse soit tenue : les alliés dont on doute le moins sont les moins éprouvés. L’OTAN n’apparaît jamais."],
  ["Without the four opportunities of 1945 the later share is {} to {} ({} of {}), without the three treaties of 1956 {} to {} ({} of {}).", "Sans les quatre occasions de 1945, la part récente est de {} à {} ({} sur {}) ; sans les trois traités de 1956, de {} à {} ({} sur {})."],
  // Q5
  ["Half of the alliances formed 1914 to 1945 had ended after {} years, of those formed 1946 to 1990 after {}; of those formed since, most are still in force.", "La moitié des alliances formées de 1914 à 1945 avaient pris fin après {} ans, de celles formées de 1946 à 1990 après {} ; de celles formées depuis, la plupart sont encore en vigueur."],
  ["Hazards are not in proportion (p {}), so curves are shown and no single ratio is.", "Les risques ne sont pas proportionnels (p {}) : on montre donc des courbes, et aucun rapport unique."],
  ["Alliances in force in 2018 are censored; no violation was seen among those formed after 1990, which is not evidence that there is no risk.", "Les alliances en vigueur en 2018 sont censurées ; aucune violation n’a été vue parmi celles formées après 1990, ce qui ne prouve pas l’absence de risque."],
  // Q6
  ["Participants won {} to {} ({} of {}) of their wars with obliged allies beside them, and {} to {} ({} of {}) without.", "Les participants ont gagné {} à {} ({} sur {}) de leurs guerres avec des alliés obligés à leurs côtés, et {} à {} ({} sur {}) sans."],
  ["With who began it and the era held equal, the log-odds differ by {} to {}.", "À initiateur et époque égaux, les log-cotes diffèrent de {} à {}."],
  ["Wars are seen where they were fought: allies join the wars they expect to win, and sides are few.", "On voit les guerres là où elles ont eu lieu : les alliés entrent dans celles qu’ils pensent gagner, et les camps sont peu nombreux."],
  // Q7
  ["The share of dyads whose target had a nuclear patron rose from {} in 1946 to {} in 1975 and was {} in 2014.", "La part des dyades dont la cible avait un protecteur nucléaire est passée de {} en 1946 à {} en 1975 et était de {} en 2014."],
  ["Of the actors in crises of the 2000s {} acted in the air, {} at sea, {} in space and {} in cyberspace.", "Des acteurs des crises des années 2000, {} ont agi dans les airs, {} en mer, {} dans l’espace et {} dans le cyberespace."],
  ["Nothing here says what adoption did: no outcome of deterrence is coded for cyber operations, drones or artificial intelligence, and none after 2014.", "Rien ici ne dit ce que l’adoption a fait : aucun résultat de dissuasion n’est codé pour les opérations cyber, les drones ou l’intelligence artificielle, ni pour l’après-2014."],
  // The curve
  ["{} specifications, {} of them estimated, {} with a control that runs off: {} below nought, {} with an interval wholly below and {} wholly above. The median is {}.", "{} spécifications, dont {} estimées, {} avec un contrôle qui s’emballe : {} sous zéro, {} avec un intervalle entièrement au-dessous et {} entièrement au-dessus. La médiane est {}."],
  // Priors
  ["a change of {} to {} attacks per 1,000 dyad-years, beside {} without a pact", "un changement de {} à {} attaques pour 1 000 dyades-années, à côté de {} sans pacte"],
  // Figures
  ["Seed {}, {} draws of each bootstrap. Files: {}. Reproduce all of it: npx concord study", "Graine {}, {} tirages de chaque bootstrap. Fichiers : {=}. Pour tout reproduire : npx concord study"],
  ["with a pact, {}", "avec un pacte, {}"],
  ["without a pact, {}", "sans pacte, {}"],
  ["pact of the target {}, log-odds", "pacte de la cible {}, log-cotes"],
  ["average risk difference {}, per 1,000 dyad-years", "différence de risque moyenne {}, pour 1 000 dyades-années"],
  ["formed {}, still in force after {} years", "formées {}, encore en vigueur après {} ans"],
  ["bootstrap over states, {} draws", "bootstrap sur les États, {} tirages"],
  ["bootstrap over states by one step, {} draws", "bootstrap sur les États en un pas, {} tirages"],
  ["risk ratio {}", "rapport de risque {}"],
  ["log-odds in the first era {}", "log-cotes de la première époque {}"],
  ["log-odds {}", "log-cotes {}"],
  ["attacks of {}", "attaques de {=}"],
  // Drawings
  ["Share of alliances still in force by years since they were formed, with 95 % bands; that the eras differ has p {}. It does not show why they ended, and those in force in 2018 are not seen to their end.", "Part des alliances encore en vigueur selon les années depuis leur formation, avec bandes à 95 % ; que les époques diffèrent a p {}. On n’y voit pas pourquoi elles ont pris fin, et celles en vigueur en 2018 ne sont pas vues jusqu’à leur terme."],
  ["A change of what goes with a pact is most marked in {}; {} % of {} permutations of the targets' histories reach as much in some year. It does not show what changed in that year.", "Un changement de ce qui accompagne un pacte est le plus marqué en {} ; {} % de {} permutations des histoires des cibles en atteignent autant une année ou l’autre. On n’y voit pas ce qui a changé cette année-là."],
  // What a fit leaves out, and why there is none; the longer first
  ["No row is left: {}.", "Il ne reste aucune ligne : {}."],
  ["No term is left: {}.", "Il ne reste aucun terme : {}."],
  ["{#} rows after {}, where the GML data end", "{} lignes après {}, où s’arrêtent les données GML"],
  ["{#} rows in which a dispute goes on and none begins", "{} lignes où un différend se poursuit sans qu’aucun commence"],
  ["{#} rows that the filter leaves out", "{} lignes que le filtre écarte"],
  ["{#} rows of which the filter knows nothing", "{} lignes dont le filtre ne sait rien"],
  ["{#} rows in which {} is too large for a number", "{} lignes où {=} est trop grand pour un nombre"],
  ["{#} rows without {}", "{} lignes sans {=}"],
  ["The error of {} is likely too small: of its clusters (pairs) {} carry it, fewer than {}.", "L’erreur de {=} est sans doute trop petite : parmi ses groupes (paires), {} le portent, moins de {}."],
  ["The error of {} is likely too small: of its clusters (states) {} carry it, fewer than {}.", "L’erreur de {=} est sans doute trop petite : parmi ses groupes (États), {} le portent, moins de {}."],
  ["The error of {} is likely too small: of its clusters ({}) {} carry it, fewer than {}.", "L’erreur de {=} est sans doute trop petite : parmi ses groupes ({=}), {} le portent, moins de {}."],
  ["The errors of {} are likely too small: of their clusters (pairs) {} carry each, fewer than {}.", "Les erreurs de {=} sont sans doute trop petites : parmi leurs groupes (paires), {} portent chacun, moins de {}."],
  ["The errors of {} are likely too small: of their clusters (states) {} carry each, fewer than {}.", "Les erreurs de {=} sont sans doute trop petites : parmi leurs groupes (États), {} portent chacun, moins de {}."],
  ["The errors of {} are likely too small: of their clusters ({}) {} carry each, fewer than {}.", "Les erreurs de {=} sont sans doute trop petites : parmi leurs groupes ({=}), {} portent chacun, moins de {}."],
  ["the term {}, the same in every row", "le terme {=}, le même dans chaque ligne"],
  ["the term {}, made up of the terms before it", "le terme {=}, composé des termes qui le précèdent"],
  ["No effect of cyber operations is estimated: between none and 0.7 % of the actors in crises of any decade used that domain up to 2015, and no outcome of deterrence is coded with it.", "Aucun effet des opérations cyber n’est estimé : entre zéro et 0,7 % des acteurs des crises de chaque décennie ont utilisé ce domaine jusqu’en 2015, et aucun résultat de dissuasion n’est codé avec lui."],
  ["No effect of drones is estimated: their spread can be told, but the disputes that could show an effect are coded to 2014 only.", "Aucun effet des drones n’est estimé : leur diffusion peut être dite, mais les différends qui pourraient montrer un effet ne sont codés que jusqu’en 2014."],
  ["No effect of artificial intelligence is estimated: no outcome data exist for it.", "Aucun effet de l’intelligence artificielle n’est estimé : il n’existe aucune donnée de résultat."],
  ["`npx concord study question Q7` shows what was adopted; for a plan, set a range of your own and sweep it.", "`npx concord study question Q7` montre ce qui a été adopté ; pour un plan, posez votre propre plage et balayez-la."],
  ["No effect is estimated for {} and later: the outcomes of panel end in {}.", "Aucun effet n’est estimé à partir de {} : les résultats du panel s’arrêtent en {}."],
  ["No effect is estimated for {} and later: the outcomes of panel by the GML data end in {}.", "Aucun effet n’est estimé à partir de {} : les résultats du panel selon les données GML s’arrêtent en {}."],
  ["Ask for years up to {}.", "Demandez des années jusqu’à {}."],
  ["There is no estimate: no row has the outcome, so nothing can be told apart.", "Il n’y a pas d’estimation : aucune ligne n’a le résultat, rien ne peut donc être distingué."],
  ["There is no estimate: every row has the outcome, so nothing can be told apart.", "Il n’y a pas d’estimation : toutes les lignes ont le résultat, rien ne peut donc être distingué."],
  ["Change the filter, the outcome or the terms.", "Changez le filtre, le résultat ou les termes."],
  ["Widen the filter, or leave out the terms with missing values.", "Élargissez le filtre, ou laissez de côté les termes aux valeurs manquantes."],
  ["{} foretells the outcome without fault in this sample, so its estimate runs off to infinity. {}", "{=} prédit le résultat sans faute dans cet échantillon, si bien que son estimation part à l’infini. {}"],
  ["{} foretell the outcome without fault in this sample, so their estimates run off to infinity. {}", "{=} prédisent le résultat sans faute dans cet échantillon, si bien que leurs estimations partent à l’infini. {}"],
  ["{} is the same in every row", "{=} est le même dans chaque ligne"],
  ["{} is made up of the terms before it", "{=} est composé des termes qui le précèdent"],
  ["Lower the degree of the polynomial. {}", "Abaissez le degré du polynôme. {}"],
  ["The fit did not come to rest. {}", "L’ajustement ne s’est pas stabilisé. {}"],
];

const NAMES: Readonly<Record<string, string>> = {
  "The record since 1914": "Le bilan depuis 1914",
  "Outcomes of disputes after 2014.": "Les résultats des différends après 2014.",
  "What technology a patron could bring, before 1970 and after 2014.": "La technologie qu’un protecteur pouvait apporter, avant 1970 et après 2014.",
  "A design in which alliances did not choose their members: threatened states seek pacts, and great powers choose whom they protect.": "Un plan d’étude où les alliances n’ont pas choisi leurs membres : les États menacés cherchent des pactes, et les grandes puissances choisissent qui elles protègent.",
  "Eras are cut where weapons changed; 1945 and 1991 changed the number of great powers too, and no control takes that apart.": "Les époques sont coupées là où les armes ont changé ; 1945 et 1991 ont aussi changé le nombre des grandes puissances, et aucun contrôle ne démêle cela.",
  "Dyads since 1914 are no sample. Intervals speak of the process that made the record, by assumption.": "Les dyades depuis 1914 ne sont pas un échantillon. Les intervalles parlent, par hypothèse, du processus qui a fait le bilan.",
  "No outcome is coded for cyber operations, drones or artificial intelligence, and none after 2014: no effect of them is estimated.": "Aucun résultat n’est codé pour les opérations cyber, les drones ou l’intelligence artificielle, ni pour l’après-2014 : aucun effet n’en est estimé.",
  "change of a pact's log-odds with ten years since 1945": "changement des log-cotes d’un pacte avec dix ans depuis 1945",
  "change of a pact's log-odds with the logarithm of the world's warheads": "changement des log-cotes d’un pacte avec le logarithme des têtes nucléaires du monde",
  "change of a pact's log-odds with a tenth more of the dyads under a nuclear patron": "changement des log-cotes d’un pacte avec un dixième de plus des dyades sous protecteur nucléaire",
  // Questions, estimands and tests
  "Do defence pacts deter war-level attack, and did that change in 1946?": "Les pactes de défense dissuadent-ils l’attaque jusqu’à la guerre, et cela a-t-il changé en 1946 ?",
  "Average risk ratio of a target's defence pact on an initiation that became war (tdef on w5), 1914–2014; the difference of the log-odds across 1946.": "Rapport de risque moyen du pacte de défense de la cible sur une initiation devenue guerre (tdef sur w5), 1914–2014 ; la différence des log-cotes de part et d’autre de 1946.",
  "tdef in the model without the interaction, errors clustered by pair, two-sided": "tdef dans le modèle sans interaction, erreurs groupées par paire, bilatéral",
  "Do defence pacts deter disputes of any kind, by era?": "Les pactes de défense dissuadent-ils les différends de toute sorte, par époque ?",
  "Average risk difference of tdef on any initiation (i5) in each of five eras.": "Différence de risque moyenne de tdef sur toute initiation (i5) dans chacune des cinq époques.",
  "the effect of tdef is the same in the five eras (Wald, 4 df, errors clustered by pair)": "l’effet de tdef est le même dans les cinq époques (Wald, 4 ddl, erreurs groupées par paire)",
  "Does a nuclear patron protect more than a conventional one, 1946–2014?": "Un protecteur nucléaire protège-t-il plus qu’un conventionnel, 1946–2014 ?",
  "Contrast of the log-odds of a nuclear and of a conventional patron on any initiation (i5), on the same sample.": "Contraste des log-cotes d’un protecteur nucléaire et d’un conventionnel sur toute initiation (i5), sur le même échantillon.",
  "tdef_nuc and tconv have the same coefficient (errors clustered by pair)": "tdef_nuc et tconv ont le même coefficient (erreurs groupées par paire)",
  "Were alliances honoured less after 1944, and does the obligation matter?": "Les alliances ont-elles été moins honorées après 1944, et l’obligation compte-t-elle ?",
  "Share honoured where the obligation applied, before and after 1944 and by obligation; the difference adjusted for the obligation.": "Part honorée là où l’obligation s’appliquait, avant et après 1944 et par obligation ; la différence ajustée pour l’obligation.",
  "post45 in a logit of honoured on post45 and the obligations, errors clustered by war": "post45 dans un logit de honoured sur post45 et les obligations, erreurs groupées par guerre",
  "Do alliances last longer by the era they were formed in?": "Les alliances durent-elles plus longtemps selon l’époque de leur formation ?",
  "Survival at 5, 10 and 20 years and the median, by era of formation.": "Survie à 5, 10 et 20 ans et médiane, par époque de formation.",
  "log-rank over the eras since 1914": "log-rank sur les époques depuis 1914",
  "Do states win more often when those obliged to defend them fight beside them?": "Les États gagnent-ils plus souvent quand ceux qui doivent les défendre se battent à leurs côtés ?",
  "Share of wars won with and without obliged allies fighting; the difference adjusted for who began it.": "Part des guerres gagnées avec et sans alliés obligés au combat ; la différence ajustée pour qui a commencé.",
  "obliged_fought in a logit of won on obliged_fought, initiator and post45, errors clustered by war": "obliged_fought dans un logit de won sur obliged_fought, initiator et post45, erreurs groupées par guerre",
  "What did allies adopt, and when?": "Qu’ont adopté les alliés, et quand ?",
  "Shares over time of umbrellas, possession, concentration of classes of equipment, and domains used in crises.": "Parts au fil du temps : parapluies, possession, concentration des classes d’équipement, domaines utilisés dans les crises.",
  // Estimates and counts
  "average risk ratio of a pact": "rapport de risque moyen d’un pacte",
  "pact of the target, log-odds": "pacte de la cible, log-cotes",
  "change of a pact's log-odds in 1946, log-odds": "changement des log-cotes d’un pacte en 1946, log-cotes",
  "pact of the target, by Firth's penalty": "pacte de la cible, avec la pénalité de Firth",
  "pacts that apply to the challenger": "pactes applicables à l’assaillant",
  "pacts from outside the challenger's alliances": "pactes extérieurs aux alliances de l’assaillant",
  "within years (effects of the year)": "dans la même année (effets de l’année)",
  "nuclear patron by counted stockpiles (FAS)": "protecteur nucléaire selon les stocks comptés (FAS)",
  "without the world wars": "sans les guerres mondiales",
  "nuclear less conventional patron, log-odds": "protecteur nucléaire moins conventionnel, log-cotes",
  "nuclear patron, log-odds": "protecteur nucléaire, log-cotes",
  "conventional patron, log-odds": "protecteur conventionnel, log-cotes",
  "nuclear patron, within ordered pairs": "protecteur nucléaire, dans les paires ordonnées",
  "conventional patron, within ordered pairs": "protecteur conventionnel, dans les paires ordonnées",
  "nuclear patron by date of first test": "protecteur nucléaire par date du premier essai",
  "after 1944, log-odds": "après 1944, log-cotes",
  "obliged allies fight beside it, log-odds": "des alliés obligés combattent à ses côtés, log-cotes",
  "by Firth's penalty": "avec la pénalité de Firth",
  "delta method, clustered by pair": "méthode delta, groupé par paire",
  "fitted in the era, delta method, clustered by pair": "ajusté dans l’époque, méthode delta, groupé par paire",
  "clustered by pair": "groupé par paire",
  "clustered by pair, exploratory": "groupé par paire, exploratoire",
  "clustered by war": "groupé par guerre",
  "dyadic-robust": "robuste aux dyades",
  "errors of the model": "erreurs du modèle",
  "bootstrap over wars": "bootstrap sur les guerres",
  "Kaplan–Meier, log-log band": "Kaplan–Meier, bande log-log",
  "no patron": "sans protecteur",
  "conventional patron": "protecteur conventionnel",
  "nuclear patron": "protecteur nucléaire",
  all: "tous",
  "1816–1944": "1816–1944",
  "1945–2003": "1945–2003",
  "1945–2003 without the four of 1945": "1945–2003 sans les quatre de 1945",
  "1945–2003 without the three of 1956": "1945–2003 sans les trois de 1956",
  defence: "défense",
  offence: "offensive",
  neutrality: "neutralité",
  "non-aggression": "non-agression",
  "defence, 1816–1944": "défense, 1816–1944",
  "defence, 1945–2003": "défense, 1945–2003",
  "with obliged allies fighting": "avec des alliés obligés au combat",
  without: "sans",
  "with, since 1946": "avec, depuis 1946",
  "without, since 1946": "sans, depuis 1946",
  // Words within sentences
  "cannot be told": "ne peut être dit",
  "can be told": "peut être dit",
  "is supported": "est étayé",
  "is not established": "n’est pas établi",
  more: "plus",
  fewer: "moins",
  "neither more nor fewer for sure": "ni plus ni moins à coup sûr",
  "below 0.001": "inférieure à 0,001",
  'Use "estimator": "firth", leave the term out, or widen the sample.': "Utilisez « \"estimator\": \"firth\" », retirez le terme, ou élargissez l’échantillon.",
  "Name a term that differs between the rows.": "Nommez un terme qui diffère entre les lignes.",
  "Leave terms out, or divide columns that differ by many powers of ten.": "Retirez des termes, ou divisez les colonnes qui diffèrent de plusieurs puissances de dix.",
  // Left out, and placebos
  NATO: "l’OTAN",
  "the Warsaw Pact": "le pacte de Varsovie",
  "the inter-American alliances": "les alliances interaméricaines",
  "the Arab League": "la Ligue arabe",
  "outcome: the protected attack (adef on w5)": "résultat : les protégés attaquent (adef sur w5)",
  "treatment: only consultation is owed": "traitement : seule la consultation est due",
  "treatment: only non-aggression is owed": "traitement : seule la non-agression est due",
  // Drawings
  "Alliances still in force": "Alliances encore en vigueur",
  "share still in force": "part encore en vigueur",
  "years since it was formed": "années depuis sa formation",
  "formed 1914–45": "formées 1914–45",
  "formed 1946–90": "formées 1946–90",
  "formed 1991–2018": "formées 1991–2018",
  "When did what goes with a pact change?": "Quand ce qui accompagne un pacte a-t-il changé ?",
  "statistic of a change in that year": "statistique d’un changement cette année-là",
  year: "année",
  "the record": "le bilan",
  "reached somewhere by one permutation in twenty": "atteinte quelque part par une permutation sur vingt",
  "Pacts and nuclear umbrellas": "Pactes et parapluies nucléaires",
  "share of the dyads": "part des dyades",
  "Share of the pairs of states in the record whose target has a defence pact, and of those whose pact is with a nuclear power. A count of treaties in force, without sampling error; it does not show what the pacts did.": "Part des paires d’États du bilan dont la cible a un pacte de défense, et de celles dont le pacte est avec une puissance nucléaire. Un compte de traités en vigueur, sans erreur d’échantillonnage ; on n’y voit pas ce que les pactes ont fait.",
  "a defence pact": "un pacte de défense",
  "a nuclear patron": "un protecteur nucléaire",
  "States that possess nuclear weapons": "États qui possèdent l’arme nucléaire",
  "States that possess nuclear weapons by one published coding; sources differ by up to eleven years on first possession. It does not show readiness or numbers.": "États qui possèdent l’arme nucléaire selon un codage publié ; les sources diffèrent jusqu’à onze ans sur la première possession. On n’y voit ni disponibilité ni nombres.",
  "Nuclear warheads in military stockpiles": "Têtes nucléaires dans les stocks militaires",
  "Warheads in the military stockpiles of all states together, as estimated from open sources; the sources give no interval. It does not show who is covered by them.": "Têtes dans les stocks militaires de tous les États ensemble, estimées de sources ouvertes ; les sources ne donnent pas d’intervalle. On n’y voit pas qui elles couvrent.",
  "Held by the five largest": "Détenu par les cinq premiers",
  "share of the known world stock": "part du stock mondial connu",
  "Share of the known world stock of a class of equipment that the five largest holders have. Holdings of unknown number are left out; it does not show quality or use.": "Part du stock mondial connu d’une classe d’équipement détenue par les cinq premiers détenteurs. Les avoirs de nombre inconnu sont omis ; on n’y voit ni qualité ni emploi.",
  "States that hold any": "États qui en détiennent",
  "share of the states with a number": "part des États au nombre connu",
  "Share of the states with a known number that hold any of a class of equipment. Unknown is not counted as none; it does not show quality or use.": "Part des États au nombre connu qui détiennent une classe d’équipement. L’inconnu n’est pas compté comme nul ; on n’y voit ni qualité ni emploi.",
  "Domains of action in crises": "Domaines d’action dans les crises",
  "share of the crisis actors": "part des acteurs de crises",
  "Share of the actors in international crises that acted in each domain, by decade to 2015. Coded by readers of the cases, without an interval; it does not show what came of it.": "Part des acteurs de crises internationales ayant agi dans chaque domaine, par décennie jusqu’en 2015. Codée par des lecteurs des cas, sans intervalle ; on n’y voit pas ce qui en est résulté.",
  // Adoption
  "airborne early warning": "alerte avancée aéroportée",
  "attack helicopters": "hélicoptères d’attaque",
  "combat aircraft": "avions de combat",
  "surface-to-air missiles": "missiles sol-air",
  air: "aérien",
  cyber: "cyberespace",
  land: "terrestre",
  sea: "maritime",
  space: "spatial",
  wmd: "armes de destruction massive",
  "nuclear warheads in military stockpiles": "têtes nucléaires dans les stocks militaires",
  "states that possess nuclear weapons": "États qui possèdent l’arme nucléaire",
  share: "part",
  warheads: "têtes",
  states: "États",
  // Priors
  "logarithm of a risk ratio": "logarithme d’un rapport de risque",
  "share of pacts a year": "part des pactes par an",
  "normal, mean −0.85, standard deviation 0.50": "normale, moyenne −0,85, écart type 0,50",
  "normal, mean 0, standard deviation 0.25": "normale, moyenne 0, écart type 0,25",
  "normal, mean 0, standard deviation 0.50": "normale, moyenne 0, écart type 0,50",
  "Beta(2, 3), mean 0.40": "bêta(2 ; 3), moyenne 0,40",
  "gamma, shape 2, mean 0.04": "gamma, forme 2, moyenne 0,04",
  "gamma, shape 2, mean 0.02": "gamma, forme 2, moyenne 0,02",
  "War-level attacks are fewer where a defence pact applies.": "Les attaques jusqu’à la guerre sont moins nombreuses là où un pacte de défense s’applique.",
  "Disputes of any kind are fewer where a defence pact applies.": "Les différends de toute sorte sont moins nombreux là où un pacte de défense s’applique.",
  "Disputes are fewer with a nuclear patron than with another.": "Les différends sont moins nombreux avec un protecteur nucléaire qu’avec un autre.",
  "A commitment is more often honoured than not.": "Un engagement est plus souvent honoré que non.",
  "A pact of the years 1946–90 more likely than not outlasts twenty years.": "Un pacte des années 1946–90 dépasse plus probablement vingt ans que non.",
  "A pact formed after 1990 more likely than not outlasts its first ten years.": "Un pacte formé après 1990 dépasse plus probablement ses dix premières années que non.",
  holds: "tient",
  "does not hold": "ne tient pas",
  "history does not decide this": "l’histoire ne tranche pas",
  // Literature
  "a defence pact goes with fewer disputes, 1816–2010 (−0.132, error 0.058)": "un pacte de défense va avec moins de différends, 1816–2010 (−0,132, erreur 0,058)",
  "every printed digit is reproduced; with errors clustered by pair the interval holds nought": "chaque chiffre imprimé est reproduit ; avec des erreurs groupées par paire l’intervalle contient zéro",
  "“target's defence pacts lower initiation, challenger's offensive and neutrality pacts raise it”, 1816–1944": "« les pactes de défense de la cible abaissent l’initiation, les pactes offensifs et de neutralité de l’assaillant la relèvent », 1816–1944",
  "all three signs come out, with pacts that apply to the challenger": "les trois signes ressortent, avec les pactes applicables à l’assaillant",
  "“defence pacts deter and do not provoke”, 1816–2000": "« les pactes de défense dissuadent et ne provoquent pas », 1816–2000",
  "not recovered on this panel": "non retrouvé sur ce panel",
  "forming alliances goes with more disputes and wars before the nuclear era; no effect on war after": "former des alliances va avec plus de différends et de guerres avant l’ère nucléaire ; aucun effet sur la guerre après",
  "existing pacts, not their formation: the choice is consequential": "pactes existants, non leur formation : le choix a des conséquences",
  "reply and rejoinder: existence or formation of pacts": "réponse et réplique : existence ou formation des pactes",
  "existence is used here, and said": "l’existence est utilisée ici, et c’est dit",
  "compellent pacts go with more conflict, conditional deterrent ones with less": "les pactes coercitifs vont avec plus de conflits, les dissuasifs conditionnels avec moins",
  "content is not coded so in the panel": "le contenu n’est pas codé ainsi dans le panel",
  "alliances are reliable 74.5 % of the time, 1816–1944": "les alliances sont fiables 74,5 % du temps, 1816–1944",
  "the classic figure covers those years only": "le chiffre classique ne couvre que ces années",
  "50 % overall, 66 % to 1944, 22 % after": "50 % en tout, 66 % jusqu’en 1944, 22 % après",
  "reproduced count by count": "reproduit compte par compte",
  "more institutions and formality go with less fulfilment": "plus d’institutions et de formalité vont avec moins d’accomplissement",
  "the same model on their data is reproduced": "le même modèle sur leurs données est reproduit",
  "“pacts with nuclear states deter, stationing weapons adds nothing”, 1950–2000": "« les pactes avec des États nucléaires dissuadent, stationner des armes n’ajoute rien », 1950–2000",
  "a nuclear patron is not told from a conventional one": "un protecteur nucléaire n’est pas distingué d’un conventionnel",
  "“technology as such does not decide wars”": "« la technologie en tant que telle ne décide pas des guerres »",
  "an argument against reading eras as technology": "un argument contre la lecture des époques comme technologie",
};

interface Pattern {
  readonly english: RegExp;
  readonly french: string;
}

let patterns: readonly Pattern[] | undefined;

/**
 * A text of the study in French. Absent: it has none, and stays in English where it is shown.
 * @example inFrench("The two differ in this record.") // → "Les deux diffèrent dans ce bilan."
 */
export function inFrench(text: string): string | undefined {
  if (Object.hasOwn(NAMES, text)) return NAMES[text];
  patterns ??= SENTENCES.map(([english, french]) => ({ english: new RegExp(`^${english.split("{}").map((it) => it.split("{#}").map(escaped).join("([\\d\u202f]+)")).join("(.+?)")}$`), french }));
  for (const { english, french } of patterns) {
    const found = english.exec(text);
    if (found === null) continue;
    let next = 0;
    return french.replaceAll(/\{(=?)\}/g, (_, isKept: string) => {
      next += 1;
      const value = found[next] ?? "";
      return isKept === "=" ? value : (listInFrench(value) ?? inFrench(value) ?? frenchFigure(value));
    });
  }
  return undefined;
}

/** A list of texts of the study in French. Absent: one of them has none. */
function listInFrench(text: string): string | undefined {
  const parts = text.split(", ");
  const told = parts.length < 2 ? [] : parts.map(inFrench);
  return told.length > 0 && told.every((it) => it !== undefined) ? told.join(", ") : undefined;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** A figure as French prints it. @example frenchFigure("189,608") // → "189 608" */
const frenchFigure = (text: string): string => (/^[−-]?[\d,. %]+$/.test(text) ? text.replaceAll(/,(?=\d{3}\b)/g, "\u202f").replace(".", ",") : text);
