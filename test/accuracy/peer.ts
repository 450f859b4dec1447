import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { PEERS, provideSecretlint, secretlintCommand } from "../support/secretlint";
import type { Item } from "./item";
import { bytesOf } from "./keystow";
import type { Claim, Claims } from "./score";

/** The rules of secretlint that look for keys of the table, and whose. Its others look for what no corpus file is about. */
const PROVIDER_OF_RULE: Readonly<Record<string, string>> = {
  anthropic: "anthropic",
  aws: "aws-bedrock",
  cloudflare: "cloudflare-workers-ai",
  databricks: "databricks",
  gcp: "google-vertex",
  github: "github",
  groq: "groq",
  huggingface: "hugging-face",
  openai: "openai",
  vercel: "vercel",
};

/** The part of its JSON report that is read; the rest quotes keys. */
interface Report {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly range: readonly [start: number, end: number] }[];
}

/** Writes the files to a folder that is gone afterwards, and runs secretlint over it. */
export function secretlint(items: readonly Item[]): Claims {
  provideSecretlint();
  const folder = mkdtempSync(join(tmpdir(), "keystow-accuracy-"));
  try {
    for (const item of items) {
      const path = join(folder, item.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytesOf(item));
    }
    const output = join(folder, "report.json");
    const options = ["--format", "json", "--output", output];
    const [program, args] = secretlintCommand(`${folder}/{keys,none,guesses,public}/**/{*,.*}`, ...options);
    const { error, status } = spawnSync(program, args, { cwd: PEERS, stdio: ["ignore", "ignore", "inherit"] });
    if (error) throw error;
    if (status !== 0 && status !== 1) throw new Error(`secretlint exited with ${status}`);
    const reports = JSON.parse(readFileSync(output, "utf8")) as readonly Report[];
    const claimsAt = new Map(
      reports.map(({ filePath, messages }) => [relative(folder, filePath), messages.map(claim)]),
    );
    if (claimsAt.size < items.length) console.error(`secretlint read ${claimsAt.size} of ${items.length} files`);
    return new Map(items.map((item) => [item, claimsAt.get(item.path) ?? []]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function claim({ ruleId, range: [start, end] }: Report["messages"][number]): Claim {
  const rule = ruleId.replace("@secretlint/secretlint-rule-", "");
  return { start, end, rule, provider: PROVIDER_OF_RULE[rule] ?? "" };
}
