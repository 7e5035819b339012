import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAs } from "../../fetch/queries.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { useLanguage, wordsOf } from "../../words/words.ts";
import type { PagePart } from "../page.ts";
import { Answers } from "./answers.tsx";
import { Charts } from "./charts.tsx";
import { Colours } from "./colours.tsx";
import { Controls } from "./controls.tsx";
import { answer, ANSWER_KEY } from "./data.ts";
import { Frames } from "./frames.tsx";
import { Heat } from "./heat.tsx";
import { Marks } from "./marks.tsx";
import { Places } from "./places.tsx";
import { States } from "./states.tsx";
import { Tables } from "./tables.tsx";
import { Type } from "./type.tsx";
import { Waits } from "./waits.tsx";
import { WORDS } from "./words.ts";

/** Every part of the design system in each of its states: the parts themselves, on invented figures. */
export function Page() {
  const client = useQueryClient();
  const as = useAs();
  const language = useLanguage();
  useEffect(() => {
    client.setQueryData(["why", as, language, ANSWER_KEY], answer());
  }, [client, as, language]);
  return (
    <div className="page gallery">
      <PageHead page="gallery" isInvented note={wordsOf(WORDS).note} />
      <Frames />
      <Colours />
      <Type />
      <Controls />
      <Marks />
      <States />
      <Waits />
      <Tables />
      <Heat />
      <Charts />
      <Places />
      <Answers />
    </div>
  );
}

/** The parts of the page. */
export const partsOf = (): readonly PagePart[] => {
  const { parts } = wordsOf(WORDS);
  return (Object.keys(parts) as (keyof typeof parts)[]).map((id) => ({ id, name: parts[id] }));
};
