// The formats of configuration, each by the program that reads it. The first that takes a file has it.
import type { Accessor } from "../accessor";
import { ANSIBLE } from "./ansible";
import { APP_SETTINGS } from "./appsettings";
import { AZURE_PIPELINES } from "./azurePipelines";
import { CLAUDE_CODE } from "./claudeCode";
import { CODEX } from "./codex";
import { COMPOSE } from "./compose";
import { CONTINUE } from "./continueDev";
import { DEV_CONTAINER } from "./devContainer";
import { CURSOR, ROO_CODE, WINDSURF } from "./editorAgents";
import { FLY } from "./fly";
import { GEMINI } from "./gemini";
import { GITLAB } from "./gitlab";
import { HELM_TEMPLATES, HELM_VALUES } from "./helm";
import { NPMRC, OTHER_INI, PHP_INI, SUPERVISOR, TOX, UWSGI } from "./ini";
import { KUBERNETES } from "./kubernetes";
import { OPENCODE } from "./openCode";
import { OTHER_JSON } from "./otherJson";
import { OTHER_YAML } from "./otherYaml";
import { LOG4J_PROPERTIES, OTHER_PROPERTIES, SPRING_PROPERTIES } from "./properties";
import { SPRING_YAML } from "./spring";
import { SYSTEMD } from "./systemd";
import { OTHER_TOML } from "./toml";
import { VSCODE_LAUNCH, VSCODE_SETTINGS } from "./vscodeFiles";
import { VSCODE_MCP } from "./vscodeMcp";
import { WORKFLOW } from "./workflow";
import { WRANGLER } from "./wrangler";
import { XML } from "./xml";
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
  WRANGLER,
  APP_SETTINGS,
  OTHER_JSON,
  CODEX,
  FLY,
  OTHER_TOML,
  SYSTEMD,
  SUPERVISOR,
  TOX,
  UWSGI,
  PHP_INI,
  NPMRC,
  OTHER_INI,
  SPRING_PROPERTIES,
  LOG4J_PROPERTIES,
  OTHER_PROPERTIES,
  XML,
];
