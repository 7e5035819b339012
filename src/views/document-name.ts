/** A source as far as it takes to name and to find it. */
interface Listed {
  readonly id: string;
  readonly title: string;
  readonly location?: string;
}

/**
 * What a reader knows a document by: its title, or, of one whose title has no word, where it lies.
 * @example documentName({ id: "press.test-1a", title: "; ;", location: "https://www.press.test/a" }) // → "press.test"
 */
export const documentName = ({ id, title, location = "" }: Listed): string => (/[\p{L}\p{N}]/u.test(title) ? title : /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+)/u.exec(location)?.[1]?.toLowerCase() ?? id);

/**
 * The address under which a document opens; absent where what the data set states is none. A host and a path without a scheme
 * open over https.
 * @example documentAddress({ location: "press.test/a" }) // → "https://press.test/a"
 */
export function documentAddress({ location = "" }: Pick<Listed, "location">): string | undefined {
  if (/^https?:\/\/[\p{L}\p{N}][\p{L}\p{N}.-]*(?::\d{1,5})?(?:[/?#][^\s"<>]*)?$/u.test(location)) return location;
  return /^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,}\/[^\s"<>]*$/u.test(location) ? `https://${location}` : undefined;
}
