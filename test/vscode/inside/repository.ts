// The folder that is open as a repository, scans of it in the editor and on the command line, and the reports of both.
import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as vscode from "vscode";
import type { Report } from "../../../src/core/index";
import { answering } from "./answers";
import { assertNoLeak, closeAll, folder } from "./support";

export const root = (): string => folder().fsPath;
export const at = (...path: readonly string[]): vscode.Uri => vscode.Uri.joinPath(folder(), ...path);

/** Removes all that is in the folder. */
export function empty(): void {
  for (const name of readdirSync(root())) rmSync(join(root(), name), { recursive: true, force: true });
}

/** Closes all editors and removes all that is in the folder. */
export async function clear(): Promise<void> {
  await closeAll();
  empty();
}

export function write(path: string, content: string | Uint8Array): vscode.Uri {
  mkdirSync(dirname(join(root(), path)), { recursive: true });
  writeFileSync(join(root(), path), content);
  return at(path);
}

export function git(...args: readonly string[]): string {
  return gitIn(root(), ...args);
}

export function gitIn(cwd: string, ...args: readonly string[]): string {
  const who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "protocol.file.allow=always"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...who, ...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Adds to the repository of the folder another one, with a file of its own, and a submodule with another file. */
export function nestRepositories(texts: { readonly nested: string; readonly submodule: string }): void {
  write("nested/own.ts", texts.nested);
  gitIn(join(root(), "nested"), "init", "-q");
  const elsewhere = join(root(), "elsewhere");
  write("elsewhere/lib.ts", texts.submodule);
  gitIn(elsewhere, "init", "-q");
  gitIn(elsewhere, "add", ".");
  gitIn(elsewhere, "commit", "-qm", "lib");
  git("submodule", "--quiet", "add", elsewhere, "sub");
  rmSync(elsewhere, { recursive: true });
}

/** Runs the real command line; the report. */
export function cli(...args: readonly string[]): Report {
  const program = resolve(__dirname, "../../../dist/cli.js");
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const { stdout } = spawnSync(process.execPath, [program, "scan", ...args, "--format", "json"], {
    cwd: root(),
    env,
    encoding: "utf8",
  });
  return JSON.parse(stdout) as Report;
}

/** Runs a command and returns the sentence that it ends with. */
export async function scan(argument?: unknown, command = "keystow.scan", ...more: readonly unknown[]): Promise<string> {
  const { words } = await answering({}, () => vscode.commands.executeCommand(command, argument, ...more));
  const ends = words.filter((text) => /^Keystow: Scan(?:ned| stopped)/.test(text));
  assert.equal(ends.length, 1, words.join("\n"));
  return ends[0]!;
}

export function masked(): readonly vscode.Uri[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([{ scheme }, { length }]) => scheme === "keystow-masked" && length > 0)
    .map(([uri]) => uri);
}

/** The result, as a report. */
export async function report(): Promise<Report> {
  return JSON.parse(await exported("json")) as Report;
}

/** The same in a format. */
export async function exported(format: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "keystow-report-"));
  const file = vscode.Uri.file(join(folder, "report"));
  await answering({ picks: [format], files: [file] }, () => vscode.commands.executeCommand("keystow.exportReport"));
  const text = readFileSync(file.fsPath, "utf8");
  rmSync(folder, { recursive: true });
  assertNoLeak(text, "the report");
  assert.ok(!text.includes("keystow-masked"), text);
  return text;
}
