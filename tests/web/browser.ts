import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * What the browser leaves out. Its address bar, which nobody sees here, would load two pages of its own beside each page that
 * is opened: a third of the work. The last list given wins, so what Playwright 1.65.1 leaves out by itself is listed too.
 */
const LEFT_OUT = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** Starts the browser of the tests: `CHROMIUM`, else the one of the system. It asks nothing of any network by itself. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? KNOWN.find((it) => existsSync(it));
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's `chromium`, or set CHROMIUM to a browser's path");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${LEFT_OUT.join(",")}`,
    ],
  });
}
