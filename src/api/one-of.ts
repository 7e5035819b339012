import { Type } from "typebox";

/** One of some words, each of which the types know. @example oneOf(["quick", "full"], "How far it goes.") */
export const oneOf = <const Word extends string>(words: readonly Word[], description?: string) => Type.Unsafe<Word>({ type: "string", enum: [...words], ...(description !== undefined && { description }) });
