import { wordsOf } from "../../words/words.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const SPACES = [1, 2, 3, 4, 5, 6, 8];
// Two columns of digits that stand under one another where every digit is as wide as the next.
const FIGURES = ["1 111.11", "8 888.88", "4 070.30"];

/** The scale of type, figures of one width, and the steps of space. */
export function Type() {
  const words = wordsOf(WORDS);
  return (
    <Section id="type">
      <div className="gallery-type">
        <p className="plan-sentence">{words.sentence}</p>
        <p className="gallery-page-title">{words.pageTitle}</p>
        <p className="gallery-card-title">{words.cardTitle}</p>
        <h3>{words.partTitle}</h3>
        <p>{words.body}</p>
        <p className="card-note">{words.aside}</p>
        <p className="row-area">{words.tiny}</p>
      </div>
      <Group title={words.figures}>
        <div className="gallery-figures">
          {FIGURES.map((it) => (
            <p key={it}>{it}</p>
          ))}
        </div>
        <div className="gallery-figures gallery-condensed">
          {FIGURES.map((it) => (
            <p key={it}>{it}</p>
          ))}
        </div>
      </Group>
      <Group title={words.spaces}>
        {SPACES.map((it) => (
          <p key={it} className="gallery-space">
            <span style={{ width: `calc(var(--u) * ${it})` }} />
            {4 * it}
          </p>
        ))}
      </Group>
    </Section>
  );
}
