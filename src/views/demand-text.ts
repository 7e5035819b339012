import type { Demand } from "#engines/plan";
import type { LeverFault } from "./lever-text.ts";

/** Forms of the demands, for complaints and for the help. */
export const DEMAND_FORMS = {
  cover: "LEAF=SHARE@YEAR, for example LAND-01=90%@2032",
  stock: "NATION/SYSTEM=SHARE@YEAR",
  budget: "NATION=M or NATION=M@YEAR or NATION=M@FROM-TO",
  spend: "M, discounted, over the whole plan",
  keep: "PROGRAMME",
  delay: "PROGRAMME=YEARS",
  "line-lost": "LINE or LINE@YEAR",
  "without-lead": "NATION/LEAF",
  order: "NATION/SYSTEM>=QUANTITY@YEAR or NATION/SYSTEM<=QUANTITY@YEAR",
} as const;

export type DemandName = keyof typeof DEMAND_FORMS;

/**
 * Reads one hard demand on the plan as it stands after an option or in an address. `before`: its name as it was written.
 * @example readDemand("cover", "air=90%@2032", "cover:") // → { kind: "cover", leaf: "air", share: 0.9, from: 2032 }
 */
export function readDemand(name: DemandName, text: string, before: string): Demand | LeverFault {
  const mend = `Write it as ${DEMAND_FORMS[name]}.`;
  let wrong: string | undefined;
  const number = (value: string): number => {
    const found = Number(value);
    if (value === "" || !Number.isFinite(found)) wrong = value;
    return found;
  };
  const share = (value: string): number => (value.endsWith("%") ? number(value.slice(0, -1)) / 100 : number(value));
  const made = demandOf(name, text, { number, share });
  if (made === undefined) return { problem: `"${text}" is no demand for ${before}.`, mend };
  return wrong === undefined ? made : { problem: `"${wrong}" in "${text}" is no number.`, mend };
}

/** Reads a demand with its name in front: what an address says. @example readNamedDemand("keep:P1") // → { kind: "programme", programme: "P1", delay: 0 } */
export function readNamedDemand(text: string): Demand | LeverFault {
  const [name = "", ...rest] = text.split(":");
  return name in DEMAND_FORMS ? readDemand(name as DemandName, rest.join(":"), `${name}:`) : { problem: `"${text}" begins with no demand.`, mend: `Begin with one of: ${Object.keys(DEMAND_FORMS).map((it) => `${it}:`).join(", ")}.` };
}

interface Numbers {
  readonly number: (value: string) => number;
  readonly share: (value: string) => number;
}

function demandOf(name: DemandName, text: string, { number, share }: Numbers): Demand | undefined {
  const parts = (form: RegExp): readonly string[] | undefined => form.exec(text)?.slice(1).map((it) => (it as string | undefined)?.trim() ?? "");
  switch (name) {
    case "cover": {
      const [leaf = "", of = "", year] = parts(/^([^=]+)=([^@]+)@(\d{4})$/) ?? [];
      return year === undefined ? undefined : { kind: "cover", leaf, share: share(of), from: Number(year) };
    }
    case "stock": {
      const [nation = "", system = "", of = "", year] = parts(/^([^/]+)\/([^=]+)=([^@]+)@(\d{4})$/) ?? [];
      return year === undefined ? undefined : { kind: "stock", nation, system, share: share(of), from: Number(year) };
    }
    case "budget": {
      const [nation, most = "", from = "", to = ""] = parts(/^([^=]+)=([^@]+?)(?:@(\d{4})(?:-(\d{4}))?)?$/) ?? [];
      return nation === undefined ? undefined : { kind: "budget", nation, most: number(most), ...(from !== "" && { from: Number(from), to: Number(to === "" ? from : to) }) };
    }
    case "spend":
      return { kind: "spend", most: number(text) };
    case "keep":
      return { kind: "programme", programme: text, delay: 0 };
    case "delay": {
      const [programme = "", years] = parts(/^([^=]+)=(\d+)$/) ?? [];
      return years === undefined ? undefined : { kind: "programme", programme, delay: Number(years) };
    }
    case "line-lost": {
      const [line, year = ""] = parts(/^(.+?)(?:@(\d{4}))?$/) ?? [];
      return line === undefined ? undefined : { kind: "line-lost", line, ...(year !== "" && { from: Number(year) }) };
    }
    case "without-lead": {
      const [nation = "", leaf] = parts(/^([^/]+)\/(.+)$/) ?? [];
      return leaf === undefined ? undefined : { kind: "no-lead", nation, leaf };
    }
    case "order": {
      const [nation = "", system = "", bound, quantity = "", by = ""] = parts(/^([^/]+)\/(.+?)(>=|<=)([^@]+)@(\d{4})$/) ?? [];
      return bound === undefined ? undefined : { kind: "order", nation, system, bound: bound === ">=" ? "least" : "most", quantity: number(quantity), by: Number(by) };
    }
  }
}
