import type { ReactNode } from "react";
import { STEPS } from "../../format/scale.ts";
import { wordsOf } from "../../words/words.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const STACK = 8;
const HATCH = "--hatch";

/** Every colour of the design system with what it stands for. */
export function Colours() {
  const words = wordsOf(WORDS);
  return (
    <Section id="colours">
      <Swatches
        title={words.surfaces}
        of={[
          ["paper", words.paper],
          ["surface", words.surface],
          ["sunk", words.sunk],
          ["line", words.line],
          ["line-strong", words.lineStrong],
        ]}
      />
      <Swatches
        title={words.inks}
        of={[
          ["ink", words.ink],
          ["ink-2", words.ink2],
          ["ink-3", words.ink3],
          ["accent", words.accent],
        ]}
      />
      <Swatches
        title={words.meanings}
        of={[
          ["alone", words.short],
          ["aligned", words.covered],
          ["warn", words.warn],
          ["marking", words.marking],
        ]}
      >
        <p className="gallery-swatch">
          <span className="hatched" />
          <code>{HATCH}</code> {words.unknown}
        </p>
      </Swatches>
      <Steps title={words.scale} of="step" />
      <Steps title={words.plain} of="plain" />
      <Group title={words.stack}>
        <svg className="gallery-stack" viewBox={`0 0 ${STACK} 1`} preserveAspectRatio="none" aria-hidden="true">
          {Array.from({ length: STACK }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a colour has no name but its place
            <rect key={at} className={`stack-${at}`} x={at} width={1} height={1} />
          ))}
        </svg>
      </Group>
    </Section>
  );
}

function Swatches(props: { readonly title: string; readonly of: readonly (readonly [string, string])[]; readonly children?: ReactNode }) {
  return (
    <Group title={props.title}>
      {props.of.map(([token, meaning]) => (
        <p key={token} className="gallery-swatch">
          <span style={{ background: `var(--${token})` }} />
          <code>{`--${token}`}</code> {meaning}
        </p>
      ))}
      {props.children}
    </Group>
  );
}

function Steps(props: { readonly title: string; readonly of: "step" | "plain" }) {
  return (
    <Group title={props.title}>
      <ol className="gallery-steps">
        {Array.from({ length: STEPS }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <li key={at} className={`${props.of}-${at}`}>
            {at}
          </li>
        ))}
      </ol>
    </Group>
  );
}
