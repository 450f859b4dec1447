// A small workspace to try Keystow on, with made-up keys in the places where people leave them.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KEY_KINDS } from "./keys/index";
import { type Random, randomFrom } from "./random";

/**
 * Writes the workspace into an existing folder. The keys are drawn from the seed; they open nothing.
 * Throws when a file cannot be written.
 */
export function writeSampleWorkspace(folder: string, seed: string): void {
  const random = randomFrom(seed);
  for (const [path, text] of Object.entries(sampleFiles(random))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function sampleFiles(random: Random): Readonly<Record<string, string>> {
  const key = (provider: string, kind: string): string => {
    const found = KEY_KINDS.find((one) => one.provider === provider && one.kind === kind);
    if (!found) throw new Error(`no generator for ${provider}: ${kind}`);
    return found.make(random);
  };
  const openai = key("openai", "project key");
  const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [] };
  const notebook = {
    cells: [
      { ...cell, source: ["import os\n", `os.environ["HF_TOKEN"] = "${key("hugging-face", "user access token")}"`] },
    ],
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return {
    "README.md": `# Keystow sample

Every key here is made up. Open a file, put the cursor on an underlined key and press Ctrl+. (Cmd+. on a Mac).

- app.js, chat.py, main.go: keys in code
- compose.yaml, Dockerfile, deploy.sh: keys in configuration
- notes.ipynb: a key in a notebook cell
- settings.py: what Keystow leaves alone
`,
    "package.json": `{\n  "name": "keystow-sample",\n  "private": true,\n  "type": "module"\n}\n`,
    "app.js": `import { createHash } from "node:crypto";

const openaiKey = "${openai}";
const headers = { Authorization: "Bearer ${key("anthropic", "API key")}" };

// Proof that the program reads the same keys before and after the move, without showing them.
for (const secret of [openaiKey, headers.Authorization])
  console.log(createHash("sha256").update(secret).digest("hex").slice(0, 12));
`,
    "chat.py": `"""Asks two models the same question."""

GROQ_API_KEY = "${key("groq", "API key")}"
client_options = {"api_key": "${openai}"}

print(len(GROQ_API_KEY), len(client_options["api_key"]))
`,
    "main.go": `package main

import "fmt"

func main() {
	azureKey := "${key("azure-openai", "identifiable key (new)")}"
	fmt.Println(len(azureKey))
}
`,
    "compose.yaml": `services:
  app:
    image: node:22
    environment:
      REPLICATE_API_TOKEN: ${key("replicate", "API token")}
`,
    Dockerfile: `FROM node:22
ENV XAI_API_KEY=${key("xai", "API key")}
COPY . .
CMD ["node", "app.js"]
`,
    "deploy.sh": `#!/bin/sh
curl -sS -H "Authorization: Bearer ${key("perplexity", "API key")}" https://api.perplexity.ai/
`,
    "notes.ipynb": `${JSON.stringify(notebook, undefined, 1)}\n`,
    "settings.py": `import os

# References and placeholders are no findings.
OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
ANTHROPIC_API_KEY = "sk-ant-your-key-here"
COMMIT = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
`,
  };
}
