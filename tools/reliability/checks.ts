import type { Check } from "./check.ts";
import { bitFlipsCheck } from "./bit-flips.ts";
import { branchesCheck } from "./branches.ts";
import { diskErrorsCheck } from "./disk-errors.ts";
import { killCheck } from "./kill.ts";
import { loadCheck } from "./load.ts";
import { powerLossCheck } from "./power-loss-check.ts";
import { restoreCheck } from "./restore.ts";
import { soakCheck } from "./soak.ts";
import { largeAlliancesCheck, simulationCheck } from "./simulation-check.ts";
import { twoHistoriesCheck, twoWorldsCheck } from "./two-worlds.ts";

/** All checks, in the order of the page. */
export const CHECKS: readonly Check[] = [powerLossCheck, killCheck, diskErrorsCheck, bitFlipsCheck, simulationCheck, largeAlliancesCheck, twoWorldsCheck, twoHistoriesCheck, restoreCheck, loadCheck, soakCheck, branchesCheck];
