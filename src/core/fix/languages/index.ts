// The one table of what the fix knows: how each language and format reads a variable.
import { COMPOSE } from "../formats/compose";
import { JSON_FILES } from "../formats/json";
import { OTHER_YAML } from "../formats/otherYaml";
import { WORKFLOW } from "../formats/workflow";
import { locateEnvTemplate } from "../env/envTemplate";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import type { Finding } from "../../model";
import type { Located, SourceFile } from "../source";
import { CSHARP_FILES } from "./csharp";
import { DOCKERFILES } from "./dockerfile";
import { GO_FILES } from "./go";
import { JAVA_FILES } from "./java";
import { PHP_FILES } from "./php";
import { PYTHON_FILES } from "./python";
import { JAVASCRIPT_FILES, TYPESCRIPT_FILES } from "./script";
import { SHELL_FILES } from "./shell";
import { RUBY_FILES } from "./ruby";
import { PERL_FILES } from "./perl";
import { LUA_FILES } from "./lua";
import { R_FILES } from "./r";
import { JULIA_FILES } from "./julia";
import { FSHARP_FILES } from "./fsharp";
import { ELIXIR_FILES } from "./elixir";

/** The first that takes a file has it. */
export const ACCESSORS: readonly Accessor[] = [
  JAVASCRIPT_FILES,
  TYPESCRIPT_FILES,
  PYTHON_FILES,
  GO_FILES,
  JAVA_FILES,
  CSHARP_FILES,
  PHP_FILES,
  RUBY_FILES,
  PERL_FILES,
  LUA_FILES,
  R_FILES,
  JULIA_FILES,
  FSHARP_FILES,
  ELIXIR_FILES,
  SHELL_FILES,
  DOCKERFILES,
  COMPOSE,
  WORKFLOW,
  OTHER_YAML,
  JSON_FILES,
];

/** Languages and formats in which no file can hold a reference, each with the reason, for the person. */
export const DISABLED: readonly Disabled[] = [
  {
    title: "SQL",
    languageIds: ["sql"],
    why: "SQL reads no variables of the environment. Pass the key as a parameter.",
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

export interface Disabled extends Pick<Accessor, "title" | "languageIds"> {
  readonly why: string;
}

/** How a file reads a variable, when Keystow knows it. */
export function accessorFor(file: SourceFile): Accessor | undefined {
  return ACCESSORS.find(
    ({ languageIds, takes }) => languageIds.includes(file.languageId) && (takes === undefined || takes(file)),
  );
}

const TEMPLATE = /^\.(?:env|dev\.vars)(?:\..+)?\.(?:example|sample|template|dist|defaults?)$/;

/** `.env.example` and the like, whatever language the editor takes them for. */
export function isEnvTemplate(path: string): boolean {
  return TEMPLATE.test(baseName(path));
}

/** What the languages say about the keys of a file, or undefined when Keystow knows none of it. */
export function locate(file: SourceFile, findings: readonly Finding[]): Located | undefined {
  if (isEnvTemplate(file.path)) return locateEnvTemplate(file, findings);
  const accessor = accessorFor(file);
  if (accessor) return accessor.locate(file, findings);
  const disabled = DISABLED.find(({ languageIds }) => languageIds.includes(file.languageId));
  return disabled && { slots: [], refused: new Map(findings.map((_, index) => [index, disabled.why])) };
}
