import type { QueryClient } from "@tanstack/react-query";
import type { ComponentType } from "react";
import type { Language } from "../words/words.ts";

/** A part of a page that the rail leads to: the id of its element, and its name in the language of the page. */
export interface PagePart {
  readonly id: string;
  readonly name: string;
}

/** What the `page.tsx` of a page's folder exports. */
export interface PageModule {
  /** The page. `id` is what stands in its address, for a page that has one: `/capabilities/:id`. Its first heading is an `h1`. */
  readonly Page: ComponentType<{ readonly id?: string }>;
  /** The parts of the page in the order they stand. Absent: the rail shows none. */
  readonly partsOf?: () => readonly PagePart[];
  /** Asks for what the page shows first as soon as its code is there, before it is drawn. Absent: drawing it asks. */
  readonly askAhead?: (client: QueryClient, looking: Looking) => void;
}

/** Who looks, and at what. */
export interface Looking {
  readonly as: string;
  readonly language: Language;
  readonly query: URLSearchParams;
}
