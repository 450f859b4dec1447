// The formats of configuration, each by the program that reads it. The first that takes a file has it.
import type { Accessor } from "../accessor";
import { ANSIBLE } from "./ansible";
import { AZURE_PIPELINES } from "./azurePipelines";
import { COMPOSE } from "./compose";
import { CONTINUE } from "./continueDev";
import { GITLAB } from "./gitlab";
import { HELM_TEMPLATES, HELM_VALUES } from "./helm";
import { JSON_FILES } from "./json";
import { KUBERNETES } from "./kubernetes";
import { OTHER_YAML } from "./otherYaml";
import { SPRING_YAML } from "./spring";
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
  JSON_FILES,
];
