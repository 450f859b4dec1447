// The program still runs: started by the very command that the advice gives, without the variable in its environment,
// it prints what it printed before.
import assert from "node:assert/strict";
import { execFileSync, execSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { TempFolder } from "./fixFolder";

const CLEAN = { PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`, HOME: "/nonexistent" };

/** What a command prints, as a hash, so that no key shows in a failure. */
function printed(command: string, cwd: string): string {
  const { stdout, status, stderr } = spawnSync("sh", ["-c", command], { cwd, env: CLEAN, encoding: "utf8" });
  assert.equal(status, 0, stderr.replaceAll(/[\w-]{30,}/g, "…"));
  assert.notEqual(stdout, "");
  return createHash("sha256").update(stdout).digest("hex");
}

interface Run {
  readonly title: string;
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
  /** How it was started before. */
  readonly before: string;
  /** What has to be there. */
  readonly needs: string;
  /** Makes what the start command runs. */
  readonly build?: (root: string) => void;
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

/** Compiles under the strictest rules, with the types of Node. */
function tsc(root: string): void {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  symlinkSync(resolve("node_modules/@types"), join(root, "node_modules/@types"), "junction");
  symlinkSync(resolve("node_modules/undici-types"), join(root, "node_modules/undici-types"), "junction");
  execFileSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", root], { stdio: "pipe" });
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    target: "ES2022",
    module: "commonjs",
    moduleResolution: "bundler",
    ignoreDeprecations: "6.0",
    types: ["node"],
    skipLibCheck: true,
  },
  include: ["*.ts"],
});

const RUNS: readonly Run[] = [
  {
    title: "JavaScript",
    path: "src/app.js",
    needs: "node",
    before: "node src/app.js",
    files: {
      "package.json": "{}",
      "src/app.js": lines(
        "const key = '«openai-project-key»';",
        'const header = "Bearer «openai-project-key» \\" `b` ${c} \\n \\u00e9 \\\\";',
        "const url = `https://x.test/${1 + 1}?key=«google-api-key»&x=${[`«anthropic-api-key»`]}`;",
        'const fallback = process.env.MY_TOKEN || "«groq-api-key»";',
        'const call = ((text) => text.length + text)("«openai-project-key two»".trim());',
        "console.log(JSON.stringify([key, header, url, fallback, call]));",
      ),
    },
  },
  {
    title: "an ES module whose start script names another file",
    path: "lib/key.mjs",
    needs: "node",
    before: "node main.mjs",
    files: {
      "package.json": '{ "scripts": { "start": "node main.mjs" } }',
      "main.mjs": 'import { key } from "./lib/key.mjs"; console.log(key);\n',
      "lib/key.mjs": 'export const key = "«anthropic-api-key»";\n',
    },
  },
  {
    title: "TypeScript, strict",
    path: "app.ts",
    needs: "node",
    build: tsc,
    before: "node app.js",
    files: {
      "tsconfig.json": TSCONFIG,
      "app.ts": lines(
        'const key: string = "«openai-project-key»";',
        "const options: { readonly apiKey?: string } = { apiKey: '«anthropic-api-key»' };",
        'const constant = "«groq-api-key»" as const;',
        'const upper = (text: string): string => text.toUpperCase() + ("«openai-project-key»"=== text);',
        'const fallback: string = process.env["MY_KEY"] ?? "«openai-project-key three»";',
        'console.log(key, options, constant, upper("Bearer «openai-project-key two»"), fallback);',
      ),
    },
  },
  {
    title: "Python",
    path: "app.py",
    needs: "python3",
    before: "python3 app.py",
    files: {
      "app.py": lines(
        '"""Says import os."""',
        "from __future__ import annotations",
        "import json",
        'key = "«openai-project-key»"',
        "header = 'Bearer «openai-project-key» {x} %s \\N{DIGIT ONE}'.format(x=1) % 2",
        'body = """{"key": "«anthropic-api-key»"}"""',
        'url = f"https://x.test/{key[:3]}?key=«google-api-key»"',
        'side = ("a " "«groq-api-key»")',
        'data = b"«openai-project-key»".hex()',
        'def f(key="«openai-project-key two»"): return {key: "«openai-project-key»"}',
        'raw = r"C:\\new «openai-project-key»"',
        "print(json.dumps([key, header, body, url, side, data, f(), raw]))",
      ),
    },
  },
  ...["sh", "bash"].map((shell): Run => ({
    title: shell,
    path: "bin/run",
    needs: shell,
    before: `${shell} bin/run`,
    files: {
      "bin/run": lines(
        `#!/usr/bin/env ${shell}`,
        "set -eu",
        "export OPENAI_API_KEY=«openai-project-key»",
        "TOKEN='«anthropic-api-key»'",
        'OTHER="${GROQ_API_KEY:-«groq-api-key»}"',
        'show() { for one in "$@"; do printf \'%s\\n\' "$one"; done; }',
        'show "$OPENAI_API_KEY" "$TOKEN" "$OTHER" Bearer:«openai-project-key two» \'it is «anthropic-api-key», yes\'',
        'show \'{"key": "«openai-project-key»"}\' "$(printf %s \'«anthropic-api-key»\')" $((1 + 2)) # it\'s',
        "cat <<EOF",
        'it\'s "«openai-project-key»" $((1 + 1))',
        "EOF",
        "sh -c 'printf %s \"$OPENAI_API_KEY\"'",
      ),
    },
  })),
  {
    title: "Java",
    path: "App.java",
    needs: "java",
    before: "java App.java",
    files: {
      "App.java": lines(
        "class App {",
        '  private static final String KEY = "«openai-project-key»";',
        "  public static void main(String[] args) {",
        '    System.out.println(KEY + "Bearer «anthropic-api-key» \\"x\\"".length() + ("«openai-project-key», " + 1 + 2));',
        '    System.out.println("k=«openai-project-key»;".toLowerCase() + "a «groq-api-key» b «openai-project-key» c");',
        "  }",
        "}",
      ),
    },
  },
  {
    title: "Go",
    path: "main.go",
    needs: "go",
    before: "go run main.go",
    files: {
      "main.go": lines(
        "package main",
        "",
        'import "fmt"',
        "",
        'const key = "«openai-project-key»"',
        "",
        "func main() {",
        '\tfmt.Println(key, "Bearer «anthropic-api-key»", `"«openai-project-key»" x`, ("a «groq-api-key»"[1:]))',
        "}",
      ),
    },
  },
];

