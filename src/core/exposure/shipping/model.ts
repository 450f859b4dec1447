// What asking about packages needs and gives.

/** The tools that make a package or an image, as a person calls them. */
export type Packager = "npm" | "vsce" | "docker" | "python" | "cargo";

export interface Shipping {
  readonly tool: Packager;
  readonly verdict: "ships" | "kept out" | "not sure";
  /** A sentence that names the manifest and the rule. */
  readonly why: string;
}

/** The files around the one that is asked about. Paths are relative to where looking starts, with `/`. */
export interface Surroundings {
  readonly text: (path: string) => string | undefined;
  readonly kind: (path: string) => "file" | "folder" | undefined;
  /** The names in a folder. */
  readonly names: (folder: string) => readonly string[];
  /** What git says of the file, where git was asked. */
  readonly gitIgnores?: boolean;
}

/** A line of a list that takes files in or leaves them out. */
export interface Rule {
  /** Where it is written. */
  readonly source: string;
  readonly text: string;
}

/** What a list of rules says of a path, and the rule that said it; `unsure` when it has rules that are not understood. */
export interface Ruling {
  readonly taken: boolean;
  readonly by?: Rule;
  readonly unsure?: boolean;
}

/** A ruling that does not hang on the rules that are not understood: they match everything, or nothing. */
export function ruled(rule: (assumed: boolean) => Ruling): Ruling {
  const [none, all] = [rule(false), rule(true)];
  return none.taken === all.taken ? none : { ...none, unsure: true };
}

const MAX_QUOTED = 80;

/** A pattern or a line of a repository's file, for a sentence. */
export function quoted(text: string): string {
  // A part of a text could be a part of a key, which nobody would know for one.
  if (text.length > MAX_QUOTED) return "a long pattern";
  return `\`${text.replace(/[\p{Cc}`]/gu, " ")}\``;
}

/** A tool's answer, from how it rules on a path. */
export function shippingOf(tool: Packager, ruling: Ruling, ships: string, keptOut: string): Shipping {
  if (ruling.unsure && ruling.by)
    return { tool, verdict: "not sure", why: `A pattern of ${ruling.by.source} is not understood here.` };
  if (ruling.unsure) return { tool, verdict: "not sure", why: "A pattern is not understood here." };
  return ruling.taken ? { tool, verdict: "ships", why: ships } : { tool, verdict: "kept out", why: keptOut };
}
