import type { Pair } from "./sentence.ts";

const lowerFirst = (text: string): string => text.replace(/^./u, (first) => first.toLowerCase());
const upperFirst = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

// Constraints by name, as groups of what binds are titled.
const TITLES: readonly Pair[] = [
  ["Adoption of standards", "Adoption de normes"],
  ["Joint agreements: tiers, minimum lots, membership", "Accords communs : paliers, lots minimaux, adhésion"],
  ["Balance of holdings, with retirement", "Bilan des avoirs, avec retraits"],
  ["National budgets", "Budgets nationaux"],
  ["Burden band", "Bande des charges"],
  ["Capacity of lines", "Capacité des chaînes"],
  ["Ceiling on one nation's part", "Plafond sur la part d’une nation"],
  ["Change-over of convertible lines", "Conversion de chaînes"],
  ["Common funding", "Financement commun"],
  ["Shared components", "Composants partagés"],
  ["Contribution of a nation to a leaf", "Contribution d’une nation à une capacité"],
  ["Deliveries and lead times", "Livraisons et délais"],
  ["Expansion of lines", "Extension de chaînes"],
  ["Contribution with and without interoperability", "Contribution avec et sans interopérabilité"],
  ["Lead roles, load caps and fallback", "Rôles de nation pilote, charges maximales et relais"],
  ["Minimum lots of agreements that are given", "Lots minimaux des accords donnés"],
  ["Stage payments and upkeep", "Paiements échelonnés et entretien"],
  ["Persistence against the last adopted plan", "Constance envers le dernier plan adopté"],
  ["National programmes and their windows", "Programmes nationaux et leurs fenêtres"],
  ["Ramp of lines", "Montée en cadence"],
  ["Requirement of the alliance by CAP level", "Besoin de l’alliance par niveau CAP"],
  ["Secondary roles", "Rôles secondaires"],
  ["Stocks in days of supply", "Stocks en jours d’approvisionnement"],
  ["Supply by single lines", "Production par chaîne"],
  ["Minimum sustaining rates", "Cadences minimales de maintien"],
];

