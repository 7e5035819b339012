import { expect, test } from "vitest";
import { documentAddress } from "./document-name.ts";

test.each([
  ["press.test/a?b=c#d"],
  ["www.press.test/"],
  ["github.com/press/repository"],
])("%s, a host and a path, opens over https", (location) => expect(documentAddress({ location })).toBe(`https://${location}`));

test.each<[string | undefined, boolean]>([
  ["https://www.press.test/2024/a?b=c#d", true],
  ["http://206.189.44.186/host/page", true],
  ["https://press.test:8443", true],
  ["github.com/press/repository a1b2c3", false],
  ["a book, page 3", false],
  ["docs/sources.md", false],
  ["figures.xlsx", false],
  ["./press.test/a", false],
  ["//press.test/a", false],
  ["user@press.test/a", false],
  ["https:// press.test", false],
  ["https://press.test/a b", false],
  ['https://press.test/"onclick', false],
  ["https:///etc/passwd", false],
  ["javascript:alert(1)", false],
  [undefined, false],
])("%s opens as an address: %s", (location, opens) => expect(documentAddress(location === undefined ? {} : { location })).toBe(opens ? location : undefined));
