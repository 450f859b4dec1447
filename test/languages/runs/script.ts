// JavaScript and TypeScript.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { lines, type Run } from "../run";

/** Compiles under the strictest rules, with the types of Node. */
export function tsc(root: string): void {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  if (!existsSync(join(root, "node_modules/@types"))) link(root);
  execFileSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", root], { stdio: "pipe" });
}

export const TSCONFIG = JSON.stringify({
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

function link(root: string): void {
  for (const name of ["@types", "undici-types"])
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name), "junction");
}

export const SCRIPT_RUNS: readonly Run[] = [
  {
    title: "JavaScript",
    accessor: "JavaScript",
    path: "src/app.js",
    needs: ["node"],
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
    accessor: "JavaScript",
    path: "lib/key.mjs",
    needs: ["node"],
    before: "node main.mjs",
    files: {
      "package.json": '{ "scripts": { "start": "node main.mjs" } }',
      "main.mjs": 'import { key } from "./lib/key.mjs"; console.log(key);\n',
      "lib/key.mjs": 'export const key = "«anthropic-api-key»";\n',
    },
  },
  {
    title: "TypeScript, strict",
    accessor: "TypeScript",
    path: "app.ts",
    needs: ["node"],
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
];
