import { type ReactNode, useState } from "react";
import { Choice } from "../../parts/choice.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { Switch } from "../../parts/switch.tsx";
import { wordsOf } from "../../words/words.ts";
import { YEARS } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

/** What is pressed, chosen and filled in. */
export function Controls() {
  const words = wordsOf(WORDS);
  const [shape, setShape] = useState("chart");
  const [year, setYear] = useState("2030");
  const [answer, setAnswer] = useState("accept");
  return (
    <Section id="controls">
      <Group title={words.buttons}>
        <button type="button" className="action">
          {words.act}
        </button>
        <button type="button" className="action" disabled>
          {words.actNot}
        </button>
        <button type="button" className="quiet">
          {words.aside2}
        </button>
        <button type="button" className="quiet" disabled>
          {words.asideNot}
        </button>
        <PageLink to={{ page: "gallery" }}>{words.link}</PageLink>
      </Group>
      <Group title={words.choices}>
        <Switch
          label={words.choices}
          value={shape}
          options={[
            { id: "chart", name: words.chart },
            { id: "table", name: words.table },
            { id: "both", name: words.both },
          ]}
          onChange={setShape}
        />
        <Choice label={words.year} value={year} options={YEARS.map((it) => ({ id: String(it), name: String(it) }))} onChange={setYear} />
        {(["accept", "reserve"] as const).map((it) => (
          <label key={it}>
            <input type="radio" name="gallery" checked={answer === it} onChange={() => setAnswer(it)} /> {words[it]}
          </label>
        ))}
        <label>
          <input type="checkbox" defaultChecked /> {words.tick}
        </label>
      </Group>
      <Group title={words.fields} isWide>
        <div className="fields">
          <Field name={words.text}>
            <input placeholder={words.text} />
          </Field>
          <Field name={words.wrong}>
            <input defaultValue={words.wrongValue} aria-invalid="true" />
          </Field>
          <Field name={words.off}>
            <input disabled defaultValue="2030" />
          </Field>
          <Field name={words.list}>
            <select defaultValue="2028">
              {YEARS.map((it) => (
                <option key={it}>{it}</option>
              ))}
            </select>
          </Field>
          <Field name={words.date}>
            <input type="date" defaultValue="2031-12-31" />
          </Field>
          <Field name={words.file}>
            <input type="file" />
          </Field>
        </div>
      </Group>
    </Section>
  );
}

const Field = (props: { readonly name: string; readonly children: ReactNode }) => (
  <label>
    <span>{props.name}</span>
    {props.children}
  </label>
);
