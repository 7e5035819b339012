/** Data sets on disk: read a folder, write one. Absent here: what the tables say. */
export { FolderError, readFolder } from "./read-folder.ts";
export { type LoadedDataset, loadDataset } from "./load.ts";
export { writeFolder } from "./write-folder.ts";
