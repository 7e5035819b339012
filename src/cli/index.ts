/** The command line: a door that prints views. Data to standard output, progress and complaints to standard error. */
export { main } from "./main.ts";
