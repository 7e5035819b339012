/**
 * Web: the pages that a reader sees, from the views of the server this page came from.
 * Absent here: computation of figures, other hosts, names of any nation or capability.
 */
import "@fontsource/ibm-plex-sans/latin-400.css";
import "@fontsource/ibm-plex-sans/latin-600.css";
import "@fontsource/ibm-plex-sans/latin-ext-400.css";
import "@fontsource/ibm-plex-sans/latin-ext-600.css";
import "@fontsource/ibm-plex-sans-condensed/latin-400.css";
import "@fontsource/ibm-plex-sans-condensed/latin-600.css";
import "@fontsource/ibm-plex-sans-condensed/latin-ext-400.css";
import "@fontsource/ibm-plex-sans-condensed/latin-ext-600.css";
import "./design/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ledOn } from "./address/address.ts";
import { followTheme } from "./address/theme.ts";
import { pageAt } from "#api";
import { App } from "./app.tsx";
import { loadAtEase } from "./frame/load-at-ease.ts";
import { askAhead } from "./pages/pages.ts";
import { clientOf, OnPath } from "./fetch/clients.tsx";
import { homeQuery, whoQuery } from "./fetch/queries.ts";
import { languageNow } from "./words/words.ts";

const to = ledOn(location);
if (to !== undefined) history.replaceState(history.state, "", `${to}${location.hash}`);
followTheme();
const client = clientOf();
const query = new URLSearchParams(location.search);
// The code of the page and what the frame shows come at the same time, and what the page shows as soon as its code is there.
void client.prefetchQuery(homeQuery(query.get("as") ?? "", languageNow()));
void client.prefetchQuery(whoQuery(languageNow()));
const at = pageAt(location.pathname);
if (at !== undefined) void askAhead(client, at, location.href);
const page = document.getElementById("page");
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <OnPath>
        <App />
      </OnPath>
    </StrictMode>,
  );
  loadAtEase(client);
}
