// The formats of configuration, each by the program that reads it. The first that takes a file has it.
import type { Accessor } from "../accessor";
import { ANSIBLE } from "./ansible";
import { AZURE_PIPELINES } from "./azurePipelines";
import { CLAUDE_CODE } from "./claudeCode";
import { COMPOSE } from "./compose";
import { CONTINUE } from "./continueDev";
import { DEV_CONTAINER } from "./devContainer";
import { CURSOR, ROO_CODE, WINDSURF } from "./editorAgents";
import { GEMINI } from "./gemini";
import { GITLAB } from "./gitlab";
import { HELM_TEMPLATES, HELM_VALUES } from "./helm";
import { KUBERNETES } from "./kubernetes";
import { OPENCODE } from "./openCode";
import { OTHER_JSON } from "./otherJson";
import { OTHER_YAML } from "./otherYaml";
import { SPRING_YAML } from "./spring";
import { VSCODE_LAUNCH, VSCODE_SETTINGS } from "./vscodeFiles";
import { VSCODE_MCP } from "./vscodeMcp";
import { WORKFLOW } from "./workflow";
import { YARN } from "./yarn";

export const FORMATS: readonly Accessor[] = [
  COMPOSE,
  HELM_VALUES,
  HELM_TEMPLATES,
  KUBERNETES,
  WORKFLOW,
  GITLAB,
  AZURE_PIPELINES,
  CONTINUE,
  YARN,
  SPRING_YAML,
  ANSIBLE,
  OTHER_YAML,
  VSCODE_MCP,
  CLAUDE_CODE,
  CURSOR,
  WINDSURF,
  ROO_CODE,
  GEMINI,
  OPENCODE,
  VSCODE_LAUNCH,
  VSCODE_SETTINGS,
  DEV_CONTAINER,
  OTHER_JSON,
];
