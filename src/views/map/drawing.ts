import type { MapView } from "../home.ts";
import { mayMeet } from "./cap.ts";
import { drawAllies, type DrawnAlly } from "./draw-allies.ts";
import { outlinesOf, pathText } from "./outline.ts";
import { oceanPanel, type Panel, sidePanels } from "./panels.ts";
import type { Land, Shape } from "./shapes.ts";

/** The forms of the map, each drawn for a page of about its width and fitted to it there. Unit: CSS pixels. */
export const MAP_FORMS = { narrow: { width: 360, height: 446 }, middle: { width: 480, height: 307 }, wide: { width: 800, height: 440 } } as const;
export type MapForm = keyof typeof MAP_FORMS;

/** Each side of the ocean in a window of its own, or all of it in one. */
export const MAP_SIDES = ["sides", "ocean"] as const;

/** How the map is looked at. */
export interface MapLook {
  readonly form: MapForm;
  readonly view: (typeof MAP_SIDES)[number];
}

/** A window with the land and the borders in it, as `d` of a path. */
export interface DrawnPanel extends Pick<Panel, "name" | "x" | "y" | "width" | "height"> {
  readonly land: string;
  readonly borders: string;
}

/** The map before it is coloured: windows, and the allies that have a place in them. Unit: CSS pixels of its form. */
export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  readonly panels: readonly DrawnPanel[];
  readonly allies: readonly DrawnAlly[];
}

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
