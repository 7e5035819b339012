import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Whether a program of this name can be run from a folder of the PATH. @example await isOnPath("highs") */
export async function isOnPath(program: string, path = process.env["PATH"] ?? ""): Promise<boolean> {
  const names = process.platform === "win32" ? [program, `${program}.exe`] : [program];
  const found = await Promise.all(path.split(delimiter).filter((it) => it !== "").flatMap((folder) => names.map((name) => access(join(folder, name), constants.X_OK).then(() => true, () => false))));
  return found.includes(true);
}
