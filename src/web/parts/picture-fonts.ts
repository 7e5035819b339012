/** A font as a picture uses it. */
interface Face {
  readonly family: string;
  readonly weight: string;
}

const nameOf = (family: string): string => family.replaceAll(/["']/g, "").trim();
const faceKey = ({ family, weight }: Face): string => `${family}|${weight}`;

/** Whether a face holds any letter of a text. @example holdsAny("U+0000-00FF, U+2212", "a") // → true */
export function holdsAny(range: string, text: string): boolean {
  if (range === "") return true;
  const spans = range.split(",").map((it) =>
    it
      .trim()
      .replace(/^U\+/i, "")
      .split("-")
      .map((end) => Number.parseInt(end, 16)),
  );
  return [...text].some((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return spans.some(([from = 0, to = from]) => code >= from && code <= to);
  });
}

async function inline(address: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let text = "";
  for (const it of bytes) text += String.fromCharCode(it);
  return btoa(text);
}

/** The faces of the page that a drawing uses, written out, so that it looks the same wherever it is opened. What cannot be fetched is left out. */
export async function picturesFonts(used: readonly Face[], text: string): Promise<string> {
  const wanted = new Set(used.map((it) => faceKey({ ...it, family: nameOf(it.family.split(",")[0] ?? "") })));
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule ? [{ style: rule.style, from: sheet.href ?? location.href }] : [])),
  );
  const faces = rules.flatMap(({ style, from }) => {
    const [family, weight, range] = [
      nameOf(style.getPropertyValue("font-family")),
      style.getPropertyValue("font-weight") || "400",
      style.getPropertyValue("unicode-range"),
    ];
    const address = /url\(["']?([^"')]+)/.exec(style.getPropertyValue("src"))?.[1];
    return address === undefined || !wanted.has(faceKey({ family, weight })) || !holdsAny(range, text)
      ? []
      : [{ family, weight, range, address: new URL(address, from).href }];
  });
  const written = await Promise.all(
    faces.map(async (it) => {
      try {
        return `@font-face{font-family:"${it.family}";font-weight:${it.weight};src:url(data:font/woff2;base64,${await inline(it.address)}) format("woff2");${it.range === "" ? "" : `unicode-range:${it.range};`}}`;
      } catch {
        return "";
      }
    }),
  );
  return written.join("");
}
