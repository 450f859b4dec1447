// Every rule there is, in the order in which it is documented. A family's file holds its rules whole.
import { AGENT_TOOL_RULES } from "./agentTools";
import { ANTHROPIC_RULES } from "./anthropic";
import { AWS_RULES } from "./aws";
import { AZURE_RULES } from "./azure";
import { AZURE_SEARCH_RULES } from "./azureSearch";
import { CHINESE_CLOUD_RULES } from "./chineseClouds";
import { CHINESE_MODEL_API_RULES } from "./chineseModelApis";
import { CLOUD_RULES } from "./clouds";
import { CODING_AGENT_RULES } from "./codingAgents";
import { DATA_STORE_RULES } from "./dataStores";
import { GATEWAY_RULES, SHARED_KEY_RULES } from "./gateways";
import { GITHUB_RULES } from "./github";
import { GOOGLE_RULES } from "./google";
import { GPU_HOST_RULES } from "./gpuHosts";
import { INFERENCE_HOST_RULES } from "./inferenceHosts";
import { MODEL_API_RULES } from "./modelApis";
import { MODEL_PLATFORM_RULES } from "./modelPlatforms";
import { OBSERVABILITY_RULES } from "./observability";
import { OPENAI_RULES } from "./openai";
import type { Rule } from "./rule";
import { SEARCH_TOOL_RULES } from "./searchTools";
import { SPEECH_RULES } from "./speech";
import { VISION_RULES } from "./vision";

export const RULES: readonly Rule[] = [
  ...OPENAI_RULES,
  ...ANTHROPIC_RULES,
  ...AZURE_RULES,
  ...AZURE_SEARCH_RULES,
  ...GOOGLE_RULES,
  ...AWS_RULES,
  ...CLOUD_RULES,
  ...GITHUB_RULES,
  ...MODEL_API_RULES,
  ...CHINESE_MODEL_API_RULES,
  ...CHINESE_CLOUD_RULES,
  ...MODEL_PLATFORM_RULES,
  ...INFERENCE_HOST_RULES,
  ...GPU_HOST_RULES,
  ...GATEWAY_RULES,
  ...SHARED_KEY_RULES,
  ...SPEECH_RULES,
  ...VISION_RULES,
  ...DATA_STORE_RULES,
  ...OBSERVABILITY_RULES,
  ...CODING_AGENT_RULES,
  ...AGENT_TOOL_RULES,
  ...SEARCH_TOOL_RULES,
];

/** The rule of an id, when there is one. */
export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
