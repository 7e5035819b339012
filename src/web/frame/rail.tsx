import { useEffect, useId, useRef } from "react";
import type { PageAt, PageId } from "#api";
import type { PagePart } from "../pages/page.ts";
import { pagesIn, titleOf, usePage } from "../pages/pages.ts";
import { Boundary } from "../parts/boundary.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { useMoreAside } from "../parts/use-more-aside.ts";
import { type Language, wordsOf } from "../words/words.ts";
import { useSectionInSight } from "./use-section-in-sight.ts";
import { WORDS } from "./words.ts";

const GROUPS = ["top", "cycle", "workbench", "record"] as const;

/** The way through the pages that exist, and through the page at hand. */
export function Rail(props: {
  readonly at: PageAt | undefined;
  readonly language: Language;
  /** Parts of the page at hand. Absent: they are asked of the page itself. */
  readonly parts?: readonly PagePart[];
}) {
  const { at, language } = props;
  const words = wordsOf(WORDS);
  const rail = useRef<HTMLElement>(null);
  const id = useId();
  const page = at?.page;
  useMoreAside(rail);
  // On a narrow page the pages stand in a strip, and the one at hand may lie beyond its edge.
  useEffect(() => {
    const bring = (): void => {
      const current = page === undefined ? null : rail.current?.querySelector<HTMLElement>('[aria-current="page"]');
      if (current !== null && current !== undefined) bringToMiddle(rail.current, current);
    };
    let isOver = false;
    bring();
    // In the letters that come with the page the names are of another width.
    if (document.fonts.status === "loading") void document.fonts.ready.then(() => isOver || bring());
    return () => {
      isOver = true;
    };
  }, [page]);
  return (
    <aside ref={rail} className="rail" aria-label="Concord" onFocus={({ target }) => target.matches("a:focus-visible") && bringToMiddle(rail.current, target)}>
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
      <nav aria-label={words.pages}>
        {GROUPS.map((group) => {
          const pages = pagesIn(group);
          return pages.length === 0 ? null : (
            <div key={group} className="rail-group">
              {words.groups[group] !== "" && <h2 id={`${id}-${group}`}>{words.groups[group]}</h2>}
              <ul aria-labelledby={words.groups[group] === "" ? undefined : `${id}-${group}`}>
                {pages.map((page) => (
                  <li key={page}>
                    <PageLink to={{ page }} isCurrent={at?.page === page}>
                      {titleOf(page, language)}
                    </PageLink>
                    {at?.page === page && (
                      <Boundary key={page} instead={() => null}>
                        {props.parts === undefined ? <PartsOf page={page} /> : <Parts parts={props.parts} />}
                      </Boundary>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
    </aside>
  );
}

/** Scrolls the strip until something stands in its middle: at its edge the ring of what has the focus would be cut. Where all of the strip is in sight it does nothing. */
function bringToMiddle(strip: HTMLElement | null, it: HTMLElement): void {
  if (strip === null || strip.scrollWidth <= strip.clientWidth) return;
  strip.scrollTo({ left: it.getBoundingClientRect().left - strip.getBoundingClientRect().left + strip.scrollLeft - (strip.clientWidth - it.offsetWidth) / 2, behavior: "instant" });
}

/** The parts of the page at hand, once it is there. */
function PartsOf(props: { readonly page: PageId }) {
  return <Parts parts={usePage(props.page)?.partsOf?.() ?? []} />;
}

function Parts({ parts }: { readonly parts: readonly PagePart[] }) {
  const inSight = useSectionInSight(parts.map((it) => it.id));
  return parts.length === 0 ? null : (
    <ul className="rail-parts">
      {parts.map((it) => (
        <li key={it.id}>
          <a href={`#${it.id}`} aria-current={inSight === it.id ? "location" : undefined}>
            {it.name}
          </a>
        </li>
      ))}
    </ul>
  );
}
