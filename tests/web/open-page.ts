import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "../..");

/** Builds the page where nobody has built it yet. */
export function buildPage(): void {
  if (existsSync(join(ROOT, "dist/web/index.html"))) return;
  const built = spawnSync(process.execPath, [join(ROOT, "node_modules/vite/bin/vite.js"), "build", "src/web", "--logLevel", "warn"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production" },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the page does not build: ${built.stderr}`);
}

/** How the page is looked at. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** An open page with what went wrong on it and whom it asked. */
export interface Opened {
  readonly page: Page;
  readonly problems: readonly string[];
  readonly hosts: ReadonlySet<string>;
}

/** Opens an address and notes every error of the console and every host that is asked. */
export async function openPage(browser: Browser, address: string, look: Look = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.scheme ?? "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  // A browser that ends first has closed the context already.
  page.on("close", () => void context.close().catch(() => undefined));
  page.setDefaultTimeout(45_000);
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (problem) => problems.push(problem.message));
  page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
  await page.goto(address);
  return { page, problems, hosts };
}

/** Waits until the map and the table stand. */
export async function settled(page: Page): Promise<void> {
  await page.locator(".heat-cell").first().waitFor();
  await page.locator(".ally-shape").first().waitFor();
}

/**
 * What axe finds against WCAG 2.2 AA, or against other sets of its rules, one line each. A page without frames is looked at in
 * one go; what passes is checked and not listed, since listing it takes most of axe's time.
 */
export async function violations(page: Page, rules: readonly string[] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]): Promise<readonly string[]> {
  if (page.frames().length !== 1) throw new Error("the page holds a frame, into which axe is not sent: leave out setLegacyMode");
  const axe = new AxeBuilder({ page }).options({ runOnly: { type: "tag", values: [...rules] }, resultTypes: ["violations"] }).setLegacyMode();
  const found = await axe.analyze();
  return found.violations.flatMap((it) =>
    it.nodes.map((node) => `${it.id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n").at(-1)?.trim() ?? ""}`),
  );
}
