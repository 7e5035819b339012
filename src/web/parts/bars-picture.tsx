import { type ComponentProps, useRef } from "react";
import { DifferenceBars } from "./difference-bars.tsx";
import { SavePicture } from "./save-picture.tsx";

/** Saves bars that stand in the cells of a table as a drawing of their own: it is drawn beside the page, where nobody sees or hears it. */
export function BarsPicture(props: { readonly bars: ComponentProps<typeof DifferenceBars>; readonly picture: Omit<ComponentProps<typeof SavePicture>, "within"> }) {
  const within = useRef<HTMLDivElement>(null);
  return (
    <>
      <SavePicture within={within} {...props.picture} />
      <div ref={within} className="beside-page" aria-hidden="true">
        <DifferenceBars {...props.bars} />
      </div>
    </>
  );
}
