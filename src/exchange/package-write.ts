import { columnOf, type Field, KINDS, type KindName, type AnyKind, type Settings } from "#model";

/** The text of `datapackage.json`: a Frictionless Data Package whose table schemas follow from the record kinds. */
export function packageText(settings: Settings, kinds: readonly AnyKind[]): string {
  const { name, title, ...concord } = settings;
  return `${JSON.stringify({ profile: "tabular-data-package", name, title, concord, resources: kinds.map(resourceOf) }, null, 2)}\n`;
}

/** A table as a Frictionless resource. */
export function resourceOf(kind: AnyKind): object {
  const foreignKeys = Object.entries(kind.fields).flatMap(([name, field]) =>
    field.type === "ref" ? [{ fields: columnOf(name), reference: { resource: referredTo(kind, field), fields: "id" } }] : [],
  );
  return {
    profile: "tabular-data-resource",
    name: kind.file.replaceAll("_", "-"),
    path: `${kind.file}.csv`,
    title: kind.title,
    format: "csv",
    encoding: "utf-8",
    schema: {
      fields: Object.entries(kind.fields).flatMap(([name, field]) => columnsSchema(columnOf(name), field)),
      primaryKey: "id",
      missingValues: [""],
      ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
    },
  };
}

/** Frictionless writes a reference to the table itself as an empty name. */
const referredTo = (kind: AnyKind, field: Field<unknown>): string => {
  const target = field.refersTo as KindName;
  return target === kind.name ? "" : KINDS[target].file.replaceAll("_", "-");
};

const FRICTIONLESS_TYPE: Readonly<Record<Field<unknown>["type"], string>> = {
  id: "string",
  text: "string",
  ref: "string",
  refs: "string",
  number: "number",
  integer: "integer",
  year: "integer",
  date: "string",
  share: "number",
  enum: "string",
  flag: "boolean",
  range: "number",
  values: "string",
};

function columnsSchema(column: string, field: Field<unknown>): readonly object[] {
  const constraints = {
    ...(field.optional ? {} : { required: true }),
    ...(column === "id" ? { unique: true } : {}),
    ...(field.type === "enum" ? { enum: field.values } : {}),
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
    ...(field.type === "date" ? { pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?" } : {}),
  };
  const one = {
    name: column,
    type: FRICTIONLESS_TYPE[field.type],
    ...(field.type === "flag" ? { trueValues: ["yes"], falseValues: ["no"] } : {}),
    description: field.absent === undefined ? field.meaning : `${field.meaning} Empty: ${field.absent}.`,
    ...(field.unit === undefined ? {} : { unit: field.unit }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
  if (field.type !== "range") return [one];
  const bound = (name: string, description: string) => ({ name, type: "number", description, ...(field.unit === undefined ? {} : { unit: field.unit }) });
  return [bound(`${column}_low`, `Low end of ${column}. Empty: no range given.`), one, bound(`${column}_high`, `High end of ${column}. Empty: no range given.`)];
}
