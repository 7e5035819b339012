import { randomOf, seedOf } from "../random.ts";

/** How a parser's text is built, for mutations that keep it nearly right. */
export type Form = "xml" | "json" | "lines";

/** What inputs are made from. */
export interface Material {
  readonly form: Form;
  readonly fixtures: readonly Uint8Array[];
  /** Words that mean something to the parser. */
  readonly words: readonly string[];
}

const ODD = ["", " ", "\t", "\r\n", "\u0000", "\u00a0", "\ufeff", "\u2028", "\ud800", "\u{1f6a9}", "é", "__proto__", "constructor", "toString", "-1", "0", "-0", "1e999", "9007199254740993", "1e-400", "NaN", "Infinity", "null", "true", "=1+1", "../../x", "%00", "'", '"', '""', "`", "\\", "/*", "--", "&", "<", ">", ";", ",", "|"];
const OF_FORM: Readonly<Record<Form, readonly string[]>> = {
  xml: ["<a>", "</a>", "<a/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x y?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "&#xD800;", "&#x10FFFF;", "&amp;", 'xmlns=""', 'xmlns:a="urn:b"', 'a:b="c"', 'xml:lang="fr"', 'Id="x"'],
  json: ["{", "}", "[", "]", ":", ",", '"a":1', '"__proto__":{}', "\\u0000", "\\ud800", "[[]]", "{}", "1.0", "1E400", "true", "null"],
  lines: ["\n", "\r", "\n\n", '"', '"";', ";", ",", "\t", "# a: 1\n", "— a b\n"],
};
const BYTES_MOST = 400_000;
const NESTED = 20_000;
// A prime, so that bombs fall on other places of every thousand.
const SPECIAL_EVERY = 9973;
const RANDOM_SHARE = 0.04;

/** One input, the same for the same parser, seed and number. */
export function inputOf(material: Material, { name, seed, index }: { readonly name: string; readonly seed: number; readonly index: number }): Uint8Array {
  const random = randomOf(seedOf(name, seed, index));
  const bombs = bombsOf(material);
  if (index % SPECIAL_EVERY < bombs.length) return bombs[index % SPECIAL_EVERY]!();
  if (random() < RANDOM_SHARE) return Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
  let bytes = pick(material.fixtures, random);
  // One change mostly: more break at the first check and never reach the second.
  const count = random() < 0.6 ? 1 : 1 + Math.floor(random() ** 3 * 12);
  for (let at = 0; at < count; at++) bytes = pick(MUTATIONS, random)(bytes, material, random);
  return bytes.length > BYTES_MOST ? bytes.subarray(0, BYTES_MOST) : bytes;
}

type Random = () => number;
type Mutation = (bytes: Uint8Array, material: Material, random: Random) => Uint8Array;
const pick = <T>(of: readonly T[], random: Random): T => of[Math.floor(random() * of.length)]!;
const encoder = new TextEncoder();
const within = (length: number, random: Random): number => Math.floor(random() * (length + 1));

/** Bytes of one thing of the text: a tag, a value, a cell, a line; or of a few bytes where none is near. */
function piece(bytes: Uint8Array, form: Form, random: Random): readonly [from: number, to: number] {
  const start = within(bytes.length, random);
  const [opens, closes] = form === "xml" ? ["<", ">"] : form === "json" ? ['"{[,', '"}],'] : ["\n,;", "\n,;"];
  let from = start;
  while (from > 0 && start - from < 400 && !opens.includes(String.fromCharCode(bytes[from]!))) from--;
  let to = Math.min(bytes.length, start + 1);
  while (to < bytes.length && to - start < 400 && !closes.includes(String.fromCharCode(bytes[to - 1]!))) to++;
  return [from, to];
}

function spliced(bytes: Uint8Array, [from, to]: readonly [number, number], middle: Uint8Array): Uint8Array {
  const all = new Uint8Array(from + middle.length + bytes.length - to);
  all.set(bytes.subarray(0, from));
  all.set(middle, from);
  all.set(bytes.subarray(to), from + middle.length);
  return all;
}

/** Bytes of what a tag, a name or a cell holds, without what encloses it. */
function valueIn(bytes: Uint8Array, form: Form, random: Random): readonly [from: number, to: number] {
  const ends = form === "xml" ? "<>\"'" : form === "json" ? '"{}[],:' : "\n,;: ";
  const isEnd = (at: number): boolean => at < 0 || at >= bytes.length || ends.includes(String.fromCharCode(bytes[at]!));
  let from = within(bytes.length, random);
  while (isEnd(from) && from > 0) from--;
  let to = from;
  while (!isEnd(from - 1)) from--;
  while (!isEnd(to)) to++;
  return [from, to];
}

const word = ({ form, words }: Material, random: Random): Uint8Array => encoder.encode(pick(random() < 0.4 && words.length > 0 ? words : random() < 0.5 ? OF_FORM[form] : ODD, random));

const MUTATIONS: readonly Mutation[] = [
  // Values: another in the place of one, so that the structure stays sound. Twice, since most else breaks it.
  ...[0, 1].flatMap((): readonly Mutation[] => [
    (bytes, material, random) => spliced(bytes, valueIn(bytes, material.form, random), word(material, random)),
    (bytes, { form, fixtures }, random) => {
      const other = pick(fixtures, random);
      const [from, to] = valueIn(other, form, random);
      return spliced(bytes, valueIn(bytes, form, random), other.slice(from, to));
    },
    (bytes, { form }, random) => spliced(bytes, valueIn(bytes, form, random), encoder.encode(String(Math.round((random() - 0.5) * 10 ** Math.floor(random() * 12)) / 10 ** Math.floor(random() * 3)))),
  ]),
  // Structure: a piece gone, twice, elsewhere, in the place of another, from another file.
  (bytes, { form }, random) => spliced(bytes, piece(bytes, form, random), new Uint8Array()),
  (bytes, { form }, random) => {
    const [from, to] = piece(bytes, form, random);
    return spliced(bytes, [to, to], bytes.slice(from, to));
  },
  (bytes, { form }, random) => {
    const [from, to] = piece(bytes, form, random);
    const at = within(bytes.length, random);
    return spliced(bytes, [at, at], bytes.slice(from, to));
  },
  (bytes, { form }, random) => {
    const [from, to] = piece(bytes, form, random);
    return spliced(bytes, piece(bytes, form, random), bytes.slice(from, to));
  },
  (bytes, { form, fixtures }, random) => {
    const other = pick(fixtures, random);
    const [from, to] = piece(other, form, random);
    return spliced(bytes, piece(bytes, form, random), other.slice(from, to));
  },
  (bytes, { fixtures }, random) => {
    const other = pick(fixtures, random);
    return spliced(bytes.subarray(0, within(bytes.length, random)), [0, 0], new Uint8Array()).length === 0 ? other : spliced(bytes, [within(bytes.length, random), bytes.length], other.subarray(within(other.length, random)));
  },
  (bytes, { form }, random) => {
    const [from, to] = piece(bytes, form, random);
    const times = 2 + Math.floor(random() ** 4 * 2000);
    const many = new Uint8Array(Math.min(BYTES_MOST, (to - from) * times));
    for (let at = 0; at < many.length; at++) many[at] = bytes[from + (at % (to - from))]!;
    return spliced(bytes, [to, to], many);
  },
  (bytes, { form }, random) => {
    const [from, to] = piece(bytes, form, random);
    const depth = 1 + Math.floor(random() ** 3 * 300);
    const [before, after] = form === "xml" ? ["<a>", "</a>"] : form === "json" ? ["[", "]"] : ['"', '"'];
    return spliced(bytes, [from, to], encoder.encode(before.repeat(depth) + new TextDecoder().decode(bytes.subarray(from, to)) + after.repeat(depth)));
  },
  // Words: in the place of something, or between.
  (bytes, material, random) => spliced(bytes, piece(bytes, material.form, random), word(material, random)),
  (bytes, material, random) => {
    const at = within(bytes.length, random);
    return spliced(bytes, [at, at], word(material, random));
  },
  (bytes, material, random) => {
    const at = within(bytes.length, random);
    return spliced(bytes, [at, Math.min(bytes.length, at + 1 + Math.floor(random() * 8))], word(material, random));
  },
  // Bytes.
  (bytes, _, random) => {
    if (bytes.length === 0) return bytes;
    const changed = bytes.slice();
    for (let at = 0; at < 1 + random() * 4; at++) changed[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    return changed;
  },
  (bytes, _, random) => bytes.slice(0, within(bytes.length, random)),
  (bytes, _, random) => {
    const at = within(bytes.length, random);
    return spliced(bytes, [at, at], Uint8Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * 256)));
  },
];

