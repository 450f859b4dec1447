// Terraform: configurations (.tf) and values of their variables (.tfvars).
// https://developer.hashicorp.com/terraform/language/values/variables
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { insertInto } from "../code/write";
import { Lexed } from "../code/lexer";
import type { Hole, Syntax } from "../code/syntax";
import { baseName, folderOf, join, within } from "../folders";
import type { Finding } from "../../model";
import { assignedName, type NameHint } from "../names";
import { quotedPath } from "../quotedPath";
import {
  type Answer,
  type Change,
  COMMENT_REASON,
  type Located,
  locateEach,
  type Slot,
  type SourceFile,
} from "../source";
import { outputsOf } from "./terraformOutputs";

const HOLES: readonly Hole[] = [
  { open: "${", close: "}", literal: "$${" },
  { open: "%{", close: "}", literal: "%%{" },
];

/** HCL native syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
export const HCL: Syntax = {
  comments: [{ open: "#" }, { open: "//" }, { open: "/\\*", close: "*/" }],
  strings: [
    {
      name: "quoted",
      open: '"',
      close: '"',
      escape: "backslash",
      hidden: ["$${", "%%{"],
      multiline: false,
      holes: HOLES,
    },
  ],
  bodies: [
    {
      name: "heredoc",
      open: String.raw`<<-?(?<word>[A-Za-z_][\w-]*)(?=[ \t]*\r?$)`,
      bodyEnd: (text, mark, from) => {
        const end = new RegExp(`^[ \\t]*${mark.groups?.["word"] ?? ""}[ \\t]*\\r?$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
};

const PREFIX = "TF_VAR_";
const variableName = (environment: string): string => environment.slice(PREFIX.length);

const MODULE_REASON =
  "A module gets its values from whoever calls it. Make the key a variable of the module, and give it from outside.";

function locateTerraform(file: SourceFile, findings: readonly Finding[]): Located {
  if (/\.tfvars$/.test(file.path)) return locateValues(file, findings);
  if (/(?:^|\/)modules\//.test(file.path)) return locateEach(findings, () => MODULE_REASON);
  const located = locateCode(TERRAFORM_LANGUAGE, file, findings);
  const folder = folderOf(file.path);
  const beside = [...file.files].filter(([path]) => folderOf(path) === folder && path.endsWith(".tf"));
  const declared = declaredIn([file.text, ...beside.map(([, text]) => text)]);
  // A value there is taken before the environment's.
  const values = file.files.get(join(folder, "terraform.tfvars")) ?? "";
  const valued = [...values.matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*=/gm)].map(([, name]) => name ?? "");
  const insists = ({ hint: to }: Slot): boolean => to?.kind === "must";
  const own = new Set(located.slots.filter(insists).map(({ hint: to }) => variableName(to?.name ?? "")));
  const others = [...declared].flatMap(([name, isForKey]) => (isForKey || own.has(name) ? [] : [name]));
  const taken = [...valued, ...others];
  const forbidden = new RegExp(`^(?!${PREFIX})${taken.length === 0 ? "" : `|^${PREFIX}(?:${taken.join("|")})$`}`);
  // What is taken before the environment's value was taken before a default too.
  const slots = located.slots.map((slot): Slot => ({
    ...slot,
    ...(!insists(slot) && { forbidden }),
    spelling: (name) => PREFIX + name.toLowerCase(),
  }));
  const lexed = new Lexed(file.text, HCL);
  const sensitive = outputsOf(
    lexed,
    findings.map(({ span }) => span.start.offset),
  );
  return {
    ...located,
    slots,
    imports: (names) => [...sensitive, ...declarations(names.map(variableName), declared, file)],
  };
}

/** The variables that are declared, each with whether it is plainly for a key that comes from outside. */
function declaredIn(texts: readonly string[]): ReadonlyMap<string, boolean> {
  const block =
    /^[ \t]*variable[ \t]+"?(?<name>[\w-]+)"?[ \t]*\{(?<body>.*\}[ \t]*\r?$|.*(?:\n(?!\}|[ \t]*variable\b).*)*)/gm;
  return new Map(
    texts.flatMap((text) =>
      [...text.matchAll(block)].map(
        ({ groups }) => [groups?.["name"] ?? "", isForKey(groups?.["body"] ?? "")] as const,
      ),
    ),
  );
}

const isForKey = (body: string): boolean =>
  /^[ \t]*sensitive[ \t]*=[ \t]*true\b/m.test(body) &&
  !/^[ \t]*(?:default[ \t]*=|type[ \t]*=(?![ \t]*"?string\b))/m.test(body);

/** A sensitive variable for each name that has none yet, at the end of the file. */
function declarations(
  names: readonly string[],
  declared: ReadonlyMap<string, boolean>,
  { text, eol }: SourceFile,
): readonly Change[] {
  const missing = names.filter((name) => !declared.has(name));
  if (missing.length === 0) return [];
  const blocks = missing.map((name) =>
    [`variable "${name}" {`, "  type      = string", "  sensitive = true", "}", ""].join(eol),
  );
  const gap = text.endsWith("\n") ? eol : eol + eol;
  return [{ start: text.length, end: text.length, text: gap + blocks.join(eol) }];
}

/** `name = "key"` of a .tfvars file goes: a value there would be taken before the environment's. */
function locateValues({ text }: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(text, HCL);
  return locateEach(findings, ({ span }): Answer => {
    const token = lexed.at(span.start.offset);
    if (token?.kind === "comment") return COMMENT_REASON;
    const lineStart = text.lastIndexOf("\n", span.start.offset) + 1;
    const name = /^[ \t]*"?([A-Za-z_][\w-]*)"?[ \t]*=[ \t]*$/.exec(
      text.slice(Math.max(lineStart, (token?.start ?? 0) - 300), token?.start),
    )?.[1];
    const rest = /^[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?:\r?\n|$)/.exec(text.slice(token?.end, (token?.end ?? 0) + 500));
    const isWhole = token?.bodyStart === span.start.offset && token.bodyEnd === span.end.offset;
    if (name === undefined || !rest || !isWhole || token.within)
      return "The key is only a part of a value here. Give the key a variable of its own.";
    return (
      hyphenated(name) ?? {
        hint: { name: PREFIX + name, kind: "must" },
        write: () => [{ start: lineStart, end: token.end + rest[0].length, text: "" }],
      }
    );
  });
}

const hyphenated = (name: string): string | undefined =>
  name.includes("-") ? `The environment has no name with a hyphen. Rename the variable ${name} first.` : undefined;

/** What opens each block and map around a place, from the innermost. */
function headersOf({ lexed, token }: Spot): readonly string[] {
  const headers: string[] = [];
  for (let bracket = token.within; bracket && headers.length < 20; bracket = bracket.outer) {
    const before = lexed.text.slice(Math.max(0, bracket.at - 300), bracket.at);
    headers.push(before.slice(before.lastIndexOf("\n") + 1).trim());
  }
  return headers;
}

/** The name of the variable whose default a place is. */
function defaultOf(spot: Spot): string | undefined {
  const [header = "", ...outer] = headersOf(spot);
  if (outer.length > 0 || !/(?:^|[\n{])[ \t]*default[ \t]*=[ \t]*$/.test(spot.before)) return undefined;
  return /^variable[ \t]+"?([\w-]+)"?$/.exec(header)?.[1];
}

function refuse(spot: Spot): string | undefined {
  const { before, after } = spot;
  const headers = headersOf(spot);
  const block = headers.at(-1) ?? "";
  const variable = defaultOf(spot);
  if (variable !== undefined && spot.whole && spot.token.form === "quoted") return hyphenated(variable);
  if (/^variable\b/.test(block))
    return `A variable's block takes constants only. Remove the key, and set ${PREFIX}… in the environment.`;
  if (/^terraform\b/.test(block))
    return "A terraform block takes no variables. Give a backend its key with -backend-config, or in the environment variable that it reads.";
  if (
    headers.some((one) => /\b(?:for_each|count)[ \t]*=/.test(one)) ||
    /\b(?:for_each|count)[ \t]*=[^\n]*$/.test(before.slice(-300))
  )
    return "Terraform takes no sensitive value in for_each and count. Replace the key by hand.";
  if (/^[ \t]*(?:"[^"\n]*"[ \t]*)?\{/.test(after) || /^[ \t]*[=:](?!=)/.test(after))
    return "The key is the name of a block or an entry here. Replace it by hand.";
  return undefined;
}

function hint(spot: Spot): NameHint | undefined {
  const variable = spot.whole ? defaultOf(spot) : undefined;
  return variable === undefined ? assignedName(spot.before) : { name: PREFIX + variable, kind: "must" };
}

function write(spot: Spot, names: readonly string[]): readonly Change[] {
  const { token, whole } = spot;
  const variables = names.map((name) => `var.${variableName(name)}`);
  if (token.form === "quoted" && whole)
    return defaultOf(spot) === undefined
      ? [{ start: token.start, end: token.end, text: variables[0] ?? "" }]
      : withoutDefault(spot);
  return insertInto(
    spot,
    variables.map((variable) => `\${${variable}}`),
  );
}

/** `default = "key"` gives way to `sensitive = true`, or is removed where that is said. */
function withoutDefault({ token, before, lexed, after }: Spot): readonly Change[] {
  const found = /default(?<gap>[ \t]*)=[ \t]*$/.exec(before);
  const start = token.start - (found?.[0].length ?? 0);
  const open = token.within?.at ?? start;
  const body = lexed.code.slice(open, Math.max(open, lexed.code.indexOf("}", token.end)));
  if (!/\bsensitive[ \t]*=/.test(body)) {
    const gap = " ".repeat(Math.max(1, (found?.groups?.["gap"] ?? "").length - "sensitive".length + "default".length));
    return [{ start, end: token.end, text: `sensitive${gap}= true` }];
  }
  const lineStart = lexed.text.lastIndexOf("\n", start) + 1;
  const rest = /^[ \t]*\r?\n/.exec(after)?.[0].length;
  const alone = rest !== undefined && lexed.text.slice(Math.max(lineStart, start - 200), start).trim() === "";
  return [alone ? { start: lineStart, end: token.end + rest, text: "" } : { start, end: token.end, text: "" }];
}

const TERRAFORM_LANGUAGE: CodeLanguage = {
  syntax: HCL,
  reader: () => ({ read: (name) => `var.${variableName(name)}`, imports: () => [] }),
  refuse,
  hint,
  write,
};

function command({ source: { path }, folder }: StartRequest): string {
  const inner = within(folder, folderOf(path));
  const values =
    path.endsWith(".tfvars") && !/(?:^|\/)terraform\.tfvars$|\.auto\.tfvars$/.test(path)
      ? ` -var-file=${quotedPath(baseName(path))}`
      : "";
  return `terraform ${inner === "" ? "" : `-chdir=${quotedPath(inner)} `}apply${values}`;
}

export const TERRAFORM: Accessor = {
  title: "Terraform",
  languageIds: ["terraform", "terraform-vars"],
  reference: "var.NAME",
  inside: "Bearer ${var.NAME}",
  needs:
    "a sensitive variable, which the environment sets as TF_VAR_NAME; outputs of it become sensitive; a default and a .tfvars value go",
  loader: "direnv; else the shell that starts terraform",
  refuses:
    "comments, terraform and variable blocks but for a default, labels, entry names, for_each and count, modules",
  proof: { how: "parsed", by: "hcl2json" },
  locate: locateTerraform,
  start: (request) => request.withEnv(command(request)),
};
