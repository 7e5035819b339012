import { describe, expect, test } from "vitest";
import { hasStrace } from "../../tools/reliability/disk/strace.ts";
import { type DiskError, meetError, sizeLimits, smallLedger } from "../../tools/reliability/disk-errors.ts";

const ledger = smallLedger();
const name = (it: DiskError): string => (it.kind === "size" ? `files of at most ${it.bytes} bytes` : `${it.kind} at call ${it.call}`);

describe("a disk that is full or fails", () => {
  test.each(sizeLimits(4).map((it) => [name(it), it] as const))("%s: refused with a mend, nothing acknowledged lost", (_, error) => {
    const found = meetError(ledger, error);
    expect([found.faults, found.complaint]).toEqual([[], expect.stringMatching(/Free space|See to the disk/)]);
  });
  const calls: readonly DiskError[] = [3, 17, 60, 141].flatMap((call) => [{ kind: "EIO", call }, { kind: "ENOSPC", call }] as const);
  test.skipIf(!hasStrace()).each(calls.map((it) => [name(it), it] as const))("%s: refused with a mend, nothing acknowledged lost", (_, error) => {
    const found = meetError(ledger, error);
    expect([found.faults, found.call]).toEqual([[], expect.stringContaining("INJECTED")]);
  });
});
