import { type ReactNode, useEffect, useState } from "react";
import { declaredRefit, type Refit, REFIT_CHOICES, REFIT_MODELS, REFIT_YEARS } from "#engines/history";
import { Choice } from "../../parts/choice.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS as EVIDENCE } from "../words.ts";
import { WORDS } from "./words.ts";

/** Time without a move after which a slider counts as set. */
const SETTLED_MS = 350;

/** What can be chosen of a setting: model, codings, and years by slider. */
export function RefitChoices(props: { readonly refit: Refit; readonly onChange: (refit: Refit) => void }) {
  const { refit, onChange } = props;
  const words = wordsOf(WORDS);
  const { choices, values } = wordsOf(EVIDENCE);
  const keys = Object.keys(REFIT_CHOICES) as (keyof typeof REFIT_CHOICES)[];
  return (
    <>
      <div className="curve-choices">
        <Named name={words.model}>
          <Choice label={words.model} value={refit.model} options={REFIT_MODELS.map((it) => ({ id: it, name: words.models[it] }))} onChange={(model) => onChange(declaredRefit(model))} />
        </Named>
        {keys.map((key) => {
          const name = key === "wars" ? words.wars : (choices[key] ?? key);
          return (
            <Named key={key} name={name}>
              <Choice<string> label={name} value={refit[key]} options={REFIT_CHOICES[key].map((it) => ({ id: it, name: values[it] ?? it }))} onChange={(value) => onChange({ ...refit, [key]: value } as Refit)} />
            </Named>
          );
        })}
      </div>
      <Years refit={refit} onChange={onChange} />
    </>
  );
}

function Named(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="curve-choice">
      <span aria-hidden="true">{props.name}</span>
      {props.children}
    </div>
  );
}

/** Sliders for the first and last year and for each cut, which stay in their order. */
function Years(props: { readonly refit: Refit; readonly onChange: (refit: Refit) => void }) {
  const { refit, onChange } = props;
  const words = wordsOf(WORDS);
  const set: readonly number[] = [refit.from, ...refit.cuts, refit.to];
  const was = `${refit.model} ${set.join()}`;
  const [moved, setMoved] = useState({ was, years: set });
  // What was moved counts until it has rested and is set, or something else is.
  const years = moved.was === was ? moved.years : set;
  useEffect(() => {
    if (years.join() === [refit.from, ...refit.cuts, refit.to].join()) return;
    const timer = setTimeout(() => onChange({ ...refit, from: years[0]!, cuts: years.slice(1, -1), to: years.at(-1)! }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [years, refit, onChange]);
  const nameAt = (index: number): string => (index === 0 ? words.from : index === years.length - 1 ? words.to : words.cut(String(index + 1)));
  return (
    <div className="refit-years">
      {years.map((year, index) => {
        // First and last year may pass the cuts: an era that they leave out is left out.
        const isCut = index > 0 && index < years.length - 1;
        const low = isCut && index > 1 ? years[index - 1]! + 1 : index === years.length - 1 ? years[0]! : REFIT_YEARS.first;
        const high = isCut && index < years.length - 2 ? years[index + 1]! - 1 : index === 0 ? years.at(-1)! : REFIT_YEARS.last;
        return (
          <label key={nameAt(index)} className="refit-year">
            <span>
              {nameAt(index)} <strong>{year}</strong>
            </span>
            <input type="range" min={REFIT_YEARS.first} max={REFIT_YEARS.last} value={year} onChange={(event) => setMoved({ was, years: years.with(index, Math.min(high, Math.max(low, Number(event.target.value)))) })} />
          </label>
        );
      })}
    </div>
  );
}
