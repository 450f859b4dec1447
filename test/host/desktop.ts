// The desktop VS Code: finding one, downloading one, starting it with a profile of its own.
import { existsSync, realpathSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { SilentReporter, downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from "@vscode/test-electron";
import { type Kept, keep } from "./keep";
import { cacheFolder, plainEnvironment, run, scratchFolder } from "./machine";
import { type Settings, writeUserSettings } from "./settings";

/** The host that test-electron downloads from. */
const UPDATE_HOST = "https://update.code.visualstudio.com/api/releases/stable";

/** How long that host may take to answer, in milliseconds: a machine without it should lose no time. */
const ANSWER_LIMIT = 5_000;

/** What to say when a desktop VS Code is demanded and all of the following find none. */
export const NO_DESKTOP = "No desktop VS Code is installed or can be downloaded and shown here.";

/** VSCODE_EXECUTABLE, when it is set. Fails when there is no such file. */
export function namedDesktop(): string | undefined {
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named && !existsSync(named)) throw new Error(`VSCODE_EXECUTABLE names ${named}, which is not there`);
  return named;
}

/** The executable of an installed VS Code, if there is one and a screen to show it on. */
export function installedDesktop(): string | undefined {
  if (!hasScreen()) return undefined;
  return [...besideCommand(), ...usualPlaces()].find((path) => existsSync(path));
}

/** The executable of a VS Code downloaded by test-electron (kept in .vscode-test), if it can be had and shown. */
export async function downloadedDesktop(): Promise<string | undefined> {
  if (!hasScreen()) return undefined;
  const answers = await fetch(UPDATE_HOST, { method: "HEAD", signal: AbortSignal.timeout(ANSWER_LIMIT) }).then(
    (response) => response.ok,
    () => false,
  );
  if (!answers) return undefined;
  console.error("Getting the desktop VS Code (downloaded once, kept in .vscode-test) ...");
  const options = { version: "stable", cachePath: cacheFolder, reporter: new SilentReporter() };
  return downloadAndUnzipVSCode(options).catch((error: unknown) => {
    console.error("It could not be downloaded:", error);
    return undefined;
  });
}

export interface DesktopOptions {
  /** The folder to open, and files to show. */
  readonly paths: readonly string[];
  /** The folder of the extension under development. */
  readonly extension: string;
  /** A suite to run in it, after which it ends. */
  readonly suite?: string;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  readonly trusted?: boolean;
  readonly settings?: Settings;
  readonly env?: NodeJS.ProcessEnv;
  /** Folders to remove once it is gone, besides its profile. */
  readonly remove?: readonly string[];
}

/** Starts a desktop VS Code with a new profile, which goes when it is stopped. */
export async function startDesktop(executable: string, options: DesktopOptions): Promise<Kept> {
  const scratch = scratchFolder("code");
  const profile = [`--user-data-dir=${join(scratch, "user")}`, `--extensions-dir=${join(scratch, "extensions")}`];
  writeUserSettings(join(scratch, "user"), options.settings);
  try {
    if (options.vsix) await installVsix(executable, options.vsix, profile);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
  return keep(executable, [...profile, ...desktopArguments(options)], {
    env: options.env ?? {},
    remove: [scratch, ...(options.remove ?? [])],
  });
}

function desktopArguments({ paths, extension, suite, trusted = true }: DesktopOptions): string[] {
  return [
    ...paths,
    `--extensionDevelopmentPath=${extension}`,
    ...(suite ? [`--extensionTestsPath=${suite}`] : []),
    ...(trusted ? ["--disable-workspace-trust"] : []),
    // Chromium's sandbox works neither for root nor in most containers.
    ...(suite || process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu-sandbox"] : []),
    ...["--new-window", "--skip-welcome", "--skip-release-notes", "--disable-updates", "--disable-telemetry"],
  ];
}

async function installVsix(executable: string, vsix: string, profile: readonly string[]): Promise<void> {
  const cli = resolveCliPathFromVSCodeExecutablePath(executable);
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  await run(cli, ["--install-extension", vsix, ...profile, ...root], { env: plainEnvironment() });
}

function hasScreen(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

/** Where the executable may be, seen from the `code` command on the PATH (a script in the installation's bin folder). */
function besideCommand(): string[] {
  const name = process.platform === "win32" ? "code.cmd" : "code";
  const command = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (!command) return [];
  const installation = dirname(dirname(realpathSync(command)));
  if (process.platform === "win32") return [join(installation, "Code.exe")];
  // On macOS the script is in Contents/Resources/app/bin.
  if (process.platform === "darwin") return macExecutables(dirname(dirname(installation)));
  return [join(installation, "code")];
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case "darwin":
      return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
        macExecutables(join(folder, "Visual Studio Code.app/Contents")),
      );
    case "win32":
      return [join(process.env["LOCALAPPDATA"] ?? "", "Programs"), process.env["ProgramFiles"] ?? ""].map((folder) =>
        join(folder, "Microsoft VS Code/Code.exe"),
      );
    default:
      return ["/usr/share/code/code", "/snap/code/current/usr/share/code/code"];
  }
}

function macExecutables(contents: string): string[] {
  return ["Code", "Electron"].map((name) => join(contents, "MacOS", name));
}
