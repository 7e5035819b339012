/**
 * Views: what the doors show, as plain data; every value with unit, label and why.
 * Absent here: HTML, terminals, HTTP, files.
 */
export * from "./heat.ts";
export * from "./home.ts";
export * from "./progress.ts";
export * from "./shown.ts";
export * from "./why.ts";
