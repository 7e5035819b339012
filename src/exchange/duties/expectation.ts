import type { Decision } from "#duties";

/** What a scenario expects, as far as its words are known. */
export type Expectation = {
  readonly decision: "allow" | "deny";
  readonly isFlagged: boolean;
  readonly hasReview: boolean /** Reasons that may stand in the way, where it says what would lift them. */;
  readonly until?: readonly string[];
};

/** What lifts a refusal, and the reasons that it lifts. */
const UNTIL: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(?:the |an? )?(?:tender['’]s )?integrity officer(?: of \S+)?(?: \S+)? (?:records|has recorded|signs) a release(?: (?:for|of) .+)?$/u,
    ["conflict-not-released"],
  ],
  [
    /^(?:a |the |another )?(?:second |different )?approver (?:approves|signs)|^(?:a |the )?second approval(?: is given)?$/u,
    ["too-few-approvals", "too-few-approvals-for-related"],
  ],
  [/^(?:the |a )?(?:second|other|another) opening officer (?:signs|has signed)$|^(?:two|both) opening officers have signed$/u, ["too-few-openers"]],
  [
    /^(?:the |a |his |her |their )?declaration(?: of interests?)? is filed(?: .+)?$|^.+ (?:files|has filed) (?:a|the|his|her|their) declaration(?: .+)?$/u,
    ["declaration-first"],
  ],
  [/^(?:the )?(?:bids are opened|opening(?: of .+)?)$/u, ["sealed"]],
  [/^(?:the )?(?:bid )?(?:submission(?: period)?|deadline)(?: of .+)? (?:is over|closes|ends|has passed|passes)$/u, ["submission-open", "sealed"]],
];

/** Reads an expectation; `undefined` where its words are not known. @example expectationOf("allow, flagged") // → { decision: "allow", isFlagged: true, hasReview: false } */
export function expectationOf(text: string): Expectation | undefined {
  const found = /^(allow|allowed|permit|permitted|deny|denied|refuse|refused)\b[,;]?(.*)$/u.exec(text.trim());
  if (found === null) return undefined;
  const rest = (found[2] ?? "").trim().replace(/\.$/, "");
  if (/^(?:deny|denied|refuse)/.test(found[1] ?? "")) {
    if (rest === "") return { decision: "deny", isFlagged: false, hasReview: false };
    const until = UNTIL.find(([words]) => words.test(rest.replace(/^until /, "")))?.[1];
    return rest.startsWith("until ") && until !== undefined ? { decision: "deny", isFlagged: false, hasReview: false, until } : undefined;
  }
  const parts = rest
    .split(/, and |,| and |;/)
    .map((it) => it.trim())
    .filter((it) => it !== "");
  const isFlag = (it: string): boolean => /^(?:is )?flagged$/.test(it);
  const isReview = (it: string): boolean => /^(?:a )?(?:post-)?review(?: task| due date)*(?: is)? (?:created|due)$|^with (?:a )?(?:post-)?review$/.test(it);
  return parts.every((it) => isFlag(it) || isReview(it)) ? { decision: "allow", isFlagged: parts.some(isFlag), hasReview: parts.some(isReview) } : undefined;
}

/** How a decision differs from what is expected; `undefined` where it does not. */
export function differenceFrom(expected: Expectation, decision: Decision): string | undefined {
  const found =
    decision.kind === "allow"
      ? ["allow", ...decision.flags, ...(decision.reviewDue === undefined ? [] : ["review"])].join(", ")
      : `deny: ${decision.refusals.map((it) => it.reason).join(", ")}`;
  if (decision.kind !== expected.decision) return `expected ${expected.decision}, decided ${found}`;
  if (decision.kind === "deny")
    return expected.until === undefined || decision.refusals.every((it) => expected.until?.includes(it.reason))
      ? undefined
      : `expected to be lifted by what lifts ${expected.until.join(" or ")}, decided ${found}`;
  return decision.flags.includes("emergency") === expected.isFlagged && (decision.reviewDue !== undefined || !expected.hasReview)
    ? undefined
    : `expected ${expected.isFlagged ? "flagged" : "without flag"}${expected.hasReview ? " with a review" : ""}, decided ${found}`;
}
