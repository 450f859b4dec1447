// docs/example-report.*: what a scan of a small workspace says, its keys made of the rules' samples. The engine finds them;
// what was not scanned is told as the command line would.
import {
  comparePlaces,
  DEFAULT_POLICY,
  formatOf,
  type Report,
  reportFinding,
  type ReportFinding,
  type ReportSuppressed,
  RULES,
  scanText,
} from "../core/index";

/** The example in a format, by its id, as a version of Keystow gives it. */
export function exampleReport(format: string, version: string): string {
  return formatOf(format)?.render(report(version), {}) ?? "";
}

function report(version: string): Report {
  const findings: ReportFinding[] = [];
  const suppressed: ReportSuppressed[] = [];
  const files = Object.entries(workspace());
  for (const [file, text] of files) {
    const result = scanText(text, { path: file }, DEFAULT_POLICY);
    findings.push(...result.findings.map((finding) => reportFinding(finding, file)));
    for (const { by, reason, ...finding } of result.suppressed)
      suppressed.push({ ...reportFinding(finding, file), by, reason });
  }
  return {
    schema: 1,
    tool: { name: "keystow", version },
    complete: true,
    findings: findings.sort(comparePlaces),
    suppressed: suppressed.sort(comparePlaces),
    skipped: [
      { file: "data/history.jsonl", reason: "larger than 10 MB" },
      { file: "logo.png", reason: "binary file" },
    ],
    summary: {
      files: files.length,
      bytes: files.reduce((sum, [, text]) => sum + text.length, 0),
      findings: findings.length,
      ignored: 1,
    },
  };
}

function workspace(): Readonly<Record<string, string>> {
  const key = (id: string): string => {
    const sample = RULES.find((rule) => rule.id === id)?.sample("example");
    return sample?.text.slice(sample.start, sample.end) ?? "";
  };
  return {
    "app.js": `const openai = "${key("openai-project-key")}";\nconst headers = { "x-api-key": "${key("anthropic-api-key")}" };\n`,
    "chat.py": `GROQ_API_KEY = "${key("groq-api-key")}"\nOPENAI_API_KEY = "${key("openai-project-key")}"\n`,
    "deploy.sh": `export MISTRAL_API_KEY=${key("mistral-api-key")}\n`,
    "compose.yaml": `services:\n  app:\n    environment:\n      HF_TOKEN: ${key("huggingface-token")}\n`,
    "settings.py": 'import os\n\nOPENAI_API_KEY = os.environ["OPENAI_API_KEY"]\n',
    "test/client.test.js": `const revoked = "${key("xai-api-key")}"; // keystow:allow revoked in May\n`,
    ".env": `REPLICATE_API_TOKEN=${key("replicate-api-token")}\n`,
  };
}