const isThere = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

describe("a program after the fix", () => {
  for (const { title, path, files, before, needs, build } of RUNS)
    it(`prints the same: ${title}`, function () {
      if (process.platform === "win32" || !isThere(needs)) this.skip();
      const folder = new TempFolder(files);
      try {
        build?.(folder.root);
        const first = printed(before, folder.root);
        const plan = folder.fix(path);
        assert.deepEqual(plan.left, []);
        assert.ok(plan.start, "no start command");
        if (build) execFileSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", folder.root]);
        assert.equal(printed(plan.start.command, join(folder.root, plan.start.folder)), first);
        assert.throws(() => folder.plan(path), /there is no key/);
      } finally {
        folder.dispose();
      }
    }).timeout(60_000);

  it("is what compose resolves", function () {
    if (spawnSync("docker", ["compose", "version"]).status !== 0) this.skip();
    const folder = new TempFolder({
      "compose.yaml": lines(
        "services:",
        "  app:",
        "    image: x",
        "    environment:",
        "      OPENAI_API_KEY: «openai-project-key»",
        '      HEADER: "Bearer «anthropic-api-key»"',
        "    labels: { key: «groq-api-key» }",
      ),
    });
    try {
      const config = (): string =>
        execSync("docker compose config", { cwd: folder.root, env: CLEAN, encoding: "utf8", stdio: "pipe" });
      const first = config();
      folder.fix("compose.yaml");
      assert.ok(config() === first);
    } finally {
      folder.dispose();
    }
  }).timeout(30_000);
});
