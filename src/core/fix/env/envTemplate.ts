// `.env.example` and the like: the value goes to the real env file, the name stays.
import type { Finding } from "../../model";
import { baseName } from "../folders";
import { parseEnv } from "./envFile";
import { COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";

const TEMPLATE = /^\.(?:env|envrc|dev\.vars)(?:\..+)?\.(?:example|sample|template|dist|defaults?)$/;

/** `.env.example` and the like, whatever language the editor takes them for. */
export function isEnvTemplate(path: string): boolean {
  return TEMPLATE.test(baseName(path));
}

export function locateEnvTemplate({ text }: SourceFile, findings: readonly Finding[]): Located {
  const entries = parseEnv(text);
  return locateEach(findings, ({ span }) => {
    const { start, end } = { start: span.start.offset, end: span.end.offset };
    const entry = entries.find((one) => one.valueStart <= start && end <= one.valueEnd);
    if (!entry) return COMMENT_REASON;
    if (entry.value !== text.slice(start, end)) return "The key is only a part of this entry. Replace it by hand.";
    const raw = text.slice(entry.valueStart, entry.valueEnd);
    const blanks = { before: raw.length - raw.trimStart().length, after: raw.length - raw.trimEnd().length };
    const change = { start: entry.valueStart + blanks.before, end: entry.valueEnd - blanks.after, text: "" };
    return { hint: { name: entry.name, kind: "read" }, write: () => [change] };
  });
}
