import { createContext, useContext } from "react";
import type { Digits } from "../format/number.ts";

/** Which digits the figures of a column print. Outside of columns those that matter. */
export const ColumnDigits = createContext<Digits>("that-matter");

/** The digits of the column that a figure stands in. */
export const useDigits = (): Digits => useContext(ColumnDigits);
