import { lazy, Suspense } from "react";
import type { ReplyOf } from "#api";
import { groupName, type SeenNations } from "#views";
import { changeAddress } from "../address/address.ts";
import { useAs, useReader } from "../fetch/queries.ts";
import { Choice } from "../parts/choice.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const SignedIn = lazy(async () => ({ default: (await import("../sign-in/signed-in.tsx")).SignedIn }));

type Choices = NonNullable<ReplyOf<"reader">["choices"]>;

/** A reader in parts, as the two choices show it: who, and up to which level. `GROUP` stands before the name of a group. */
const partsOf = (as: string, choices: Choices): { readonly who: string; readonly level: string } => {
  if (choices.fixed.some((it) => it.as === as)) return { who: as, level: "0" };
  const [nation = "", level = "0", groups = ""] = as.split(":");
  return { who: nation === "" && groups !== "" ? `${GROUP}${groups}` : nation, level };
};

const GROUP = "group ";
const readerOf = (who: string, level: string): string => (who.startsWith(GROUP) ? `:${level}:${who.slice(GROUP.length)}` : `${who}:${level}`);

/** Whom to look as, where the server lets one choose; `otherwise` says who is looking. It stands in the address. */
export function ReaderChoice(props: { readonly otherwise: string }) {
  const as = useAs();
  const { data } = useReader();
  const words = wordsOf(WORDS);
  const choices = data?.choices;
  if (data?.person !== undefined)
    return (
      <span className="reader-choice">
        {props.otherwise}
        <Suspense>
          <SignedIn person={data.person} hasPasskeys={data.signIn?.passkeys === true} />
        </Suspense>
      </span>
    );
  if (choices === undefined) return props.otherwise;
  const { who, level } = partsOf(as, choices);
  const isFixed = choices.fixed.some((it) => it.as === who);
  const readers = [
    ...choices.fixed.map((it) => ({ id: it.as, name: it.as === "" ? words.owner : words.thePublic })),
    ...choices.groups.map((it) => ({ id: `${GROUP}${it}`, name: it === "industry" ? words.industry : words.inGroup(groupName(it)) })),
    ...choices.nations.map((it) => ({ id: it.id, name: it.name })),
  ];
  const levels = choices.levels.map((it) => ({ id: String(it.level), name: words.levelNamed(String(it.level), it.marking) }));
  // Who looks as an ally sees what is its own; industry and other groups begin with what anyone may read.
  const levelOf = (id: string): string => (id.startsWith(GROUP) ? (levels[0]?.id ?? "0") : isFixed || who.startsWith(GROUP) ? (levels.at(-1)?.id ?? "0") : level);
  const look = (to: string): void => changeAddress({ as: to }, "push");
  return (
    <div className="reader-choice">
      <Choice
        label={words.viewAs}
        value={who}
        options={readers.some((it) => it.id === who) ? readers : [...readers, { id: who, name: as }]}
        onChange={(id) => look(choices.fixed.some((it) => it.as === id) ? id : readerOf(id, levelOf(id)))}
      />
      {!isFixed && (
        <Choice
          label={words.upTo}
          value={level}
          options={levels.some((it) => it.id === level) ? levels : [...levels, { id: level, name: words.level(level) }]}
          onChange={(id) => look(readerOf(who, id))}
        />
      )}
    </div>
  );
}

/** What a reader should know: of how many allies something is shown, and that the choice is no security. A warning only where an ally is missing. */
export function ReaderStrip(props: { readonly seen: SeenNations | undefined }) {
  const { data } = useReader();
  if (props.seen === undefined) return null;
  if (data?.choices?.allRead === true) return <p className="strip strip-calm">{wordsOf(WORDS).allRead}</p>;
  return (
    <p className={props.seen.nations < props.seen.of ? "strip" : "strip strip-calm"}>
      {props.seen.sentence} {data?.mode === "open" && wordsOf(WORDS).openChoice}
      {data?.person !== undefined &&
        data.person.clearedTo > data.person.level &&
        wordsOf(WORDS).cleared(String(data.person.clearedTo), String(data.person.level))}
    </p>
  );
}
