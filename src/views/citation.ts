/** Whether the source of a judgement is a work under its own title, which no language tells otherwise. @example isCitation("GAO-24-106831, Weapon Systems Annual Assessment") // → true */
export const isCitation = (source: string): boolean => /^(GAO|RAND|NAO)\b/.test(source);
