import type { RefObject } from "react";
import { useHome } from "../fetch/queries.ts";
import { SavePicture } from "../parts/save-picture.tsx";

/** Takes the drawing inside `within` out of the page, with the marking of the page. */
export function SaveDrawing(props: { readonly within: RefObject<HTMLElement | null>; readonly name: string; /** What it takes to read it away from its page. */ readonly besides?: string }) {
  const marking = useHome().data?.marking;
  return marking === undefined ? null : <SavePicture rests="apart" within={props.within} name={props.name} marking={marking} {...(props.besides !== undefined && { besides: props.besides })} />;
}
