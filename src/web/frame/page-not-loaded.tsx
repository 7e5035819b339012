import { useEffect, useEffectEvent } from "react";
import { ask } from "../fetch/server.ts";
import { ProblemMessage } from "../parts/message.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const AGAIN_MS = 3_000;

/**
 * A page that nobody had opened before the server went: it comes by itself once the server answers again. Where the server is there and
 * the page still does not come, it is of another version, and the window has to be loaded anew.
 */
export function PageNotLoaded(props: { readonly what: string; readonly onBack: () => void }) {
  const back = useEffectEvent(props.onBack);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [isOver, wasGone] = [false, false];
    const look = async (): Promise<void> => {
      const isThere = await ask("health", {}).then(
        () => true,
        () => false,
      );
      if (isOver || (isThere && !wasGone)) return;
      if (isThere) return back();
      wasGone = true;
      timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, []);
  return <ProblemMessage problem={new Error(wordsOf(WORDS).notLoaded)} what={props.what} onRetry={() => location.reload()} />;
}
