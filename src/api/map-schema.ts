import { Type } from "typebox";
import { MAP_FORMS, MAP_SIDES, type MapForm, PANEL_NAMES } from "#views";
import { oneOf } from "./one-of.ts";

const number = Type.Number();
const text = Type.String();

export const MAP_FORM = oneOf(Object.keys(MAP_FORMS) as MapForm[], "For a page of about which width it is drawn.");
export const MAP_SIDE = oneOf(MAP_SIDES, "Each side of the ocean in a window of its own, or all of it in one.");

/** The map before it is coloured. */
export const MapReply = Type.Object({
  width: number,
  height: number,
  panels: Type.Array(Type.Object({ name: oneOf(PANEL_NAMES), x: number, y: number, width: number, height: number, land: Type.String({ description: "Land that is no ally's, as `d` of an SVG path." }), borders: text })),
  allies: Type.Array(Type.Object({ id: text, path: Type.String({ description: "Its shape as `d` of an SVG path. Empty: it has none, and is told by its place alone." }), x: number, y: number, width: number, height: number }, { description: "An ally that has a place on the map: where its label stands, and what there is of it there." })),
});
