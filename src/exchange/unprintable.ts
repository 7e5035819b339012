/**
 * Whether a text holds a character that a cell may not: a control character other than tab and line ends, or U+FFFD,
 * which stands for bytes that were no UTF-8.
 * @example hasUnprintable("a\tb") // → false
 */
export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\uFFFD\u0000-\u0008\u000B\u000C\u000E-\u001F]/;
