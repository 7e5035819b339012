import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MapDrawing, MapLook, MapView } from "#views";
import { type Land, mapDrawing, readLand } from "#views/map";
import { ROOT } from "./build.ts";

/** So many drawings are kept: three forms, two views, and as many alliances as records of different moments name. */
const MOST = 24;

/** Draws maps and keeps them: readers whose allies stand in the same places look at the same one. */
export function mapDesk(): (nations: MapView["nations"], look: MapLook) => MapDrawing {
  let land: Land | undefined;
  const kept = new Map<string, MapDrawing>();
  return (nations, look) => {
    const key = JSON.stringify([look.form, look.view, ...nations.map(({ id, mapId, latitude, longitude }) => [id, mapId, latitude, longitude])]);
    const found = kept.get(key);
    if (found !== undefined) return found;
    land ??= readLand(JSON.parse(readFileSync(join(ROOT, "data", "map", "world.json"), "utf8")));
    const made = mapDrawing(nations, land, look);
    const oldest = kept.size < MOST ? undefined : kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, made);
    return made;
  };
}
