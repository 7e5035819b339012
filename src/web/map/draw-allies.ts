import { geoPath } from "d3-geo";
import type { MapView } from "#views";
import type { Panel, Placed } from "./panels.ts";
import { type Land, mainland, type Shape } from "./shapes.ts";

/** An ally as it stands in the drawing. */
export interface DrawnAlly {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Where its label or its dot stands. */
  readonly at: readonly [number, number];
  /** Too small to be seen or hit as a shape: it gets a dot. */
  readonly isSmall: boolean;
  /** Its label fits inside it. */
  readonly hasRoom: boolean;
}

type Nation = MapView["nations"][number];

const SMALL = 11;
const LABEL_WIDTH = 27;
const LABEL_HEIGHT = 15;

const shapeOf = (nation: Nation, land: Land): Shape | undefined => (nation.mapId === undefined ? undefined : land.byId.get(nation.mapId));
const pointOf = (nation: Nation): readonly [number, number] | undefined =>
  nation.latitude === undefined || nation.longitude === undefined ? undefined : [nation.longitude, nation.latitude];

/** Allies with what a view is fitted to. One that has neither shape nor point is not placed; the table still holds it. */
function placed(nations: readonly Nation[], land: Land): readonly Placed[] {
  return nations.flatMap((it): readonly Placed[] => {
    const shape = shapeOf(it, land);
    const point = pointOf(it);
    if (shape !== undefined) return [{ nation: it.id, main: mainland(shape) }];
    return point === undefined ? [] : [{ nation: it.id, point }];
  });
}

function drawIn(panel: Panel, nation: Nation, shape: Shape | undefined): (DrawnAlly & { readonly span: number }) | undefined {
  const path = geoPath(panel.projection).digits(1);
  const point = pointOf(nation);
  if (shape !== undefined) {
    const main = mainland(shape);
    const [[left, top], [right, bottom]] = path.bounds(main);
    const [x, y] = path.centroid(main);
    if (Number.isFinite(x) && Number.isFinite(y)) {
      const width = right - left;
      const height = bottom - top;
      return {
        id: nation.id,
        name: nation.name,
        path: path(shape) ?? "",
        at: [x, y],
        span: path.area(main),
        isSmall: Math.max(width, height) < SMALL,
        hasRoom: width > LABEL_WIDTH && height > LABEL_HEIGHT,
      };
    }
  }
  const spot = point === undefined ? null : panel.projection([point[0], point[1]]);
  const isInside = spot !== null && spot[0] >= panel.x && spot[0] <= panel.x + panel.width && spot[1] >= panel.y && spot[1] <= panel.y + panel.height;
  return isInside ? { id: nation.id, name: nation.name, path: "", at: spot, span: 0, isSmall: true, hasRoom: false } : undefined;
}

/** Every ally in the window where it is largest, by name; the small ones last so that their dots lie on top. */
function drawn(nations: readonly Nation[], land: Land, panels: readonly Panel[]): readonly DrawnAlly[] {
  const all = nations.flatMap((nation): readonly DrawnAlly[] => {
    const shape = shapeOf(nation, land);
    const inPanels = panels.flatMap((panel) => drawIn(panel, nation, shape) ?? []);
    const best = inPanels.toSorted((a, b) => b.span - a.span)[0];
    // Coloured wherever it is seen, named and reached once.
    return best === undefined ? [] : [{ ...best, path: inPanels.map((it) => it.path).join("") }];
  });
  return all.toSorted((a, b) => Number(a.isSmall) - Number(b.isSmall) || a.name.localeCompare(b.name));
}

/** From nations and land to shapes on the page. */
export const drawAllies = { placed, drawn } as const;
