

/** The five eras. */
export const ERAS = ["E1", "E2", "E3", "E4", "E5"] as const;

/** Eras after the first, whose differences from it the second question tests. */
export const LATER = ERAS.slice(1);

/** First and last year of each era. */
export const SPANS = { E1: [1914, 1945], E2: [1946, 1956], E3: [1957, 1990], E4: [1991, 2006], E5: [2007, 2014] } as const;

/** Years of each era, as they are printed. */
export const YEARS = { E1: "1914–45", E2: "1946–56", E3: "1957–90", E4: "1991–2006", E5: "2007–14" } as const;
