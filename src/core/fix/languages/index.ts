// The one table of what the fix knows: how each language and format reads a variable.
import { APP_SETTINGS } from "../formats/appsettings";
import { COMPOSE } from "../formats/compose";
import { JSON_FILES } from "../formats/json";
import { OTHER_YAML } from "../formats/otherYaml";
import { WORKFLOW } from "../formats/workflow";
import { isEnvTemplate, locateEnvTemplate } from "../env/envTemplate";
import type { Accessor } from "../accessor";
import type { Finding } from "../../model";
import type { Located, SourceFile } from "../source";
import { CSHARP_FILES } from "./csharp";
import { DOCKERFILES } from "./dockerfile";
import { GO_FILES } from "./go";
import { JAVA_FILES } from "./java";
import { PYTHON_FILES } from "./python";
import { JAVASCRIPT_FILES, TYPESCRIPT_FILES } from "./script";
import { SHELL_FILES } from "./shell";

export { isEnvTemplate };

/** The first that takes a file has it. */
export const ACCESSORS: readonly Accessor[] = [
  JAVASCRIPT_FILES,
  TYPESCRIPT_FILES,
  PYTHON_FILES,
  GO_FILES,
  JAVA_FILES,
  CSHARP_FILES,
  SHELL_FILES,
  DOCKERFILES,
  COMPOSE,
  WORKFLOW,
  OTHER_YAML,
  APP_SETTINGS,
  JSON_FILES,
];

/** Languages and formats in which no file can hold a reference, each with the reason, for the person. */
export const DISABLED: readonly Disabled[] = [
  {
    title: "SQL",
    languageIds: ["sql"],
    why: "SQL reads no variables of the environment. Pass the key as a parameter.",
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

/** What the languages say about the keys of a file, or undefined when Keystow knows none of it. */
export function locate(file: SourceFile, findings: readonly Finding[]): Located | undefined {
  if (isEnvTemplate(file.path)) return locateEnvTemplate(file, findings);
  const accessor = accessorFor(file);
  if (accessor) return accessor.locate(file, findings);
  const disabled = DISABLED.find(({ languageIds }) => languageIds.includes(file.languageId));
  return disabled && { slots: [], refused: new Map(findings.map((_, index) => [index, disabled.why])) };
}