// What each constraint means, as the answer about its rows begins.
const MEANINGS: readonly Pair[] = [
  ["A nation that has adopted a standard keeps it. Adoptions can start at a few dates of the plan, the first when one decided now can be had; an adoption already planned stays. Nothing need be adopted, so the row can always be met.", "Une nation qui a adopté une norme la garde. Les adoptions peuvent commencer à quelques dates du plan, la première quand peut être acquise celle qui se décide maintenant ; une adoption déjà prévue reste. Rien ne doit être adopté : la ligne peut toujours être tenue."],
  ["d is the part of a nation's deliveries bought under price tier q, so much cheaper than at the scale of its own lots. A tier needs its lot, an agreement its members, and a member pays for coordination every year.", "d est la part des livraisons d’une nation achetée au palier de prix q, d’autant moins cher qu’à l’échelle de ses propres lots. Un palier demande son lot, un accord ses membres, et un membre paie la coordination chaque année."],
  ["What a nation has is what it held, less what has left service, and what was delivered up to and with the year. The equation is substituted: every row that needs a holding writes its deliveries so far, and what is held enters as a constant.", "Ce qu’a une nation est ce qu’elle détenait, moins ce qui a quitté le service, et ce qui fut livré jusqu’à l’année comprise. L’équation est substituée : chaque ligne qui demande un avoir écrit ses livraisons jusque-là, et ce qui est détenu y entre comme constante."],
  ["What a nation adds and keeps is paid out of its own budget of the year in which it falls due. The overrun is the row's elastic part: only what signed programmes force, made least in stage 0 and kept in the later stages; it can be as large as all that could be bought, so the row can always be met.", "Ce qu’une nation ajoute et entretient se paie sur son propre budget de l’année où c’est dû. Le dépassement est la part élastique de la ligne : seulement ce que forcent les programmes signés, rendu le plus petit à l’étape 0 et gardé aux suivantes ; il peut égaler tout ce qui pourrait s’acheter, et la ligne peut toujours être tenue."],
  ["Nobody's spending on the plan may lie far below its part by GDP. below is the row's elastic part, priced in stage 0. Off unless a band below 1 is set.", "La dépense d’aucun allié pour le plan ne peut être loin au-dessous de sa part selon le PIB. La part élastique de la ligne est valorisée à l’étape 0. Hors d’usage sauf si une bande sous 1 est fixée."],
  ["Lines that can make the same goods form a pool; where the sets of lines nest, the pools together are exact (Hall's condition). Capacity is the maximum sustaining rate as far as allies can count on it. Where slots are fixed the same holds for each nation with its slots.", "Les chaînes qui peuvent produire les mêmes biens forment un ensemble ; là où ces ensembles s’emboîtent, ils sont exacts à eux tous (condition de Hall). La capacité est la cadence maximale de maintien, autant que les alliés peuvent y compter. Là où les créneaux sont fixés, cela vaut pour chaque nation avec les siens."],
  ["No ally is asked for more than its part of a capability. Supply is counted as it is only where the lead row at the end of the plan keeps it below the ceiling in every year; elsewhere what counts is a column, so that nothing beyond the ceiling closes anything.", "À aucun allié n’est demandé plus que sa part d’une capacité. Ce qu’il fournit n’est compté tel quel que là où la ligne des nations pilotes, à la fin du plan, le garde chaque année sous le plafond ; ailleurs ce qui compte est une variable, et rien au-delà du plafond ne comble quoi que ce soit."],
  ["A line for which a change-over is stated makes one product in a year, and loses a share of the year's capacity when it starts another (the loss stands in the capacity row of the line). In the first year it is set up for whatever comes first: no record says what it makes today. Making nothing always meets the rows.", "Une chaîne dont la conversion est énoncée fait un seul produit par an, et perd une part de la capacité de l’année quand elle en commence un autre (la perte figure dans la ligne de capacité de la chaîne). La première année elle est réglée pour ce qui vient d’abord : aucun enregistrement ne dit ce qu’elle produit aujourd’hui. Ne rien produire tient toujours les lignes."],
  ["Systems marked for it may be bought by all for all: they count for the alliance and for no single nation, outside the ceiling, and every nation pays its part out of its own budget. With roles only, and off unless a limit is set.", "Les systèmes marqués à cet effet peuvent être achetés par tous pour tous : ils comptent pour l’alliance et pour aucune nation seule, hors du plafond, et chaque nation paie sa part sur son propre budget. Avec des rôles seulement, et hors d’usage sauf si une limite est fixée."],
  ["A part that several systems need (a motor, an explosive, a forging) limits them together, whatever their own lines could make: capacities of programmes counted one by one would count it twice. The bill of materials in its simplest form, without stocks of parts.", "Une pièce dont plusieurs systèmes ont besoin (un moteur, un explosif, une pièce forgée) les limite ensemble, quoi que puissent produire leurs propres chaînes : des capacités de programmes comptées une à une la compteraient deux fois. C’est la nomenclature dans sa forme la plus simple, sans stocks de pièces."],
  ["What a nation holds and gets counts by the yield of each system, less without a standard it needs. Inputs add up, or the scarcest limits. Without roles each nation's own shortfall is the objective. Where supply serves no other leaf, all adds up and no purchase can take it beyond the ceiling, it is counted as it is in the requirement row, and there is no such row.", "Ce qu’une nation détient et reçoit compte selon le rendement de chaque système, moins sans une norme qu’il lui faut. Les apports s’ajoutent, ou le plus rare limite. Sans rôles, l’insuffisance propre de chaque nation est l’objectif du calcul. Là où ce qui est fourni ne sert aucune autre capacité, où tout s’ajoute et où aucun achat ne peut dépasser le plafond, c’est compté tel quel dans la ligne du besoin, et il n’y a pas de telle ligne."],
  ["A purchase beyond programmes, ordered its lead time before. Every column has a finite cap, so that any row prices give a proved bound: nobody buys more of a system than could count in all its leaves at the ceiling and in its stock.", "Un achat hors programmes, commandé son délai plus tôt. Chaque variable a un plafond fini, et tous prix des lignes donnent une borne prouvée : aucun allié n’achète plus d’un système qu’il n’en pourrait compter dans toutes ses capacités au plafond et dans son stock."],
  ["Investment in a line, paid by the nation that decides it and there after its lead time. Until dates are aligned the same holds for each nation with the room it took alone. Only for lines whose pools are asked for most of what they can make, and decided in the first years, since later it would come too late to matter.", "Un investissement dans une chaîne, payé par la nation qui le décide et là après son délai. Tant que les dates ne sont pas alignées, cela vaut pour chaque nation avec la marge qu’elle a prise seule. Seulement pour les chaînes dont est demandé le plus gros de ce qu’elles peuvent produire, et décidé les premières années, car plus tard cela viendrait trop tard pour compter."],
  ["A contribution that needs a standard counts at the credit without it; v is the rest, which counts only where the standard is adopted. The factor of A is the smallest that is right for the pair and the year: supply above the ceiling needs no more, and there is never more than can be had. v may be nothing, so both rows can always be met.", "Une contribution qui demande une norme ne compte, sans elle, qu’au crédit ; v est le reste, qui ne compte que là où la norme est adoptée. Le facteur de A est le plus petit qui soit juste pour la paire et l’année : ce qui est fourni au-dessus du plafond n’en demande pas plus, et il n’y a jamais plus que ce qui peut être obtenu. v peut être nul : les deux lignes peuvent toujours être tenues."],
  ["What a nation counts at the end of the plan beyond its share is carried for the others: only leads may, few in a leaf and few for a nation, and it is insured against being stranded. Programmes are delivered whether or not the nation leads. Every leaf with a lead has another ally that could stand in; the plan names it with each lead, and what would fall short if the lead withheld. Where leads are chosen by rule no fallback is asked for, and the best placed ally that counts enough is named.", "Ce qu’une nation compte à la fin du plan au-delà de sa part est porté pour les autres : seules les nations pilotes le peuvent, peu par capacité et peu de rôles par nation, et c’est assuré contre le retrait. Les programmes sont livrés, que la nation soit pilote ou non. Chaque capacité qui a une nation pilote a un autre allié qui pourrait prendre le relais ; le plan le nomme avec chaque nation pilote, et ce qui manquerait si elle se retirait. Là où les nations pilotes sont choisies par règle, aucun relais n’est demandé, et l’allié le mieux placé qui compte assez est nommé."],
  ["An agreement gives its price only for its lot. A lot missed costs more than any gain it could bring, so that a plan which misses it is seen and the agreement dropped.", "Un accord ne donne son prix que pour son lot. Un lot manqué coûte plus que tout gain qu’il pourrait apporter : un plan qui le manque se voit, et l’accord tombe."],
  ["A part of the price is due in the year before delivery and the rest at delivery; what is delivered is kept from then on. Upkeep of what is held today is paid elsewhere.", "Une part du prix est due l’année avant la livraison et le reste à la livraison ; ce qui est livré est entretenu dès lors. L’entretien de ce qui est détenu aujourd’hui se paie ailleurs."],
  ["Departures from the plan adopted last are counted, item by item and year by year, and made least in the last stage: a new plan changes only what pays. Without an adopted plan there are no such rows.", "Les écarts au dernier plan adopté sont comptés, unité par unité et année par année, et rendus les plus petits à la dernière étape : un nouveau plan ne change que ce qui en vaut la peine. Sans plan adopté il n’y a pas de telles lignes."],
  ["The window is the announced one; with dates open it is wider by some years each way unless a contract is signed, and never earlier than the lead time allows. What cannot be delivered is the row's elastic part, priced in stage 0.", "La fenêtre est celle qui est annoncée ; quand les dates sont ouvertes, elle est plus large de quelques années de chaque côté, sauf contrat signé, et jamais plus tôt que le délai ne le permet. Ce qui ne peut être livré est la part élastique de la ligne, valorisée à l’étape 0."],
  ["Where a line's rate follows its use it can grow only from what it made the year before; rush is the row's elastic part, priced in stage 0. Where lines keep their people and tools (the default) the rate is a profile known beforehand, which is what these rows come to when holding a rate costs nothing, and stands in the capacity. So it always does for lines of components.", "Là où la cadence d’une chaîne suit son usage, elle ne croît que de ce qu’elle a produit l’année d’avant ; la part élastique de la ligne est valorisée à l’étape 0. Là où les chaînes gardent leurs gens et leurs outils (le réglage par défaut), la cadence est un profil connu d’avance, ce à quoi reviennent ces lignes quand tenir une cadence ne coûte rien, et figure dans la capacité. Il en va toujours ainsi des chaînes de composants."],
  ["With roles the shortfall is the alliance's: what is short is priced by CAP level, so that coverage goes to the most urgent part first. Without roles there are no such rows: each nation's own shortfall is the objective, and what nobody was asked for is short.", "Avec des rôles, l’insuffisance est celle de l’alliance : ce qui manque est valorisé par niveau CAP, et la couverture va d’abord à la part la plus urgente. Sans rôles il n’y a pas de telles lignes : l’insuffisance propre de chaque nation est l’objectif du calcul, et ce qui n’a été demandé à personne manque."],
  ["An item that can serve one leaf or another serves one at a time; the plan decides which, year by year.", "Une unité qui peut servir une capacité ou une autre en sert une à la fois ; le plan décide laquelle, année par année."],
  ["A target stated as a number, or as days of supply times planned use a day. A share short of it counts by the nation's part of all targets for that munition.", "Un objectif énoncé comme un nombre, ou comme des jours d’approvisionnement fois la consommation prévue par jour. Une part qui manque compte selon la part de la nation dans tous les objectifs de cette munition."],
  ["Where a line changes products or closes when it makes too little, what it makes is a column of its own, and is what is delivered: nothing is made for nobody, so that a minimum rate is met by deliveries or paid for. Nothing made and nothing delivered always meets the rows; promised deliveries have their elastic part in the programme.", "Là où une chaîne change de produit ou ferme quand elle produit trop peu, ce qu’elle produit est une variable à part, et est ce qui est livré : rien n’est produit pour personne, et une cadence minimale est tenue par des livraisons ou payée. Ne rien produire et ne rien livrer tient toujours les lignes ; les livraisons promises ont leur part élastique dans le programme."],
  ["Below its minimum sustaining rate a line closes for good, or allies pay for what it does not make, by GDP. The maximum sustaining rate is its capacity. C7 has a yearly quantity of 0 or between the two rates, each year anew: so it is with plan.line-pause = 1, where open is a choice of the year alone and nothing is paid for. It is not so unless asked for: a line that stands idle for a year without anybody's pay loses its people, so that a free pause would promise a restart that nobody can make. C7's quantity is one buyer's order; a line here serves all allies, and its minimum binds on their sum.", "Sous sa cadence minimale de maintien une chaîne ferme pour de bon, ou les alliés paient, selon le PIB, ce qu’elle ne produit pas. La cadence maximale de maintien est sa capacité. C7 a une quantité annuelle de 0 ou entre les deux cadences, chaque année à neuf : il en va ainsi avec plan.line-pause = 1, où l’ouverture ne se choisit que pour l’année et où rien n’est payé. Ce n’est pas le cas sauf demande : une chaîne à l’arrêt un an sans que personne la paie perd ses gens, et une pause gratuite promettrait une reprise que nul ne peut faire. La quantité de C7 est la commande d’un acheteur ; ici une chaîne sert tous les alliés, et son minimum pèse sur leur somme."],
];

