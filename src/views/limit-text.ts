/**
 * A limit of a plan as it is read: its counts grouped like every other number. The engine's own text stays as it is, since a kept plan is
 * checked against it. @example limitText("Of 1536 adoptions of the 48 standards that matter here, 22 are known.") // → "Of 1 536 adoptions …" with a narrow space
 */
export const limitText = (limit: string): string => limit.replace(COUNTS, (count) => count.replace(/\B(?=(\d{3})+$)/g, "\u202f"));

// Of the numbers in limits the others are years.
const COUNTS = /\b\d{4,}(?= (?:of|adoptions|holdings|are|nations|systems)\b)/g;
