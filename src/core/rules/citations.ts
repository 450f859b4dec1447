// Where the shape of a key is written down: the rules of other scanners, and provider tables.

export const titus = (rule: string): string =>
  `https://github.com/praetorian-inc/titus/blob/main/pkg/rule/rules/${rule}.yml`;
export const betterleaks = (rule: string): string =>
  `https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/${rule}.go`;
export const trufflehog = (detector: string): string =>
  `https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors/${detector}`;
export const kingfisher = (rule: string): string =>
  `https://github.com/mongodb/kingfisher/blob/main/crates/kingfisher-rules/data/rules/${rule}.yml`;
export const modelsDev = (provider: string): string =>
  `https://github.com/anomalyco/models.dev/blob/dev/providers/${provider}/provider.toml`;
/** Names each provider's variable and host. */
export const LITELLM_PROVIDERS =
  "https://github.com/BerriAI/litellm/blob/main/litellm/litellm_core_utils/get_llm_provider_logic.py";
