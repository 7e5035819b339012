/**
 * Builds the world map: `node tools/data/map.ts`. Shapes from npm `world-atlas` (Natural Earth 1:50m, public domain),
 * mended to internationally recognised borders, coarsened, and written to data/map/.
 */
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { geoArea, geoContains } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from "topojson-specification";

type Shape = (Polygon | MultiPolygon) & { id?: string; properties: { name: string } };
type World = Topology<{ countries: GeometryCollection }>;

const atlas = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");

/** Shapes of the world after the border mends, still in full detail. */
export function mendedWorld(): World {
  const world = JSON.parse(readFileSync(atlas, "utf8")) as World;
  const shapes = world.objects.countries.geometries as Shape[];
  const named = (name: string): Shape => {
    const found = shapes.find((it) => it.properties.name === name);
    if (found === undefined) throw new Error(`the atlas has no shape named ${name}`);
    return found;
  };
  const polygonsOf = (shape: Shape): number[][][] => (shape.type === "Polygon" ? [shape.arcs] : shape.arcs);
  const setPolygons = (shape: Shape, polygons: number[][][]): void => {
    Object.assign(shape, polygons.length === 1 ? { type: "Polygon", arcs: polygons[0] } : { type: "MultiPolygon", arcs: polygons });
  };
  const drop = (shape: Shape): void => void shapes.splice(shapes.indexOf(shape), 1);

  // Crimea is a polygon of its own in the atlas, drawn as Russian: it is Ukraine's.
  const [russia, ukraine] = [named("Russia"), named("Ukraine")];
  const pieces = polygonsOf(russia);
  const crimea = pieces.findIndex((arcs) => geoContains(feature(world, { type: "Polygon", arcs } as Polygon), [34.1, 44.95]));
  if (crimea < 0) throw new Error("the atlas no longer draws Crimea as a part of Russia: check this mend");
  setPolygons(ukraine, [...polygonsOf(ukraine), ...pieces.splice(crimea, 1)]);
  setPolygons(russia, pieces);

  // Northern Cyprus belongs to Cyprus and Somaliland to Somalia: the common border goes, so that no line shows.
  for (const [part, whole] of [["N. Cyprus", "Cyprus"], ["Somaliland", "Somalia"]] as const) {
    setPolygons(named(whole), joined(world, [...polygonsOf(named(whole)), ...polygonsOf(named(part))]));
    drop(named(part));
  }

  // Kosovo has no ISO code: a private id. Western Sahara keeps its own shape and id.
  named("Kosovo").id = "XKX";
  named("Siachen Glacier").id = "XSI";
  named("Indian Ocean Ter.").id = "XIO";
  giveWesternSahara(world, named("Morocco"), named("W. Sahara"));
  named("Macedonia").properties.name = "North Macedonia";
  named("Turkey").properties.name = "Türkiye";
  // The same number stands at two shapes of Australia.
  drop(named("Ashmore and Cartier Is."));
  return world;
}

/** Latitude of the border of Western Sahara with Morocco. Unit: degrees. */
const SAHARA_NORTH = 27.6667;

/** The atlas draws Western Sahara east of the sand wall only: it reaches the coast, south of a straight line. */
function giveWesternSahara(world: World, morocco: Shape, sahara: Shape): void {
  const [ring, own] = [(morocco.arcs as number[][])[0]!, (sahara.arcs as number[][])[0]!];
  const wall = ring.findIndex((arc) => own.includes(~arc));
  const [wallArc, coastArc] = [ring[wall]!, ring[wall + 1]!];
  if (wallArc < 0 || coastArc < 0) throw new Error("the atlas no longer walks Morocco as it did: check this mend");
  const { scale, translate } = world.transform!;
  const gridOf = (latitude: number): number => Math.round((latitude - translate[1]!) / scale[1]!);
  let [x, y] = [0, 0];
  const coast = world.arcs[coastArc]!.map(([dx, dy]): [number, number] => [(x += dx!), (y += dy!)]);
  const cut = coast.findIndex(([, latitude]) => latitude >= gridOf(SAHARA_NORTH));
  if (cut < 1) throw new Error("the coast of Morocco does not cross the border of Western Sahara");
  const corner = world.arcs[wallArc]![0]! as [number, number];
  const landing = coast[cut]!;
  const pieces = 10;
  const line = Array.from({ length: pieces + 1 }, (_, k): [number, number] => [Math.round(corner[0] + ((landing[0] - corner[0]) * k) / pieces), Math.round(corner[1] + ((landing[1] - corner[1]) * k) / pieces)]);
  const steps = (points: readonly [number, number][]): [number, number][] => points.map(([px, py], k) => (k === 0 ? [px, py] : [px - points[k - 1]![0], py - points[k - 1]![1]]));
  const first = world.arcs.push(steps(line), steps(coast.slice(0, cut + 1)), steps(coast.slice(cut))) - 3;
  ring.splice(wall, 2, first, first + 2);
  own.splice(own.indexOf(~wallArc), 1, first + 1, ~first);
}

