import type { MouseEvent } from "react";
import { changeAddress, withChanges } from "../address/address.ts";
import { EVIDENCE_SECTIONS, SECTIONS } from "./sections.ts";
import { useSectionInSight } from "./use-section-in-sight.ts";

const PAGES = [
  { id: "plan", name: "Plan", value: undefined },
  { id: "evidence", name: "Evidence since 1914", value: "evidence" },
] as const;

/** The way through the pages, and through the page at hand. */
export function Rail(props: { readonly page: (typeof PAGES)[number]["id"] }) {
  const sections = props.page === "evidence" ? EVIDENCE_SECTIONS : SECTIONS;
  const inSight = useSectionInSight(sections.map((it) => it.id));
  const go = (event: MouseEvent, page: "evidence" | undefined): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    changeAddress({ page, why: undefined }, "push");
    scrollTo(0, 0);
  };
  return (
    <div className="rail">
      <div className="brand">
        <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
          <path
            d="m2 4 8 3.6L18 4M2 9.2l8 3.6 8-3.6M2 14.4 10 18l8-3.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
        Concord
      </div>
      <nav aria-label="Pages and their parts">
        <ul className="rail-pages">
          {PAGES.map((it) => (
            <li key={it.id}>
              <a
                href={`/${withChanges(location.search, { page: it.value, why: undefined })}`}
                aria-current={props.page === it.id ? "page" : undefined}
                onClick={(event) => go(event, it.value)}
              >
                {it.name}
              </a>
            </li>
          ))}
        </ul>
        <ul>
          {sections.map((it) => (
            <li key={it.id}>
              <a href={`#${it.id}`} aria-current={inSight === it.id ? "location" : undefined}>
                {it.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
