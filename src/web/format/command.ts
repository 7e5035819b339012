/**
 * A command as it is typed in the folder of Concord: after `npm ci` there `concord` itself is on no path, and `npx` finds it.
 * @example command("concord plan") // → "npx concord plan"
 */
export const command = (line: string): string => `npx ${line}`;
