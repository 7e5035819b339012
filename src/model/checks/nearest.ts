/**
 * The known word most like a wrong one: the same but for case and marks, else at most a third of its letters apart
 * (optimal string alignment: insert, delete, replace, swap neighbours). Absent: none is near.
 * @example nearest("Brg", ["ALM", "BRG"]) // → "BRG"
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const plain = simplified(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const other = simplified(candidate);
    if (Math.abs(other.length - plain.length) >= least) continue;
    const apart = editsBetween(plain, other);
    if (apart < least) {
      least = apart;
      best = candidate;
      if (apart === 0) break;
    }
  }
  return best;
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

function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
