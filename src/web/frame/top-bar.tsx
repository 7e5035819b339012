import type { HomeView } from "#views";
import { useAddress } from "../address/address.ts";
import { chooseTheme, THEMES, themeNow } from "../address/theme.ts";
import { ReaderChoice } from "./reader-choice.tsx";
import { Switch } from "../parts/switch.tsx";

const NAMES = { system: "System", light: "Light", dark: "Dark" } as const;

/** Whose figures these are, as seen by whom, as of when, on which path of budgets. */
export function TopBar(props: { readonly home: HomeView | undefined }) {
  useAddress();
  const { home } = props;
  return (
    <header className="top-bar">
      <p className="where">
        <strong>{home?.alliance ?? "Concord"}</strong>
        {home !== undefined && <span>{home.dataset}</span>}
      </p>
      {home !== undefined && (
        <dl className="facts">
          <div>
            <dt>Viewing as</dt>
            <dd>
              <ReaderChoice otherwise={home.reader} />
            </dd>
          </div>
          <div>
            <dt>As of</dt>
            <dd>{home.asOf}</dd>
          </div>
          <div>
            <dt>Budget path</dt>
            <dd>{home.path}</dd>
          </div>
        </dl>
      )}
      <Switch label="Theme" value={themeNow()} options={THEMES.map((id) => ({ id, name: NAMES[id] }))} onChange={chooseTheme} />
    </header>
  );
}
