import { createServer } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { serve } from "#server";

/** The last port there is: behind it no other is tried. */
const LAST = 65_535;

test("where no port is left the server says so, and works on no plan for nobody", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => {
    // Where another program holds it, it is taken as well.
    holder.once("error", () => resolve());
    holder.listen(LAST, "127.0.0.1", resolve);
  });
  const told: unknown[] = [];
  const starting = serve({ source: await readTexts("cases/two-nations"), choices: {}, port: LAST, isAwaited: true, onProgress: (it) => told.push(it), onDone: (it) => told.push(it) });
  await expect(starting).rejects.toMatchObject({ code: "EADDRINUSE" });
  // Plans begin once nobody has asked anything for two seconds; on a slow machine that may have been before. It goes no further.
  const before = [...told];
  await after(3500);
  expect(told).toEqual(before);
  holder.close();
});
