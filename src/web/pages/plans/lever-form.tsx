import { type FormEvent, useState } from "react";
import type { LeversView } from "#views";
import { formatShare, formatShown } from "../../format/number.ts";
import { labelled, wordsOf } from "../../words/words.ts";
import { capInHand, LEVERS, type LeverKind, shiftLimit } from "./lever-says.ts";
import { LeafChoice } from "./leaf-choice.tsx";
import { WORDS } from "./words.ts";

const SUBJECTS: Readonly<Record<LeverKind, keyof Pick<LeversView, "nations" | "leaves" | "systems" | "lines" | "standards" | "programmes">>> = {
  budget: "nations",
  requirement: "leaves",
  cap: "leaves",
  priority: "leaves",
  price: "systems",
  capacity: "lines",
  "nation-out": "nations",
  "line-lost": "lines",
  standard: "standards",
  decline: "nations",
  delay: "programmes",
};
const BY_PERCENT: ReadonlySet<LeverKind> = new Set(["budget", "requirement", "priority", "price", "capacity"]);
const WITH_SPAN: ReadonlySet<LeverKind> = new Set(["budget", "requirement", "capacity"]);
const EVERY = "*";
/** Levers that can be pulled for all at once. */
const OF_EVERY: ReadonlySet<LeverKind> = new Set(["budget", "cap"]);
// By how much more the cap is raised where nothing else is typed. Unit: percentage points of the requirement.
const CAP_STEP = 10;
/** All of a requirement. Unit: percent. */
const CAP_MOST = 100;
/** Less than nothing is left of nothing. */
const PERCENT_LEAST = -100;

