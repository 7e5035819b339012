import { changeAddress } from "./address.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = "concord.theme";

const isTheme = (text: string | null): text is Theme => THEMES.some((it) => it === text);

const kept = (): string | null => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

/** The theme of the address, else the one this browser kept, else the system's. */
export function themeNow(search: string = location.search): Theme {
  const named = new URLSearchParams(search).get("theme");
  if (isTheme(named)) return named;
  const before = kept();
  return isTheme(before) ? before : "system";
}

const paint = (): void => {
  const theme = themeNow();
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
};

/** Paints the theme now and whenever the address changes. */
export function followTheme(): void {
  paint();
  addEventListener("popstate", paint);
}

/** Chooses a theme, keeps it in this browser and in the address. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // A browser that keeps nothing still has the address.
  }
  changeAddress({ theme: theme === "system" ? undefined : theme }, "replace");
  paint();
}
