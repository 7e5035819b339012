/**
 * The known word most like a wrong one: the same but for case and marks, else at most a third of its letters apart
 * (optimal string alignment: insert, delete, replace, swap neighbours). Absent: none is near.
 * @example nearest("Brg", ["ALM", "BRG"]) // → "BRG"
 */
export const nearest = (word: string, known: Iterable<string>): string | undefined => nearestAmong(known)(word);

/**
 * Looks for the nearest among the same known words again and again; with `isMeant`, among some of them only.
 * @example nearestAmong(["ALM", "BRG"])("Brg") // → "BRG"
 */
export function nearestAmong(known: Iterable<string>): (word: string, isMeant?: (candidate: string) => boolean) => string | undefined {
  const all = Array.from(known, (candidate) => ({ candidate, other: simplified(candidate) }));
  return (word, isMeant = () => true) => {
    const plain = simplified(word);
    let best: string | undefined;
    let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
    for (const { candidate, other } of all) {
      if (Math.abs(other.length - plain.length) >= least || !isMeant(candidate)) continue;
      const apart = editsBetween(plain, other, least);
      if (apart < least) {
        least = apart;
        best = candidate;
        if (apart === 0) break;
      }
    }
    return best;
  };
}

/**
 * So many of the known words, those most like a wrong one first; words that are alike in that keep their order. Ends with `…` where there are more.
 * @example nearestFirst("river", ["ALM", "drive", "rivers"], 2) // → "rivers, drive …"
 */
export function nearestFirst(word: string, known: readonly string[], most: number): string {
  const plain = simplified(word);
  const apart = new Map(known.map((it) => [it, editsBetween(plain, simplified(it))]));
  const first = [...known].sort((a, b) => apart.get(a)! - apart.get(b)!).slice(0, most);
  return `${first.join(", ")}${known.length > most ? " …" : ""}`;
}

const simplified = (word: string): string => word.slice(0, 60).toLowerCase().replace(/[\s_.-]+/g, "");

/** Edits from one word to another; where they are `enough` or more it may stop counting at that. */
function editsBetween(a: string, b: string, enough = Number.POSITIVE_INFINITY): number {
  let before: number[] = [];
  let previous: number[] = [];
  for (let j = 0; j <= b.length; j += 1) previous.push(j);
  let least = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    const leastBefore = least;
    least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
      if (edits < least) least = edits;
    }
    // Two rows on, nothing can be less: a swap of neighbours looks back as far.
    if (least >= enough && leastBefore + 1 >= enough) return enough;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