/** What one more of a limit is: of one year or of all, at the beginning of a sentence and within one. */
const one = (english: string, french: string, after = ""): readonly Pair[] =>
  [[`${english}${after}`, french] as const, [`${english} in {}${after}`, `${french} en {}`] as const].flatMap(([en, fr]): readonly Pair[] => [[en, fr], [upperFirst(en), upperFirst(fr)]]);

/** What would mend a clash: in all, in some years, or over many. */
const eased = (english: string, french: string): readonly Pair[] => [["", ""] as const, [" ({})", " ({})"] as const, [" over {} years", " sur {} ans"] as const].map(([en, fr]): Pair => [`${english}${en}`, `${french}${fr}`]);

/** What the answers about limits say of them: their names, what they mean, and what one more of each is. */
export const LIMITS: readonly Pair[] = [
  ...TITLES,
  // Beside what it is about a name stands within a sentence.
  ...TITLES.map(([english, french]): Pair => [lowerFirst(english), lowerFirst(french)]),
  ...MEANINGS,
  ...one("one more {} of the budget ({})", "1 {} de plus au budget ({})"),
  ...one("one {} less that the burden rule asks of an ally ({})", "1 {} de moins que la règle de charge demande à un allié ({})").slice(0, 2),
  ...one("one more {} of common funds", "1 {} de plus de fonds communs"),
  ...one("one more item a year of {}'s slots of the line {}", "une unité de plus par an des créneaux de l’allié {} sur la chaîne {}"),
  ...one("one more item a year of {}'s slots of the lines {}", "une unité de plus par an des créneaux de l’allié {} sur les chaînes {}"),
  ...one("one more item a year of the line {}", "une unité de plus par an de la chaîne {}"),
  ...one("one more item a year of the lines {}", "une unité de plus par an des chaînes {}"),
  ...one("one more component a year of {}'s slots of the line {}", "un composant de plus par an des créneaux de l’allié {} sur la chaîne {}"),
  ...one("one more component a year of {}'s slots of the lines {}", "un composant de plus par an des créneaux de l’allié {} sur les chaînes {}"),
  ...one("one more component a year of the line {}", "un composant de plus par an de la chaîne {}"),
  ...one("one more component a year of the lines {}", "un composant de plus par an des chaînes {}"),
  ...one("one more item a year of ramp of the line {}", "une unité de plus par an de montée en cadence de la chaîne {}"),
  ...one("one more item a year of ramp of the lines {}", "une unité de plus par an de montée en cadence des chaînes {}"),
  ...one("one more item a year of room to expand the line {}", "une unité de plus par an de marge pour agrandir la chaîne {}").slice(0, 2),
  ...one("one more item a year of room to expand the line {} that is {}'s own", "une unité de plus par an de marge propre pour agrandir la chaîne {} ({})").slice(0, 2),
  ...one("one more unit ({}) of {}", "une unité ({}) de plus venue d’ailleurs pour {}", " from elsewhere"),
  ...one("one more unit ({}) of {} on hand of {}", "une unité ({}) de plus en main pour {} ({})"),
  ...one("one more unit ({}) of {} that {} may count without leading", "une unité ({}) de plus de {} que l’allié {} peut compter sans être nation pilote").slice(0, 2),
  ...one("one more ready {} of {}", "une unité prête de plus ({}, {})"),
  ...one("one more {} in {}'s stores", "une unité de plus ({}) dans les stocks de l’allié {}"),
  ...one("one item fewer promised in the programme {}", "une unité de moins que ce que promet le programme {}").slice(0, 2),
  ...one("one item fewer in the smallest lot of the agreement for {}", "une unité de moins dans le plus petit lot de l’accord sur {}").slice(0, 2),
  ...one("one more item of the line {}", "une unité de plus de la chaîne {}"),
  ...one("one more {}", "une unité de plus ({}) d’autres fabricants", " from other makers"),
  ...one('one more unit of "{}" for {}', "une unité de plus de « {} » pour {}").slice(0, 2),
  ...eased("get {} items more from the line {}", "obtenir {} unités de plus de la chaîne {}"),
  ...eased("get {} items more from the lines {}", "obtenir {} unités de plus des chaînes {}"),
  ...eased("get {} components more from the line {}", "obtenir {} composants de plus de la chaîne {}"),
  ...eased("get {} components more from the lines {}", "obtenir {} composants de plus des chaînes {}"),
  ...eased("get {} items more of {}", "obtenir {} unités de plus de {}"),
  ...eased("ramp the line {} up faster by {} items", "accélérer la montée en cadence de la chaîne {} de {} unités"),
  ...eased("ramp the lines {} up faster by {} items", "accélérer la montée en cadence des chaînes {} de {} unités"),
  ...eased("put {} more into common funds", "mettre {} de plus dans les fonds communs"),
  ["make room to expand the line {} by {} items a year more", "faire place pour agrandir la chaîne {} de {} unités par an de plus"],
  ["make room to expand the lines {} by {} items a year more", "faire place pour agrandir les chaînes {} de {} unités par an de plus"],
  ["let the line {} make {} items fewer", "laisser la chaîne {} produire {} unités de moins"],
  ["let the lines {} make {} items fewer", "laisser les chaînes {} produire {} unités de moins"],
  ["{} buys at least {} × {} by {}", "{} : au moins {} × {} achetés d’ici {}"],
  ["{} buys at most {} × {} by {}", "{} : au plus {} × {} achetés d’ici {}"],
  ["let {} buy {} × {} by {}", "laisser l’allié {} acheter {} × {} d’ici {}"],
  ["{} in {}", "{} en {}"],
  ["lead role", "rôle de nation pilote"],
  ["own slots", "créneaux propres"],
];
