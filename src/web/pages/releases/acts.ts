import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { RELEASES_KEY } from "../../fetch/ledger.ts";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Does something with a release, says how it went, and has everything that it changed asked for anew. */
export type Act = (what: "approve" | "refuse" | "withdraw", work: () => Promise<unknown>) => void;

/** What was said of the last act, and how to do the next. */
export function useActs(): { readonly said: { readonly text: string; readonly isDone: boolean } | undefined; readonly act: Act } {
  const words = wordsOf(WORDS);
  const client = useQueryClient();
  const [said, setSaid] = useState<{ readonly text: string; readonly isDone: boolean }>();
  const isActing = useRef(false);
  const act = async (what: "approve" | "refuse" | "withdraw", work: () => Promise<unknown>): Promise<void> => {
    // Pressed twice it is done once.
    if (isActing.current) return;
    isActing.current = true;
    setSaid({ text: words.making, isDone: false });
    const told = await work().then(
      () => ({ text: words.done[what], isDone: true }),
      (problem: unknown) => ({ text: problem instanceof Error ? problem.message : String(problem), isDone: false }),
    );
    // What was done is said once the lists show it.
    await Promise.all([client.invalidateQueries({ queryKey: [RELEASES_KEY] }), client.invalidateQueries({ queryKey: ["ledger"] })]);
    setSaid(told);
    goOnFrom("#acted");
    isActing.current = false;
  };
  return { said, act: (what, work) => void act(what, work) };
}