/** Pulls one lever: what, of whom, by how much, when. */
export function LeverForm(props: { readonly view: LeversView; /** Those that are pulled already. */ readonly levers: readonly string[]; readonly onAdd: (lever: string) => void }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const kinds = LEVERS.filter((it) => view[SUBJECTS[it]].length > 0);
  const [kind, setKind] = useState<LeverKind>("budget");
  const [subject, setSubject] = useState(EVERY);
  const [leaf, setLeaf] = useState(view.leaves[0]?.id ?? "");
  const [by, setBy] = useState("-10");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const subjects = view[SUBJECTS[kind]];
  const known = subject === EVERY && OF_EVERY.has(kind) ? subject : (subjects.find((it) => it.id === subject)?.id ?? subjects[0]?.id ?? "");
  const last = String(view.years.at(-1) ?? "");
  const capNow = (of: string): number => Math.round(CAP_MOST * (capInHand(props.levers, of, view.cap.value ?? 0) ?? view.cap.value ?? 0));
  const cap = capInHand(props.levers, known, view.cap.value ?? 0);
  const chooseKind = (next: LeverKind): void => {
    setKind(next);
    setBy(next === "delay" ? "1" : next === "cap" ? String(Math.min(capNow(EVERY) + CAP_STEP, CAP_MOST)) : "-10");
    if (next === "cap") setSubject(EVERY);
    setFrom(next === "standard" ? last : "");
    setTo("");
  };
  const chooseFrom = (year: string): void => {
    setFrom(year);
    // Nothing ends before it begins.
    if (to !== "" && Number(to) < Number(year)) setTo("");
  };
  const typed = by.trim().replace("−", "-").replace(",", ".").replace(/\s*%$/, "");
  const isNumber = /^[+-]?\d+(?:\.\d+)?$/.test(typed);
  const amount = Number(typed);
  const lever = (): string => {
    const signed = `${amount >= 0 ? "+" : ""}${amount}%`;
    const span = from === "" && to === "" ? "" : `@${from === "" ? String(view.years[0] ?? "") : from}-${to === "" ? last : to}`;
    if (BY_PERCENT.has(kind)) return `${kind}:${known}=${signed}${WITH_SPAN.has(kind) ? span : ""}`;
    if (kind === "delay") return `delay:${known}=${amount}`;
    if (kind === "cap") return `cap:${known}=${Number((amount / CAP_MOST).toFixed(6))}`;
    if (kind === "standard") return `standard:${known}@${from === "" ? last : from}`;
    if (kind === "line-lost") return `line-lost:${known}${from === "" ? "" : `@${from}`}`;
    return kind === "decline" ? `decline:${known}/${leaf}` : `nation-out:${known}`;
  };
  const needsNumber = BY_PERCENT.has(kind) || kind === "delay" || kind === "cap";
  const isTooLittle = BY_PERCENT.has(kind) && isNumber && amount < PERCENT_LEAST;
  // What is wrong with the number, if anything is: a button that cannot be pressed says why.
  const wrong = !needsNumber ? undefined : isTooLittle ? words.percentLeast : !isNumber ? words.numberNeeded : amount === 0 ? words.noChange : wrongWith();
  const isReady = known !== "" && wrong === undefined;
  /** What the plan would refuse, known before it is asked. */
  function wrongWith(): string | undefined {
    if (kind === "price" && amount === PERCENT_LEAST) return words.priceLeast;
    if (kind === "requirement" && amount === PERCENT_LEAST && (from === "" || from === String(view.years[0])) && (to === "" || to === last)) return words.requirementLeast;
    if (kind === "cap") return amount <= 0 || amount > CAP_MOST ? words.capRange : amount === capNow(known) && (known === EVERY || cap !== undefined) ? words.noChange : undefined;
    if (kind !== "delay") return undefined;
    if (!Number.isInteger(amount)) return words.wholeYears;
    const programme = view.programmes.find((it) => it.id === known);
    return programme === undefined ? undefined : shiftLimit(programme, amount);
  }
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) props.onAdd(lever());
  };
  return (
    <form className="fields" aria-label={words.pull} onSubmit={add}>
      <label>
        <span>{words.lever}</span>
        <select value={kind} onChange={(event) => chooseKind(LEVERS.find((it) => it === event.target.value) ?? "budget")}>
          {kinds.map((it) => (
            <option key={it} value={it}>
              {words.leverNames[it]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.of}</span>
        <select value={known} onChange={(event) => setSubject(event.target.value)}>
          {OF_EVERY.has(kind) && <option value={EVERY}>{kind === "cap" ? words.everyCapability : words.everyAlly}</option>}
          {subjects.map((it) => (
            <option key={it.id} value={it.id}>
              {"nation" in it ? labelled(String(it.nation), it.name) : it.name}
            </option>
          ))}
        </select>
      </label>
      {kind === "decline" && <LeafChoice leaves={view.leaves} value={leaf} onChange={setLeaf} />}
      {needsNumber && (
        <label className="field-short">
          <span>
            {kind === "cap" ? (cap === undefined ? words.capBy(formatShown(view.cap)) : words.capByHere(formatShare(cap), formatShown(view.cap))) : <>{words.by}, {kind === "delay" ? words.yearsBy : words.percent}</>}
          </span>
          <input inputMode="decimal" value={by} onChange={(event) => setBy(event.target.value)} aria-invalid={wrong !== undefined} aria-describedby={wrong === undefined ? undefined : "lever-least"} />
          {wrong !== undefined && (
            <span id="lever-least" role="alert">
              {wrong}
            </span>
          )}
        </label>
      )}
      {(WITH_SPAN.has(kind) || kind === "standard" || kind === "line-lost") && (
        <label className="field-short">
          <span>{words.from}</span>
          <YearChoice years={view.years} none={kind === "standard" ? undefined : words.fromStart} value={from} onChange={chooseFrom} />
        </label>
      )}
      {WITH_SPAN.has(kind) && (
        <label className="field-short">
          <span>{words.to}</span>
          <YearChoice years={view.years.filter((it) => from === "" || it >= Number(from))} none={words.toEnd} value={to} onChange={setTo} />
        </label>
      )}
      <button type="submit" className="action" disabled={!isReady}>
        {words.add}
      </button>
    </form>
  );
}

function YearChoice(props: {
  readonly years: readonly number[];
  readonly none: string | undefined;
  readonly value: string;
  readonly onChange: (year: string) => void;
}) {
  return (
    <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
      {props.none !== undefined && <option value="">{props.none}</option>}
      {props.years.map((it) => (
        <option key={it} value={it}>
          {it}
        </option>
      ))}
    </select>
  );
}
