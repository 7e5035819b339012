/** One page of the web application: where it stands in the rail, and its address. */
export interface PageEntry {
  /** `top` above everything, the five steps of the planning `cycle`, a `workbench`, the `record` of what was said; `none`: not in the rail. */
  readonly group: "top" | "cycle" | "workbench" | "record" | "none";
  /** Address; a part that begins with `:` is any one id. */
  readonly path: string;
}

/**
 * The pages that exist, in the order of the rail. The server answers each address with the page, any other with a refusal. What a
 * page is called and where its code lies is said in `src/web/pages/pages.ts`.
 */
export const PAGES = {
  home: { group: "top", path: "/" },
  guidance: { group: "cycle", path: "/guidance" },
  requirements: { group: "cycle", path: "/requirements" },
  targets: { group: "cycle", path: "/targets" },
  implementation: { group: "cycle", path: "/implementation" },
  review: { group: "cycle", path: "/review" },
  capabilities: { group: "workbench", path: "/capabilities" },
  capability: { group: "workbench", path: "/capabilities/:id" },
  nations: { group: "workbench", path: "/nations" },
  nation: { group: "workbench", path: "/nations/:id" },
  plans: { group: "workbench", path: "/plans" },
  procurement: { group: "workbench", path: "/procurement" },
  evidence: { group: "workbench", path: "/evidence" },
  releases: { group: "record", path: "/releases" },
  ledger: { group: "record", path: "/ledger" },
  data: { group: "record", path: "/data" },
  interface: { group: "none", path: "/interface" },
  gallery: { group: "none", path: "/gallery" },
} as const satisfies Readonly<Record<string, PageEntry>>;

export type PageId = keyof typeof PAGES;

/** A page and the id in its address, if it has one. */
export interface PageAt {
  readonly page: PageId;
  readonly id?: string;
}

/** The page at an address. @example pageAt("/data") // → { page: "data" } */
export function pageAt(path: string): PageAt | undefined {
  const asked = path.split("/");
  for (const [page, entry] of Object.entries(PAGES) as [PageId, PageEntry][]) {
    const parts = entry.path.split("/");
    if (parts.length !== asked.length || !parts.every((it, index) => it === asked[index] || (it.startsWith(":") && asked[index] !== ""))) continue;
    const place = parts.findIndex((it) => it.startsWith(":"));
    const id = place < 0 ? undefined : readPart(asked[place] ?? "");
    return { page, ...(id !== undefined && { id }) };
  }
  return undefined;
}

/** The address of a page. @example pathOf({ page: "home" }) // → "/" */
export const pathOf = ({ page, id = "" }: PageAt): string => PAGES[page].path.replace(/:\w+/, encodeURIComponent(id));

// An address that was typed may hold what no encoder writes.
function readPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
