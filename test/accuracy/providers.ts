import type { Random } from "../support/random";
import { pascal } from "./names";

/** How code speaks of a provider: its name, its host, and the header that carries a key to it. */
export interface Provider {
  readonly id: string;
  readonly vendor: string;
  /** Its name in identifiers. */
  readonly words: readonly string[];
  readonly host: string;
  /** Up to the key. */
  readonly header: string;
}

type Row = readonly [id: string, vendor: string, words: string, host: string, header?: string];

const ROWS: readonly Row[] = [
  ["openai", "OpenAI", "openai", "api.openai.com"],
  ["anthropic", "Anthropic", "anthropic", "api.anthropic.com", "x-api-key: "],
  ["azure-openai", "Azure OpenAI", "azure openai", "*.openai.azure.com", "api-key: "],
  ["azure-ai-search", "Azure AI Search", "azure search", "*.search.windows.net", "api-key: "],
  ["google-gemini", "Google Gemini", "gemini", "generativelanguage.googleapis.com", "x-goog-api-key: "],
  ["google-vertex", "Google Vertex AI", "vertex", "aiplatform.googleapis.com"],
  ["aws-bedrock", "Amazon Bedrock", "bedrock", "bedrock.eu-west-1.amazonaws.com"],
  ["hugging-face", "Hugging Face", "hugging face", "huggingface.co"],
  ["cohere", "Cohere", "cohere", "api.cohere.com"],
  ["mistral", "Mistral AI", "mistral", "api.mistral.ai"],
  ["groq", "Groq", "groq", "api.groq.com"],
  ["xai", "xAI", "xai", "api.x.ai"],
  ["perplexity", "Perplexity", "perplexity", "api.perplexity.ai"],
  ["together", "Together AI", "together", "api.together.xyz"],
  ["fireworks", "Fireworks AI", "fireworks", "api.fireworks.ai"],
  ["replicate", "Replicate", "replicate", "api.replicate.com"],
  ["deepseek", "DeepSeek", "deepseek", "api.deepseek.com"],
  ["openrouter", "OpenRouter", "openrouter", "openrouter.ai"],
  ["cerebras", "Cerebras", "cerebras", "api.cerebras.ai"],
  ["nvidia", "NVIDIA NIM", "nvidia", "integrate.api.nvidia.com"],
  ["sambanova", "SambaNova Cloud", "sambanova", "api.sambanova.ai"],
  ["stability-ai", "Stability AI", "stability", "api.stability.ai"],
  ["elevenlabs", "ElevenLabs", "elevenlabs", "api.elevenlabs.io", "xi-api-key: "],
  ["assemblyai", "AssemblyAI", "assemblyai", "api.assemblyai.com", "Authorization: "],
  ["deepgram", "Deepgram", "deepgram", "api.deepgram.com", "Authorization: Token "],
  ["pinecone", "Pinecone", "pinecone", "api.pinecone.io", "Api-Key: "],
  ["weaviate", "Weaviate Cloud", "weaviate", "*.weaviate.cloud"],
  ["qdrant", "Qdrant Cloud", "qdrant", "*.cloud.qdrant.io", "api-key: "],
  ["langsmith", "LangSmith", "langsmith", "api.smith.langchain.com", "X-API-Key: "],
  ["langfuse", "Langfuse", "langfuse", "cloud.langfuse.com"],
  ["wandb", "Weights & Biases", "wandb", "api.wandb.ai"],
  ["voyage", "Voyage AI", "voyage", "api.voyageai.com"],
  ["jina", "Jina AI", "jina", "api.jina.ai"],
  ["databricks", "Databricks", "databricks", "*.cloud.databricks.com"],
  ["tavily", "Tavily", "tavily", "api.tavily.com"],
  ["exa", "Exa", "exa", "api.exa.ai", "x-api-key: "],
  ["firecrawl", "Firecrawl", "firecrawl", "api.firecrawl.dev"],
  ["helicone", "Helicone", "helicone", "oai.helicone.ai"],
  ["portkey", "Portkey", "portkey", "api.portkey.ai", "x-portkey-api-key: "],
  ["vercel", "Vercel AI Gateway", "vercel", "ai-gateway.vercel.sh"],
  ["llamacloud", "LlamaCloud", "llamacloud", "api.cloud.llamaindex.ai"],
  ["e2b", "E2B", "e2b", "api.e2b.dev", "X-API-Key: "],
  ["github", "GitHub", "github", "models.github.ai"],
  ["moonshot", "Moonshot AI", "moonshot", "api.moonshot.ai"],
  ["zhipu", "Zhipu BigModel", "zhipu", "open.bigmodel.cn"],
  ["dashscope", "Alibaba DashScope", "dashscope", "dashscope.aliyuncs.com"],
  ["minimax", "MiniMax", "minimax", "api.minimax.io"],
  ["siliconflow", "SiliconFlow", "siliconflow", "api.siliconflow.com"],
  ["ai21", "AI21 Labs", "ai21", "api.ai21.com"],
  ["baseten", "Baseten", "baseten", "inference.baseten.co", "Authorization: Api-Key "],
  ["modal", "Modal", "modal", "api.modal.com"],
  ["runpod", "RunPod", "runpod", "api.runpod.ai"],
  ["anyscale", "Anyscale Endpoints", "anyscale", "api.endpoints.anyscale.com"],
  ["lepton", "Lepton AI", "lepton", "*.lepton.run"],
  ["deepinfra", "DeepInfra", "deepinfra", "api.deepinfra.com"],
  ["novita", "Novita AI", "novita", "api.novita.ai"],
  ["nebius", "Nebius Token Factory", "nebius", "api.tokenfactory.nebius.com"],
  ["lambda", "Lambda Cloud", "lambda", "cloud.lambda.ai"],
  ["fal", "fal.ai", "fal", "fal.run", "Authorization: Key "],
  ["runway", "Runway", "runway", "api.dev.runwayml.com"],
  ["luma", "Luma AI", "luma", "api.lumalabs.ai"],
  ["suno", "Suno", "suno", "api.sunoapi.org"],
  ["ideogram", "Ideogram", "ideogram", "api.ideogram.ai"],
  ["litellm", "LiteLLM proxy", "litellm", "litellm.internal:4000"],
  ["cloudflare-workers-ai", "Cloudflare Workers AI", "cloudflare", "api.cloudflare.com"],
  ["ibm-watsonx", "IBM watsonx", "watsonx", "iam.cloud.ibm.com"],
  ["sap-ai-core", "SAP AI Core", "aicore", "api.ai.*.hana.ondemand.com"],
  ["snowflake-cortex", "Snowflake Cortex", "snowflake", "*.snowflakecomputing.com"],
  ["writer", "Writer", "writer", "api.writer.com"],
  ["aleph-alpha", "Aleph Alpha", "aleph alpha", "api.aleph-alpha.com"],
  ["cursor", "Cursor", "cursor", "api.cursor.com"],
  ["sourcegraph", "Sourcegraph", "sourcegraph", "sourcegraph.com", "Authorization: token "],
  ["tabnine", "Tabnine", "tabnine", "api.tabnine.com"],
  ["posthog", "PostHog", "posthog", "us.posthog.com"],
  ["mem0", "Mem0", "mem0", "api.mem0.ai", "Authorization: Token "],
  ["composio", "Composio", "composio", "backend.composio.dev", "x-api-key: "],
  ["serpapi", "SerpApi", "serpapi", "serpapi.com"],
  ["brave-search", "Brave Search", "brave search", "api.search.brave.com", "X-Subscription-Token: "],
  ["browserbase", "Browserbase", "browserbase", "api.browserbase.com", "X-BB-API-Key: "],
  ["unstructured", "Unstructured", "unstructured", "platform.unstructuredapp.io", "unstructured-api-key: "],
  ["ollama-cloud", "Ollama Cloud", "ollama", "ollama.com"],
  ["friendli", "FriendliAI", "friendli", "api.friendli.ai"],
  ["upstage", "Upstage", "upstage", "api.upstage.ai"],
  ["kling", "Kling AI", "kling", "api-singapore.klingai.com"],
  ["coze", "Coze", "coze", "api.coze.com"],
  ["devin", "Devin", "devin", "api.devin.ai"],
  ["greptile", "Greptile", "greptile", "api.greptile.com"],
  ["coderabbit", "CodeRabbit", "coderabbit", "api.coderabbit.ai", "x-coderabbitai-api-key: "],
  ["cartesia", "Cartesia", "cartesia", "api.cartesia.ai"],
  ["livekit", "LiveKit", "livekit", "*.livekit.cloud"],
  ["retell", "Retell AI", "retell", "api.retellai.com"],
  ["vapi", "Vapi", "vapi", "api.vapi.ai"],
  ["hume", "Hume AI", "hume", "api.hume.ai", "X-Hume-Api-Key: "],
  ["scale", "Scale AI", "scale", "api.scale.com"],
  ["clarifai", "Clarifai", "clarifai", "api.clarifai.com", "Authorization: Key "],
  ["braintrust", "Braintrust", "braintrust", "api.braintrust.dev"],
  ["langwatch", "LangWatch", "langwatch", "app.langwatch.ai"],
  ["letta", "Letta", "letta", "api.letta.com"],
  ["zep", "Zep", "zep", "api.getzep.com"],
  ["chutes", "Chutes", "chutes", "llm.chutes.ai"],
  ["modelscope", "ModelScope", "modelscope", "api-inference.modelscope.cn"],
  ["volcengine-ark", "Volcengine Ark", "volcengine", "ark.cn-beijing.volces.com"],
  ["baidu-qianfan", "Baidu Qianfan", "qianfan", "qianfan.baidubce.com"],
  ["tencent-hunyuan", "Tencent Hunyuan", "hunyuan", "api.hunyuan.cloud.tencent.com"],
  ["stepfun", "StepFun", "stepfun", "api.stepfun.com"],
  ["xiaomi-mimo", "Xiaomi MiMo", "mimo", "api.xiaomimimo.com"],
  ["you-com", "You.com", "ydc", "ydc-index.io"],
  ["serper", "Serper", "serper", "google.serper.dev", "X-API-KEY: "],
  ["kagi", "Kagi", "kagi", "kagi.com", "Authorization: Bot "],
  ["scrapegraph", "ScrapeGraphAI", "scrapegraph", "api.scrapegraphai.com", "SGAI-APIKEY: "],
  ["apify", "Apify", "apify", "api.apify.com"],
  ["turbopuffer", "turbopuffer", "turbopuffer", "*.turbopuffer.com"],
  ["astra-db", "DataStax Astra DB", "astra db", "api.astra.datastax.com"],
  ["requesty", "Requesty", "requesty", "router.requesty.ai"],
  ["black-forest-labs", "Black Forest Labs", "bfl", "api.bfl.ai", "x-key: "],
  ["daytona", "Daytona", "daytona", "app.daytona.io"],
  ["vast-ai", "Vast.ai", "vast ai", "console.vast.ai"],
  ["saladcloud", "SaladCloud", "saladcloud", "api.salad.com", "Salad-Api-Key: "],
  ["context7", "Context7", "context7", "context7.com"],
  ["arcade", "Arcade", "arcade", "api.arcade.dev"],
  ["voiceflow", "Voiceflow", "voiceflow", "general-runtime.voiceflow.com", "Authorization: "],
  ["edenai", "Eden AI", "edenai", "api.edenai.run"],
  ["deepai", "DeepAI", "deepai", "api.deepai.org"],
  ["wit-ai", "Wit.ai", "wit ai", "api.wit.ai"],
  ["photoroom", "Photoroom", "photoroom", "image-api.photoroom.com", "x-api-key: "],
  ["lighton", "LightOn Paradigm", "paradigm", "paradigm.lighton.ai"],
  ["meta-llama-api", "Meta Llama API", "llama", "api.llama.com"],
  ["gateways-misc", "AiHubMix", "aihubmix", "api.302.ai"],
  ["copilot-editors", "GitHub Copilot session token", "copilot", "api.githubcopilot.com"],
];

