import { SECTIONS } from "./sections.ts";
import { useSectionInSight } from "./use-section-in-sight.ts";

/** The way through the page. */
export function Rail() {
  const inSight = useSectionInSight(SECTIONS.map((it) => it.id));
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
      <nav aria-label="Parts of the page">
        <ul>
          {SECTIONS.map((it) => (
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
