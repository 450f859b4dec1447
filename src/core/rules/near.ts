// The usual context: a name in the statement before the key, or some key's name there and a host in the file.
import type { Context } from "./rule";

/** Names that say of a value that it is some key. */
const KEY_NAMES: readonly string[] = ["api_key", "apikey", "api-key", "authorization"];

/** One reach for all, so that rules of one shape share one search. */
const REACH = 80;

/** Named by one of `names`, or by the name of some key together with one of `hosts` in the same text. */
export function near(names: readonly string[], hosts: readonly string[] = []): Context {
  return { names, ...(hosts.length > 0 && { keyNames: KEY_NAMES, hosts }), reach: REACH };
}

/** The line of a sample that its variable names. */
export function assigned(envName: string): () => readonly [before: string, after: string] {
  return () => [`${envName} = "`, '"'];
}
