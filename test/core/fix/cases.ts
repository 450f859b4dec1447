// Fixtures of the fix: what a file is before and after, with `«rule»` or `«rule seed»` where a key stands.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type FixPlan,
  type FixRequest,
  languageOf,
  planFix,
  type Refusal,
  ruleOf,
  scanText,
  type StoreId,
} from "../../../src/core/index";
import { DEFAULT_POLICY } from "../../../src/core/index";

export interface Case {
  readonly title: string;
  /** The first one is the source. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Words of the reason, where the key cannot be moved. */
  readonly refused: string | undefined;
  /** Words of the advice. */
  readonly advice: readonly string[];
  /** The store that settings name. */
  readonly store: StoreId | undefined;
}

export const KEY = /«([a-z0-9-]+)(?: ([^»]*))?»/g;

/** The key of a placeholder; the same for the same rule and seed. */
export function keyOf(rule: string, seed = ""): string {
  const sample = ruleOf(rule)?.sample(`fix ${seed}`);
  if (!sample) throw new Error(`no rule ${rule}`);
  return sample.text.slice(sample.start, sample.end);
}

/** A text with its placeholders filled in, and what stands in `‹…›` written in another form. */
export function filled(text: string): string {
  return text
    .replace(KEY, (_, rule: string, seed?: string) => keyOf(rule, seed))
    .replace(/‹(?<form>\w+)(?:\[(?<joint>[^\]]*)\])? (?<plain>[^›]*)›/g, (...found) => {
      const { form = "", joint = "", plain = "" } = found.at(-1) as Record<string, string>;
      return FORMS[form]?.(plain, joint) ?? form;
    });
}

const escaped = (text: string, write: (code: string) => string): string =>
  text.replaceAll(/[-_]|(?<=-\w{3})\w/g, (char) => write(char.charCodeAt(0).toString(16)));

/** `‹base64 user:«rule»›`, `‹hex «rule»›`, `‹split[" + "] «rule»›` with what stands between the pieces. */
export const FORMS: Readonly<Record<string, (text: string, joint: string) => string>> = {
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  line64: (text) => Buffer.from(`${text}\n`).toString("base64"),
  twice64: (text) => Buffer.from(Buffer.from(text).toString("base64")).toString("base64"),
  hex: (text) => escaped(text, (code) => `\\x${code}`),
  unicode: (text) => escaped(text, (code) => `\\u00${code}`),
  inner: (text) => escaped(text, (code) => `\\\\u00${code}`),
  braces: (text) => escaped(text, (code) => `\\u{${code}}`),
  percent: (text) => escaped(text, (code) => `%${code.toUpperCase()}`),
  split: (text, joint) => `${text.slice(0, SPLIT_AT)}${joint.replaceAll("↵", "\n")}${text.slice(SPLIT_AT)}`,
};

/** After the public prefix, between two letters or digits of every key that fixtures split. */
const SPLIT_AT = 15;

/**
 * Reads `test/fixtures/fix/NAME.txt`: cases that start with `### title`, then files of before as `--- path` and of
 * after as `+++ path`, `!!! words` of a refusal, `>>> words` of what is told after a move, `@@@ store` that keys shall go to.
 */
export function casesOf(name: string): readonly Case[] {
  const text = readFileSync(join("test/fixtures/fix", `${name}.txt`), "utf8").replaceAll("\r\n", "\n");
  return text.split(/^### /m).slice(1).map(parseCase);
}

export const CASE_FILES: readonly string[] = readdirSync("test/fixtures/fix")
  .filter((name) => name.endsWith(".txt"))
  .map((name) => name.slice(0, -".txt".length));

function parseCase(text: string): Case {
  const [title = "", ...parts] = text.split(/^(?=(?:---|\+\+\+|!!!|>>>|@@@) )/m);
  const marked = (mark: string): readonly (readonly [string, string])[] =>
    parts
      .filter((part) => part.startsWith(`${mark} `))
      .map((part) => {
        const end = part.indexOf("\n");
        return [part.slice(mark.length + 1, end).trim(), part.slice(end + 1).replace(/\n\n$/, "\n")] as const;
      });
  return {
    title: title.trim(),
    before: new Map(marked("---")),
    after: new Map(marked("+++")),
    refused: marked("!!!")[0]?.[0],
    advice: marked(">>>").map(([words]) => words),
    store: marked("@@@")[0]?.[0] as StoreId | undefined,
  };
}

/** The request of a text's findings; `files` are the others around it. */
export function requestFor(path: string, text: string, files: ReadonlyMap<string, string>): FixRequest {
  const { findings } = scanText(text, { path }, DEFAULT_POLICY);
  return {
    findings,
    source: { path, languageId: languageOf(path, text), text },
    files,
    blocked: new Map(),
    eol: "\n",
  };
}

/** The plan of a case's source. */
export function planOf(before: ReadonlyMap<string, string>, store?: StoreId): FixPlan | Refusal {
  const [[path, text] = ["", ""], ...others] = [...before].map(([name, one]) => [name, filled(one)] as const);
  return planFix({ ...requestFor(path, text, new Map(others)), ...(store && { store }) });
}
