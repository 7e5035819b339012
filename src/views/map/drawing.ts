import type { MapView } from "../home.ts";
import { mayMeet } from "./cap.ts";
import { drawAllies } from "./draw-allies.ts";
import { type DrawnPanel, MAP_FORMS, type MapDrawing, type MapLook } from "./look.ts";
import { outlinesOf, pathText } from "./outline.ts";
import { oceanPanel, type Panel, sidePanels } from "./panels.ts";
import type { Land, Shape } from "./shapes.ts";

/** Draws allies on land as it is looked at. @example mapDrawing(home.map.nations, land, { form: "wide", view: "sides" }).panels.length // → 2 */
export function mapDrawing(nations: MapView["nations"], land: Land, look: MapLook): MapDrawing {
  const { width, height } = MAP_FORMS[look.form];
  const placed = drawAllies.placed(nations, land);
  const panels = placed.length === 0 ? [] : (look.view === "ocean" ? oceanPanel : sidePanels)(placed, width, height);
  const { allies, covered } = drawAllies.drawn(nations, land, panels);
  return { width, height, panels: panels.map((it) => panelOf(it, land, covered.get(it))), allies };
}

function panelOf(panel: Panel, land: Land, covered: ReadonlySet<Shape> | undefined): DrawnPanel {
  const { name, x, y, width, height, projection } = panel;
  const open = land.all.filter((it) => covered?.has(it) !== true);
  const pieces = open.flatMap((shape) => shape.pieces.filter((it) => mayMeet(panel.cap, it.cap))).map((it) => it.points);
  const borders = land.borders.filter((it) => mayMeet(panel.cap, it.cap)).map((it) => it.points);
  return {
    name,
    x,
    y,
    width,
    height,
    land: pathText(outlinesOf(projection, { type: "MultiPolygon", coordinates: pieces }), "closed"),
    borders: pathText(outlinesOf(projection, { type: "MultiLineString", coordinates: borders }), "open"),
  };
}