/** Texts that are built to cost much: nested, endless, expanding. Whole, and in the middle of a sound file. */
function bombsOf({ form, fixtures }: Material): readonly (() => Uint8Array)[] {
  const middle = (text: string): Uint8Array => {
    const of = fixtures[0]!;
    const at = Math.floor(of.length / 2);
    return spliced(of, [at, at], encoder.encode(text));
  };
  const texts: readonly (() => string)[] =
    form === "xml"
      ? [
          () => "<a>".repeat(NESTED) + "</a>".repeat(NESTED),
          () => `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at + 1} "&a${at};&a${at};">`).join("")}]><a>&a30;</a>`,
          () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
          () => `<a ${Array.from({ length: NESTED }, (_, at) => `b${at}="c"`).join(" ")}/>`,
          () => `<a>${"<b/>".repeat(4 * NESTED)}</a>`,
          () => `<a b="${"x".repeat(20 * NESTED)}"/>`,
          () => `<a ${Array.from({ length: 5000 }, (_, at) => `xmlns:p${at}="urn:${at}"`).join(" ")}><p1:b/></a>`,
          () => `<${"a".repeat(20 * NESTED)}/>`,
          () => "&".repeat(NESTED),
          () => `<a>${"<!-- -->".repeat(NESTED)}${"<![CDATA[x]]>".repeat(NESTED)}</a>`,
        ]
      : form === "json"
        ? [
            () => "[".repeat(NESTED) + "]".repeat(NESTED),
            () => '{"a":'.repeat(NESTED) + "1" + "}".repeat(NESTED),
            () => `[${"0,".repeat(4 * NESTED)}0]`,
            () => `{${Array.from({ length: NESTED }, (_, at) => `"k${at}":${at}`).join(",")}}`,
            () => `"${"\\u0041".repeat(4 * NESTED)}"`,
            () => "9".repeat(10 * NESTED),
            () => `{"format":"x","a":"${"x".repeat(15 * NESTED)}"}`,
          ]
        : [
            () => '"'.repeat(4 * NESTED),
            () => ",".repeat(10 * NESTED),
            () => "\n".repeat(10 * NESTED),
            () => "a\n".repeat(8 * NESTED),
            () => "a".repeat(20 * NESTED),
            () => '"a\n'.repeat(4 * NESTED),
            () => "(".repeat(NESTED),
            () => `${"1,".repeat(NESTED)}\n`.repeat(8),
          ];
  return texts.flatMap((it): readonly (() => Uint8Array)[] => [() => encoder.encode(it()), () => middle(it())]);
}
