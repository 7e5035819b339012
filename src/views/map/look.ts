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

/** What is seen in a window: both sides of the ocean, one of them, or all allies where they lie on one. */
export const PANEL_NAMES = ["both", "allies", "east", "west"] as const;
export type PanelName = (typeof PANEL_NAMES)[number];

/** A window of the map as it is drawn. Unit: CSS pixels of its form. */
export interface DrawnPanel {
  readonly name: PanelName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The land and the borders in it, as `d` of a path. */
  readonly land: string;
  readonly borders: string;
}

/** An ally as it stands in the drawing. Unit: CSS pixels of its form. */
export interface DrawnAlly {
  readonly id: string;
  /** Its shape as `d` of a path. Empty: it has none, and is told by its place alone. */
  readonly path: string;
  /** Where its label or its dot stands. */
  readonly x: number;
  readonly y: number;
  /** What there is of it there. */
  readonly width: number;
  readonly height: number;
}

/** The map before it is coloured: windows, and the allies that have a place in them. Unit: CSS pixels of its form. */
export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  readonly panels: readonly DrawnPanel[];
  readonly allies: readonly DrawnAlly[];
}
