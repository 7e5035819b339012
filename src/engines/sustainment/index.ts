/**
 * Sustainment: what a force is short of, day by day, when it uses up its stocks and is supplied from depots and lines through
 * a lift that is limited. Many draws of the noise; results do not depend on how they are split over workers.
 * Absent here: the alliance's records, other engines, threads, the host's WebAssembly (an argument), the clock.
 */
export { CaseError, checkCase, type SustainmentCase, TRANSIT_MOST } from "./case.ts";
export type { Kernel, Outcome, Tracks } from "./kernel.ts";
export { scalarKernel } from "./scalar-kernel.ts";
export { simdKernel } from "./simd-kernel.ts";
export type { WasmHost } from "#maths";
export { BLOCK, type BlockOutcome, blocksOf, mergeBlocks, simulate, simulateBlock, type Simulated, type SustainmentOutcome } from "./simulate.ts";
