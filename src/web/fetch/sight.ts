import { useHome, useReader } from "./queries.ts";

/** Whether all of the data set is shown, or what its reader may see of it. Who may look as anyone is told where that makes no difference. */
export function useSight(): "whole" | "seen" {
  const home = useHome().data;
  const reader = useReader().data;
  return home?.seen === undefined || reader?.choices?.allRead === true ? "whole" : "seen";
}