/** Merges polygons that share arcs: an arc walked both ways is an inner border and falls away. */
function joined(world: World, polygons: readonly number[][][]): number[][][] {
  const all = polygons.flatMap((rings) => rings.flat());
  const inner = new Set(all.filter((arc) => all.includes(~arc)));
  const rest = polygons.filter((rings) => !rings.some((ring) => ring.some((arc) => inner.has(arc))));
  const open = polygons.filter((rings) => rings.some((ring) => ring.some((arc) => inner.has(arc)))).flatMap((rings) => rings.flat()).filter((arc) => !inner.has(arc));
  const startOf = (arc: number): string => JSON.stringify(arc < 0 ? world.arcs[~arc]!.length && endPoint(world, ~arc) : world.arcs[arc]![0]);
  const endOf = (arc: number): string => JSON.stringify(arc < 0 ? world.arcs[~arc]![0] : endPoint(world, arc));
  const rings: number[][] = [];
  while (open.length > 0) {
    const ring = [open.shift()!];
    for (;;) {
      const next = open.findIndex((arc) => startOf(arc) === endOf(ring.at(-1)!));
      if (next < 0) break;
      ring.push(...open.splice(next, 1));
      if (endOf(ring.at(-1)!) === startOf(ring[0]!)) break;
    }
    rings.push(ring);
  }
  return [...rest, ...rings.map((ring) => [ring])];
}

/** Last point of an arc, which the file stores as steps from the first. */
function endPoint(world: World, arc: number): [number, number] {
  return world.arcs[arc]!.reduce<[number, number]>(([x, y], [dx, dy]) => [x + dx!, y + dy!], [0, 0]);
}

/** Fewer points an arc (Douglas and Peucker 1973), ends kept so that neighbours still fit, on a coarser grid. */
export function coarsened(world: World, { near, far, grid }: { readonly near: number; readonly far: number; readonly grid: number }): World {
  const { scale, translate } = world.transform!;
  const degrees = world.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): [number, number] => [(x += dx!) * scale[0]! + translate[0]!, (y += dy!) * scale[1]! + translate[1]!]);
  });
  const step: [number, number] = [360 / (grid - 1), 180 / (grid - 1)];
  const keep = keptWhole(world);
  const arcs = degrees.map((points, index) => {
    const few = simplified(points, keep.has(index) ? 0 : inEurope(points) ? near : far).map(([x, y]): [number, number] => [Math.round((x + 180) / step[0]), Math.round((y + 90) / step[1])]);
    let [lastX, lastY] = [0, 0];
    const steps = few.map(([x, y], at): [number, number] | undefined => {
      const moved: [number, number] = [x - lastX, y - lastY];
      if (at > 0 && moved[0] === 0 && moved[1] === 0) return undefined;
      [lastX, lastY] = [x, y];
      return moved;
    }).filter((it) => it !== undefined);
    return steps.length > 1 ? steps : [...steps, [0, 0] as [number, number]];
  });
  return { ...world, bbox: [-180, -90, 180, 90], transform: { scale: step, translate: [-180, -90] }, arcs };
}

/** Whether a line runs where most allies lie close together, and maps are looked at closely. */
const inEurope = (points: readonly (readonly [number, number])[]): boolean => points.some(([x, y]) => x > -12 && x < 42 && y > 34 && y < 72);

/** Arcs of small shapes, which coarsening would eat. Unit of the limit: steradians, about 60,000 square kilometres. */
function keptWhole(world: World): ReadonlySet<number> {
  const kept = new Set<number>();
  for (const shape of world.objects.countries.geometries as Shape[])
    for (const arcs of shape.type === "Polygon" ? [shape.arcs] : shape.arcs) {
      if (geoArea(feature(world, { type: "Polygon", arcs } as Polygon)) > 0.0015) continue;
      if ((shape.type === "Polygon" ? 1 : shape.arcs.length) === 1 || geoArea(feature(world, shape as Polygon)) < 0.0015) for (const arc of arcs.flat()) kept.add(arc < 0 ? ~arc : arc);
    }
  return kept;
}

