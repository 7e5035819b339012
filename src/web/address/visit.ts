const KEPT = "concord.visit";
/** After so long unseen, whoever looks again looks anew. Unit: ms. */
const APART_MS = 30 * 60_000;

/** When this browser looked: the last moment of the visit before this one, absent on the first, and the latest of this one. Moments alone, nothing of the data. */
interface Visits {
  readonly before?: string;
  readonly latest: string;
}

/** What was kept, a moment later: half an hour unseen begins another visit. @example nextVisit({ latest: "2031-05-01T08:00:00.000Z" }, "2031-05-01T09:00:00.000Z").before // → "2031-05-01T08:00:00.000Z" */
export function nextVisit(kept: Visits | undefined, now: string): Visits {
  if (kept === undefined) return { latest: now };
  return Date.parse(now) - Date.parse(kept.latest) > APART_MS ? { before: kept.latest, latest: now } : { ...kept, latest: now };
}

/** Notes that somebody looks now. @returns the last moment of the visit before, absent where this browser kept none */
export function noteVisit(now: string = new Date().toISOString()): string | undefined {
  try {
    const visit = nextVisit(readVisits(localStorage.getItem(KEPT)), now);
    localStorage.setItem(KEPT, momentsOf(visit));
    return visit.before;
  } catch {
    return undefined;
  }
}

const momentsOf = ({ before, latest }: Visits): string => [latest, ...(before === undefined ? [] : [before])].join(" ");

function readVisits(text: string | null): Visits | undefined {
  const [latest, before] = (text ?? "").split(" ").filter((it) => !Number.isNaN(Date.parse(it)));
  return latest === undefined ? undefined : { latest, ...(before !== undefined && { before }) };
}
