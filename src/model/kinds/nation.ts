import { id, number, optional, refs, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A member of the alliance. */
export const nation = recordKind({
  name: "nation",
  file: "nations",
  title: "A member of the alliance.",
  needed: true,
  rivalKey: [],
  fields: {
    ...provenance,
    id: id("Code of the nation, used by every other table (ISO 3166-1 alpha-3 where one exists)."),
    nameEn: text("Name in English."),
    nameFr: optional(text("Name in French."), "use the English name"),
    mapId: optional(text("Id of the nation's shape in the map file (ISO 3166-1 numeric where one exists)."), "not drawn on the map"),
    region: text("Region, for grouping."),
    accessionYear: year("Year of accession."),
    latitude: optional(number("Latitude of a point inside the nation.", { unit: "degrees", min: -90, max: 90 }), "unknown"),
    longitude: optional(number("Longitude of that point.", { unit: "degrees", min: -180, max: 180 }), "unknown"),
    exemptFrom: optional({ ...refs("capability", "Capabilities that it is not asked for, since it lacks what they take: ships, for instance, where there is no coast. An area or a group stands for all its leaves."), isLoose: true as const }, "asked for its share of all"),
    currency: text("Currency of the nation's own figures, ISO 4217 where one exists."),
  },
});
