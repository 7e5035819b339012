import { catalogue } from "../words/words.ts";

/** The words of a table of national programmes. */
export const WORDS = catalogue(
  {
    standing: "Standing",
    reason: "By which date",
    reasons: {
      window: (year: number) => `was to be delivered by ${year}`,
      contract: (year: number) => `was to be contracted in ${year}`,
      order: (year: number, standing: string) => (standing === "on time" ? `to be ordered by ${year}` : `had to be ordered by ${year}`),
    },
    lastReported: "Last reported",
    programme: "Programme",
    system: "System",
    quantity: "Quantity",
    status: "Status",
    delivery: "Delivery",
    plan: "In the plan",
    contract: "Contract",
    value: "Value",
    serves: "Serves",
    initiative: "Initiative",
    supplier: "Supplier",
    evidence: "Evidence",
  },
  {
    standing: "État",
    reason: "Selon quelle date",
    reasons: {
      window: (year) => `devait être livré avant fin ${year}`,
      contract: (year) => `devait être sous contrat en ${year}`,
      order: (year, standing) => (standing === "on time" ? `à commander d’ici ${year}` : `devait être commandé d’ici ${year}`),
    },
    lastReported: "Dernier état connu",
    programme: "Programme",
    system: "Système",
    quantity: "Quantité",
    status: "Statut",
    delivery: "Livraison",
    plan: "Dans le plan",
    contract: "Contrat",
    value: "Valeur",
    serves: "Sert",
    initiative: "Initiative",
    supplier: "Fournisseur",
    evidence: "Preuve",
  },
);