function simplified(points: readonly [number, number][], tolerance: number): readonly [number, number][] {
  if (points.length < 4 || tolerance === 0) return points;
  // A closed arc has no direction of its own: cut it at its farthest point.
  const [first, last] = [points[0]!, points.at(-1)!];
  const distance = (p: readonly [number, number]): number => {
    const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
    const length = Math.hypot(dx, dy);
    return length === 0 ? Math.hypot(p[0] - first[0], p[1] - first[1]) : Math.abs(dy * (p[0] - first[0]) - dx * (p[1] - first[1])) / length;
  };
  let at = 0;
  let farthest = 0;
  for (let index = 1; index < points.length - 1; index++) {
    const far = distance(points[index]!);
    if (far > farthest) [at, farthest] = [index, far];
  }
  if (farthest <= tolerance) return [first, last];
  return [...simplified(points.slice(0, at + 1), tolerance).slice(0, -1), ...simplified(points.slice(at), tolerance)];
}

/** The map without what no longer has a shape: rings that coarsening shrank to nothing or turned inside out, and arcs nobody uses. */
function tidied(world: World, before: World): World {
  const areaOf = (of: World, ring: readonly number[]): number => {
    const [points = []] = feature(of, { type: "Polygon", arcs: [ring] } as unknown as Polygon).geometry.coordinates as [number, number][][];
    return points.slice(1).reduce((sum, [x, y], k) => sum + points[k]![0] * y - x * points[k]![1], 0);
  };
  const stands = (ring: readonly number[]): boolean => areaOf(world, ring) * areaOf(before, ring) > 0;
  const geometries = (world.objects.countries.geometries as Shape[]).flatMap((shape): readonly Shape[] => {
    const polygons = (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).filter((rings) => stands(rings[0]!)).map((rings) => rings.filter(stands));
    if (polygons.length === 0) return [];
    return [{ ...shape, ...(polygons.length === 1 ? { type: "Polygon", arcs: polygons[0] } : { type: "MultiPolygon", arcs: polygons }) } as Shape];
  });
  const used = [...new Set(geometries.flatMap((shape) => (shape.arcs as number[][][]).flat(2)).map((arc) => (arc < 0 ? ~arc : arc)))].sort((one, other) => one - other);
  const place = new Map(used.map((arc, index) => [arc, index]));
  const renumber = (arcs: unknown): unknown => (Array.isArray(arcs) ? arcs.map(renumber) : (arcs as number) < 0 ? ~place.get(~(arcs as number))! : place.get(arcs as number)!);
  const renumbered = geometries.map((shape) => ({ type: shape.type, id: shape.id, properties: shape.properties, arcs: renumber(shape.arcs) }) as unknown as Shape);
  return { ...world, objects: { countries: { type: "GeometryCollection", geometries: renumbered as never } }, arcs: used.map((arc) => world.arcs[arc]!) };
}

if (import.meta.main) {
  const target = resolve(import.meta.dirname, "../../data/map");
  mkdirSync(target, { recursive: true });
  const world = mendedWorld();
  const text = `${JSON.stringify(tidied(coarsened(world, { near: 0.004, far: 0.06, grid: 36001 }), world))}\n`;
  writeFileSync(join(target, "world.json"), text);
  writeFileSync(join(target, "LICENCE.md"), LICENCE());
  console.log(`world.json ${Math.round(text.length / 1000)} kB`);
}

function LICENCE(): string {
  return `# Map

\`world.json\` is made by \`node tools/data/map.ts\` from npm [world-atlas](https://github.com/topojson/world-atlas) 2.0.2
(ISC licence, Michael Bostock), which carries the 1:50m cultural vectors of [Natural Earth](https://www.naturalearthdata.com)
4.1 (public domain). Coarsened by us; the mends below are ours and in the public domain as well.

Borders follow international recognition, not control:

- Crimea is part of Ukraine (804).
- Kosovo has a shape of its own under the private id \`XKX\`.
- The north of Cyprus is part of Cyprus (196); Somaliland is part of Somalia (706).
- Western Sahara, which the United Nations lists as a non-self-governing territory, has a shape of its own (732).
- Other disputed lines, among them the southern Kurils, Kashmir and the Siachen glacier, are as Natural Earth draws them.

Ids are ISO 3166-1 numeric codes. The map draws no claim of Concord's makers about any border.
`;
}
