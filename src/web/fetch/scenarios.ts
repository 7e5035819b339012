import { useEffect, useState } from "react";
import type { ReplyOf } from "#api";
import { useLanguage } from "../words/words.ts";
import { useAs } from "./queries.ts";
import { addressOf, ask, heardOf, readerQuery, send } from "./server.ts";

/** How far a study goes: `quick` leaves out reserves and the plans made for one scenario. */
export type Extent = "quick" | "full";

/** Where a study of uncertainty stands, as the server tells it. */
export type StudyTold = ReplyOf<"scenariosFollow">;

export interface StudyHeard {
  /** Absent: nothing was heard yet. */
  readonly told?: StudyTold;
  /** Why nothing can be asked or begun. */
  readonly problem?: unknown;
  /** Asks again where it stands. */
  readonly again: () => void;
  /** Whether it was taken on. */
  readonly begin: (extent: Extent) => Promise<boolean>;
  readonly cancel: (extent: Extent) => Promise<boolean>;
}

/** Whether nothing more comes of a study unless it is begun. */
export const isOver = ({ state }: StudyTold): boolean => state !== "running" && state !== "waiting";

/**
 * Hears where the study of uncertainty of whoever looks stands, until it is over. Without `extent`: the one that is being made, else the
 * fullest that is made. `run`: what the data are now; of other data another study is told.
 */
export function useStudy(extent: Extent | undefined, run: string): StudyHeard {
  const as = useAs();
  const language = useLanguage();
  const [heard, setHeard] = useState<{ readonly of: string; readonly told?: StudyTold; readonly problem?: unknown }>();
  const [attempt, setAttempt] = useState(0);
  const of = [as, language, extent ?? "", run].join("|");
  useEffect(() => {
    const query = { ...readerQuery(as), lang: language, ...(extent !== undefined && { quick: extent === "quick" }) };
    let isEnded = false;
    const hear = (told: StudyTold): void => void (!isEnded && setHeard({ of, told }));
    const source = new EventSource(addressOf("scenariosFollow", query));
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const told = heardOf("scenariosFollow", event);
      hear(told);
      if (isOver(told)) source.close();
    });
    source.addEventListener("error", () => {
      source.close();
      // A stream does not say why it was refused: the same question as a plain request does.
      ask("scenarios", query).then(hear, (problem: unknown) => void (!isEnded && setHeard({ of, problem })));
    });
    return () => {
      isEnded = true;
      source.close();
    };
  }, [as, language, extent, of, attempt]);
  const again = (): void => setAttempt((it) => it + 1);
  const tell = async (route: "scenariosBegin" | "scenariosCancel", wanted: Extent): Promise<boolean> => {
    try {
      await send(route, readerQuery(as), { quick: wanted === "quick" });
      again();
      return true;
    } catch (problem) {
      setHeard({ of, problem });
      return false;
    }
  };
  // What was heard as another reader, or of other data, is not taken for this.
  const mine = heard?.of === of ? heard : undefined;
  return {
    ...(mine?.told !== undefined && { told: mine.told }),
    ...(mine?.problem !== undefined && { problem: mine.problem }),
    again: () => {
      setHeard(undefined);
      again();
    },
    begin: (wanted) => tell("scenariosBegin", wanted),
    cancel: (wanted) => tell("scenariosCancel", wanted),
  };
}
