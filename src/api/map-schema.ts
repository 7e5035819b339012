import { Type } from "typebox";

const numbers = Type.Array(Type.Number());
const geometry = (kind: string, arcs: ReturnType<typeof Type.Array>) => Type.Object({ type: Type.Literal(kind), id: Type.Optional(Type.String()), properties: Type.Object({ name: Type.String() }), arcs });

/** The map, as topojson. */
export const MapReply = Type.Object({
  type: Type.Literal("Topology"),
  bbox: numbers,
  transform: Type.Object({ scale: numbers, translate: numbers }),
  objects: Type.Object({
    countries: Type.Object({
      type: Type.Literal("GeometryCollection"),
      geometries: Type.Array(Type.Union([geometry("Polygon", Type.Array(numbers)), geometry("MultiPolygon", Type.Array(Type.Array(numbers)))])),
    }),
  }),
  arcs: Type.Array(Type.Array(numbers)),
});
