/** Every reason for which a request is refused, by the name that stands in `reason` of the answer. */
export const REASONS = {
  "bad-request": "The request is not what the route takes.",
  "no-reader": "`as` names no reader.",
  "no-measure": "The table has no such measure.",
  "no-year": "The year is outside the plan.",
  "no-figure": "Nothing is known under this key.",
  "not-planned": "The plan is not made yet.",
  "not-here": "There is no such route or file.",
  "nothing-to-see": "No nation of the data set is released to this reader.",
  "view-as-off": "The server shows each reader their own view; none can be chosen.",
  "foreign-host": "The request names a host that is not this server's.",
  "foreign-origin": "The request comes from a page of another origin.",
  "url-too-long": "The address is longer than the limit.",
  "headers-too-large": "The headers are larger than the limit.",
  "body-too-large": "The body is larger than the limit.",
  "body-too-deep": "The body nests deeper than the limit.",
  "media-type": "The body is not JSON.",
  "too-slow": "The request did not arrive in time.",
  "too-many": "One reader asked more in a minute than the limit.",
  "too-costly": "One reader asked more costly work in a minute than the limit.",
  "too-many-streams": "One reader holds more streams open than the limit.",
  stopping: "The server is stopping.",
  failed: "Something broke while the answer was made.",
} as const;

export type Reason = keyof typeof REASONS;
