// Language -> how it reads a variable. The one table behind the fix and its documentation.
import type { Finding } from "../model";
import { type CodeLanguage, locateCode } from "./code";
import { CSHARP_LANGUAGE } from "./csharp";
import { locateDockerfile } from "./dockerfile";
import { locateEnvTemplate } from "./envTemplate";
import { baseName } from "./folders";
import { GO_LANGUAGE } from "./go";
import { JAVA_LANGUAGE } from "./java";
import { locateJson } from "./json";
import { PYTHON_LANGUAGE } from "./python";
import { SCRIPT_LANGUAGE } from "./script";
import { locateShell } from "./shell";
import type { Located, SourceFile } from "./source";
import { locateYaml } from "./yaml";

export interface Accessor {
  readonly id: "script" | "python" | "go" | "java" | "csharp" | "shell" | "dockerfile" | "yaml" | "json";
  readonly title: string;
  /** VS Code's language ids. */
  readonly languageIds: readonly string[];
  /** A literal that is the key, and one that holds it. */
  readonly reference: string;
  readonly inside: string;
  /** The import that a reference needs, or what else changes. */
  readonly needs: string;
  readonly refuses: string;
  readonly locate: (file: SourceFile, findings: readonly Finding[]) => Located;
}

const code = (language: CodeLanguage) => (file: SourceFile, findings: readonly Finding[]) =>
  locateCode(language, file, findings);

const ANYWHERE = "comments";

export const ACCESSORS: readonly Accessor[] = [
  {
    id: "script",
    title: "JavaScript",
    languageIds: ["javascript", "javascriptreact"],
    reference: "process.env.NAME",
    inside: "`Bearer ${process.env.NAME}`",
    needs: "nothing; a quoted string becomes a template, a JSX attribute gets braces",
    refuses: `${ANYWHERE}, property names, module names, tagged templates, code for browsers`,
    locate: code(SCRIPT_LANGUAGE),
  },
  {
    id: "script",
    title: "TypeScript",
    languageIds: ["typescript", "typescriptreact"],
    reference: "process.env.NAME!",
    inside: "`Bearer ${process.env.NAME}`",
    needs: 'nothing; `process.env["NAME"]` where the tsconfig forbids the short form',
    refuses: `${ANYWHERE}, types, enum members, property names, module names, tagged templates, code for browsers`,
    locate: code(SCRIPT_LANGUAGE),
  },
  {
    id: "python",
    title: "Python",
    languageIds: ["python"],
    reference: 'os.environ["NAME"]',
    inside: "f\"Bearer {os.environ['NAME']}\"",
    needs: "import os, or the file's own way to read a variable",
    refuses: `${ANYWHERE}, docstrings, case patterns, parts of bytes literals`,
    locate: code(PYTHON_LANGUAGE),
  },
  {
    id: "go",
    title: "Go",
    languageIds: ["go"],
    reference: 'os.Getenv("NAME")',
    inside: '"Bearer " + os.Getenv("NAME")',
    needs: 'import "os", under the name it has; a constant becomes a variable',
    refuses: `${ANYWHERE}, const blocks, constants that others are made of`,
    locate: code(GO_LANGUAGE),
  },
  {
    id: "java",
    title: "Java",
    languageIds: ["java"],
    reference: 'System.getenv("NAME")',
    inside: '"Bearer " + System.getenv("NAME")',
    needs: "nothing",
    refuses: `${ANYWHERE}, annotations, case labels and constants used in them, parts of text blocks`,
    locate: code(JAVA_LANGUAGE),
  },
  {
    id: "csharp",
    title: "C#",
    languageIds: ["csharp"],
    reference: 'System.Environment.GetEnvironmentVariable("NAME")',
    inside: '"Bearer " + System.Environment.GetEnvironmentVariable("NAME")',
    needs: "nothing; shorter after `using System;`; a constant becomes static readonly",
    refuses: `${ANYWHERE}, attributes, patterns, default parameters, parts of raw strings`,
    locate: code(CSHARP_LANGUAGE),
  },
  {
    id: "shell",
    title: "Shell",
    languageIds: ["shellscript"],
    reference: '"$NAME"',
    inside: '"Bearer $NAME"',
    needs: "double quotes",
    refuses: `${ANYWHERE}, heredocs with a quoted mark, start files of a shell`,
    locate: locateShell,
  },
  {
    id: "dockerfile",
    title: "Dockerfile",
    languageIds: ["dockerfile"],
    reference: 'ENV NAME=""',
    inside: "ARG NAME",
    needs: "nothing; the container gets the value with --env-file",
    refuses: `${ANYWHERE}, RUN, CMD and every other instruction`,
    locate: locateDockerfile,
  },
  {
    id: "yaml",
    title: "YAML",
    languageIds: ["yaml", "dockercompose", "github-actions-workflow"],
    reference: "${NAME} in compose files, ${{ secrets.NAME }} in GitHub workflows",
    inside: "Bearer ${NAME}",
    needs: "nothing",
    refuses: `${ANYWHERE}, entry names, every other kind of YAML file`,
    locate: locateYaml,
  },
  {
    id: "json",
    title: "JSON",
    languageIds: ["json", "jsonc"],
    reference:
      "${NAME} in .mcp.json, ${env:NAME} in VS Code's and Cursor's files, ${localEnv:NAME} in devcontainer.json",
    inside: "Bearer ${env:NAME}",
    needs: "nothing",
    refuses: `${ANYWHERE}, property names, entries that take no variable, every other kind of JSON file`,
    locate: locateJson,
  },
];

const BY_LANGUAGE: ReadonlyMap<string, Accessor> = new Map(
  ACCESSORS.flatMap((accessor) => accessor.languageIds.map((id) => [id, accessor])),
);

/** How a language reads a variable, when Keystow knows it. */
export function accessorOf(languageId: string): Accessor | undefined {
  return BY_LANGUAGE.get(languageId);
}

const TEMPLATE = /^\.(?:env|dev\.vars)(?:\..+)?\.(?:example|sample|template|dist|defaults?)$/;

/** `.env.example` and the like, whatever language the editor takes them for. */
export function isEnvTemplate(path: string): boolean {
  return TEMPLATE.test(baseName(path));
}

/** What the languages say about the keys of a file, or undefined when Keystow knows none of it. */
export function locate(file: SourceFile, findings: readonly Finding[]): Located | undefined {
  if (isEnvTemplate(file.path)) return locateEnvTemplate(file, findings);
  return accessorOf(file.languageId)?.locate(file, findings);
}
