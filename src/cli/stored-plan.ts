import { readSound } from "#adapters/runs";
import { isSound } from "#app";
import type { Results } from "#views";

/** Key under which a plan without the range of the figures is kept: another run than that of `plan`, kept beside it. */
export const baseFiguresKey = ({ runKey }: Pick<Results, "runKey">): string => `${runKey}-base-figures`;

/** The plan of these results as it was made before, with the range of the figures or without, by whichever command. Absent: none was made. */
export const storedPlan = async (results: Results): Promise<Results["comparison"]> => (await readSound(results.runKey, isSound(results))) ?? (await readSound(baseFiguresKey(results), isSound(results)));
