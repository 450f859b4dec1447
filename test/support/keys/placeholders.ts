/**
 * Texts that stand where a key would stand, but are none. Published samples that have the full shape of a key are put
 * together here at run time, so that no stored file holds one.
 */
export const PLACEHOLDERS: readonly string[] = placeholders();

function placeholders(): readonly string[] {
  const sequence = "abcdefghijklmnopqrstuvwxyz0123456789";
  return [
    // Words and dots.
    ...["YOUR_API_KEY", "your-api-key", "your_api_key_here", "your_secret_api_key_here", "<your-api-key>", "<API_KEY>"],
    ...["changeme", "change-me", "replace_me", "insert-key-here", "xxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "...", ""],
    ...["sk-...", "sk-xxx", "sk-test", "sk-your-key", "sk-proj-...", "sk-proj-your-key", "sk-svcacct-..."],
    ...["sk-ant-...", "sk-ant-api03-...", "sk-ant-api03-xxxx", "sk-ant-your-key", "sk-or-v1-...", "hf_xxxxxxxx"],
    ...["gsk_xxx", "tvly-YOUR_API_KEY", "tvly-xxx", "fc-YOUR-API-KEY", "llx-...", "lsv2_...", "AIza..."],
    ...["sk-ant-api03-", "ghp_", "hf_", "gsk_"].map((head) => head + "x".repeat(40)),
    ...["sk-", "sk-proj-", "xai-", "r8_"].map((head) => head + "X".repeat(48)),
    // What local servers accept in place of a key.
    ...["sk-no-key-required", "EMPTY", "lm-studio", "ollama", "not-needed", "none", "dummy", "devkey", "secret"],
    // Published samples.
    "sk-" + "1234",
    "sk-lf-" + "1234567890",
    "pplx-" + "1234567890abcdef",
    "AKIA" + "IOSFODNN7" + "EXAMPLE",
    "wJalrXUtnFEMI/" + "K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY",
    "ghp_" + "a".repeat(36),
    "ghp_" + sequence,
    "b10_" + sequence.slice(0, 8) + "." + sequence.slice(0, 32),
    "quickstart-" + "QUdJIGlzIGNvbWluZy4uLi4K",
    "00000000-0000-0000-0000-" + "0".repeat(12),
    "0".repeat(32),
    "0123456789abcdef".repeat(2),
    "sk-" + sequence + sequence.slice(0, 12),
    // References that are no literals.
    ...["$OPENAI_API_KEY", "${OPENAI_API_KEY}", "${env:OPENAI_API_KEY}", "%OPENAI_API_KEY%", "{{ OPENAI_API_KEY }}"],
    ...["process.env.OPENAI_API_KEY", 'os.environ["OPENAI_API_KEY"]', "op://vault/openai/credential"],
    // Names that begin like a key: classes, models, packages, identifiers.
    ...["sk-circle", "sk-folding-cube", "fc-daygrid-event-harness", "pplx-7b-online", "pplx-70b-chat"],
    ...["e2b_code_interpreter", "bb_test_data_loader", "hf_generatedByHomeAppBuilder", "tp-link-archer-router"],
    ...["luma-dream-machine-video", "jina_embeddings_v3_base", "dapiPublicGetTickerPrice", "fw_update_pending_flag"],
    ...["spark-streaming-kafka", "task-runner-for-background-jobs", "ms-auto-scroll-padding", "up_proj_weight_matrix"],
  ];
}

/** Lines of code that read a key from the environment or from a vault, in many languages. None of them leaks one. */
export const REFERENCES: readonly string[] = [
  // JavaScript and TypeScript
  "const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });",
  "const apiKey = process.env['ANTHROPIC_API_KEY'] ?? '';",
  "const key = import.meta.env.VITE_OPENAI_API_KEY;",
  'const key = Deno.env.get("MISTRAL_API_KEY");',
  "const key = Bun.env.GROQ_API_KEY;",
  "const { COHERE_API_KEY } = process.env;",
  "headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },",
  "const secret = await client.getSecret('openai-api-key');",
  // Python
  'api_key = os.environ["OPENAI_API_KEY"]',
  'api_key = os.getenv("ANTHROPIC_API_KEY", "")',
  'client = Mistral(api_key=os.environ.get("MISTRAL_API_KEY"))',
  'openai.api_key = st.secrets["OPENAI_API_KEY"]',
  'GROQ_API_KEY = config("GROQ_API_KEY")',
  'api_key = userdata.get("GOOGLE_API_KEY")',
  'OPENAI_API_KEY: str = Field(..., env="OPENAI_API_KEY")',
  'api_key = getpass.getpass("OpenAI API key: ")',
  // JVM
  'String key = System.getenv("OPENAI_API_KEY");',
  'val apiKey = System.getenv("ANTHROPIC_API_KEY") ?: error("ANTHROPIC_API_KEY is not set")',
  '@Value("${spring.ai.openai.api-key}") private String apiKey;',
  "spring.ai.openai.api-key=${OPENAI_API_KEY}",
  // .NET
  'var key = Environment.GetEnvironmentVariable("AZURE_OPENAI_API_KEY");',
  'var key = builder.Configuration["AzureOpenAI:ApiKey"];',
  // Go, Rust, Ruby, PHP, Swift, Dart, Elixir, R
  'apiKey := os.Getenv("OPENAI_API_KEY")',
  'let api_key = std::env::var("OPENAI_API_KEY")?;',
  'api_key = ENV.fetch("OPENAI_API_KEY")',
  "$apiKey = getenv('OPENAI_API_KEY');",
  "'openai_key' => env('OPENAI_API_KEY'),",
  'let key = ProcessInfo.processInfo.environment["OPENAI_API_KEY"]',
  "const apiKey = String.fromEnvironment('OPENAI_API_KEY');",
  'api_key = System.fetch_env!("OPENAI_API_KEY")',
  'api_key <- Sys.getenv("OPENAI_API_KEY")',
  // Shells
  'export OPENAI_API_KEY="$(op read op://vault/item/field)"',
  "export ANTHROPIC_API_KEY=$(aws secretsmanager get-secret-value --secret-id anthropic --query SecretString)",
  'curl https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY"',
  "$env:OPENAI_API_KEY = Get-Secret -Name OpenAI -AsPlainText",
  "set OPENAI_API_KEY=%MY_KEY%",
  // Environment files and configuration
  "OPENAI_API_KEY=",
  "OPENAI_API_KEY=op://vault/item/field",
  "ANTHROPIC_API_KEY=${ANTHROPIC_API_KEY}",
  "OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}",
  "OPENAI_API_KEY: ${OPENAI_API_KEY:?not set}",
  "api_key: os.environ/OPENAI_API_KEY",
  "openaiApiKey: {{ .Values.openai.apiKey | quote }}",
  "api_key = \"{{ lookup('env', 'OPENAI_API_KEY') }}\"",
  "apiKey: !vault |",
  "valueFrom: { secretKeyRef: { name: openai, key: api-key } }",
  '"AZURE_OPENAI_API_KEY": "@Microsoft.KeyVault(SecretUri=https://stow.vault.azure.net/secrets/openai-key/)"',
  '"env": { "OPENAI_API_KEY": "${input:openai-key}" }',
  '"apiKey": "${env:ANTHROPIC_API_KEY}"',
  "api_key = var.openai_api_key",
  'api_key = data.vault_generic_secret.openai.data["api_key"]',
  "OPENAI_API_KEY=vault:secret/data/openai#api_key",
  "OPENAI_API_KEY=projects/stow/secrets/openai/versions/latest",
  "OPENAI_API_KEY=arn:aws:secretsmanager:eu-west-1:" + "123456789012" + ":secret:openai",
  "OPENAI_API_KEY=sops://keys.yaml#openai",
  "OPENAI_API_KEY=encrypted:" + "…",
];
