/** Data sets on disk: read a folder, write one. Absent here: what the tables say. */
export { FOLDER_LIMITS, FolderError, type FolderLimits, readFolder } from "./read-folder.ts";
export { type LoadedDataset, type LoadOptions, digestOf, loadDataset, loadTexts, readTexts } from "./load.ts";
export { changeTable, keptName, type TableChange, tableText, undoTable } from "./change-table.ts";
export { writeFolder } from "./write-folder.ts";
export { makeFolderDurably, replaceDurably, writeNewDurably } from "./durable-file.ts";
export { alone, whileAlone } from "./while-alone.ts";
export { decodeText, type EncodingFault, strictText } from "./decode.ts";
