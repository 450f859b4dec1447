// The boundaries that `rule.ts` gives to shapes, for the few patterns that are written by hand.

export const START = String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt"'])|(?<=%[0-9A-Fa-f]{2})|(?<=\$\{\w{1,40}:?-))`;
export const END = "(?![A-Za-z0-9_-])";

/** Bare hex digits, but not behind the sign that ties a commit or a digest to a repository: `name@1f3…`, `/commit/1f3…`. */
export const bareHex = (length: number): string => `${START}(?<![@#/])[0-9a-f]{${length}}${END}`;
