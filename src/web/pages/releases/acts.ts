import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RELEASES_KEY } from "../../fetch/ledger.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Does something with a release, says how it went, and has everything that it changed asked for anew. */
export type Act = (what: "approve" | "refuse" | "withdraw", work: () => Promise<unknown>) => void;

/** What was said of the last act, and how to do the next. */
export function useActs(): { readonly said: { readonly text: string; readonly isDone: boolean } | undefined; readonly act: Act } {
  const words = wordsOf(WORDS);
  const client = useQueryClient();
  const [said, setSaid] = useState<{ readonly text: string; readonly isDone: boolean }>();
  const act = async (what: "approve" | "refuse" | "withdraw", work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setSaid({ text: words.done[what], isDone: true });
    } catch (problem) {
      setSaid({ text: problem instanceof Error ? problem.message : String(problem), isDone: false });
    }
    await client.invalidateQueries({ queryKey: [RELEASES_KEY] });
    await client.invalidateQueries({ queryKey: ["ledger"] });
  };
  return { said, act: (what, work) => void act(what, work) };
}
