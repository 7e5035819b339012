import type { MapView } from "../home.ts";
import { mayMeet } from "./cap.ts";
import type { DrawnAlly } from "./look.ts";
import { extentOf, outlinesOf, pathText } from "./outline.ts";
import type { Panel, Placed } from "./panels.ts";
import type { Land, Shape } from "./shapes.ts";

type Nation = MapView["nations"][number];

const shapeOf = (nation: Nation, land: Land): Shape | undefined => (nation.mapId === undefined ? undefined : land.byId.get(nation.mapId));
const pointOf = (nation: Nation): readonly [number, number] | undefined =>
  nation.latitude === undefined || nation.longitude === undefined ? undefined : [nation.longitude, nation.latitude];

/** Allies with what a view is fitted to. One that has neither shape nor point is not placed; the table still holds it. */
function placed(nations: readonly Nation[], land: Land): readonly Placed[] {
  return nations.flatMap((it): readonly Placed[] => {
    const shape = shapeOf(it, land);
    const point = pointOf(it);
    if (shape !== undefined) return [{ nation: it.id, main: shape.main }];
    return point === undefined ? [] : [{ nation: it.id, point }];
  });
}

const inTenths = (value: number): number => Math.round(value * 10) / 10;

function drawIn(panel: Panel, nation: Nation, shape: Shape | undefined): (DrawnAlly & { readonly span: number }) | undefined {
  const point = pointOf(nation);
  if (shape !== undefined && mayMeet(panel.cap, shape.main.cap)) {
    const outlines = new Map(shape.pieces.filter((it) => mayMeet(panel.cap, it.cap)).map((it) => [it, outlinesOf(panel.projection, { type: "Polygon", coordinates: it.points })]));
    const extent = extentOf(outlines.get(shape.main) ?? []);
    if (extent !== undefined)
      return { id: nation.id, path: pathText([...outlines.values()].flat(), "closed"), x: inTenths(extent.middle[0]), y: inTenths(extent.middle[1]), span: extent.area, width: inTenths(extent.width), height: inTenths(extent.height) };
  }
  const spot = point === undefined ? null : panel.projection([point[0], point[1]]);
  const isInside = spot !== null && spot[0] >= panel.x && spot[0] <= panel.x + panel.width && spot[1] >= panel.y && spot[1] <= panel.y + panel.height;
  return isInside ? { id: nation.id, path: "", x: inTenths(spot[0]), y: inTenths(spot[1]), span: 0, width: 0, height: 0 } : undefined;
}

/** Allies as they are drawn, and the countries that they cover in each window, which need not be drawn there again. */
interface Drawn {
  readonly allies: readonly DrawnAlly[];
  readonly covered: ReadonlyMap<Panel, ReadonlySet<Shape>>;
}

/** Every ally in the window where it is largest. */
function drawn(nations: readonly Nation[], land: Land, panels: readonly Panel[]): Drawn {
  const covered = new Map(panels.map((it) => [it, new Set<Shape>()]));
  const allies = nations.flatMap((nation): readonly DrawnAlly[] => {
    const shape = shapeOf(nation, land);
    const inPanels = panels.flatMap((panel) => {
      const ally = drawIn(panel, nation, shape);
      if (shape !== undefined && ally !== undefined && ally.path !== "") covered.get(panel)?.add(shape);
      return ally ?? [];
    });
    const best = inPanels.toSorted((a, b) => b.span - a.span)[0];
    if (best === undefined) return [];
    const { span: _, ...ally } = best;
    // Coloured wherever it is seen, named and reached once.
    return [{ ...ally, path: inPanels.map((it) => it.path).join("") }];
  });
  return { allies, covered };
}

/** From nations and land to shapes on the page. */
export const drawAllies = { placed, drawn } as const;
