import type { DataReader } from "#exchange";
import { heldFrom } from "#labels";
import { canonicalJson } from "#stdx";

/** Who looks: the owner of the data set, who sees all of it, or a reader, who sees what labels let in. */
export type Viewer = { readonly kind: "owner" } | { readonly kind: "reader"; readonly reader: DataReader };

export const OWNER: Viewer = { kind: "owner" };
/** What the owner of the data is called where a reader has a name. */
export const OWNER_NAME = "owner of the data";
/** Who holds nothing: no nation, no level, no group. */
export const PUBLIC: DataReader = { nation: "", level: 0, groups: [], holds: [] };

const NATION = /^[A-Za-z0-9_-]{0,12}$/;
const LEVEL = /^\d{1,2}$/;
const GROUP = /^[\w.-]{1,40}$/;
const MOST_GROUPS = 8;

/**
 * Reads a reader as `--as` and the address of a view write it: `NATION:LEVEL:GROUP,GROUP:Tag set=VALUE;…`, from the left as much as
 * is needed. Answers nothing where it is none.
 * @example parseReader("XAA:1") // → { nation: "XAA", level: 1, groups: [], holds: [] }
 */
export function parseReader(text: string): DataReader | undefined {
  const [nation = "", level = "0", groupText = "", values = "", ...more] = text.split(":");
  const groups = groupText === "" ? [] : groupText.split(",");
  const holds = heldFrom(values);
  if (more.length > 0 || holds === undefined || !NATION.test(nation) || !LEVEL.test(level) || groups.length > MOST_GROUPS || !groups.every((it) => GROUP.test(it))) return undefined;
  return normalReader({ nation, level: Number(level), groups, holds });
}

/** A reader as it is written. @example readerText({ nation: "", level: 1, groups: ["industry"] }) // → ":1:industry" */
export function readerText({ nation, level, groups, holds = [] }: DataReader): string {
  const parts = [nation, String(level), groups.join(","), holds.map((it) => it.join("=")).join(";")];
  return parts.slice(0, Math.max(parts.findLastIndex((it) => it !== ""), 1) + 1).join(":");
}

/** The one form of a clearance: groups and values held sorted, each once. Two clearances are the same when their normal forms are. */
export const normalReader = ({ nation, level, groups, holds = [] }: DataReader): DataReader => ({
  nation,
  level,
  groups: [...new Set(groups)].sort(),
  holds: [...new Map(holds.map((it) => [it.join("="), it]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it),
});

/**
 * Name of a view: a digest of the clearance in normal form, the version of the roster it was taken from, and the data that it
 * lets in. Whatever is kept for a view is kept under this name, so that two views never meet, not even where they show the same.
 */
export function viewKeyOf({ viewer, roster, data }: { readonly viewer: Viewer; readonly roster: string; readonly data: string }, digest: (text: string) => string): string {
  return digest(canonicalJson({ data, roster, viewer: viewer.kind === "owner" ? "owner" : { ...normalReader(viewer.reader) } }));
}
