// The one table of what the fix knows: how each language and format reads a variable.
import { FORMATS } from "../formats/index";
import { NOTEBOOKS } from "../formats/notebook";
import { HTTP_FILES } from "../formats/http";
import { MAKEFILES } from "../formats/makefile";
import { NIX_FILES } from "../formats/nix";
import { TERRAFORM } from "../formats/terraform";
import { NO_ENCODING } from "../code/encoded";
import { isEnvTemplate, locateEnvTemplate } from "../env/envTemplate";
import type { Accessor } from "../accessor";
import type { Finding } from "../../model";
import type { Located, Slot, SourceFile } from "../source";
import { ASTRO } from "./astro";
import { BATCH_FILES } from "./batch";
import { CSHARP_FILES } from "./csharp";
import { DOCKERFILES } from "./dockerfile";
import { GO_FILES } from "./go";
import { FISH_FILES } from "./fish";
import { JAVA_FILES } from "./java";
import { POWERSHELL_FILES } from "./powershell";
import { PHP_FILES } from "./php";
import { PYTHON_FILES } from "./python";
import { JAVASCRIPT_FILES, TYPESCRIPT_FILES } from "./script";
import { KOTLIN_FILES } from "./kotlin";
import { SCALA_FILES } from "./scala";
import { GROOVY_FILES } from "./groovy";
import { SWIFT_FILES } from "./swift";
import { DART_FILES } from "./dart";
import { C_FILES } from "./c";
import { CPP_FILES } from "./cpp";
import { RUST_FILES } from "./rust";
import { SHELL_FILES } from "./shell";
import { RUBY_FILES } from "./ruby";
import { PERL_FILES } from "./perl";
import { LUA_FILES } from "./lua";
import { R_FILES } from "./r";
import { JULIA_FILES } from "./julia";
import { FSHARP_FILES } from "./fsharp";
import { ELIXIR_FILES } from "./elixir";

export { isEnvTemplate };

/** The first that takes a file has it. */
export const ACCESSORS: readonly Accessor[] = [
  JAVASCRIPT_FILES,
  TYPESCRIPT_FILES,
  ASTRO,
  PYTHON_FILES,
  NOTEBOOKS,
  GO_FILES,
  RUST_FILES,
  JAVA_FILES,
  KOTLIN_FILES,
  SCALA_FILES,
  GROOVY_FILES,
  CSHARP_FILES,
  SWIFT_FILES,
  DART_FILES,
  C_FILES,
  CPP_FILES,
  PHP_FILES,
  RUBY_FILES,
  PERL_FILES,
  LUA_FILES,
  R_FILES,
  JULIA_FILES,
  FSHARP_FILES,
  ELIXIR_FILES,
  SHELL_FILES,
  FISH_FILES,
  POWERSHELL_FILES,
  BATCH_FILES,
  MAKEFILES,
  DOCKERFILES,
  ...FORMATS,
  TERRAFORM,
  NIX_FILES,
  HTTP_FILES,
];

/** Languages and formats in which no file can hold a reference, each with the reason, for the person. */
export const DISABLED: readonly Disabled[] = [
  { title: "Vue", languageIds: ["vue"], why: sentToBrowsers("A Vue component") },
  { title: "Svelte", languageIds: ["svelte"], why: sentToBrowsers("A Svelte component") },
  { title: "HTML", languageIds: ["html"], why: sentToBrowsers("A page") },
  { title: "CSS", languageIds: ["css", "scss", "less"], why: sentToBrowsers("A style sheet") },
  {
    title: "Markdown",
    languageIds: ["markdown", "mdx", "restructuredtext", "asciidoc"],
    why: "A document reads no variables. Write a placeholder in place of the key.",
  },
  {
    title: "SQL",
    languageIds: ["sql"],
    why: "SQL reads no variables of the environment. Let the program that runs it pass the key as a parameter, as psql does with -v key=… and :'key'.",
  },
  {
    title: "Visual Basic",
    languageIds: ["vb"],
    why: 'Not shown to be right in Visual Basic yet: write System.Environment.GetEnvironmentVariable("NAME") by hand.',
  },
  {
    title: "Luau",
    languageIds: ["luau"],
    why: "Luau itself reads no variables of the environment. In Roblox keep the key as a secret and use HttpService:GetSecret; in Lune use process.env.",
  },
];

function sentToBrowsers(what: string): string {
  return `${what} is sent to browsers, where an env file does not hide a key. Call the service from a server, and revoke this key.`;
}

export interface Disabled extends Pick<Accessor, "title" | "languageIds"> {
  readonly why: string;
}

/** How a file reads a variable, when Keystow knows it. */
export function accessorFor(file: SourceFile): Accessor | undefined {
  return ACCESSORS.find(
    ({ languageIds, takes }) => languageIds.includes(file.languageId) && (takes === undefined || takes(file)),
  );
}

/** What the languages say about the keys of a file, or undefined when Keystow knows none of it. */
export function locate(file: SourceFile, findings: readonly Finding[]): Located | undefined {
  if (isEnvTemplate(file.path)) return asWritten(locateEnvTemplate(file, findings), findings);
  const accessor = accessorFor(file);
  const located = accessor?.locate(file, findings);
  if (located) return accessor?.encoded === undefined ? asWritten(located, findings) : located;
  const disabled = DISABLED.find(({ languageIds }) => languageIds.includes(file.languageId));
  return disabled && { slots: [], refused: new Map(findings.map((_, index) => [index, disabled.why])) };
}

/** Without the keys that are not written as they are. */
function asWritten(located: Located, findings: readonly Finding[]): Located {
  const refused = new Map(
    findings.flatMap((finding, index) => (finding.encoded ? [[index, reasonOf(finding)] as const] : [])),
  );
  const isWritten = (slot: Slot): boolean => !slot.findings.some((index) => refused.has(index));
  for (const slot of located.slots)
    if (!isWritten(slot)) for (const index of slot.findings) refused.set(index, refused.get(index) ?? BESIDE);
  return { ...located, refused: new Map([...refused, ...located.refused]), slots: located.slots.filter(isWritten) };
}

const reasonOf = ({ encoded }: Finding): string => (encoded?.via.includes("base64") ? NO_ENCODING : IN_PIECES);
const BESIDE = "Another key in the same text is encoded. Write that one as it is first.";
const IN_PIECES =
  "The key is written with escapes or in several pieces here. Write it in one piece first, then move it.";
