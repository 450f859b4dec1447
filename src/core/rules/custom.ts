// A team's own patterns. They run on a linear-time engine (RE2 syntax), so none of them can hang an editor, and
// each names the fixed text that its keys start with, so that it is tried only there.
import { RE2JS } from "re2js";
import { MAX_KEY, type Pattern, type Rule } from "./rule";

/** One entry of `keystow.rules.custom`, or of `patterns` in a policy file. */
export interface CustomPattern {
  readonly id: string;
  readonly title: string;
  /** Fixed text of at least three characters that every key starts with. */
  readonly prefix: string;
  /** RE2 syntax; matches one whole key, its prefix included. */
  readonly pattern: string;
  readonly envName?: string;
}

/** The rule of an own pattern, or the reason why there is none, in words that follow its name. */
export function customRule(entry: Partial<CustomPattern>): Rule | string {
  const { id, title, prefix, pattern, envName } = entry;
  if (typeof id !== "string" || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return "needs an id in kebab-case.";
  if (typeof title !== "string" || title === "") return `"${id}" needs a title.`;
  if (typeof prefix !== "string" || prefix.length < 3) return `"${id}" needs a prefix of at least three characters.`;
  if (typeof pattern !== "string") return `"${id}" needs a pattern.`;
  const name = envName ?? id.toUpperCase().replaceAll("-", "_");
  if (!/^[A-Z_][A-Z0-9_]*$/i.test(name)) return `"${id}" has an envName that no shell accepts.`;
  const compiled = compile(pattern);
  if (typeof compiled === "string") return `"${id}" has a pattern that RE2 does not accept: ${compiled}`;
  return {
    id,
    provider: "own",
    vendor: title,
    title: "key",
    confidence: "medium",
    evidence: "C",
    anchors: [prefix],
    heads: [prefix],
    lead: 0,
    pattern: compiled,
    shapes: [],
    handWritten: true,
    shape: `\`${pattern}\``,
    envName: name,
    envNames: [name],
    revokeUrl: "",
    sources: [],
    own: true,
    sample: () => ({ text: "", start: 0, end: 0 }),
    nearMisses: () => [],
  };
}

function compile(source: string): Pattern | string {
  try {
    const regex = RE2JS.compile(source);
    return {
      source,
      endAt: (text, start) => {
        if (/[A-Za-z0-9_-]/.test(text.charAt(start - 1))) return undefined;
        const matcher = regex.matcher(text.slice(start, start + MAX_KEY));
        if (!matcher.lookingAt() || matcher.end() === 0) return undefined;
        const end = start + matcher.end();
        return /[A-Za-z0-9_-]/.test(text.charAt(end)) ? undefined : end;
      },
    };
  } catch (error) {
    return error instanceof Error ? error.message : "unknown error";
  }
}
