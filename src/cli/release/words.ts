import { basisInputs, type Gain, type ReleaseFile } from "#app";
import { type Approval, APPROVALS_NEEDED, releaseDigest } from "#ledger";
import { primitives } from "#adapters/keys";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";

/** What a ledger tells of a release: who gains, and which approvals count for nothing. Absent: none was asked. */
export interface ReleaseLooked {
  readonly gains: readonly Gain[] | undefined;
  readonly voids: readonly { readonly approval: Approval; readonly why: string }[] | undefined;
}

const countedOf = ({ approvals }: ReleaseFile, voids: ReleaseLooked["voids"], party: string): readonly string[] => approvals.filter((it) => it.party === party && voids?.some(({ approval }) => approval === it) !== true).map((it) => it.key);

/** Prints what a release says: the figure, from which label to which, who gains, why, until when, and what is missing. */
export function printRelease(file: ReleaseFile, { gains, voids }: ReleaseLooked, out: Out): void {
  const { release, approvals, basis } = file;
  const { figure } = release;
  const inputs = basisInputs(basis) ?? [];
  out.print(`Release ${release.id} of ${release.party}, digest ${releaseDigest(primitives.sha256, release)}`);
  if ("cells" in figure) {
    out.print(`\nWhat: row ${figure.id} of ${figure.file}, with these cells and no others:`);
    for (const [heading, cell] of Object.entries(figure.cells)) out.print(wrap(`${heading}: ${cell}`, out.width, "  "));
  } else out.print(wrap(`\nWhat: "${figure.query}" is answered with "${figure.value}".`, out.width));
  out.print("\nMade from:");
  for (const it of inputs) out.print(`  ${it.id} of ${it.file}, ${it.owner}'s, label ${it.label}`);
  out.print(`\nTo: readers of ${String(release.to)}${gains === undefined ? "" : "; these gain by it:"}`);
  for (const it of gains ?? []) out.print(wrap(gainText(it), out.width, "  "));
  if (gains === undefined) out.print(wrap("Who gains is told by ledgers that have this label: name one with --ledger DIR, or those beside it with --beside DIR.", out.width, "  "));
  if (gains?.length === 0) out.print("  nobody by the labels of these ledgers");
  out.print(wrap(`\nWhy: ${release.reason}`, out.width));
  out.print(`Until: ${release.until}`);
  out.print(`\nConsent is asked of ${release.originators.join(", ")}, two persons each:`);
  for (const party of release.originators) {
    const names = countedOf(file, voids, party);
    out.print(`  ${party}: ${names.join(", ") || "nobody yet"}${names.length < APPROVALS_NEEDED ? `; ${APPROVALS_NEEDED - names.length} missing` : ""}`);
  }
  for (const it of voids ?? []) out.print(wrap(`Void: ${it.why}`, out.width, "  "));
  if (voids === undefined && approvals.length > 0) out.print(wrap("Signatures are checked by the keys of a ledger: name one with --ledger DIR. Here they were not.", out.width, "  "));
}

/** Who gains, from which level and holding which values, and how it stood. @example gainText({ who: "VAL", after: 1, before: 2 }) // → "VAL from level 1, until now from level 2" */
export function gainText({ who, after, holds = [], before, heldBefore = [] }: Gain): string {
  const holding = (values: readonly string[]): string => (values.length === 0 ? "" : ` with ${values.join(" and ")}`);
  return `${who} from level ${after}${holding(holds)}, until now ${before === undefined ? "not at all" : `from level ${before}${holding([...holds, ...heldBefore])}`}`;
}

/** The same for programs. */
export const releaseJson = (file: ReleaseFile, { gains, voids }: ReleaseLooked): object => ({
  ...file.release,
  digest: releaseDigest(primitives.sha256, file.release),
  inputs: basisInputs(file.basis),
  ...(gains !== undefined && { gains }),
  approvals: file.approvals.map(({ party, key }) => ({ party, key })),
  ...(voids !== undefined && { void: voids.map(({ approval: { party, key }, why }) => ({ party, key, why })) }),
  missing: file.release.originators.flatMap((party) => {
    const missing = APPROVALS_NEEDED - countedOf(file, voids, party).length;
    return missing > 0 ? [{ party, persons: missing }] : [];
  }),
});
