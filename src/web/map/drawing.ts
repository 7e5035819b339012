import type { MapView } from "#views";
import { type Language, languageNow } from "../words/words.ts";
import { mayMeet } from "./cap.ts";
import { drawAllies, type DrawnAlly } from "./draw-allies.ts";
import { outlinesOf, pathText } from "./outline.ts";
import { oceanPanel, type Panel, sidePanels } from "./panels.ts";
import type { Land, Shape } from "./shapes.ts";

/** How the map is looked at. */
export interface Look {
  readonly view: "sides" | "ocean";
  readonly width: number;
  readonly height: number;
}

/** A window with the land and the borders in it, as `d` of a path. */
export interface DrawnPanel extends Pick<Panel, "name" | "x" | "y" | "width" | "height"> {
  readonly land: string;
  readonly borders: string;
}

/** The map as it stands on the page, before it is coloured. */
export interface Drawing {
  readonly panels: readonly DrawnPanel[];
  readonly allies: readonly DrawnAlly[];
}

type Nations = MapView["nations"];

// Who comes back to the page finds the drawing made: the last of each list of allies is kept as long as the list.
const kept = new WeakMap<Nations, { readonly look: Look; readonly land: Land; readonly language: Language; readonly drawing: Drawing }>();

/** Draws allies on land as it is looked at. */
export function drawingOf(nations: Nations, land: Land, look: Look): Drawing {
  const language = languageNow();
  const last = kept.get(nations);
  if (last?.land === land && last.language === language && last.look.view === look.view && last.look.width === look.width && last.look.height === look.height) return last.drawing;
  const placed = drawAllies.placed(nations, land);
  const panels = (look.view === "ocean" ? oceanPanel : sidePanels)(placed, look.width, look.height);
  const { allies, covered } = drawAllies.drawn(nations, land, panels);
  const drawing: Drawing = { panels: panels.map((it) => panelOf(it, land, covered.get(it))), allies };
  kept.set(nations, { look, land, language, drawing });
  return drawing;
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