const BY_ID = new Map(ROWS.map((row) => [row[0], row]));

/** A provider of the table, with a host of its own where every customer has one. */
export function providerOf(id: string, random: Random): Provider {
  const row = BY_ID.get(id);
  if (!row) throw new Error(`the corpus knows no provider ${id}`);
  const [, vendor, words, host, header = "Authorization: Bearer "] = row;
  const tenant = random.pick(["meadow", "harbor", "orchard", "northwind"]) + String(random.int(90));
  return { id, vendor, words: words.split(" "), host: host.replace("*", tenant), header };
}

/** Services that are no provider of the table, for decoys that no name should explain. */
export function bystander(random: Random): Provider {
  const word = random.pick(["ledger", "billing", "catalog", "courier", "telemetry", "inventory", "roster", "kiosk"]);
  return {
    id: "",
    vendor: word.charAt(0).toUpperCase() + word.slice(1),
    words: [word],
    host: `${word}.internal.meadow.dev`,
    header: random.pick(["Authorization: Bearer ", "X-Api-Key: ", "X-Auth-Token: "]),
  };
}

/** The class of its client: OpenAI rather than Openai. */
export function clientOf({ vendor, words }: Provider): string {
  const name = vendor.replace(/[^A-Za-z0-9]/g, "");
  return name.toLowerCase() === words.join("") && /^[A-Z]/.test(name) ? name : pascal(words);
}
