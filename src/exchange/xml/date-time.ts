const FORM = /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)(Z|[+-](0\d|1[0-4]):[0-5]\d)?$/;

/** Whether a text is a date and time as XML writes it. @example isDateTime("2026-03-01T10:00:00Z") // → true */
export const isDateTime = (text: string): boolean => FORM.test(text);

/** The instant of a date and time, in milliseconds; one without a zone is in UTC, so that no machine's clock decides. @example instantOf("1970-01-01T00:00:01") // → 1000 */
export const instantOf = (text: string): number => Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes("T") ? text : `${text}Z`);
