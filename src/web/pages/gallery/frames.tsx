import { Bar } from "../../frame/top-bar.tsx";
import { Rail } from "../../frame/rail.tsx";
import { Found } from "../../palette/palette.tsx";
import { PaletteButton } from "../../palette/palette-door.tsx";
import { Choice } from "../../parts/choice.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { Switch } from "../../parts/switch.tsx";
import { useLanguage, wordsOf } from "../../words/words.ts";
import { nations, offers } from "./data.ts";
import { Group, Section } from "./section.tsx";
import { WORDS } from "./words.ts";

const doNothing = (): void => undefined;

/** What stands around every page: the bar above it, the way through the pages, and the palette. */
export function Frames() {
  const words = wordsOf(WORDS);
  const { bar, palette } = words;
  const language = useLanguage();
  const allies = nations();
  const switches = (
    <>
      <PaletteButton onPress={doNothing} />
      <Switch
        label={words.choices}
        value="chart"
        options={[
          { id: "chart", name: words.chart },
          { id: "table", name: words.table },
        ]}
        onChange={doNothing}
      />
    </>
  );
  const of = { alliance: bar.alliance, dataset: bar.dataset };
  const asOf = "2030-12-31";
  return (
    <Section id="frames">
      <Group title={bar.fixed} isWide>
        <Bar of={of} chosen={{ reader: bar.owner, asOf, pathName: bar.path, path: bar.agreed }}>
          {switches}
        </Bar>
      </Group>
      <Group title={bar.chosen} isWide>
        <Bar
          of={of}
          chosen={{
            reader: (
              <span className="reader-choice">
                <Choice label={bar.reader} value="BRY" options={allies} onChange={doNothing} />
              </span>
            ),
            asOf: (
              <span className="reader-choice">
                <Choice label={bar.asOf} value={asOf} options={[{ id: asOf, name: asOf }]} onChange={doNothing} />
              </span>
            ),
            pathName: <PageLink to={{ page: "guidance" }}>{bar.path}</PageLink>,
            path: (
              <span className="reader-choice">
                <Choice label={bar.path} value="agreed" options={[{ id: "agreed", name: bar.agreed }]} onChange={doNothing} />
              </span>
            ),
          }}
        >
          <span className="waiting-notice">
            <PageLink to={{ page: "releases" }}>{bar.waits}</PageLink>
          </span>
          {switches}
        </Bar>
      </Group>
      <Group title={bar.before} isWide>
        <Bar of={undefined}>{switches}</Bar>
      </Group>
      <Group title={words.rail.at} isWide>
        <div className="gallery-rail">
          <Rail at={{ page: "plans" }} language={language} parts={(["charts", "tables"] as const).map((part) => ({ id: part, name: words.parts[part] }))} />
        </div>
      </Group>
      <Group title={words.rail.none} isWide>
        <div className="gallery-rail">
          <Rail at={undefined} language={language} />
        </div>
      </Group>
      <Group title={palette.found} isWide>
        <div className="gallery-palette palette-inside">
          <Found typed={palette.typed} onTyped={doNothing} offers={offers()} onChoose={doNothing} onClose={doNothing} nothing="" said={palette.more} />
        </div>
      </Group>
      <Group title={palette.none} isWide>
        <div className="gallery-palette palette-inside">
          <Found typed={palette.typed} onTyped={doNothing} offers={[]} onChoose={doNothing} onClose={doNothing} nothing={palette.nothing} said="" />
        </div>
      </Group>
      <Group title={palette.gone} isWide>
        <div className="gallery-palette palette-inside">
          <Found typed={palette.typed} onTyped={doNothing} offers={offers().slice(0, 1)} onChoose={doNothing} onClose={doNothing} nothing="" said={palette.goneSaid} />
        </div>
      </Group>
    </Section>
  );
}
