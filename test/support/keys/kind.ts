import type { Random } from "../random";
import type { Make, NearMiss, Shape } from "./shape";

/** One kind of key of one provider, by its id and its kind text in the facts. */
export interface KeyKind {
  readonly provider: string;
  readonly kind: string;
  /** `alone`: known by its shape. `context`: only next to the provider's name. `pair`: only next to its companion. */
  readonly use: Use;
  /** A: the provider says so. B: several scanners agree. C: one of them. D: a best guess. */
  readonly grade: Grade;
  /** The public head that is the same for every key, possibly empty. */
  readonly prefix: string;
  /** An environment variable that holds this kind, or ''. */
  readonly envName: string;
  /** Set if the key is a whole JSON document rather than one word. */
  readonly json?: true;
  /** Set if the facts call it public by design or an identifier: what is no secret is told low or not at all. */
  readonly noSecret?: true;
  make(random: Random): string;
  /** What must stand near a key of a pair. */
  companion?(random: Random): string;
  /** One line of code from which a reader knows the provider. */
  contextLine?(key: string): string;
  /**
   * Texts that look like this kind, but are no key of any provider: those of `alone` kinds in a line that names no
   * provider, those of `context` kinds in their own context line. Where `why` begins with "placeholder", the shape
   * may be complete.
   */
  nearMisses(random: Random): readonly NearMiss[];
}

export type Use = "alone" | "context" | "pair";
export type Grade = "A" | "B" | "C" | "D";

/** A kind before its provider is known. */
type Entry = Omit<KeyKind, "provider" | "envName"> & { readonly env?: string };

interface Options {
  /** The variable of this kind, where it is not the provider's first. */
  readonly env?: string;
  readonly line?: (key: string) => string;
  readonly json?: true;
  readonly noSecret?: true;
}

/** The kinds of one provider; `env` is its usual environment variable. */
export function provider(id: string, env: string, ...entries: readonly Entry[]): readonly KeyKind[] {
  return entries.map(({ env: own, ...entry }) => {
    const envName = own ?? env;
    const contextLine = entry.contextLine ?? ((key: string): string => `${envName} = "${key}"`);
    return { provider: id, envName, ...entry, ...(entry.use === "context" ? { contextLine } : {}) };
  });
}

export function alone(grade: Grade, kind: string, shape: Shape, options: Options = {}): Entry {
  return entry("alone", grade, kind, shape, options);
}

export function context(grade: Grade, kind: string, shape: Shape, options: Options = {}): Entry {
  return entry("context", grade, kind, shape, options);
}

export function pair(grade: Grade, kind: string, shape: Shape, companion: Make, options: Options = {}): Entry {
  return { ...entry("pair", grade, kind, shape, options), companion };
}

function entry(use: Use, grade: Grade, kind: string, shape: Shape, { env, line, json, noSecret }: Options): Entry {
  return {
    kind,
    use,
    grade,
    ...shape,
    ...(env === undefined ? {} : { env }),
    ...(line ? { contextLine: line } : {}),
    ...(json ? { json } : {}),
    ...(noSecret ? { noSecret } : {}),
  };
}
