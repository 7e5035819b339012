/** Most lines of a text in a row; what is longer still is cut, and read whole where it has the focus. */
export const MOST_LINES = 4;
/** Height of a row of one line, and of each line more. Unit: rem. */
const ROW = 1.9375;
const LINE = 1.125;
/** Height of a letter of a table, and what a cell has around its text. Unit: rem. */
const SIZE = 0.8125;
const AROUND = 0.75;

/** Widths of the letters of the text face, by those that are as wide as each other. Unit: their height. Digits, capitals without a place here and foreign letters take the last. */
const WIDTHS: readonly (readonly [string, number])[] = [
  [" 'ijl.,’", 0.26],
  [":;f()·t|", 0.34],
  ["r/I-!\"", 0.4],
  ["“”zsvcyLç", 0.49],
  ["xJagkàâ", 0.53],
  ["eéèêoôhnuùûTFS_", 0.56],
  ["bdpqEZY–0123456789+×<>=P", 0.6],
  ["VXCKARBD~", 0.65],
  ["UGHNOQ&", 0.71],
  ["wM—…", 0.79],
  ["mW%œ", 0.91],
];
const OTHER = 0.68;
const WIDEST = 0.91;
const widthOf = new Map(WIDTHS.flatMap(([letters, width]) => [...letters].map((it): [number, number] => [it.charCodeAt(0), width])));
const [SPACE, HYPHEN] = [32, 45];

/** Height of a row whose longest text takes so many lines. Unit: rem. @example rowHeight(2) // → 3.0625 */
export const rowHeight = (lines: number): number => ROW + (lines - 1) * LINE;

/**
 * Lines that a text takes in a cell of a width, at most `MOST_LINES`: broken after spaces and hyphens, a longer word anywhere. Known before it is drawn, so that of
 * any number of rows none is measured. Unit of the width: rem. @example linesOf("How it is to be mended", 8) // → 2
 */
export function linesOf(text: string, width: number): number {
  const room = (width - AROUND) / SIZE;
  if (text.length * WIDEST <= room || room <= WIDEST) return 1;
  let [lines, line, word] = [1, 0, 0];
  for (let at = 0; at < text.length && lines < MOST_LINES; at++) {
    const code = text.charCodeAt(at);
    const letter = widthOf.get(code) ?? OTHER;
    if (code === SPACE) {
      line += word + letter;
      word = 0;
    } else {
      word += letter;
      if (line > 0 && line + word > room) {
        lines += 1;
        line = 0;
      }
      if (word > room) {
        lines += 1;
        word = letter;
      }
      if (code === HYPHEN) {
        line += word;
        word = 0;
      }
    }
  }
  return lines;
}
