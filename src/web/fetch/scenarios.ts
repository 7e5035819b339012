import { useEffect, useState } from "react";
import { ROUTES } from "#api";
import type { ProgressView, ScenariosView } from "#views";
import { useLanguage } from "../words/words.ts";
import { useAs } from "./queries.ts";
import { ask, readerQuery, send } from "./server.ts";

/** How far a study goes: `quick` leaves out reserves and the plans made for one scenario. */
export type Extent = "quick" | "full";

/** Where a study of uncertainty stands, as the server tells it. */
export interface StudyTold extends Omit<ProgressView, "state"> {
  readonly state: ProgressView["state"] | "none";
  readonly quick: boolean;
  readonly answer?: ScenariosView;
}

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
    const query = new URLSearchParams({ ...readerQuery(as), lang: language, ...(extent !== undefined && { quick: String(extent === "quick") }) });
    let isEnded = false;
    const hear = (told: StudyTold): void => void (!isEnded && setHeard({ of, told }));
    const source = new EventSource(`${ROUTES.scenariosFollow.path}?${query.toString()}`);
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as StudyTold;
      hear(told);
      if (isOver(told)) source.close();
    });
    source.addEventListener("error", () => {
      source.close();
      // A stream does not say why it was refused: the same question as a plain request does.
      ask<StudyTold>(ROUTES.scenarios.path, query).then(hear, (problem: unknown) => void (!isEnded && setHeard({ of, problem })));
    });
    return () => {
      isEnded = true;
      source.close();
    };
  }, [as, language, extent, of, attempt]);
  const again = (): void => setAttempt((it) => it + 1);
  const tell = async (path: string, wanted: Extent): Promise<boolean> => {
    try {
      await send(as === "" ? path : `${path}?${new URLSearchParams(readerQuery(as)).toString()}`, { quick: wanted === "quick" });
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
    begin: (wanted) => tell(ROUTES.scenariosBegin.path, wanted),
    cancel: (wanted) => tell(ROUTES.scenariosCancel.path, wanted),
  };
}
