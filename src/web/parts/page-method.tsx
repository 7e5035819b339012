import type { Method } from "../pages/methods.ts";
import { PageLink } from "./page-link.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Below a page: how its figures are computed, and what they do not tell. */
export function PageMethod(props: { readonly method: Method }) {
  const words = wordsOf(WORDS);
  return (
    <details className="how page-method">
      <summary>{words.method}</summary>
      <h2>{words.how}</h2>
      <p>{props.method.how}</p>
      <h2>{words.limits}</h2>
      <p>{props.method.limits}</p>
      <p>
        <PageLink to={{ page: "interface" }}>{words.programs}</PageLink>
      </p>
    </details>
  );
}
