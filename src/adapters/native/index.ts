/**
 * HiGHS as a program of this machine, behind the same port. Used only when asked for.
 * Absent here: what a model means, and any other process than the one it starts.
 */
export { isOnPath } from "./on-path.ts";
export { nativeHighs, type NativeOptions } from "./native-highs.ts";
