import type { Tables } from "./build.ts";
export const readmeText = (tables: Tables): string => `${Object.keys(tables).length}\n`;
export const licenceText = (): string => "";
