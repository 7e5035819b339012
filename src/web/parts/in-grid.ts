import { createContext, useContext } from "react";

/** Whether something stands in a cell of a grid, which is one stop of the Tab key: what stands in it is pressed by Enter on the cell. */
export const InGrid = createContext(false);

/** The `tabIndex` of a button or link: out of the way of the Tab key within a grid. */
export const useTabStop = (): -1 | undefined => (useContext(InGrid) ? -1 : undefined);
