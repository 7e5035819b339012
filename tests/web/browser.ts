import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

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
    ],
  });
}
