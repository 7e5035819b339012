import type { PageId } from "#api";
import { type Catalogue, catalogue } from "../words/words.ts";

/** How a page's figures are made, and what they do not tell. */
export interface Method {
  readonly how: string;
  readonly limits: string;
}

/** What the figures of a plan rest on, said where they stand. */
const RESTS = {
  en: "A figure of the plan rests on all records of the data set, assumptions too, and has no mark of its own evidence: how good these records are stands at the head of the page.",
  fr: "Un chiffre du plan repose sur tous les enregistrements du jeu de données, hypothèses comprises, et n’a pas de marque de preuve propre : ce que valent ces enregistrements est dit en tête de page.",
};

/** How the figures of each page are computed, and the known limits: said below every page, loaded with the first. */
export const METHODS: Readonly<Record<PageId, Catalogue<Method>>> = {
  home: catalogue(
    {
      how: "Two plans are made for the same alliance, money and years: each ally alone, and all aligned. The price of misalignment is what the first leaves short or pays beyond the second; each plan is counted again from the records by separate arithmetic. Priority shortfalls are ranked by the share of the requirement that is short, weighted by urgency.",
      limits: `Requirements are published figures, press reports, estimates and marked assumptions. A capability of which too little is known is not planned, and the price leaves it out. A gain that rests on joint programmes is lost when they slip. Retirement is not reported and not assumed. What has changed since a moment is told of data in ledgers; a folder of tables keeps no earlier state. ${RESTS.en}`,
    },
    {
      how: "Deux plans sont faits pour la même alliance, le même argent et les mêmes années : chaque allié seul, et tous alignés. Le prix du désalignement est ce que le premier laisse manquer ou paie au-delà du second ; chaque plan est recompté d’après les enregistrements par un calcul séparé. Les insuffisances prioritaires sont classées par la part du besoin qui manque, pondérée par l’urgence.",
      limits: `Les besoins sont des chiffres publiés, des articles de presse, des estimations et des hypothèses marquées. Une capacité dont on sait trop peu n’est pas planifiée, et le prix la laisse de côté. Un gain qui repose sur des programmes communs se perd quand ils glissent. Les retraits ne sont ni déclarés ni supposés. Ce qui a changé depuis un moment se dit de données tenues dans des registres ; un dossier de tableaux ne garde aucun état antérieur. ${RESTS.fr}`,
    },
  ),
  guidance: catalogue(
    {
      how: "Nothing on this page is computed but the sums of money, at the rates and price indices of the data set.",
      limits: "An ally of whom a year is not stated is unknown, and the sum is then at least what is shown. Budget paths are statements and extrapolations, not votes of parliaments.",
    },
    {
      how: "Rien n’est calculé sur cette page sauf les sommes d’argent, aux taux et indices de prix du jeu de données.",
      limits: "Un allié dont une année n’est pas énoncée est inconnu, et la somme est alors au moins ce qui est montré. Les trajectoires de budget sont des déclarations et des prolongements, non des votes de parlements.",
    },
  ),
  requirements: catalogue(
    {
      how: "A requirement is the sum of the rows in force for the first planning situation stated; rows of other situations are alternatives and never added. Where the data do not split it by CAP level, the parameters assess.cap-split-* do.",
      limits: "Alliance requirements are classified: what stands here is published figures, press reports, estimates and marked assumptions, as each row says.",
    },
    {
      how: "Un besoin est la somme des lignes en vigueur pour la première situation de planification énoncée ; les lignes d’autres situations sont des variantes et ne s’ajoutent jamais. Là où les données ne le répartissent pas par niveau CAP, les paramètres assess.cap-split-* le font.",
      limits: "Les besoins de l’alliance sont classifiés : on trouve ici des chiffres publiés, des articles de presse, des estimations et des hypothèses marquées, comme chaque ligne le dit.",
    },
  ),
  targets: catalogue(
    {
      how: "Each requirement is divided by fair shares of public figures, in whole units, cut to a reasonable challenge and to what an ally's money carries. What an ally reserves or declines is offered to the others within the same limits; what nobody can take up is the residual.",
      limits: "A proposal by stated rules, not targets that anyone has agreed: real targets are classified. A draft shows what it would change; it counts for others only when it is signed.",
    },
    {
      how: "Chaque besoin est réparti selon des parts équitables tirées de chiffres publics, en unités entières, ramené à un effort raisonnable et à ce que l’argent d’un allié supporte. Ce qu’un allié réserve ou refuse est proposé aux autres dans les mêmes limites ; ce que personne ne peut reprendre est le reste.",
      limits: "Une proposition par règles énoncées, non des objectifs convenus : les vrais sont classifiés. Un brouillon montre ce qu’il changerait ; il ne compte pour les autres qu’une fois signé.",
    },
  ),
  implementation: catalogue(
    {
      how: "A programme is late, as last reported, when its delivery window or its year of contract has passed, or when, not yet contracted, it would have had to be ordered before the year of the picture to be delivered when it says: its system's lead time, or the parameter plan.lead-time. With only the shortest lead time it is at risk. A target is held, on order, announced only (the high figure reaches it), partly served, or without a programme.",
      limits: `Where nobody said what is held, a target is unknown. A programme without dates is not judged. A programme stands as it was last reported: a later contract or delivery that nobody recorded is not seen. Money behind a programme is not checked here. ${RESTS.en}`,
    },
    {
      how: "Un programme est en retard, d’après son dernier état connu, quand sa fenêtre de livraison ou son année de contrat est passée, ou quand, pas encore sous contrat, il aurait fallu le commander avant l’année du tableau pour livrer à la date dite : délai du système, ou paramètre plan.lead-time. Si seul le délai le plus court suffit, il est à risque. Un objectif est détenu, commandé, seulement annoncé (le chiffre haut l’atteint), servi en partie, ou sans programme.",
      limits: `Là où personne n’a dit ce qui est détenu, un objectif est inconnu. Un programme sans dates n’est pas jugé. Un programme vaut tel qu’il a été rapporté en dernier : un contrat ou une livraison ultérieurs que personne n’a enregistrés ne sont pas vus. L’argent derrière un programme n’est pas vérifié ici. ${RESTS.fr}`,
    },
  ),
  review: catalogue(
    {
      how: "A target is judged by the part of it that is met on the aligned plan where there is one, else on what is on order, else on what is held. An ally stands by the mean over its targets, weighted by priority. The rule with its thresholds stands below the table of allies.",
      limits: `Too little known is not judged, and unknown is never on track. What was declined stays asked and counts as not met. The measures of fairness describe; none of them proves that a division is fair. ${RESTS.en}`,
    },
    {
      how: "Un objectif est jugé par la part qui en est tenue sur le plan aligné s’il y en a un, sinon sur ce qui est commandé, sinon sur ce qui est détenu. Un allié est jugé sur la moyenne de ses objectifs, pondérée par la priorité. La règle avec ses seuils est sous le tableau des alliés.",
      limits: `Trop peu connu n’est pas jugé, et l’inconnu n’est jamais en bonne voie. Ce qui a été refusé reste demandé et compte comme non tenu. Les mesures d’équité décrivent ; aucune ne prouve qu’une répartition est juste. ${RESTS.fr}`,
    },
  ),
  capabilities: catalogue(
    {
      how: "Coverage is what allies have ready within 30 days over what is required; in a cell of the heat table it is what one ally has ready over its own target. Leads are ranked by a score of six parts with its interval. Duplication in a cell is the part of what the ally holds that lies in families of design that at most two allies hold; for the alliance it is how many families of equal size would be as mixed (1/Σs²). The trend in a cell is what the ally gains a year, from the first year to the last, by what is contracted, as a share of its target; for the alliance it is the change of coverage a year, by changes of the requirement too. N-1 is what of the requirement opens without the ally, and the worst loss is that of the ally without whom most opens.",
      limits: "An ally of whom nobody said what it holds is unknown, and the coverage then at least what is shown. Types that nobody reported are not counted, so there are at least so many families. Retirement is not reported and not assumed: a trend knows no decline by age.",
    },
    {
      how: "La couverture est ce que les alliés ont prêt en 30 jours sur ce qui est requis ; dans une case du tableau, c’est ce qu’un allié a prêt sur son propre objectif. Les nations pilotes sont classées par une note de six parts, avec son intervalle. La duplication dans une case est la part de ce que l’allié détient qui relève de familles de conception que deux alliés au plus détiennent ; pour l’alliance, c’est le nombre de familles de même taille qui seraient aussi mêlées (1/Σs²). La tendance dans une case est ce que l’allié gagne par an, de la première année à la dernière, par ce qui est sous contrat, en part de son objectif ; pour l’alliance, c’est le changement de la couverture par an, par les changements du besoin aussi. N-1 est ce qui s’ouvre du besoin sans l’allié, et la pire perte est celle de l’allié sans lequel le plus s’ouvre.",
      limits: "Un allié dont personne n’a dit ce qu’il détient est inconnu, et la couverture est alors au moins ce qui est montré. Les types que personne n’a déclarés ne sont pas comptés : il y a au moins autant de familles. Les retraits ne sont ni déclarés ni supposés : une tendance ne connaît pas de baisse par l’âge.",
    },
  ),
  capability: catalogue(
    {
      how: "What is available is items held and contracted × what one gives × the share that goes here × readiness; announced programmes count only in the high figure. The lead score is a weighted mean of six parts, each from 0 to 1; an unknown part leaves its weight to the others. N-1 takes one ally away whole.",
      limits: `An ally of whom nobody said is unknown and never counted as none. Where the ranges of two scores overlap, their order is not clear. Retirement is not reported and not assumed. ${RESTS.en}`,
    },
    {
      how: "Le disponible est ce qui est détenu et sous contrat × ce que donne une unité × la part qui vient ici × la disponibilité ; les programmes annoncés ne comptent que dans le chiffre haut. La note est une moyenne pondérée de six parts, de 0 à 1 ; une part inconnue laisse son poids aux autres. N-1 retire un allié en entier.",
      limits: `Un allié dont personne n’a rien dit est inconnu et jamais compté nul. Là où les fourchettes de deux notes se recouvrent, leur ordre n’est pas net. Les retraits ne sont ni déclarés ni supposés. ${RESTS.fr}`,
    },
  ),
  nations: catalogue(
    {
      how: "An ally stands by the mean of what it meets of its targets, weighted by priority, with two thresholds that are parameters. The gain is what it saves by planning together, at no less coverage of the alliance.",
      limits: `Too little known is not judged. A gain is one of the plan, not of a contract; who loses is told with what would compensate it. ${RESTS.en}`,
    },
    {
      how: "Un allié est jugé sur la moyenne de ce qu’il tient de ses objectifs, pondérée par la priorité, avec deux seuils qui sont des paramètres. Le gain est ce qu’il économise en planifiant ensemble, à couverture au moins égale de l’alliance.",
      limits: `Trop peu connu n’est pas jugé. Un gain est celui du plan, non d’un contrat ; qui y perd est dit, avec ce qui le répare. ${RESTS.fr}`,
    },
  ),
  nation: catalogue(
    {
      how: "Its share is the weighted mean of its parts of public figures, capped. A target is its share of the requirement in whole units, cut to a reasonable challenge and to what its money carries, less what it reserved or declined, plus what it takes up of others. What stands against it is what it holds, has on order and would have under the aligned plan. Its work is the sum over all that a plan buys: what is delivered, at the price of a first lot, × its part of what all stated lines that can make it can make.",
      limits: `A proposal by stated rules, not a target that anyone has agreed. What nobody said of it is unknown and counted neither for nor against it. Nobody has decided who is given the work; what is made on lines that nobody stated is unknown. ${RESTS.en}`,
    },
    {
      how: "Sa part est la moyenne pondérée de ses parts de chiffres publics, plafonnée. Un objectif est sa part du besoin en unités entières, ramenée à un effort raisonnable et à ce que son argent supporte, moins ce qu’il a réservé ou refusé, plus ce qu’il reprend aux autres. En face : ce qu’il détient, a commandé et aurait sous le plan aligné. Son travail est la somme sur tout ce qu’un plan achète : ce qui est livré, au prix d’un premier lot, × sa part de ce que peuvent faire toutes les chaînes énoncées qui en sont capables.",
      limits: `Une proposition par règles énoncées, pas un objectif convenu. Ce que personne n’a dit de lui est inconnu et ne compte ni pour ni contre lui. Personne n’a décidé à qui va le travail ; ce qui se fait sur des chaînes que personne n’a énoncées est inconnu. ${RESTS.fr}`,
    },
  ),
  plans: catalogue(
    {
      how: "The question starts from the plan that is made. Prices of its limits prove at once how good any plan with the changes can be; a restricted solve gives a plan; the whole model follows and takes its place. Target shares, agreements, leads and adoptions stay but for what a change moves or takes away. Where the years may go otherwise, each scenario is a model of its own; between them go decisions, prices and cuts, which prove how good any first years can be.",
      limits: `A what-if makes the shortfall least, not the money. A plan made anew with the changes apportions targets anew and may choose other agreements and leads. Where the years go otherwise, what is uncertain becomes known all at once after the first years, the scenarios are judgements, and a best plan is seldom the only one. ${RESTS.en} All of it: docs/methods/what-if.md, docs/methods/uncertainty.md.`,
    },
    {
      how: "La question part du plan fait. Les prix de ses limites prouvent aussitôt ce qu’un plan avec les changements peut valoir au mieux ; une résolution restreinte donne un plan ; le modèle entier suit et prend sa place. Parts d’objectif, accords, rôles et adoptions restent, sauf ce qu’un changement déplace ou retire. Si les années peuvent tourner autrement, chaque scénario est un modèle à part ; entre eux passent décisions, prix et coupes, qui prouvent ce que valent au mieux des premières années.",
      limits: `Un « et si » minimise l’insuffisance, non l’argent. Un plan refait avec les changements répartit les objectifs à nouveau et peut choisir d’autres accords et d’autres rôles. Si les années tournent autrement, ce qui est incertain est connu d’un coup après les premières années, les scénarios sont des jugements, et un meilleur plan est rarement le seul. ${RESTS.fr} Le tout : docs/methods/what-if.md, docs/methods/uncertainty.md.`,
    },
  ),
  procurement: catalogue(
    {
      how: "Programmes meet where two allies take delivery of one class of equipment in the same year. The plan's agreements come from its lots; each saving is shared by the nucleolus of the game among its members. The price of a shift is a what-if on the plan: target shares, agreements, leads and adoptions stay.",
      limits: `A programme without years meets no other. What was never stated is unknown and shown as such, not as nothing. ${RESTS.en}`,
    },
    {
      how: "Des programmes se croisent où deux alliés sont livrés la même année de la même classe d’équipement. Les accords du plan viennent de ses lots ; chaque économie est partagée par le nucléole du jeu entre membres. Le prix d’un décalage est un « et si » sur le plan : parts d’objectif, accords, rôles et adoptions restent.",
      limits: `Un programme sans années n’en croise aucun. Ce qui n’a pas été dit est inconnu et montré comme tel, non comme rien. ${RESTS.fr}`,
    },
  ),
  evidence: catalogue(
    {
      how: "Seven questions were declared before the data were looked at, each with its data, model and primary figure. Every figure stands with its interval, with other specifications, with placebos and with findings that oppose it; the model is fitted again in this window on request.",
      limits: "Associations in observed history, not effects of a cause: threatened states seek pacts, and great powers choose whom they protect. Few events stand behind the rare outcomes. More limits stand in the last card.",
    },
    {
      how: "Sept questions ont été déclarées avant de regarder les données, chacune avec ses données, son modèle et son chiffre principal. Chaque chiffre est donné avec son intervalle, d’autres spécifications, des placebos et des résultats contraires ; le modèle est réajusté dans cette fenêtre sur demande.",
      limits: "Des associations dans l’histoire observée, non des effets d’une cause : les États menacés cherchent des pactes, et les grandes puissances choisissent qui elles protègent. Peu d’événements sont derrière les issues rares. D’autres limites sont dans la dernière carte.",
    },
  ),
  releases: catalogue(
    {
      how: "A figure carries the join of the labels of all that it was made from, and with it the nations whose consent it takes. A release is drafted with its suppression and rounding, approved by two persons of each of those nations, and kept as a signed record.",
      limits: "What was released cannot be taken back from whom has read it; a withdrawal only says that it no longer holds. Suppression protects against arithmetic on what Concord released, not on what is known from elsewhere.",
    },
    {
      how: "Un chiffre porte la réunion des marquages de tout ce dont il est fait, et avec elle les pays dont il faut le consentement. Une diffusion est rédigée avec ses masquages et ses arrondis, approuvée par deux personnes de chacun de ces pays, et gardée comme enregistrement signé.",
      limits: "Ce qui a été diffusé ne se reprend pas à qui l’a lu ; un retrait dit seulement que cela ne vaut plus. Le masquage protège du calcul sur ce que Concord a diffusé, non sur ce qui est connu par ailleurs.",
    },
  ),
  ledger: catalogue(
    {
      how: "Each record is signed by who states it and stands in a log whose checkpoint commits to every entry before it. Proofs are checked in this window with the browser's own cryptography; the command below checks the whole.",
      limits: "The ledger shows that nothing stated was changed or dropped; it does not show that a statement is true. A party that shows two different logs is caught only where a witness or two readers compare.",
    },
    {
      how: "Chaque enregistrement est signé par qui l’énonce et se tient dans un journal dont le point de contrôle engage toutes les entrées d’avant. Les preuves sont vérifiées dans cette fenêtre avec la cryptographie du navigateur ; la commande ci-dessous vérifie l’ensemble.",
      limits: "Le registre montre que rien d’énoncé n’a été changé ni retiré ; il ne montre pas qu’un énoncé est vrai. Une partie qui montre deux journaux différents n’est prise que là où un témoin ou deux lecteurs comparent.",
    },
  ),
  data: catalogue(
    {
      how: "Figures in force are counted by how they came to be: counted or published, estimated by a stated rule, or assumed. A cell ally × capability is unknown where nobody stated what is held. Findings come from checks of every row, named with file, row and column.",
      limits: "A source may be wrong and still count as sourced. Its age lowers neither its evidence nor its confidence: each record says as of when it is. A check finds what contradicts a rule or another row, not what is plausible and false. A row with an error is left out of every figure.",
    },
    {
      how: "Les chiffres en vigueur sont comptés par leur origine : comptés ou publiés, estimés par une règle énoncée, ou supposés. Une case allié × capacité est inconnue là où personne n’a dit ce qui est détenu. Les constats viennent de contrôles de chaque ligne, avec fichier, ligne et colonne.",
      limits: "Une source peut se tromper et compter quand même comme source. Son âge n’abaisse ni sa preuve ni sa confiance : chaque enregistrement dit sa date. Un contrôle trouve ce qui contredit une règle ou une autre ligne, non ce qui est plausible et faux. Une ligne fautive est hors de tout chiffre.",
    },
  ),
  interface: catalogue(
    {
      how: "The description is made from the schemas by which the server checks what it is asked and what it answers: what is not named here never leaves it.",
      limits: "Lists and parts within an answer are named by their kind; the whole description has every field of them.",
    },
    {
      how: "La description est faite des schémas par lesquels le serveur vérifie ce qu’on lui demande et ce qu’il répond : ce qui n’est pas nommé ici n’en sort jamais.",
      limits: "Les listes et les parties d’une réponse sont nommées par leur sorte ; la description entière en a chaque champ.",
    },
  ),
  gallery: catalogue(
    {
      how: "Nothing here is computed: the figures are invented so that each part can be seen in each of its states.",
      limits: "The parts are those of the pages, but they are not fed by the server.",
    },
    {
      how: "Rien n’est calculé ici : les chiffres sont inventés pour que chaque élément se voie dans chacun de ses états.",
      limits: "Les éléments sont ceux des pages, mais le serveur ne les alimente pas.",
    },
  ),
};
