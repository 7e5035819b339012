import type { DrawnAlly, MapView } from "#views";

/** An ally as it stands on the page. Unit: CSS pixels there. */
export interface PlacedAlly {
  readonly id: string;
  readonly name: string;
  /** Its shape, in the pixels of the drawing. */
  readonly path: string;
  /** Where its label or its dot stands. */
  readonly at: readonly [number, number];
  /** Too small to be seen or hit as a shape: it gets a dot. */
  readonly isSmall: boolean;
  /** Its id fits inside it. */
  readonly hasRoom: boolean;
  /** What there is of it where its label stands. */
  readonly width: number;
  readonly height: number;
}

const SMALL = 11;
const LABEL_WIDTH = 27;
const LABEL_HEIGHT = 15;

/**
 * Allies of a drawing as they stand on a page that shows it so many times larger, in the order of the nations; the small ones last so that their dots lie on top.
 * @example placed([{ id: "ASH", path: "", x: 10, y: 20, width: 0, height: 0 }], nations, 2)[0]?.at // → [20, 40]
 */
export function placed(allies: readonly DrawnAlly[], nations: MapView["nations"], times: number): readonly PlacedAlly[] {
  const drawn = new Map(allies.map((it) => [it.id, it]));
  return nations
    .flatMap(({ id, name }): readonly PlacedAlly[] => {
      const it = drawn.get(id);
      if (it === undefined) return [];
      const [width, height] = [it.width * times, it.height * times];
      return [{ id, name, path: it.path, at: [it.x * times, it.y * times], isSmall: Math.max(width, height) < SMALL, hasRoom: width > LABEL_WIDTH && height > LABEL_HEIGHT, width, height }];
    })
    .toSorted((a, b) => Number(a.isSmall) - Number(b.isSmall));
}
