/** A moment as the entries of ledgers state theirs. @example momentText("2031-05-01T08:00:00.000Z") // → "2031-05-01 08:00:00 UTC" */
export const momentText = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 19).replace("Z", "")} UTC`;
