// The fastest search that there is, as a peer: it looks for the anchors of all rules, and for nothing else.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_PREFERENCES, type Rule, RULES } from "../../src/core/index";
import { npm } from "../support/secretlint";

const VERSION = "1.18.0";
const HOME = resolve(".vscode-test/bench/ripgrep");
export const RIPGREP = `ripgrep (@vscode/ripgrep ${VERSION})`;

/** Installs it once; returns the program. */
export function provideRipgrep(): string {
  const platform = `${process.platform}-${process.arch}`;
  const program = join(
    HOME,
    `node_modules/@vscode/ripgrep-${platform}/bin/rg${process.platform === "win32" ? ".exe" : ""}`,
  );
  if (existsSync(program)) return program;
  mkdirSync(HOME, { recursive: true });
  writeFileSync(join(HOME, "package.json"), JSON.stringify({ private: true }));
  npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", `@vscode/ripgrep-${platform}@${VERSION}`], HOME);
  return program;
}

/** What it is told: every byte of every file that a scan would read, so many threads. */
export function ripgrepArgs(place: string, threads: number, rules: readonly Rule[] = RULES): readonly string[] {
  const anchors = join(HOME, `anchors-${rules.length}.txt`);
  writeFileSync(anchors, [...new Set(rules.flatMap((rule) => rule.anchors))].join("\n"));
  const size = ["--max-filesize", `${DEFAULT_PREFERENCES.maxFileSize}`];
  return ["-uuu", "-a", "-F", "--count-matches", "-f", anchors, `-j${threads}`, ...size, place];
}
