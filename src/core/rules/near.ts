// What vendors' files say of the text around keys that are not distinctive alone.
import type { Context } from "./rule";

/** Names in snake case, also as a header and as a class write them. */
export const spelled = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [
    ...new Set(["_", "-", "", ...(name.endsWith("_ai") ? [" "] : [])].map((joint) => name.replaceAll("_", joint))),
  ]);

/** Names that say of a value that it is some key. */
const KEY_NAMES: readonly string[] = [
  ...spelled("api_key", "auth_token", "access_token"),
  "authorization",
  "?key=",
  "&key=",
];

/** One reach for all, so that rules of one shape share one search. */
const REACH = 80;

/**
 * Named by one of `names` or whole `words`, or by the name of some key together with one of `hosts` in the same text.
 */
export function near(
  names: readonly string[],
  hosts: readonly string[] = [],
  { words, reach = REACH }: Partial<Pick<Context, "words" | "reach">> = {},
): Context {
  return { names, ...(words && { words }), ...(hosts.length > 0 && { keyNames: KEY_NAMES, hosts }), reach };
}

/** A sample's place: the value of a variable. */
export const inVariable = (name: string) => (): readonly [before: string, after: string] => [`${name} = "`, '"'];
