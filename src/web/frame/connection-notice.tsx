import { useEffect, useState } from "react";
import { useChanges } from "../fetch/changes.ts";
import { useLanguage, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const SHOWN_MS = 30_000;

/** Says that the server is gone and as of when the page is, or that it was just brought up to date; nothing otherwise. */
export function ConnectionNotice() {
  const { connection, again } = useChanges();
  const words = wordsOf(WORDS);
  const language = useLanguage();
  const time = (at: Date): string => at.toLocaleTimeString(language === "fr" ? "fr-FR" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  const renewed = connection.kind === "live" ? connection.renewed : undefined;
  const [seen, setSeen] = useState<Date>();
  useEffect(() => {
    if (renewed === undefined) return;
    const timer = setTimeout(() => setSeen(renewed), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [renewed]);
  return (
    <div role="status" className="connection">
      {connection.kind === "gone" && (
        <p className="strip">
          {words.gone(time(connection.since))}{" "}
          <button type="button" className="quiet" onClick={again}>
            {words.tryNow}
          </button>
        </p>
      )}
      {renewed !== undefined && renewed !== seen && <p className="strip strip-done">{words.renewed(time(renewed))}</p>}
    </div>
  );
}
